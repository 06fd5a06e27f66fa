"""How an employer answers: the sentence, the line of days with a dot an answer, and how it is counted."""

from collections import Counter
from statistics import median
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from listings.models import AnswerRecord, Employer
from listings.public import phrasing

ENOUGH = 10
# Pixels: the height of the lowest dot, and from dot to dot above it; and how many can stand above each other.
LOWEST, STEP, HIGHEST = 70, 7, 10
NEAR = 18  # per cent of the line, less than which two words would touch


def context(employer: Employer) -> dict[str, Any] | None:
    record = AnswerRecord.objects.filter(employer=employer).first()
    if record is None or len(record.waits) < ENOUGH:
        return None
    middle = median(record.waits)
    days = _days(middle)
    counts = {"n": f"{len(record.waits):,}", "all": f"{record.promised:,}", "days": days}
    # Never of one: ten answers are the least this speaks of.
    said = _(
        "<strong>{n} of {all}</strong> applicants have their answer,"
        " <strong>{days}</strong> after applying at the median."
    )
    return {
        "sentence": format_html(said, **counts),
        "now": _now(record),
        "figure": _figure(record, middle),
        "counted": _counted(record, days),
    }


def usual(employer: Employer) -> str:
    """ "9 days", the median of what applicants have waited; nothing before there are ten answers."""
    record = AnswerRecord.objects.filter(employer=employer).first()
    return _days(median(record.waits)) if record and len(record.waits) >= ENOUGH else ""


def _days(middle: float) -> str:
    spelled = f"{middle:.0f}" if middle == int(middle) else f"{middle:.1f}"
    return ngettext("%(n)s day", "%(n)s days", 1 if middle == 1 else 2) % {"n": spelled}


def _now(record: AnswerRecord) -> list[str]:
    said = []
    if n := record.overdue:
        said.append(ngettext("%(n)s answer is late.", "%(n)s answers are late.", n) % {"n": n})
    if n := record.due_today:
        said.append(ngettext("%(n)s is due today.", "%(n)s are due today.", n) % {"n": n})
    return said


def _figure(record: AnswerRecord, middle: float) -> dict[str, Any]:
    span = max(1, record.days, *record.waits)
    columns = Counter(record.waits)
    each = -(-max(columns.values()) // HIGHEST)
    promised, half = 100 * record.days / span, 100 * middle / span
    return {
        "label": _label(record, middle),
        "promised": f"{promised:.2f}%",
        "is_far": promised > 100 - NEAR,
        "is_near": promised < NEAR,
        "day": _("day %(n)s") % {"n": record.days},
        "half": f"{half:.2f}%",
        "half_text": _("Half by day %(n)s") % {"n": f"{middle:g}"} if _is_apart(half, promised) else "",
        "ticks": [f"{100 * day / span:.2f}%" for day in range(1, span) if span <= 60 and day != record.days],
        "dots": [
            dot
            for kind, waits in (("", record.on_time), ("late", record.late))
            for dot in _dots(waits, kind, span, each)
        ],
        "each": _each(each) if each > 1 else "",
    }


def _each(n: int) -> str:
    words = ngettext("Each dot stands for up to %(n)s answer.", "Each dot stands for up to %(n)s answers.", n)
    return words % {"n": n}


def _is_apart(half: float, promised: float) -> bool:
    return NEAR < half < 100 - NEAR and abs(promised - half) > NEAR


def _dots(waits: list[int], kind: str, span: int, each: int) -> list[dict[str, Any]]:
    return [
        {"x": f"{100 * day / span:.2f}%", "y": LOWEST - STEP * place, "kind": kind}
        for day, count in sorted(Counter(waits).items())
        for place in range(-(-count // each))
    ]


def _label(record: AnswerRecord, middle: float) -> str:
    waits = record.waits
    said = {"n": len(waits), "first": waits[0], "half": f"{middle:g}", "last": waits[-1]}
    came = _(
        "%(n)s answers by the day they came after applying: the first on day %(first)s, half of them by day %(half)s,"
        " the last on day %(last)s"
    )
    kept = _("%(kept)s by the day promised, mostly day %(days)s")
    return f"{came % said}; {kept % {'kept': len(record.on_time), 'days': record.days}}"


def _counted(record: AnswerRecord, days: str) -> list[str]:
    window = {"since": phrasing.on_day(record.since), "until": phrasing.on_day(record.until)}
    all_ = _("%(all)s is every application here whose answer was promised for a day from %(since)s to %(until)s.")
    kept = _("%(n)s of them were answered, %(kept)s by the day promised.")
    counts = {"n": f"{len(record.waits):,}", "kept": f"{len(record.on_time):,}"}
    half = _(
        "The wait runs from sending to the first answer, in whole days, weekends too; half were %(days)s or shorter."
    )
    return [
        f"{all_ % {**window, 'all': f'{record.promised:,}'}} {kept % counts}",
        _(
            "An answer is an invitation, an offer, a no, or a message. “We have received it” is none."
            " Withdrawn applications do not count."
        ),
        f"{half % {'days': days}} {_('Counted every day; shown from ten answers on.')}",
    ]
