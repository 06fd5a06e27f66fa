"""What an employer's people do to applications. Each verb takes many at once, does all or nothing of what it may,
and can be undone for as long as its mail waits in the outbox (settings.UNDO_WINDOW)."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit, outbox
from accounts.models import User
from applications import letters, stages
from applications.letters import Letter
from applications.models import Application, Assignment, Message, Move, Note, Stage
from applications.models.choices import TOLD, StageType
from applications.settling import chosen_of, settle
from listings.models import Employer, Membership
from listings.models.choices import MembershipRole


class NotAllowed(Exception):
    """The application, or the person, stands where this cannot be done; the message is a sentence for them."""


@dataclass(frozen=True)
class Batch:
    """What one person did at once. `left` had nothing to be done: already there, withdrawn meanwhile.

    `taken_back` counts messages that no longer go because of it.
    """

    id: uuid.UUID
    done: int
    left: int
    taken_back: int = 0


@dataclass(frozen=True)
class Undone:
    undone: int
    too_late: int


def move(
    applications: Iterable[Application],
    to: Stage | str,
    *,
    by: User,
    note: str = "",
    letter: Letter | None = None,
    take_back: Iterable[Message] = (),
) -> Batch:
    """TO is a stage, or a type where several postings are meant: then the first of that type of each.

    Where the student is told (choices.TOLD), LETTER or the employer's template goes out. Messages to TAKE_BACK wait
    still and shall not go before it; all of them or nothing. Raises NotAllowed.
    """
    if (to.type if isinstance(to, Stage) else to) == StageType.REJECTED:
        raise NotAllowed(_("Say why: an application is rejected with a reason."))
    return _move(applications, to, by=by, note=note, letter=letter, take_back=take_back)


def reject(
    applications: Iterable[Application],
    *,
    reason: str,
    by: User,
    note: str = "",
    told: str = "",
    letter: Letter | None = None,
    take_back: Iterable[Message] = (),
) -> Batch:
    """REASON (a code) and NOTE are for colleagues, TOLD is the student's sentence. Raises NotAllowed."""
    if not reason:
        raise NotAllowed(_("Say why: an application is rejected with a reason."))
    said = {"reason": reason, "note": note, "told": told}
    return _move(applications, StageType.REJECTED, by=by, letter=letter, take_back=take_back, **said)


def _move(
    applications: Iterable[Application],
    to: Stage | str,
    *,
    by: User,
    note: str,
    letter: Letter | None,
    take_back: Iterable[Message],
    reason: str = "",
    told: str = "",
) -> Batch:
    batch, now = uuid.uuid4(), timezone.now()
    with transaction.atomic():
        chosen = chosen_of(applications)
        moves = []
        for application in chosen.living:
            if (target := _target(application, to)) and target.pk != application.stage_id:
                said = {"reason": reason, "note": note, "told": told}
                moves.append(_moved(application, target, batch, by, now, **said))
        taken = _taken_back(take_back, moves, batch, by, now)
        _post(moves, letter)
        Move.objects.bulk_create(moves)
        settle([m.application for m in moves])
        for m in moves:
            audit.record("application.move", m.application, by=by, stage=m.to_stage_id, batch=str(batch))
    return Batch(batch, len(moves), chosen.asked - len(moves), taken)


def _taken_back(messages: Iterable[Message], moves: Sequence[Move], batch: uuid.UUID, by: User, now: datetime) -> int:
    """Only of those that move: to the others their message is still all that goes."""
    moved = {m.application_id: m.application for m in moves}
    taken = [message for message in messages if message.application_id in moved]
    for message in sorted(taken, key=lambda message: message.pk):
        if not _unwrite(message, now):
            raise NotAllowed(_("A message has left meanwhile. Nothing was changed; look again before you go on."))
        subject = moved[message.application_id]
        audit.record("application.unwrite", subject, by=by, message=message.pk, batch=str(batch))
    return len(taken)


def _target(application: Application, to: Stage | str) -> Stage | None:
    if not isinstance(to, Stage):
        return stages.of_type(application.posting, to)
    if to.posting_id != application.posting_id:
        raise NotAllowed(_("That stage belongs to another posting."))
    return to


def _moved(application: Application, target: Stage, batch: uuid.UUID, by: User, now: datetime, **said: str) -> Move:
    return Move(
        application=application,
        from_stage=application.stage,
        to_stage=target,
        at=now,
        visible_at=now + settings.UNDO_WINDOW,
        by=by,
        batch=batch,
        **said,
    )


def _post(moves: Sequence[Move], letter: Letter | None) -> None:
    told = [m for m in moves if m.to_stage.type in TOLD]
    usual = {} if letter else letters.for_moves(told)
    for m in told:
        m.mail = letters.moved(m, letter or usual[m.application.posting.employer_id, m.to_stage.type])


def undo(batch: uuid.UUID, *, employer: Employer, by: User) -> Undone:
    """Take back what was done at once, as far as its mail has not gone. Moves are undone by rows that name them."""
    now = timezone.now()
    with transaction.atomic():
        moves = list(
            Move.objects.standing()
            .filter(batch=batch, application__posting__employer=employer)
            .select_related("application", "from_stage", "to_stage")
        )
        messages = list(Message.objects.filter(batch=batch, undone_at=None, application__posting__employer=employer))
        meant = [*(m.application_id for m in moves), *(m.application_id for m in messages)]
        by_id = {a.pk: a for a in chosen_of(Application(pk=pk) for pk in meant).living}
        undone = [m for m in moves if m.application_id in by_id and _take_back(m, by_id[m.application_id], now)]
        Move.objects.bulk_create(_undoing(m, by_id[m.application_id], by, now) for m in undone)
        unwritten = [m for m in messages if m.application_id in by_id and _unwrite(m, now)]
        touched = {m.application_id for m in undone} | {m.application_id for m in unwritten}
        settle([by_id[pk] for pk in sorted(touched)])
        unassigned = _unassign(batch, employer, now)
        for pk in sorted(touched):
            audit.record("application.undo", by_id[pk], by=by, batch=str(batch))
    total = len(moves) + len(messages)
    return Undone(len(undone) + len(unwritten) + unassigned, total - len(undone) - len(unwritten))


def _take_back(m: Move, application: Application, now: datetime) -> bool:
    """The last move only: what came after it stands on it."""
    if m.visible_at <= now or application.stage_id != m.to_stage_id:
        return False
    last = application.moves.standing().order_by("-at", "-pk").first()
    return last is not None and last.pk == m.pk and (m.mail_id is None or outbox.cancel([m.mail_id]) == 1)


def _undoing(m: Move, application: Application, by: User, now: datetime) -> Move:
    return Move(
        application=application,
        from_stage=m.to_stage,
        to_stage=m.from_stage,
        at=now,
        visible_at=now,
        by=by,
        batch=uuid.uuid4(),
        undoes=m,
    )


def _unwrite(message: Message, now: datetime) -> bool:
    if message.visible_at <= now or (message.mail_id is not None and outbox.cancel([message.mail_id]) == 0):
        return False
    return Message.objects.filter(pk=message.pk, undone_at=None).update(undone_at=now) == 1


def _unassign(batch: uuid.UUID, employer: Employer, now: datetime) -> int:
    made = Assignment.objects.filter(batch=batch, application__posting__employer=employer)
    return made.filter(at__gt=now - settings.UNDO_WINDOW).delete()[0]


def assign(applications: Iterable[Application], reviewers: Iterable[Membership], *, by: User) -> Batch:
    """The reviewers shall look at them too; who already does, does."""
    batch, now = uuid.uuid4(), timezone.now()
    with transaction.atomic():
        chosen = chosen_of(applications)
        rows = [
            Assignment(application=application, reviewer_id=seat.user_id, at=now, by=by, batch=batch)
            for application in chosen.living
            for seat in reviewers
            if seat.employer_id == application.posting.employer_id
        ]
        Assignment.objects.bulk_create(rows, ignore_conflicts=True)
        made = set(Assignment.objects.filter(batch=batch).values_list("application_id", flat=True))
        for application in chosen.living:
            if application.pk in made:
                audit.record("application.assign", application, by=by, batch=str(batch))
    return Batch(batch, len(made), chosen.asked - len(made))


def unassign(applications: Iterable[Application], reviewer: User, *, by: User) -> Batch:
    """REVIEWER shall look at them no longer, and sees nothing of them from now on. Not undone but by assigning anew."""
    batch = uuid.uuid4()
    with transaction.atomic():
        chosen = chosen_of(applications)
        rows = Assignment.objects.filter(application__in=chosen.living, reviewer=reviewer)
        taken = set(rows.select_for_update(of=("self",)).values_list("application_id", flat=True))
        rows.delete()
        for application in chosen.living:
            if application.pk in taken:
                audit.record("application.unassign", application, by=by, reviewer=reviewer.pk)
    return Batch(batch, len(taken), chosen.asked - len(taken))


def write(application: Application, letter: Letter, *, by: User, takes_answers: bool = False) -> Batch:
    """A message to the student; it answers the application. TAKES_ANSWERS tells the student the writer's own address.

    Raises NotAllowed.
    """
    batch, now = uuid.uuid4(), timezone.now()
    with transaction.atomic():
        chosen = chosen_of([application])
        if not chosen.living:
            raise NotAllowed(_("The application was withdrawn meanwhile."))
        application = chosen.living[0]
        message = Message(application=application, at=now, visible_at=now + settings.UNDO_WINDOW, by=by, batch=batch)
        message.subject, message.body = letter.filled(application)
        message.reply_to = by.email if takes_answers else ""
        message.mail = letters.message(message)
        message.save()
        settle([application])
        audit.record("application.message", application, by=by, message=message.pk)
    return Batch(batch, 1, 0)


def add_note(application: Application, text: str, *, by: User) -> Note:
    """Raises NotAllowed: of who withdrew or left, nothing is written any more."""
    with transaction.atomic():
        living = Application.objects.living().select_for_update(no_key=True).filter(pk=application.pk)
        if living.first() is None:
            raise NotAllowed(_("The application was withdrawn meanwhile."))
        note = Note.objects.create(application=application, at=timezone.now(), by=by, text=text)
        audit.record("application.note", application, by=by, note=note.pk)
    return note


def opened(application: Application, *, by: User) -> None:
    """Every reading is audited; the first is what the student sees as "Opened"."""
    now = timezone.now()
    with transaction.atomic():
        Application.objects.filter(pk=application.pk, opened_at=None).update(opened_at=now)
        audit.record("application.open", application, by=by)


def may_decide(membership: Membership) -> bool:
    return membership.role in (MembershipRole.OWNER, MembershipRole.RECRUITER)
