"""What was done just now, said on the next page of the desk with its Undo; and the way back to where it was done."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone

from applications.desk import asked as asking
from applications.models import Application
from applications.pipeline import Batch
from listings.models import Membership

DONE = "desk_done"  # in the session: said once
LAST = "desk_undo"  # what can still be undone, for who has read on since


def done(request: HttpRequest, seat: Membership, text: str, batch: Batch | None = None, focus: int = 0) -> None:
    """FOCUS is the application whose card keeps the focus."""
    undo = str(batch.id) if batch and batch.done and settings.UNDO_WINDOW else ""
    until = timezone.now() + settings.UNDO_WINDOW
    told = {"slug": seat.employer.slug, "text": text, "batch": undo, "until": until.isoformat(), "focus": focus}
    request.session[DONE] = told
    if undo:
        request.session[LAST] = told


def toast(request: HttpRequest, seat: Membership) -> dict[str, Any] | None:
    """Said once. What was done at another employer's desk is said there."""
    told = request.session.get(DONE)
    if not told or told["slug"] != seat.employer.slug:
        return None
    del request.session[DONE]
    return _shown(told)


def again(request: HttpRequest, seat: Membership, said: dict[str, Any] | None) -> dict[str, Any] | None:
    """The last that can still be undone. What is SAID just now has its own Undo."""
    told = request.session.get(LAST)
    if not told or told["slug"] != seat.employer.slug or (said and said["batch"] == told["batch"]):
        return None
    shown = _shown(told)
    return shown if shown["batch"] else None


def is_last(request: HttpRequest, seat: Membership, batch: Any) -> bool:
    """Whether this person did it here, even where a colleague has left nothing of it since."""
    told = request.session.get(LAST, {})
    return told.get("batch") == str(batch) and told.get("slug") == seat.employer.slug


def forget(request: HttpRequest, batch: Any) -> None:
    """It has been undone, or it is too late."""
    if request.session.get(LAST, {}).get("batch") == str(batch):
        del request.session[LAST]


def _shown(told: dict[str, Any]) -> dict[str, Any]:
    left = datetime.fromisoformat(told["until"]) - timezone.now()
    minutes = max(0, -(-left // timedelta(minutes=1)))
    return {"text": told["text"], "batch": told["batch"] if minutes else "", "minutes": minutes, "focus": told["focus"]}


def frame(request: HttpRequest, seat: Membership, at: str) -> dict[str, Any]:
    """What review/base.html needs; AT is the page of the masthead."""
    minutes = settings.UNDO_WINDOW // timedelta(minutes=1)
    said = toast(request, seat)
    return {
        "seat": seat,
        "slug": seat.employer.slug,
        "at": at,
        "toast": said,
        "again": again(request, seat, said),
        "undo_minutes": minutes,
    }


def list_query(request: HttpRequest, seat: Membership) -> str:
    """The list that the page came from, as its own address would spell it. Read it before anything is done: an id
    that is not there for this seat answers 404."""
    given = request.POST.get("query", "") if request.method == "POST" else request.GET.urlencode()
    return asking.read(QueryDict(given[:4000]), seat).query()


def back(request: HttpRequest, seat: Membership, application: Application, query: str) -> HttpResponse:
    """To the board or the page where the button was: made of our own addresses only."""
    slug = seat.employer.slug
    if request.POST.get("from") == "board":
        target = reverse("review_board", args=[slug, application.posting_id])
    else:
        target = reverse("review_application", args=[slug, application.pk])
    return see_other(f"{target}?{query}" if query else target)


def see_other(target: str) -> HttpResponse:
    response = HttpResponseRedirect(target)
    response.status_code = 303
    return response
