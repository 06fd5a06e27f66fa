"""Withdrawing and thinking again, changing what was sent."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings

from accounts.models import OutgoingMail
from applications import applying, pipeline
from applications.models import Application, ApplicationRevision
from listings.models import Membership, Posting
from tests.applicants import make_application, make_question, make_student, sending
from tests.factories import make_member, make_posting

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


def unanswered(posting: Posting) -> int:
    posting.refresh_from_db()
    assert posting.unanswered == Application.objects.unanswered().filter(posting=posting).count()
    return posting.unanswered


def test_withdrawn_once_and_hidden_at_once() -> None:
    application = make_application()
    owner = make_member(application.posting.employer)
    seat = Membership.objects.get(user=owner)
    assert application in Application.objects.for_member(seat)
    assert applying.withdraw(application, by=application.student.user)
    assert not applying.withdraw(application, by=application.student.user)
    assert application not in Application.objects.for_member(seat)
    assert unanswered(application.posting) == 0
    assert OutgoingMail.objects.filter(kind="application-withdrawn").count() == 1


def test_a_withdrawn_one_makes_room_for_another() -> None:
    posting, student = make_posting(), make_student()
    first = make_application(posting, student)
    applying.withdraw(first, by=student.user)
    second = make_application(posting, student)
    assert second.pk != first.pk
    with pytest.raises(applying.NotAllowed):
        applying.restore(first, by=student.user)


def test_restored_within_a_day_where_it_stood() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        application = make_application(make_posting(closes_at=None))
        applying.withdraw(application, by=None)
        clock.shift(timedelta(hours=23, minutes=59))
        assert applying.restore(application, by=None).is_living
        assert unanswered(application.posting) == 1
        applying.withdraw(application, by=None)
        clock.shift(timedelta(days=1))
        with pytest.raises(applying.NotAllowed):
            applying.restore(application, by=None)


def test_what_waited_to_be_told_is_told_no_more() -> None:
    application = make_application()
    recruiter = make_member(application.posting.employer, "recruiter")
    pipeline.reject([application], reason="filled", by=recruiter)
    applying.withdraw(application, by=None)
    mail = OutgoingMail.objects.get(kind="application-rejected")
    assert mail.cancelled_at


def test_an_edit_keeps_what_was_said_before() -> None:
    posting = make_posting(skills={"go": "needed"})
    question = make_question(posting)
    student = make_student()
    application = make_application(posting, student, answers=[(question, "Because")], cover_letter="One")
    resume = application.resume
    changed = sending(student, answers=[(question, "Since")], cover_letter="One", resume=resume)
    assert applying.edit(application, changed, by=student.user)
    revision = ApplicationRevision.objects.get()
    assert revision.changed == [f"answer:{question.pk}"]
    assert revision.before[f"answer:{question.pk}"] == {"text": "Why back-end?", "value": "Because"}
    assert application.answers.get().value == "Since"
    assert not applying.edit(application, changed, by=student.user)
    assert ApplicationRevision.objects.count() == 1


def test_no_edit_after_the_deadline_or_a_decision() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        closes_at = NOON + timedelta(days=2)
        posting = make_posting(closes_at=closes_at, closes_on=closes_at.date())
        student = make_student()
        application = make_application(posting, student)
        decided = make_application(posting)
        pipeline.reject([decided], reason="filled", by=make_member(posting.employer))
        clock.shift(settings.UNDO_WINDOW - timedelta(seconds=1))
        assert applying.may_edit(Application.objects.get(pk=decided.pk), datetime.now(UTC)), "that would tell it"
        clock.shift(timedelta(seconds=1))
        with pytest.raises(applying.NotAllowed):
            applying.edit(decided, sending(decided.student), by=decided.student.user)
        clock.move_to(closes_at + timedelta(minutes=5))
        with pytest.raises(applying.NotAllowed):
            applying.edit(application, sending(student), by=student.user)
        opened = closes_at - timedelta(minutes=1)
        assert applying.edit(application, sending(student), by=student.user, form_opened_at=opened)
