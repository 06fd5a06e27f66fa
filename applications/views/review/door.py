"""The way to the desk: signed in, with a second factor where it is required, and with a seat at this employer."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from accounts.mfa import needs_second_factor
from applications import pipeline
from applications.desk import seats
from applications.models import Application
from listings.models import Membership

View = Callable[..., HttpResponse]


def at_desk(view: View) -> View:
    """VIEW takes the seat in the place of the employer's slug. The seat comes first, so that a stranger is told of no
    second factor and a signed-in rival of no page."""

    @wraps(view)
    def wrapped(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
        seat = seats.seat_of(request.user, slug)  # type: ignore[arg-type]
        checked = needs_second_factor(lambda _request: view(request, seat, *args, **kwargs))
        return checked(request)

    return never_cache(login_required(wrapped))


def deciding(view: View) -> View:
    """For who decides. A reviewer's 403 comes before anything is looked up, so it tells nothing of what is there."""

    @wraps(view)
    def wrapped(request: HttpRequest, seat: Membership, *args: Any, **kwargs: Any) -> HttpResponse:
        if not pipeline.may_decide(seat):
            raise PermissionDenied
        return view(request, seat, *args, **kwargs)

    return at_desk(wrapped)


def application_of(seat: Membership, application_id: int) -> Application:
    found = Application.objects.for_member(seat).select_related("posting__employer", "stage", "resume", "student__user")
    return get_object_or_404(found.prefetch_related("posting__requirements__skill"), pk=application_id)
