"""The working day that employers are promised, and how long something has waited."""

from datetime import UTC, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SOON = 6 * HOUR
SATURDAY = 5


def due(since: datetime) -> datetime:
    """A working day later: what comes on a weekend begins to wait on Monday, and none ends on one. In UTC."""
    begins = _working(since.astimezone(UTC))
    ends = begins + DAY
    while ends.weekday() >= SATURDAY:
        ends += DAY
    return ends


def _working(at: datetime) -> datetime:
    while at.weekday() >= SATURDAY:
        at = (at + DAY).replace(hour=0, minute=0, second=0, microsecond=0)
    return at


def tone(since: datetime, at: datetime) -> str:
    """A class of the style sheet."""
    ends = due(since)
    return "late" if at > ends else "soon" if at > ends - SOON else ""


def waited(since: datetime, at: datetime) -> str:
    """ "40 minutes", "26 hours", "2 days"."""
    passed = max(at - since, timedelta())
    if passed < HOUR:
        n = int(passed / timedelta(minutes=1))
        return ngettext("%(n)s minute", "%(n)s minutes", n) % {"n": n}
    if passed < 2 * DAY:
        n = int(passed / HOUR)
        return ngettext("%(n)s hour", "%(n)s hours", n) % {"n": n}
    n = passed.days
    return ngettext("%(n)s day", "%(n)s days", n) % {"n": n}


def moment(when: datetime) -> str:
    """ "Thursday, 8 January, 14:20 UTC"."""
    return _("%(moment)s UTC") % {"moment": date_format(when.astimezone(UTC), "l, j F, H:i")}
