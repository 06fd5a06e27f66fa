"""When an answer is due, as the desk says it, by the same clock that the student sees."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications import clock
from applications.models import Application

SOON = 3  # days


@dataclass(frozen=True)
class Due:
    """`tone` is late, soon or empty; `alone` is the text where no head of a column says what it is."""

    text: str
    tone: str = ""
    alone: str = ""


def due(application: Application, at: datetime) -> Due:
    if application.answered_at:
        day = short(application.answered_at, application.posting.time_zone, at)
        said = _("answered %(day)s") % {"day": day}
        return Due(said, alone=said)
    now = clock.of(application, at)
    if now.late:
        said = ngettext("%(n)s day late", "%(n)s days late", now.late) % {"n": now.late}
        return Due(said, "late", said)
    days = (now.promised_on - now.today).days
    if days == 0:
        return Due(_("today"), "soon", _("answer due today"))
    said = ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}
    alone = ngettext("answer due in %(n)s day", "answer due in %(n)s days", days) % {"n": days}
    return Due(said, "soon" if days <= SOON else "", alone)


def waiting(application: Application, at: datetime) -> str:
    """How long the student has waited; empty once answered."""
    if application.answered_at:
        return ""
    days = clock.of(application, at).day
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days} if days else _("since today")


def short(when: datetime, zone: str, at: datetime) -> str:
    """ "2 January", with the year where it is another one."""
    return clock.say(clock.on(when, zone), clock.on(at, zone))
