"""The life of a posting. Each transition is one conditional UPDATE out of one table; of two at once, one happens.

`open()` of the models is what the public sees, by the clock; the jobs that call `tidy` only write down what is so.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from accounts import audit
from accounts.models import User
from listings.models import Posting
from listings.models.choices import CloseReason, PauseReason, Status
from listings.postings import permissions, search_row
from listings.postings.permissions import CLOCK, STAFF, TEAM, Who

log = logging.getLogger(__name__)
# A native posting is public so long; then somebody has to say that it is still open.
LONGEST = timedelta(days=120)
# One that was paused for want of a word is closed when nobody has said it for as long again.
FORGOTTEN = timedelta(days=30)
LIVE = (Status.PUBLISHED, Status.PAUSED)


@dataclass(frozen=True)
class Move:
    sources: tuple[Status, ...]
    targets: tuple[Status, ...]
    who: frozenset[Who]


MOVES = {
    "submit": Move((Status.DRAFT, Status.CHANGES_REQUESTED), (Status.IN_MODERATION,), TEAM),
    "approve": Move((Status.IN_MODERATION,), (Status.PUBLISHED, Status.SCHEDULED), STAFF | CLOCK),
    "request_changes": Move((Status.IN_MODERATION,), (Status.CHANGES_REQUESTED,), STAFF),
    "reject": Move((Status.IN_MODERATION,), (Status.REJECTED,), STAFF),
    "publish": Move((Status.SCHEDULED,), (Status.PUBLISHED,), CLOCK),
    "pause": Move((Status.PUBLISHED,), (Status.PAUSED,), TEAM | CLOCK),
    "resume": Move((Status.PAUSED,), (Status.PUBLISHED,), TEAM),
    "confirm": Move((Status.PUBLISHED,), (Status.PUBLISHED,), TEAM),
    "recall": Move((Status.PUBLISHED,), (Status.IN_MODERATION,), STAFF | CLOCK),
    "close": Move(LIVE, (Status.CLOSED,), TEAM | STAFF | CLOCK),
    "reopen": Move((Status.CLOSED,), (Status.PUBLISHED,), TEAM),
    "archive": Move((Status.CLOSED,), (Status.ARCHIVED,), TEAM),
    "remove": Move(tuple(s for s in Status if s != Status.REMOVED), (Status.REMOVED,), STAFF),
}
NOT_PAUSED: dict[str, Any] = {"paused_at": None, "paused_by": None, "paused_reason": ""}
NOT_CLOSED: dict[str, Any] = {"closed_at": None, "closed_by": None, "closed_reason": "", "merged_into": None}


class NotAllowed(Exception):
    """The posting stands elsewhere by now; `status` is where."""

    def __init__(self, verb: str, status: str) -> None:
        super().__init__(f"A posting that is {status} cannot {verb}.")
        self.verb, self.status = verb, status


class StillWaiting(NotAllowed):
    """Somebody who applied has had no answer."""


@transaction.atomic
def _move(
    verb: str, posting: Posting, target: Status, by: User | None, *, only: Q | None = None, **changes: Any
) -> None:
    """Raises PermissionDenied, or NotAllowed where the posting has moved on or fails ONLY."""
    move = MOVES[verb]
    if not permissions.acting(by, posting) & move.who:
        raise PermissionDenied(verb)
    standing = Posting.objects.filter(only or Q(), pk=posting.pk, status__in=move.sources)
    if not standing.update(status=target, **changes):
        raise NotAllowed(verb, Posting.objects.values_list("status", flat=True).get(pk=posting.pk))
    search_row.rebuild([posting.pk])
    audit.record(f"posting.{verb}", posting, by=by, status=target)
    posting.refresh_from_db()


# --- before it is public ---------------------------------------------------------------------------------------


def submit(posting: Posting, *, by: User) -> None:
    _move("submit", posting, Status.IN_MODERATION, by, submitted_at=timezone.now(), submitted_by=by)


def approve(posting: Posting, *, by: User | None) -> None:
    """Public at once, or at `publish_at` where that lies ahead."""
    now = timezone.now()
    waits = posting.publish_at is not None and posting.publish_at > now
    starts = posting.publish_at if waits and posting.publish_at else now
    _move(
        "approve",
        posting,
        Status.SCHEDULED if waits else Status.PUBLISHED,
        by,
        published_at=starts,
        published_by=by,
        first_published_at=_first(starts),
        listed_at=_first(starts, "listed_at"),
        **_fresh(starts),
    )


def request_changes(posting: Posting, *, by: User) -> None:
    _move("request_changes", posting, Status.CHANGES_REQUESTED, by)


def reject(posting: Posting, *, by: User) -> None:
    _move("reject", posting, Status.REJECTED, by)


def publish(posting: Posting) -> None:
    """Write down that a scheduled posting has become public."""
    _move("publish", posting, Status.PUBLISHED, None, only=Q(published_at__lte=timezone.now()))


def _first(starts: datetime, name: str = "first_published_at") -> Any:
    """What was public once keeps its first day; a day planned and never come is none."""
    return Case(When(**{f"{name}__lt": timezone.now()}, then=F(name)), default=Value(starts))


def _fresh(starts: datetime) -> dict[str, Any]:
    return {"expires_at": starts + LONGEST, "expiry_warned": None}


# --- while it is public ----------------------------------------------------------------------------------------


def pause(posting: Posting, *, by: User | None, reason: PauseReason = PauseReason.EMPLOYER) -> None:
    only = Q(expires_at__lte=timezone.now()) if by is None else None
    changes: dict[str, Any] = {"paused_at": timezone.now(), "paused_by": by, "paused_reason": reason}
    _move("pause", posting, Status.PAUSED, by, only=only, **changes)


def resume(posting: Posting, *, by: User) -> None:
    """The 120 days begin anew: who resumes has said that it is still open."""
    _move("resume", posting, Status.PUBLISHED, by, **NOT_PAUSED, **_fresh(timezone.now()))


def confirm(posting: Posting, *, by: User) -> None:
    """Still open."""
    _move("confirm", posting, Status.PUBLISHED, by, **_fresh(timezone.now()))


def recall(posting: Posting, *, by: User | None) -> None:
    """Back to moderation, as after three reports; nobody sees it until it is approved again."""
    _move("recall", posting, Status.IN_MODERATION, by, submitted_at=timezone.now(), submitted_by=None)


def close(
    posting: Posting, *, by: User | None, reason: CloseReason, merged_into: Posting | None = None, at: Any = None
) -> None:
    """AT is the instant it counts from, for what the clock closes; MERGED_INTO the posting that goes on."""
    changes: dict[str, Any] = {
        "closed_at": at or timezone.now(),
        "closed_by": by,
        "closed_reason": reason,
        "merged_into": merged_into,
    }
    _move("close", posting, Status.CLOSED, by, **changes, **NOT_PAUSED)


# --- afterwards ------------------------------------------------------------------------------------------------


def reopen(posting: Posting, *, by: User) -> None:
    """The first day it was public stays. One whose deadline has passed needs a later one first (editing.extend)."""
    now = timezone.now()
    only = (Q(closes_at=None) | Q(closes_at__gt=now)) & ~Q(closed_reason=CloseReason.MERGED)
    _move("reopen", posting, Status.PUBLISHED, by, only=only, published_at=now, **NOT_CLOSED, **_fresh(now))


def archive(posting: Posting, *, by: User) -> None:
    """Raises StillWaiting while somebody has had no answer; the database would refuse it too."""
    try:
        _move("archive", posting, Status.ARCHIVED, by, only=Q(unanswered=0))
    except NotAllowed as refused:
        if refused.status == Status.CLOSED:
            raise StillWaiting("archive", refused.status) from refused
        raise


def remove(posting: Posting, *, by: User) -> None:
    changes: dict[str, Any] = {"removed_at": timezone.now(), "removed_by": by}
    _move("remove", posting, Status.REMOVED, by, **changes, **NOT_PAUSED, **NOT_CLOSED)


# --- by the clock ----------------------------------------------------------------------------------------------


def tidy() -> int:
    """Write down what the clock has made so; harmless to do twice, and beside another who does it."""
    now = timezone.now()
    native = Posting.objects.filter(source=None)
    due = [
        (publish, native.filter(status=Status.SCHEDULED, published_at__lte=now)),
        (_end, native.filter(status__in=LIVE, closes_at__lte=now)),
        (
            _doubt,
            native.filter(status=Status.PUBLISHED, expires_at__lte=now).filter(
                Q(closes_at=None) | Q(closes_at__gt=now)
            ),
        ),
        (_forget, native.filter(paused_reason=PauseReason.UNCONFIRMED, paused_at__lte=now - FORGOTTEN)),
    ]
    count = 0
    for verb, postings in due:
        for posting in postings.order_by("pk").iterator():
            try:
                verb(posting)
                count += 1
            except NotAllowed:  # somebody was quicker
                continue
            except Exception:  # the next posting is not to suffer for this one; the next run tries again
                log.exception("posting %s could not be tidied", posting.pk)
    return count


def _end(posting: Posting) -> None:
    close(posting, by=None, reason=CloseReason.DEADLINE, at=posting.closes_at)


def _doubt(posting: Posting) -> None:
    pause(posting, by=None, reason=PauseReason.UNCONFIRMED)


def _forget(posting: Posting) -> None:
    close(posting, by=None, reason=CloseReason.EXPIRED)
