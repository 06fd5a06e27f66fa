"""What is picked on one page of a list while another page of it is looked at: ids, in the session, for an hour.

A form carries all of them itself; the session only bridges the way from one page to the next. What belongs to another
list, or to another employer, is neither shown nor meant.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone

from applications.desk.asked import Asked
from listings.models import Membership

KEY = "desk_picked"
KEPT = timedelta(hours=1)  # whoever comes back tomorrow finds nothing ticked


def keep(request: HttpRequest, seat: Membership, asked: Asked, ids: Iterable[int]) -> None:
    if chosen := sorted(ids):
        until = (timezone.now() + KEPT).isoformat()
        request.session[KEY] = {"slug": seat.employer.slug, "list": _list(asked), "ids": chosen, "until": until}
    else:
        forget(request)


def kept(request: HttpRequest, seat: Membership, asked: Asked) -> set[int]:
    told = request.session.get(KEY)
    if not told or (told["slug"], told["list"]) != (seat.employer.slug, _list(asked)):
        return set()
    return set(told["ids"]) if datetime.fromisoformat(told["until"]) > timezone.now() else set()


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def _list(asked: Asked) -> str:
    return asked.query(page=None, sort=None)
