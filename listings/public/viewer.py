"""The person who looks: what public pages may know of them without importing anything above."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from listings.models import LastVisit, SavedPosting
from listings.postings import saving
from listings.postings.matching import Facts

# What a visitor's session holds: Facts.to_json(), with more beside it that only forms read, and ids, newest first.
FACTS, SAVED = "facts", "saved"
NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Begun:
    """An application that lies half written, last kept `at`; or one that `waits` for the code from a mail."""

    title: str
    employer: str
    url: str
    at: datetime
    waits: bool = False


@dataclass
class Viewer:
    """An anonymous reader by default. `new_since` is when a signed-in reader's last visit ended.

    `saved` are ids of postings, `applied` leads from one to the reader's living application, `begun` to what is half
    written, newest first. What stands in tables of upper packages (a student's facts, applications) their middleware
    fills in.
    """

    user: User | None = None
    new_since: datetime | None = None
    facts: Facts = field(default_factory=Facts)
    saved: frozenset[int] = field(default_factory=frozenset)
    applied: Mapping[int, int] = field(default_factory=dict)
    begun: Mapping[int, Begun] = field(default_factory=dict)


class ViewerMiddleware:
    """Sets request.viewer, which asks the database only when a page reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: viewer_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def viewer_of(request: HttpRequest) -> Viewer:
    # Who sends no session has none: asking for the user would only make the answer differ by cookie.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return Viewer()
    if not request.user.is_authenticated:
        facts = Facts.from_json(request.session.get(FACTS))
        return Viewer(facts=facts, saved=frozenset(saved_in_session(request)))
    user = request.user
    saved = SavedPosting.objects.filter(user=user).values_list("posting_id", flat=True)
    return Viewer(user=user, new_since=note_visit(user, timezone.now()), saved=frozenset(saved))


def saved_in_session(request: HttpRequest) -> list[int]:
    kept = request.session.get(SAVED)
    ids = [pk for pk in kept if isinstance(pk, int)] if isinstance(kept, list) else []
    return ids[: saving.MOST_VISITING]


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
