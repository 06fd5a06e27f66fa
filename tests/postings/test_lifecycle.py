"""Every move, from every status, by everybody; and two at once."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from accounts.models import AuditEvent, User
from listings.models import Employer, Posting, PostingSearchRow
from listings.models.choices import CloseReason, Status
from listings.postings import lifecycle
from listings.postings.lifecycle import MOVES, NotAllowed
from listings.postings.permissions import SEATS, Who
from tests.factories import make_employer, make_member, make_posting, make_source, make_user

# What a transition is called with besides the posting and who does it.
EXTRA: dict[str, dict[str, Any]] = {"close": {"reason": CloseReason.FILLED}}
BY_CLOCK = {"publish"}  # verbs that only the clock calls take nobody
# The statuses that the issue of the moves allows, written out again: the table is not its own judge.
ALLOWED = {
    ("submit", "draft", "in_moderation"),
    ("submit", "changes_requested", "in_moderation"),
    ("approve", "in_moderation", "published"),
    ("request_changes", "in_moderation", "changes_requested"),
    ("reject", "in_moderation", "rejected"),
    ("publish", "scheduled", "published"),
    ("pause", "published", "paused"),
    ("resume", "paused", "published"),
    ("confirm", "published", "published"),
    ("recall", "published", "in_moderation"),
    ("close", "published", "closed"),
    ("close", "paused", "closed"),
    ("reopen", "closed", "published"),
    ("archive", "closed", "archived"),
    *(("remove", status.value, "removed") for status in Status if status != Status.REMOVED),
}
MAY = {
    "submit": {Who.OWNER, Who.RECRUITER},
    "approve": {Who.STAFF, Who.CLOCK},
    "request_changes": {Who.STAFF},
    "reject": {Who.STAFF},
    "publish": {Who.CLOCK},
    "pause": {Who.OWNER, Who.RECRUITER, Who.CLOCK},
    "resume": {Who.OWNER, Who.RECRUITER},
    "confirm": {Who.OWNER, Who.RECRUITER},
    "recall": {Who.STAFF, Who.CLOCK},
    "close": {Who.OWNER, Who.RECRUITER, Who.STAFF, Who.CLOCK},
    "reopen": {Who.OWNER, Who.RECRUITER},
    "archive": {Who.OWNER, Who.RECRUITER},
    "remove": {Who.STAFF},
}
pytestmark = pytest.mark.django_db


def cast(employer: Employer) -> dict[str, User | None]:
    people: dict[str, User | None] = {who.value: make_member(employer, role) for role, who in SEATS.items()}
    people |= {"staff": make_user(is_staff=True), "clock": None}
    left = make_member(employer, "owner")
    left.memberships.all().delete()
    return people | {"nobody": make_user(), "left": left, "rival": make_member(make_employer(), "owner")}


def call(verb: str, posting: Posting, by: User | None) -> None:
    given = EXTRA.get(verb, {}) if verb in BY_CLOCK else {"by": by, **EXTRA.get(verb, {})}
    getattr(lifecycle, verb)(posting, **given)


def make(employer: Employer, status: Status, **fields: Any) -> Posting:
    if status == Status.SCHEDULED:  # due
        fields |= {"published_at": timezone.now() - timedelta(minutes=1)}
    # Long unconfirmed, so that the clock may pause it.
    return make_posting(employer=employer, status=status, expires_at=timezone.now() - timedelta(seconds=1), **fields)


@pytest.mark.parametrize("verb", MOVES)
def test_every_move_from_every_status_by_everybody(verb: str) -> None:
    employer = make_employer()
    people = cast(employer)
    for status in Status:
        for role, by in people.items():
            if verb in BY_CLOCK and role != "clock":
                continue
            posting = make(employer, status)
            before = AuditEvent.objects.count()
            allowed = [target for v, source, target in ALLOWED if (v, source) == (verb, status)]
            if role not in {who.value for who in MAY[verb]}:
                with pytest.raises(PermissionDenied):
                    call(verb, posting, by)
            elif not allowed:
                with pytest.raises(NotAllowed) as refused:
                    call(verb, posting, by)
                assert refused.value.status == status
            else:
                call(verb, posting, by)
                assert posting.status == allowed[0], (verb, status, role)
                event = AuditEvent.objects.latest("pk")
                assert (event.code, event.subject_id) == (f"posting.{verb}", posting.pk)
                assert event.actor_id == (by.pk if by else None)
                continue
            assert Posting.objects.get(pk=posting.pk).status == status
            assert AuditEvent.objects.count() == before


def test_the_table_is_what_was_asked_for() -> None:
    said = {(verb, s.value, t.value) for verb, move in MOVES.items() for s in move.sources for t in move.targets}
    assert said == {*ALLOWED, ("approve", "in_moderation", "scheduled")}
    assert {verb: set(move.who) for verb, move in MOVES.items()} == MAY


@pytest.mark.parametrize("verb", MOVES)
def test_who_and_when_come_in_pairs(verb: str) -> None:
    """Whatever stood before, what the new status does not say is gone."""
    employer = make_employer()
    staff, owner = make_user(is_staff=True), make_member(employer)
    for status in MOVES[verb].sources:
        posting = make(employer, status)
        by = None if verb in BY_CLOCK else owner if Who.OWNER in MOVES[verb].who else staff
        call(verb, posting, by)
        assert (posting.paused_at is not None) == (posting.status == Status.PAUSED)
        assert (posting.closed_at is not None) == (posting.status in (Status.CLOSED, Status.ARCHIVED))
        assert (posting.removed_at is not None) == (posting.status == Status.REMOVED)
        has_row = PostingSearchRow.objects.filter(posting=posting).exists()
        assert has_row == (posting.status in (Status.PUBLISHED, Status.SCHEDULED))


def test_publishing_waits_for_its_instant() -> None:
    starts = timezone.now() + timedelta(days=3)
    posting = make_posting(status="in_moderation", publish_at=starts)
    lifecycle.approve(posting, by=make_user(is_staff=True))
    assert (posting.status, posting.published_at, posting.first_published_at) == ("scheduled", starts, starts)
    assert posting.expires_at == starts + lifecycle.LONGEST
    assert not posting.is_open()
    assert posting.is_open(at=starts)
    with pytest.raises(NotAllowed):
        lifecycle.publish(posting)


def test_a_first_day_is_kept() -> None:
    employer = make_employer()
    owner, staff = make_member(employer), make_user(is_staff=True)
    first = timezone.now() - timedelta(days=40)
    posting = make_posting(employer=employer, published_at=first)
    lifecycle.close(posting, by=owner, reason=CloseReason.CANCELLED)
    lifecycle.reopen(posting, by=owner)
    assert posting.first_published_at == first < posting.published_at
    lifecycle.recall(posting, by=None)
    assert not Posting.objects.readable().filter(pk=posting.pk).exists()
    lifecycle.approve(posting, by=staff)
    assert posting.first_published_at == first


def test_what_was_merged_or_is_past_its_day_is_not_reopened() -> None:
    employer = make_employer()
    owner = make_member(employer)
    other = make_posting(employer=employer)
    merged = make_posting(employer=employer)
    lifecycle.close(merged, by=owner, reason=CloseReason.MERGED, merged_into=other)
    ended = make_posting(
        employer=employer,
        status="closed",
        closes_on=timezone.now().date() - timedelta(days=3),
        closes_at=timezone.now() - timedelta(days=2),
    )
    for posting in (merged, ended):
        with pytest.raises(NotAllowed):
            lifecycle.reopen(posting, by=owner)


def test_nobody_is_archived_unanswered() -> None:
    employer = make_employer()
    owner = make_member(employer)
    posting = make_posting(employer=employer, status="closed", unanswered=1)
    with pytest.raises(lifecycle.StillWaiting):
        lifecycle.archive(posting, by=owner)
    Posting.objects.update(unanswered=0)
    lifecycle.archive(posting, by=owner)
    assert posting.status == "archived"


def test_the_clock_writes_down_what_is_so(time_machine: Any) -> None:
    now = timezone.now()
    day = timedelta(days=1)
    due = make_posting(status="scheduled", published_at=now + day)
    ending = make_posting(closes_on=(now + day).date(), closes_at=now + day)
    doubted = make_posting(expires_at=now + day)
    stays = make_posting(expires_at=now + 90 * day)
    listed = make_posting(source=make_source(), closes_on=(now + day).date(), closes_at=now + day)
    assert lifecycle.tidy() == 0
    time_machine.move_to(now + day, tick=False)
    # Before any job has run the public sees what is so.
    assert set(Posting.objects.open()) == {due, stays}
    assert lifecycle.tidy() == 3
    assert lifecycle.tidy() == 0
    for posting in (due, ending, doubted, stays, listed):
        posting.refresh_from_db()
    assert (due.status, stays.status, listed.status) == ("published", "published", "published")
    assert (ending.status, ending.closed_reason, ending.closed_at) == ("closed", "deadline", ending.closes_at)
    assert (doubted.status, doubted.paused_reason, doubted.paused_by) == ("paused", "unconfirmed", None)
    assert set(Posting.objects.open()) == {due, stays}
    time_machine.move_to(now + day + lifecycle.FORGOTTEN, tick=False)
    lifecycle.tidy()
    doubted.refresh_from_db()
    assert (doubted.status, doubted.closed_reason) == ("closed", "expired")


def test_confirming_begins_the_days_anew(time_machine: Any) -> None:
    employer = make_employer()
    owner = make_member(employer)
    posting = make_posting(employer=employer, expires_at=timezone.now() + timedelta(days=5), expiry_warned=7)
    lifecycle.confirm(posting, by=owner)
    assert posting.expires_at > timezone.now() + timedelta(days=119)
    assert posting.expiry_warned is None


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_happens() -> None:
    employer = make_employer()
    owner = make_member(employer)
    posting = make_posting(employer=employer)
    barrier, refused, done = threading.Barrier(4), [], []

    def close(number: int) -> None:
        try:
            mine = Posting.objects.get(pk=posting.pk)
            barrier.wait(10)
            lifecycle.close(mine, by=owner, reason=CloseReason.FILLED)
            done.append(number)
        except NotAllowed:
            refused.append(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=close, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert (len(done), len(refused)) == (1, 3)
    assert AuditEvent.objects.filter(code="posting.close").count() == 1
