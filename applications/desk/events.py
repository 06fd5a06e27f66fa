"""The shape of what happened, and how it is told to who reads it."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from applications.desk import clock


@dataclass(frozen=True)
class Event:
    """`kind` is note, message or empty. `undo` is the batch that can still be taken back, `others` how many more
    applications it moved. `changed` are (what, before, after)."""

    at: datetime
    text: str
    who: str = ""
    quote: str = ""
    kind: str = ""
    node: str = "done"
    is_undone: bool = False
    undo: str = ""
    others: int = 0
    changed: list[tuple[str, str, str]] = field(default_factory=list)
    told: str = ""


@dataclass(frozen=True)
class Reader:
    """Who reads the timeline, and when; `may_undo` is a matter of role."""

    user: User
    at: datetime
    zone: str
    may_undo: bool

    def when(self, at: datetime) -> str:
        """ "2 January, 10:04": the hour tells apart what was done on one day."""
        day = clock.short(at, self.zone, self.at)
        local = at.astimezone(ZoneInfo(self.zone))
        return _("%(day)s, %(time)s") % {"day": day, "time": date_format(local, "H:i")}

    def who(self, user: User | None, at: datetime) -> str:
        if user is None:
            return _("%(when)s, somebody who has left") % {"when": self.when(at)}
        name = _("you") if user.pk == self.user.pk else user.get_full_name()
        return _("%(when)s, %(who)s") % {"when": self.when(at), "who": name}
