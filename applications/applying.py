"""Students apply, change what they sent, withdraw and think again. Each verb locks the posting first, then the
application: two that meet follow each other, and the second finds what the first did."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit, outbox
from accounts.models import User
from applications import door, letters, stages, wording
from applications.models import (
    Answer,
    Application,
    ApplicationDraft,
    ApplicationRevision,
    Message,
    Move,
    Question,
    Resume,
    Student,
)
from listings.models import Posting
from listings.postings import matching, tally

RESTORABLE_FOR = timedelta(days=1)
FACTS = ("school", "degree", "field", "enrolled", "graduates_on", "work_permit", "links")


class NotAllowed(Exception):
    """The application stands where this cannot be done; the message is a sentence for its owner."""


@dataclass(frozen=True)
class Sending:
    """What a person sends. `facts` holds values of StudentFacts by name, `skills` {slug: {"level", "evidence"}},
    `answers` checked values by the question they answer."""

    name: str
    email: str
    resume: Resume
    cover_letter: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    skills: Mapping[str, Any] = field(default_factory=dict)
    answers: Sequence[tuple[Question, Any]] = ()
    src: str = ""


def locked(posting_id: int) -> Posting:
    """The lock under which everything about a posting's applications happens; readers and imports go on."""
    return Posting.objects.select_for_update(no_key=True, of=("self",)).select_related("employer").get(pk=posting_id)


def submit(
    posting: Posting,
    student: Student,
    sending: Sending,
    *,
    by: User,
    at: datetime | None = None,
    form_opened_at: datetime | None = None,
) -> tuple[Application, bool]:
    """Returns the living application of this student, and whether it was made now. AT is when Send was pressed.

    Raises door.NotAccepted.
    """
    now = timezone.now()
    at = at or now
    with transaction.atomic():
        posting = locked(posting.pk)
        if first := Application.objects.filter(student=student, posting=posting, withdrawn_at=None).first():
            return first, False
        way = door.at(posting, at, form_opened_at=form_opened_at)
        if not way.is_open:
            raise door.NotAccepted(way)
        application = Application(
            posting=posting,
            student=student,
            submitted_at=at,
            answer_due_at=due(posting, at),
            stage=stages.first(posting),
            src=sending.src,
        )
        _fill(application, sending)
        tally.change_unanswered({posting.pk: 1})
        ApplicationDraft.objects.filter(user=student.user_id, posting=posting).delete()
        audit.record("application.submit", application, by=by, posting=posting.pk)
        letters.received(application)
    return application, True


def due(posting: Posting, at: datetime) -> datetime:
    """The end of the last promised day, in the posting's zone."""
    zone = ZoneInfo(posting.time_zone)
    last_day = at.astimezone(zone).date() + timedelta(days=posting.answer_within_days + 1)
    return datetime(last_day.year, last_day.month, last_day.day, tzinfo=zone)


def may_edit(application: Application, at: datetime, form_opened_at: datetime | None = None) -> bool:
    """Until the deadline, and while no decision was told: one that can still be undone must not show here either."""
    decided_at = application.decided_at
    if not application.is_living or (decided_at and decided_at + settings.UNDO_WINDOW <= at):
        return False
    return door.at(application.posting, at, form_opened_at=form_opened_at).is_open


def edit(
    application: Application,
    sending: Sending,
    *,
    by: User,
    at: datetime | None = None,
    form_opened_at: datetime | None = None,
) -> bool:
    """Returns whether anything changed; what it said before is kept as a revision. Raises NotAllowed."""
    at = at or timezone.now()
    with transaction.atomic():
        locked(application.posting_id)
        application = (
            Application.objects.select_for_update(of=("self",)).select_related("posting").get(pk=application.pk)
        )
        if not may_edit(application, at, form_opened_at):
            raise NotAllowed(_("It cannot be changed any more; withdrawing it stays possible."))
        before = said(application)
        revision = ApplicationRevision(application=application, at=at, before=before, resume=application.resume)
        # What is asked no more is not on the form; its answer stays.
        application.answers.filter(question__in=Question.objects.asked()).delete()
        application.edited_at = at
        _fill(application, sending)
        now = said(application)
        revision.changed = sorted(key for key in before.keys() | now.keys() if before.get(key) != now.get(key))
        if not revision.changed:
            transaction.set_rollback(True)
            return False
        revision.save()
        audit.record("application.edit", application, by=by, revision=revision.pk)
    return True


def _fill(application: Application, sending: Sending) -> None:
    application.name, application.email = sending.name, sending.email
    application.resume, application.cover_letter = sending.resume, sending.cover_letter
    for name in FACTS:
        if name in sending.facts:
            setattr(application, name, sending.facts[name])
    application.skills = dict(sending.skills)
    fit = matching.fit(application.facts(), matching.Requirements.of(application.posting))
    application.meets, application.needed = fit.meets, fit.needed
    application.save()
    Answer.objects.bulk_create(_answers(application, sending.answers))
    wording.write(application)


def _answers(application: Application, answers: Iterable[tuple[Question, Any]]) -> Iterable[Answer]:
    for position, (question, value) in enumerate(answers):
        asked = {name: getattr(question, name) for name in ("kind", "text", "help", "required", "options")}
        yield Answer(application=application, question=question, position=position, asked=asked, value=value)


def said(application: Application) -> dict[str, Any]:
    """Everything that was sent, as JSON: answers by "answer:<question id>" with the question's text."""
    facts = {name: getattr(application, name) for name in FACTS}
    facts["graduates_on"] = application.graduates_on.isoformat() if application.graduates_on else None
    answers = {
        f"answer:{a.question_id}": {"text": a.asked["text"], "value": a.value} for a in application.answers.all()
    }
    return {
        "name": application.name,
        "email": application.email,
        "resume": application.resume_id,
        "cover_letter": application.cover_letter,
        "skills": application.skills,
        **facts,
        **answers,
    }


def withdraw(application: Application, *, by: User | None) -> bool:
    """At any time; what waits to be told is told no more. Returns False where it was withdrawn already."""
    now = timezone.now()
    with transaction.atomic():
        locked(application.posting_id)
        was = Application.objects.living().filter(pk=application.pk).first()
        if was is None:
            return False
        Application.objects.filter(pk=was.pk).update(withdrawn_at=now)
        tally.change_unanswered({was.posting_id: -1 if was.is_unanswered else 0})
        outbox.cancel(_mails_after(was.pk, now))
        audit.record("application.withdraw", was, by=by)
        letters.withdrawn(was)
    return True


def _mails_after(application_id: int, at: datetime) -> list[int]:
    """Of moves and messages that could still be undone then."""
    moves = Move.objects.standing().filter(application=application_id, visible_at__gt=at)
    messages = Message.objects.filter(application=application_id, undone_at=None, visible_at__gt=at)
    ids = [*moves.values_list("mail_id", flat=True), *messages.values_list("mail_id", flat=True)]
    return [pk for pk in ids if pk]


def may_restore(application: Application, at: datetime) -> bool:
    withdrawn = application.withdrawn_at
    return application.erased_at is None and withdrawn is not None and at - withdrawn < RESTORABLE_FOR


def restore(application: Application, *, by: User | None) -> Application:
    """Undo the withdrawing within a day: it stands where it stood, and what was to be told is told.

    Raises NotAllowed.
    """
    now = timezone.now()
    with transaction.atomic():
        posting = locked(application.posting_id)
        application = Application.objects.select_for_update().get(pk=application.pk)
        if application.is_living:
            return application
        if not may_restore(application, now):
            raise NotAllowed(_("It was withdrawn more than a day ago. You can apply again while the posting is open."))
        if Application.objects.living().filter(student=application.student_id, posting=posting).exists():
            raise NotAllowed(_("You have applied again since; that application counts."))
        if posting.removed_at:
            raise NotAllowed(_("The posting is not here any more."))
        assert application.withdrawn_at
        outbox.revive(_mails_after(application.pk, application.withdrawn_at))
        application.withdrawn_at = None
        application.save(update_fields=["withdrawn_at"])
        tally.change_unanswered({posting.pk: int(application.is_unanswered)})
        audit.record("application.restore", application, by=by)
    return application
