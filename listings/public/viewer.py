"""The person who looks: what public pages may know of them without importing anything above."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from listings.models import LastVisit

NOTED_EVERY = timedelta(minutes=1)


@dataclass
class Viewer:
    """An anonymous reader by default. `new_since` is when a signed-in reader's last visit ended."""

    user: User | None = None
    new_since: datetime | None = None
    saved: frozenset[int] = field(default_factory=frozenset)
    applied: frozenset[int] = field(default_factory=frozenset)


class ViewerMiddleware:
    """Sets request.viewer, which asks the database only when a page reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: viewer_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def viewer_of(request: HttpRequest) -> Viewer:
    user = request.user if request.user.is_authenticated else None
    return Viewer(user=user, new_since=note_visit(user, timezone.now()) if user else None)


def note_visit(user: User, at: datetime) -> datetime | None:
    """Note that the reader is here and return when the visit before this one ended."""
    visit, made = LastVisit.objects.get_or_create(user=user, defaults={"seen_at": at})
    if made:
        return None
    if visit.is_new_visit(at):
        visit.before = visit.seen_at
    if at - visit.seen_at >= NOTED_EVERY:
        visit.seen_at = at
        visit.save(update_fields=["seen_at", "before"])
    return visit.before
