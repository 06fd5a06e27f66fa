"""What was written to a student and has not left yet, while something else is about to be decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import OutgoingMail
from applications.models import Application, Message, Move
from lib.phrases import all_of


@dataclass(frozen=True)
class Waiting:
    """`text` says which messages wait; `letters` which letters of moves do, or is empty: only undoing keeps those."""

    messages: Sequence[Message] = ()
    text: str = ""
    letters: str = ""


def of(applications: Sequence[Application], at: datetime) -> Waiting:
    by_id = {application.pk: application for application in applications}
    still = {"application__in": by_id, "visible_at__gt": at, "mail__in": OutgoingMail.objects.waiting()}
    messages = list(Message.objects.filter(undone_at=None, **still).order_by("at", "pk"))
    moves = list(Move.objects.standing().filter(**still).order_by("at", "pk"))
    if len(by_id) == 1:
        zone = applications[0].posting.time_zone
        return Waiting(messages, _messages_to_one(messages, zone), _letters_to_one(moves, zone))
    return Waiting(messages, _messages_to_many(messages, by_id), _letters_to_many(moves, by_id))


def _clock(at: datetime, zone: str) -> str:
    return date_format(at.astimezone(ZoneInfo(zone)), "H:i")


def _messages_to_one(messages: Sequence[Message], zone: str) -> str:
    named = [_("%(time)s, “%(subject)s”") % {"time": _clock(m.at, zone), "subject": m.subject} for m in messages]
    return ngettext(
        "A message from %(which)s, has not left yet.", "%(n)s messages have not left yet: %(which)s.", len(named)
    ) % {"n": len(named), "which": all_of(named)}  # fmt: skip


def _letters_to_one(moves: Sequence[Move], zone: str) -> str:
    if not moves:
        return ""
    said = {"time": _clock(moves[-1].at, zone), "subject": moves[-1].subject}
    text = _(
        "The letter from %(time)s, “%(subject)s”, has not left yet: it goes first. To keep it back, undo that step."
    )
    return text % said


def _messages_to_many(messages: Sequence[Message], by_id: dict[int, Application]) -> str:
    ids = list(dict.fromkeys(message.application_id for message in messages))
    text = ngettext(
        "A message to one of them has not left yet: %(names)s.",
        "Messages to %(n)s of them have not left yet: %(names)s.",
        len(ids),
    )
    return text % {"n": len(ids), "names": _names(ids, by_id)}


def _letters_to_many(moves: Sequence[Move], by_id: dict[int, Application]) -> str:
    ids = list(dict.fromkeys(move.application_id for move in moves))
    if not ids:
        return ""
    text = ngettext(
        "A letter to one of them has not left yet and goes first: %(names)s. To keep it back, undo that step.",
        "Letters to %(n)s of them have not left yet and go first: %(names)s. To keep them back, undo those steps.",
        len(ids),
    )
    return text % {"n": len(ids), "names": _names(ids, by_id)}


def _names(ids: Sequence[int], by_id: dict[int, Application]) -> str:
    names = [by_id[pk].name for pk in ids[:5]]
    rest = len(ids) - len(names)
    return all_of([*names, ngettext("%(n)s more", "%(n)s more", rest) % {"n": rest}] if rest else names)
