"""Applying, at the level of the verb: what is kept, what is refused, and that two tries make one."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils.html import escape

from accounts.models import AuditEvent, OutgoingMail
from applications import applying, door
from applications.models import Application, ApplicationDraft
from listings.models import Posting
from tests.applicants import make_application, make_question, make_student, sending
from tests.factories import make_posting, make_source

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


def submit(posting: Posting, student=None, **kwargs) -> tuple[Application, bool]:
    student = student or make_student()
    return applying.submit(posting, student, sending(student), by=student.user, **kwargs)


def test_everything_sent_is_kept() -> None:
    posting = make_posting(skills={"go": "needed", "sql": "needed"})
    question = make_question(posting, "Why ledgers?", help="A sentence.", required=True)
    student = make_student(skills={"go": "strong"}, school="Hartwell State", degree="bachelor")
    made = sending(student, answers=[(question, "They must be right.")], cover_letter="Hello")
    application, is_new = applying.submit(posting, student, made, by=student.user)
    assert is_new
    assert (application.school, application.degree, application.cover_letter) == ("Hartwell State", "bachelor", "Hello")
    assert application.skills == {"go": {"level": "strong", "evidence": ""}}
    assert (application.meets, application.needed) == (1, 2)
    answer = application.answers.get()
    assert (answer.value, answer.asked["text"], answer.asked["required"]) == (
        "They must be right.",
        "Why ledgers?",
        True,
    )
    question.text = "Another question"
    question.save()
    answer.refresh_from_db()
    assert answer.asked["text"] == "Why ledgers?"
    posting.refresh_from_db()
    assert posting.unanswered == 1
    assert application.stage.type == "new"


def test_the_receipt_and_the_trail_hold_what_they_should() -> None:
    application = make_application()
    mail = OutgoingMail.objects.get(kind="application-received")
    assert mail.to == application.student.user.email
    assert mail.send_after <= mail.created_at
    event = AuditEvent.objects.get(code="application.submit")
    assert (event.subject_id, event.actor_id) == (application.pk, application.student.user_id)


def test_the_receipt_is_a_copy_of_what_was_sent() -> None:
    posting = make_posting()
    question = make_question(posting, "Why ledgers?")
    student = make_student(
        skills={"go": "strong"}, school="Hartwell & Sons", degree="bachelor", links=["https://code.example/sam"]
    )
    made = sending(student, answers=[(question, "They must be right.")], cover_letter="Dear people")
    applying.submit(posting, student, made, by=student.user)
    mail = OutgoingMail.objects.get(kind="application-received")
    for words in ("Hartwell & Sons", "Bachelor", "Go", "https://code.example/sam", "Why ledgers?", "They must be right.",
                  "Dear people", student.user.email):  # fmt: skip
        assert words in mail.body, words
        assert escape(words) in mail.html, words
    assert "not stated" not in mail.body


def test_a_second_try_shows_the_first() -> None:
    posting, student = make_posting(), make_student()
    first, _new = submit(posting, student)
    again, is_new = submit(posting, student)
    assert (again.pk, is_new) == (first.pk, False)
    assert OutgoingMail.objects.filter(kind="application-received").count() == 1


def test_the_draft_goes_when_it_was_sent() -> None:
    posting, student = make_posting(), make_student()
    now = datetime.now(UTC)
    ApplicationDraft.objects.create(posting=posting, user=student.user, created_at=now, saved_at=now)
    submit(posting, student)
    assert not ApplicationDraft.objects.exists()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"status": "closed"}, "closed"),
        ({"status": "paused"}, "paused"),
        ({"status": "draft"}, "gone"),
        ({"status": "removed"}, "gone"),
        ({"status": "in_moderation"}, "gone"),
        (
            {"opens_at": NOON + timedelta(days=1), "closes_at": NOON + timedelta(days=9), "closes_on": NOON.date()},
            "soon",
        ),
        ({"closes_at": NOON - timedelta(minutes=1), "closes_on": NOON.date()}, "closed"),
        ({"apply_kind": "outside", "apply_url": "https://example.com/"}, "outside"),
    ],
)
@time_machine.travel(NOON, tick=False)
def test_refused(fields: dict, code: str) -> None:
    with pytest.raises(door.NotAccepted) as refused:
        submit(make_posting(**fields))
    assert refused.value.door.code == code
    assert not Application.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_refused_where_the_employer_is_suspended() -> None:
    posting = make_posting()
    posting.employer.suspended_at = datetime.now(UTC)
    posting.employer.save()
    with pytest.raises(door.NotAccepted):
        submit(posting)


def test_refused_at_a_list() -> None:
    with pytest.raises(door.NotAccepted) as refused:
        submit(make_posting(source=make_source()))
    assert refused.value.door.code == "outside"


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(
    ("minutes_late", "opened_minutes_before", "accepted"),
    [(0, 1, True), (14, 30, True), (15, 1, False), (1, None, False), (1, 0, False), (1, -1, False)],
)
def test_grace_for_a_form_opened_in_time(minutes_late: int, opened_minutes_before: int | None, accepted: bool) -> None:
    closes_at = NOON - timedelta(minutes=minutes_late)
    posting = make_posting(closes_at=closes_at, closes_on=closes_at.date())
    opened = None if opened_minutes_before is None else closes_at - timedelta(minutes=opened_minutes_before)
    if accepted:
        assert submit(posting, form_opened_at=opened)[1]
    else:
        with pytest.raises(door.NotAccepted):
            submit(posting, form_opened_at=opened)


@time_machine.travel(NOON, tick=False)
def test_grace_after_a_job_has_tidied_but_not_after_a_person_has_closed() -> None:
    closes_at = NOON - timedelta(minutes=1)
    dates = {"closes_at": closes_at, "closes_on": closes_at.date(), "status": "closed"}
    opened = closes_at - timedelta(minutes=3)
    assert submit(make_posting(**dates, closed_reason="deadline"), form_opened_at=opened)[1]
    with pytest.raises(door.NotAccepted):
        submit(make_posting(**dates, closed_reason="filled"), form_opened_at=opened)


def test_the_stamp_is_of_one_posting_and_cannot_be_forged() -> None:
    one, other = make_posting(), make_posting()
    stamp = door.stamp(one, NOON)
    assert door.read_stamp(one, stamp) == NOON
    assert door.read_stamp(other, stamp) is None
    for forged in ("", "x", stamp[:-1], stamp.replace(":", ".")):
        assert door.read_stamp(one, forged) is None


@time_machine.travel(datetime(2026, 11, 10, 23, 30, tzinfo=UTC), tick=False)
def test_the_promised_day_is_whole_in_the_zone_of_the_posting() -> None:
    posting = make_posting(time_zone="America/New_York", answer_within_days=2)
    assert submit(posting)[0].answer_due_at == datetime(2026, 11, 13, 5, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_make_one() -> None:
    posting, student = make_posting(), make_student()
    made = [sending(student) for _ in range(8)]
    got: list[tuple[int, bool]] = []
    start = threading.Barrier(8)

    def go(number: int) -> None:
        start.wait()
        application, is_new = applying.submit(posting, student, made[number], by=student.user)
        got.append((application.pk, is_new))
        connection.close()

    threads = [threading.Thread(target=go, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({pk for pk, _new in got}) == 1
    assert sorted(is_new for _pk, is_new in got) == [False] * 7 + [True]
    assert OutgoingMail.objects.filter(kind="application-received").count() == 1
    posting.refresh_from_db()
    assert posting.unanswered == 1
