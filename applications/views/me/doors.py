"""Pages of one person alone: signed in, and kept by no cache."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from accounts.models import User

View = Callable[..., HttpResponseBase]


def private(view: View) -> View:
    return never_cache(login_required(view))


def person(request: HttpRequest) -> User:
    """Who is signed in, on a page where somebody is."""
    assert isinstance(request.user, User)
    return request.user
