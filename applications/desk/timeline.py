"""What happened to one application, newest first, each in a sentence."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext as _

from applications.desk import changes
from applications.desk.events import Event, Reader
from applications.models import Application, Assignment, Message, Move
from applications.models.choices import StageType


def of(application: Application, reader: Reader) -> list[Event]:
    moves = list(application.moves.select_related("from_stage", "to_stage", "by", "undone_by__by"))
    batches = [m.batch for m in moves if m.visible_at > reader.at and m.undoes_id is None]
    together = _together(batches) if batches else {}
    last = next((m for m in reversed(moves) if m.undoes_id is None and not _undoing(m)), None)
    events = [_submitted(application, reader)]
    events += [_moved(m, reader, m is last, together) for m in moves if m.undoes_id is None]
    events += [_written(message, reader) for message in application.messages.select_related("by")]
    events += [
        Event(note.at, _("Note, for colleagues only"), reader.who(note.by, note.at), note.text, "note")
        for note in application.notes.select_related("by")
    ]
    events += [_assigned(a, reader) for a in application.assignments.select_related("by", "reviewer")]
    events += changes.events(application, reader)
    if application.opened_at:
        events.append(Event(application.opened_at, _("Opened for the first time"), reader.when(application.opened_at)))
    events.sort(key=lambda event: event.at, reverse=True)
    if events[0].node == "done" and not events[0].is_undone:
        events[0] = replace(events[0], node="now")
    return events


def _together(batches: Iterable[Any]) -> dict[Any, int]:
    """How many were moved with one, by batch."""
    rows = Move.objects.standing().filter(batch__in=batches).order_by().values_list("batch")
    return dict(rows.annotate(Count("pk")))


def _undoing(move: Move) -> Move | None:
    """The row that undid it."""
    return getattr(move, "undone_by", None)


def _submitted(application: Application, reader: Reader) -> Event:
    text = _("Applied; came by “%(code)s”") % {"code": application.src} if application.src else _("Applied")
    return Event(application.submitted_at, text, reader.when(application.submitted_at), node="")


def _moved(move: Move, reader: Reader, is_last: bool, together: dict[Any, int]) -> Event:
    stages = {"before": move.from_stage.name, "after": move.to_stage.name}
    text = _("Moved from “%(before)s” to “%(after)s”") % stages
    if move.to_stage.type == StageType.REJECTED:
        text = _("Rejected: %(reason)s") % {"reason": move.get_reason_display()}
    undone = _undoing(move)
    who = reader.who(move.by, move.at)
    if undone:
        who = _("%(who)s; undone %(by)s") % {"who": who, "by": reader.who(undone.by, undone.at)}
    can_undo = is_last and reader.may_undo and move.visible_at > reader.at
    return Event(
        move.at,
        text,
        who,
        quote=move.note,
        node="bad" if move.to_stage.type == StageType.REJECTED and not undone else "done",
        is_undone=undone is not None,
        undo=str(move.batch) if can_undo else "",
        others=together.get(move.batch, 1) - 1 if can_undo else 0,
        told=move.told,
    )


def _written(message: Message, reader: Reader) -> Event:
    waits = message.visible_at > reader.at and message.undone_at is None
    text = _("Message to the student: %(subject)s") % {"subject": message.subject}
    who = reader.who(message.by, message.at)
    if message.reply_to:
        who = _("%(who)s; answers go to %(address)s") % {"who": who, "address": message.reply_to}
    if message.undone_at:
        who = _("%(who)s; taken back %(when)s") % {"who": who, "when": reader.when(message.undone_at)}
    undo = str(message.batch) if waits and reader.may_undo else ""
    return Event(message.at, text, who, message.body, "message", is_undone=bool(message.undone_at), undo=undo)


def _assigned(assignment: Assignment, reader: Reader) -> Event:
    who = _("you") if assignment.reviewer_id == reader.user.pk else assignment.reviewer.get_full_name()
    can_undo = reader.may_undo and assignment.at > reader.at - settings.UNDO_WINDOW
    undo = str(assignment.batch) if can_undo else ""
    text = _("Assigned to %(who)s") % {"who": who}
    return Event(assignment.at, text, reader.who(assignment.by, assignment.at), undo=undo)
