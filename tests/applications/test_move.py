"""Moves, rejections, messages and taking them back, at the level of the verb."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import outbox
from accounts.models import AuditEvent, OutgoingMail, User
from applications import letters, pipeline, stages
from applications.letters import Letter
from applications.models import Application, MessageTemplate, Move, Stage
from listings.models import Posting
from tests.applicants import make_application
from tests.factories import make_employer, make_member, make_posting

pytestmark = pytest.mark.django_db
LATE = timedelta(seconds=1)


@pytest.fixture
def posting() -> Posting:
    return make_posting(employer=make_employer("Acme"))


@pytest.fixture
def recruiter(posting: Posting) -> User:
    return make_member(posting.employer, "recruiter")


def stage(posting: Posting, type_: str) -> Stage:
    found = stages.of_type(posting, type_)
    assert found
    return found


def fresh(application: Application) -> Application:
    return Application.objects.select_related("stage", "posting__employer").get(pk=application.pk)


def tally(posting: Posting) -> int:
    posting.refresh_from_db()
    assert posting.unanswered == Application.objects.unanswered().filter(posting=posting).count()
    return posting.unanswered


def test_a_move_inside_the_house_tells_nobody(posting: Posting, recruiter: User) -> None:
    application = make_application(posting)
    batch = pipeline.move([application], stage(posting, "review"), by=recruiter, note="Strong Go")
    assert (batch.done, batch.left) == (1, 0)
    moved = Move.objects.get()
    assert (moved.from_stage.type, moved.to_stage.type, moved.by, moved.note) == (
        "new",
        "review",
        recruiter,
        "Strong Go",
    )
    assert fresh(application).stage.type == "review"
    assert tally(posting) == 1
    assert not OutgoingMail.objects.filter(kind="application-moved").exists()
    event = AuditEvent.objects.filter(code="application.move").get()
    assert "Strong" not in str(event.data)


def test_an_invitation_waits_and_answers(posting: Posting, recruiter: User) -> None:
    application = make_application(posting)
    pipeline.move([application], "interview", by=recruiter)
    mail = OutgoingMail.objects.get(kind="application-moved")
    assert mail.send_after == Move.objects.get().visible_at
    assert mail.to == application.student.user.email
    assert "Acme" in mail.subject
    assert tally(posting) == 0
    assert not Move.objects.told(timezone.now()).exists()
    assert Move.objects.told(timezone.now() + settings.UNDO_WINDOW + LATE).exists()


def test_a_rejection_needs_a_reason_and_says_only_what_it_may(posting: Posting, recruiter: User) -> None:
    application = make_application(posting)
    for do in (
        lambda: pipeline.reject([application], reason="", by=recruiter),
        lambda: pipeline.move([application], "rejected", by=recruiter),
    ):
        with pytest.raises(pipeline.NotAllowed):
            do()
    told = "One of Go, Java, Kotlin was needed."
    pipeline.reject([application], reason="skill-missing", note="Too green", told=told, by=recruiter)
    mail = OutgoingMail.objects.get(kind="application-rejected")
    assert told in mail.body
    assert told in mail.html
    assert "Too green" not in mail.body + mail.html
    application = fresh(application)
    assert (application.outcome, application.reason, application.decided_by) == ("rejected", "skill-missing", recruiter)
    assert tally(posting) == 0


def test_undone_by_a_row_and_its_mail_never_goes(posting: Posting, recruiter: User) -> None:
    application = make_application(posting)
    batch = pipeline.reject([application], reason="filled", by=recruiter)
    undone = pipeline.undo(batch.id, employer=posting.employer, by=recruiter)
    assert (undone.undone, undone.too_late) == (1, 0)
    assert Move.objects.count() == 2
    assert not Move.objects.standing().exists()
    application = fresh(application)
    assert (application.outcome, application.reason, application.decided_at) == ("", "", None)
    assert application.stage.type == "new"
    assert tally(posting) == 1
    with time_machine.travel(timezone.now() + settings.UNDO_WINDOW * 2):
        outbox.deliver_due()
    assert OutgoingMail.objects.get(kind="application-rejected").sent_at is None
    again = pipeline.undo(batch.id, employer=posting.employer, by=recruiter)
    assert (again.undone, again.too_late) == (0, 0)


def test_too_late_once_it_was_told(posting: Posting, recruiter: User) -> None:
    batch = pipeline.reject([make_application(posting)], reason="filled", by=recruiter)
    with time_machine.travel(timezone.now() + settings.UNDO_WINDOW + LATE):
        undone = pipeline.undo(batch.id, employer=posting.employer, by=recruiter)
    assert (undone.undone, undone.too_late) == (0, 1)
    assert tally(posting) == 0


def test_only_the_last_move_can_be_undone(posting: Posting, recruiter: User) -> None:
    application = make_application(posting)
    first = pipeline.move([application], "review", by=recruiter)
    second = pipeline.move([application], "interview", by=recruiter)
    assert pipeline.undo(first.id, employer=posting.employer, by=recruiter).too_late == 1
    assert pipeline.undo(second.id, employer=posting.employer, by=recruiter).undone == 1
    assert pipeline.undo(first.id, employer=posting.employer, by=recruiter).undone == 1
    assert fresh(application).stage.type == "new"


def test_another_employer_undoes_nothing(posting: Posting, recruiter: User) -> None:
    batch = pipeline.reject([make_application(posting)], reason="filled", by=recruiter)
    undone = pipeline.undo(batch.id, employer=make_employer(), by=recruiter)
    assert (undone.undone, undone.too_late) == (0, 0)
    assert Application.objects.get().outcome == "rejected"


def test_many_at_once_and_what_was_withdrawn_is_left(posting: Posting, recruiter: User) -> None:
    other = make_posting(employer=posting.employer)
    many = [make_application(posting), make_application(other), make_application(posting)]
    Application.objects.filter(pk=many[2].pk).update(withdrawn_at=timezone.now())
    Posting.objects.filter(pk=posting.pk).update(unanswered=1)
    batch = pipeline.reject(many, reason="filled", by=recruiter)
    assert (batch.done, batch.left) == (2, 1)
    assert {m.to_stage.posting_id for m in Move.objects.all()} == {posting.pk, other.pk}
    assert pipeline.undo(batch.id, employer=posting.employer, by=recruiter).undone == 2
    assert (tally(posting), tally(other)) == (1, 1)


def test_a_stage_of_another_posting_is_refused(posting: Posting, recruiter: User) -> None:
    other = make_posting(employer=posting.employer)
    with pytest.raises(pipeline.NotAllowed):
        pipeline.move([make_application(posting)], stage(other, "review"), by=recruiter)
    assert not Move.objects.exists()


def test_a_message_answers_and_can_be_taken_back(posting: Posting, recruiter: User) -> None:
    application = make_application(posting)
    letter = letters.draft(application, "message")
    assert "{" not in letter.subject + letter.body
    batch = pipeline.write(application, letter, by=recruiter)
    assert tally(posting) == 0
    assert OutgoingMail.objects.get(kind="application-message").send_after > timezone.now()
    assert pipeline.undo(batch.id, employer=posting.employer, by=recruiter).undone == 1
    assert tally(posting) == 1
    assert OutgoingMail.objects.get(kind="application-message").cancelled_at


def test_an_employers_own_words_and_a_name_that_looks_like_a_placeholder(posting: Posting, recruiter: User) -> None:
    MessageTemplate.objects.create(
        employer=posting.employer, purpose="rejected", subject="{title}\nBcc: x@example.org", body="Dear {name}."
    )
    application = make_application(posting, name="{title} <b>x</b>")
    pipeline.reject([application], reason="filled", by=recruiter)
    mail = OutgoingMail.objects.get(kind="application-rejected")
    assert "Dear {title} <b>x</b>." in mail.body
    assert "<b>x</b>" not in mail.html
    assert "\n" not in mail.subject
    assert letters.check(Letter("{tilte}", "{name")) == ["{tilte}", "{name"]


def test_an_employers_own_words_are_read_once_for_many(posting: Posting, recruiter: User) -> None:
    for purpose in ("rejected", "interview"):
        MessageTemplate.objects.create(employer=posting.employer, purpose=purpose, subject=purpose, body="{name}.")
    MessageTemplate.objects.create(employer=make_employer(), purpose="interview", subject="foreign", body="x")
    other = make_posting(employer=posting.employer)
    many = [make_application(where) for where in (posting, posting, other)]
    with CaptureQueriesContext(connection) as queries:
        pipeline.move(many, "interview", by=recruiter)
    assert sum('FROM "applications_messagetemplate"' in query["sql"] for query in queries) == 1
    assert (
        list(OutgoingMail.objects.filter(kind="application-moved").values_list("subject", flat=True))
        == ["interview"] * 3
    )
    pipeline.move(many, "offer", by=recruiter)  # for which they have none
    assert OutgoingMail.objects.filter(subject__endswith=f"an offer for {posting.title}").exists()


def test_assigning_and_taking_it_back(posting: Posting, recruiter: User) -> None:
    reviewer = make_member(posting.employer, "reviewer")
    stranger = make_member(make_employer(), "reviewer")
    seats = [*reviewer.memberships.all(), *stranger.memberships.all()]
    application = make_application(posting)
    batch = pipeline.assign([application], seats, by=recruiter)
    assert batch.done == 1
    seen = Application.objects.for_member
    assert (list(seen(seats[0])), list(seen(seats[1]))) == ([application], [])
    assert pipeline.assign([application], seats, by=recruiter).done == 0
    assert pipeline.undo(batch.id, employer=posting.employer, by=recruiter).undone == 1
    assert not seen(seats[0]).exists()


def test_the_history_cannot_be_rewritten(posting: Posting, recruiter: User) -> None:
    pipeline.move([make_application(posting)], "review", by=recruiter, note="words")
    words = [f"{name} = 'other words'" for name in ("note", "told", "subject", "body")]
    for change in ("at = now()", "to_stage_id = from_stage_id", f"batch = '{uuid.uuid4()}'", *words):
        with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE applications_move SET {change}")
    with pytest.raises(InternalError), transaction.atomic():
        Move.objects.all().delete()
    Move.objects.update(note="", subject="", body="", by=None)


def test_stages_are_made_once(posting: Posting) -> None:
    assert [s.type for s in stages.of(posting)] == [
        "new",
        "review",
        "assessment",
        "interview",
        "offer",
        "hired",
        "rejected",
    ]
    stages.of(posting)
    assert Stage.objects.filter(posting=posting).count() == 7
    make_posting()
    assert stages.copy_missing() == 1
    assert stages.copy_missing() == 0
