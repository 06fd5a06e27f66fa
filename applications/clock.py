"""The answer clock as the student sees it: whole days of the posting's own zone, none of them half."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models import Application

# Where the words of the day stand between those of both ends without touching them, on a phone too.
MIDDLE = (31, 63)


@dataclass(frozen=True)
class Clock:
    """`day` counts from the day of applying, which is day 0; `of` is the promised day; `late` is 0 until it is over."""

    applied_on: date
    promised_on: date
    today: date
    opened_on: date | None = None

    @property
    def day(self) -> int:
        return max(0, (self.today - self.applied_on).days)

    @property
    def of(self) -> int:
        return max(1, (self.promised_on - self.applied_on).days)

    @property
    def late(self) -> int:
        return max(0, (self.today - self.promised_on).days)

    @property
    def span(self) -> int:
        """The days that the line shows."""
        return max(self.of, self.day)

    @property
    def words(self) -> str:
        """ "day 7 of 21", "3 days late"."""
        if self.late:
            return ngettext("%(n)s day late", "%(n)s days late", self.late) % {"n": self.late}
        return _("day %(day)s of %(of)s") % {"day": self.day, "of": self.of}


def of(application: Application, at: datetime) -> Clock:
    zone = application.posting.time_zone
    opened = application.opened_at
    return Clock(
        applied_on=on(application.submitted_at, zone),
        # The promise ends with its last day: the instant itself already lies in the next.
        promised_on=on(application.answer_due_at - timedelta(microseconds=1), zone),
        today=on(at, zone),
        opened_on=on(opened, zone) if opened and opened <= at else None,
    )


def on(when: datetime, zone: str) -> date:
    return when.astimezone(ZoneInfo(zone)).date()


def say(day: date, today: date) -> str:
    """ "2 January", with the year where it is another one."""
    return date_format(day, "j F" if day.year == today.year else "j F Y")


def drawn(clock: Clock) -> dict[str, Any]:
    """What _clock_line.html draws: percentages of the line, and the words under it."""
    at = 100 * clock.day / clock.span if clock.span else 0.0
    opened = (clock.opened_on - clock.applied_on).days if clock.opened_on else 0
    return {
        "label": label(clock),
        "is_late": clock.late > 0,
        "at": per_cent(clock.day, clock.span),
        "end": per_cent(clock.of, clock.span),
        "opened": per_cent(opened, clock.span) if 0 < opened < clock.day else "",
        "ticks": [per_cent(day, clock.span) for day in range(clock.day + 1, clock.of)],
        **_words(clock, at),
    }


def per_cent(days: int, span: int) -> str:
    return f"{100 * days / span:.2f}%"


def _words(clock: Clock, at: float) -> dict[str, Any]:
    """The day stands under its node; near an end it takes the place of that end's own words."""
    now = _("Day %(day)s of %(of)s") % {"day": clock.day, "of": clock.of}
    start = {"head": _("Applied"), "day": say(clock.applied_on, clock.today)}
    promised = say(clock.promised_on, clock.today)
    end = {"head": _("Answer by"), "day": promised}
    middle = ""
    if clock.late:
        head = ngettext("%(n)s day late", "%(n)s days late", clock.late) % {"n": clock.late}
        end = {"head": head, "day": _("promised by %(day)s") % {"day": promised}}
    elif at < MIDDLE[0]:
        start = {"head": now, "day": _("applied %(day)s") % {"day": start["day"]}}
    elif at > MIDDLE[1]:
        end = {"head": now, "day": _("answer by %(day)s") % {"day": promised}}
    else:
        middle = now
    return {"start": start, "stop": end, "middle": middle}


def label(clock: Clock) -> str:
    """The picture in one sentence."""
    said = {
        "day": clock.day,
        "of": clock.of,
        "applied": say(clock.applied_on, clock.today),
        "promised": say(clock.promised_on, clock.today),
    }
    if clock.late:
        return (
            ngettext(
                "Day %(day)s: the answer promised by %(promised)s is %(n)s day late",
                "Day %(day)s: the answer promised by %(promised)s is %(n)s days late",
                clock.late,
            )
            % {**said, "n": clock.late}
        )  # fmt: skip
    if clock.opened_on:
        said["opened"] = say(clock.opened_on, clock.today)
        return (
            _("Day %(day)s of %(of)s: applied %(applied)s, opened %(opened)s, answer promised by %(promised)s") % said
        )
    return _("Day %(day)s of %(of)s: applied %(applied)s, answer promised by %(promised)s") % said
