"""What the board writes of its own accord: once, to who wants it, and about what still stands."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from accounts import mailing
from accounts.models import OutgoingMail, User
from applications import applying, pipeline, reminders
from listings.models import SavedPosting
from listings.models.choices import CloseReason
from listings.postings import lifecycle
from tests.applicants import make_application, make_student
from tests.factories import make_employer, make_member, make_posting, make_user

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
SEEN = "Sam Student Applicant"


def digests() -> list[OutgoingMail]:
    reminders.digests()
    return list(OutgoingMail.objects.filter(kind="desk-digest").order_by("pk"))


@pytest.fixture
def owner() -> User:
    return make_member(make_employer("Acme"), "owner")


def test_once_a_day_and_without_a_word_of_the_candidates(owner: User) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        employer = owner.employers.get()
        posting = make_posting("Ledger Intern", employer=employer, answer_within_days=2)
        make_application(posting, name=SEEN)
        make_application(posting, name=SEEN)
        assert [mail.to for mail in digests()] == [owner.email]
        assert len(digests()) == 1
        mail = digests()[0]
        assert "2 applications" in mail.subject
        assert f"/review/{employer.slug}/?posting={posting.pk}" in mail.body
        assert SEEN not in mail.subject + mail.body + mail.html
        clock.shift(timedelta(days=4))
        assert "2 are later than you promised" in digests()[1].body
        clock.move_to(NOON + timedelta(days=5, hours=-8))
        assert len(digests()) == 2


def test_nothing_where_nothing_presses(owner: User) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        employer = owner.employers.get()
        make_member(employer, "reviewer")
        assert not digests()
        answered = make_application(make_posting(employer=employer))
        pipeline.reject([answered], reason="filled", by=owner)
        gone = make_application(make_posting(employer=employer))
        applying.withdraw(gone, by=None)
        make_application()
        assert not digests()
        make_application(make_posting(employer=employer, answer_within_days=21))
        clock.shift(timedelta(days=2))
        assert not digests()


def test_the_morning_after_a_posting_closed_with_somebody_waiting(owner: User) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        posting = make_posting(employer=owner.employers.get(), answer_within_days=60)
        make_application(posting)
        clock.shift(timedelta(days=2))
        assert not digests()
        lifecycle.close(posting, by=owner, reason=CloseReason.FILLED)
        assert len(digests()) == 1
        clock.shift(timedelta(days=2))
        assert len(digests()) == 1


def test_not_to_who_stopped_it(owner: User) -> None:
    make_application(make_posting(employer=owner.employers.get()))
    mailing.stop(owner, "desk-digest")
    with time_machine.travel(datetime.now(UTC).replace(hour=12)):
        assert not digests()


@time_machine.travel(NOON, tick=False)
def test_saved_postings_that_close_within_two_days() -> None:
    soon = {"closes_at": NOON + timedelta(hours=47), "closes_on": (NOON + timedelta(hours=47)).date()}
    later = {"closes_at": NOON + timedelta(hours=49), "closes_on": (NOON + timedelta(hours=49)).date()}
    reader, student = make_user(), make_student()
    one, two, applied = make_posting("One", **soon), make_posting("Two", **soon), make_posting("Applied", **soon)
    for posting in (one, two, make_posting("Later", **later), make_posting("Closed", status="closed"), make_posting()):
        SavedPosting.objects.create(user=reader, posting=posting)
    SavedPosting.objects.create(user=student.user, posting=applied)
    make_application(applied, student)
    assert reminders.saved_closing() == 1
    assert reminders.saved_closing() == 0
    mail = OutgoingMail.objects.get(kind="saved-closing")
    assert mail.to == reader.email
    assert "2 postings" in mail.subject
    assert "One" in mail.body
    assert "Two" in mail.body
    assert "Later" not in mail.body
