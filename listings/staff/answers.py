"""What several of the staff's views do."""

from typing import cast

from django.http import HttpRequest, HttpResponseRedirect

from accounts.models import User
from lib.text import is_id


class SeeOther(HttpResponseRedirect):
    """After a POST: read there, and nothing is sent again by loading it again."""

    status_code = 303


def who(request: HttpRequest) -> User:
    """Behind the door somebody is signed in."""
    return cast(User, request.user)


def number(value: str | None) -> int:
    """An id that was posted; 0 is nobody's."""
    return int(value) if value and is_id(value) else 0
