"""Whatever students and recruiters do in whatever order: no illegal state, no lost or doubled mail, a true tally."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from accounts import outbox
from accounts.models import OutgoingMail
from applications import applying, door, pipeline
from applications.models import Application, Message, Move
from applications.models.choices import FINAL, TOLD
from listings.models import Posting
from tests.applicants import make_resume, make_student, sending
from tests.factories import make_member, make_posting

START = datetime(2026, 11, 10, 12, tzinfo=UTC)
STUDENTS = 3
TO = ("review", "assessment", "interview", "offer", "hired", "new")


class Lifecycle(RuleBasedStateMachine):
    """One posting, three students, one recruiter and a clock."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = time_machine.travel(START, tick=False)
        self.time = self.clock.start()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        closes_at = START + timedelta(days=3)
        self.posting = make_posting(closes_at=closes_at, closes_on=closes_at.date())
        self.students = [make_student() for _ in range(STUDENTS)]
        self.resumes = [make_resume(student) for student in self.students]
        self.recruiter = make_member(self.posting.employer, "recruiter")
        self.batches: list[Any] = []
        self.receipts = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)
        self.clock.stop()

    def now(self) -> datetime:
        return datetime.now(UTC)

    def of(self, number: int) -> Application | None:
        return Application.objects.filter(student=self.students[number]).order_by("-pk").first()

    @rule(number=st.integers(0, STUDENTS - 1), letter=st.sampled_from(["", "Hello", "Again"]))
    def submit(self, number: int, letter: str) -> None:
        student = self.students[number]
        was = Application.objects.living().filter(student=student).first()
        made = sending(student, resume=self.resumes[number], cover_letter=letter)
        try:
            application, is_new = applying.submit(self.posting, student, made, by=student.user)
        except door.NotAccepted:
            assert was is None
            assert not self.takes()
            return
        self.receipts += is_new
        assert is_new == (was is None)
        assert was is None or application.pk == was.pk

    def takes(self) -> bool:
        return Posting.objects.open(self.now()).filter(pk=self.posting.pk).exists()

    @rule(number=st.integers(0, STUDENTS - 1), letter=st.sampled_from(["", "Hello", "Again"]))
    def edit(self, number: int, letter: str) -> None:
        if (application := self.of(number)) is None:
            return
        decided_at = application.decided_at
        told = decided_at is not None and decided_at + settings.UNDO_WINDOW <= self.now()
        allowed = application.is_living and not told and self.takes()
        made = sending(self.students[number], resume=self.resumes[number], cover_letter=letter)
        try:
            changed = applying.edit(application, made, by=self.students[number].user)
        except applying.NotAllowed:
            assert not allowed
        else:
            assert allowed
            assert changed == (application.cover_letter != letter)

    @rule(number=st.integers(0, STUDENTS - 1))
    def withdraw(self, number: int) -> None:
        if application := self.of(number):
            assert applying.withdraw(application, by=None) == application.is_living

    @rule(number=st.integers(0, STUDENTS - 1))
    def restore(self, number: int) -> None:
        if (application := self.of(number)) is None:
            return
        allowed = application.is_living or applying.may_restore(application, self.now())
        try:
            assert applying.restore(application, by=None).is_living
        except applying.NotAllowed:
            assert not allowed

    @rule(numbers=st.sets(st.integers(0, STUDENTS - 1), min_size=1), to=st.sampled_from(TO))
    def move(self, numbers: set[int], to: str) -> None:
        chosen = [a for n in numbers if (a := self.of(n))]
        expected = sum(a.is_living and a.stage.type != to for a in chosen)
        batch = pipeline.move(chosen, to, by=self.recruiter)
        assert batch.done == expected
        self.batches.append(batch.id)

    @rule(numbers=st.sets(st.integers(0, STUDENTS - 1), min_size=1))
    def reject(self, numbers: set[int]) -> None:
        chosen = [a for n in numbers if (a := self.of(n))]
        self.batches.append(pipeline.reject(chosen, reason="filled", by=self.recruiter).id)
        now = [a for n in numbers if (a := self.of(n))]
        assert all(a.outcome == "rejected" for a in now if a.is_living)

    @rule(number=st.integers(0, STUDENTS - 1))
    def write(self, number: int) -> None:
        application = self.of(number)
        if application and application.is_living:
            letter = pipeline.Letter("About your application", "Hello", is_final=True)
            self.batches.append(pipeline.write(application, letter, by=self.recruiter).id)

    @precondition(lambda self: self.batches)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        batch = data.draw(st.sampled_from(self.batches))
        pipeline.undo(batch, employer=self.posting.employer, by=self.recruiter)

    @rule(minutes=st.sampled_from([1, 6, 11, 60, 60 * 13, 60 * 25]))
    def wait(self, minutes: int) -> None:
        self.time.shift(timedelta(minutes=minutes))

    @rule()
    def deliver(self) -> None:
        outbox.deliver_due()

    @rule()
    def close_or_reopen(self) -> None:
        """The posting's own lifecycle, as far as applying sees it."""
        posting = Posting.objects.get(pk=self.posting.pk)
        closing = {"status": "closed", "closed_at": self.now(), "closed_reason": "filled"}
        reopening = {"status": "published", "closed_at": None, "closed_reason": ""}
        Posting.objects.filter(pk=posting.pk).update(**(reopening if posting.status == "closed" else closing))

    @invariant()
    def one_living_a_student(self) -> None:
        living = Counter(Application.objects.filter(withdrawn_at=None).values_list("student_id", flat=True))
        assert all(count == 1 for count in living.values())

    @invariant()
    def the_tally_is_true(self) -> None:
        posting = Posting.objects.get(pk=self.posting.pk)
        assert posting.unanswered == Application.objects.unanswered().filter(posting=posting).count()

    @invariant()
    def everything_follows_from_the_history(self) -> None:
        for application in Application.objects.select_related("stage"):
            standing = list(application.moves.standing().select_related("to_stage"))
            stage = standing[-1].to_stage if standing else None
            assert application.stage.type == (stage.type if stage else "new")
            assert application.outcome == (stage.type if stage and stage.type in FINAL else "")
            written = Message.objects.filter(application=application, undone_at=None).exists()
            assert bool(application.answered_at) == (written or any(m.to_stage.type in TOLD for m in standing))

    @invariant()
    def moves_are_a_chain(self) -> None:
        for application in Application.objects.all():
            at = "new"
            for move in application.moves.select_related("from_stage", "to_stage").order_by("pk"):
                assert move.from_stage.type == at
                at = move.to_stage.type

    @invariant()
    def every_mail_is_there_once_and_only_where_it_stands(self) -> None:
        mails = OutgoingMail.objects
        assert mails.filter(kind="application-received").count() == self.receipts
        told = Move.objects.filter(to_stage__type__in=TOLD, undoes=None)
        assert told.filter(mail=None).count() == 0
        assert told.values("mail").distinct().count() == told.count()
        undone = told.exclude(pk__in=Move.objects.standing())
        assert all(m.mail.cancelled_at and not m.mail.sent_at for m in undone.select_related("mail"))
        assert all(m.mail.cancelled_at for m in Message.objects.exclude(undone_at=None).select_related("mail"))
        assert not mails.filter(sent_at__lt=F("send_after")).exists()

    @invariant()
    def who_withdrew_is_told_nothing_more_and_who_came_back_is(self) -> None:
        for move in Move.objects.standing().filter(to_stage__type__in=TOLD).select_related("mail", "application"):
            withdrawn_at = move.application.withdrawn_at
            waited = withdrawn_at is not None and withdrawn_at < move.visible_at
            assert bool(move.mail.cancelled_at) == (waited and not move.mail.sent_at)


@pytest.mark.django_db
def test_lifecycle(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "MAIL_DIR", tmp_path)
    run_state_machine_as_test(
        Lifecycle,
        settings=hypothesis_settings(
            max_examples=30, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
