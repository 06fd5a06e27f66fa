"""What traffic.html needs: who came to one posting, by day and by channel."""

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from listings.models import Posting
from listings.models.choices import ApplyKind
from listings.postings import traffic
from listings.public.feeds import absolute
from panel import funnel
from panel.funnel import Funnel

PERIODS = (30, 90)


@dataclass(frozen=True)
class Line:
    """One row of a table; `of` is what the longest bar of its table stands for."""

    label: str
    seen: int
    started: int
    applied: int
    of: int
    iso: str = ""
    is_plain: bool = False


def context(posting: Posting, days: int) -> dict[str, Any]:
    cells = funnel.by_day_and_code(posting.pk, days)
    total = funnel.total(cells.values())
    is_outside = posting.apply_kind == ApplyKind.OUTSIDE
    return {
        "title": posting.title or _("Untitled"),
        "posting_id": posting.pk,
        "lede": _lede(total, days, is_outside=is_outside),
        "is_outside": is_outside,
        "has_any": bool(total.seen or total.started or total.applied),
        "periods": [(n, _("%(n)s days") % {"n": n}, n == days) for n in PERIODS],
        "days": _by_day(cells, days, posting),
        "codes": _by_code(cells),
        "example": f"{absolute(posting.get_absolute_url())}?src=newsletter",
    }


def _lede(total: Funnel, days: int, *, is_outside: bool) -> str:
    said = {"n": days, "seen": f"{total.seen:,}", "started": f"{total.started:,}", "applied": f"{total.applied:,}"}
    if is_outside:
        return _("In the last %(n)s days: seen %(seen)s, went to your site %(started)s.") % said
    return _("In the last %(n)s days: seen %(seen)s, form opened %(started)s, applied %(applied)s.") % said


def _by_day(cells: dict[Any, Funnel], days: int, posting: Posting) -> list[Line]:
    """Newest first, and every day since it was public: one without anybody says so."""
    first = posting.first_published_at.astimezone(UTC).date() if posting.first_published_at else traffic.today()
    last = [traffic.today() - timedelta(days=back) for back in range(days)]
    last = [day for day in last if day >= first]
    sums = {day: funnel.total(one for (when, _src), one in cells.items() if when == day) for day in last}
    most = max((one.seen for one in sums.values()), default=0)
    return [_line(date_format(day, "j M"), one, most, iso=day.isoformat()) for day, one in sums.items()]


def _by_code(cells: dict[Any, Funnel]) -> list[Line]:
    codes = sorted({src for _day, src in cells})
    sums = {src: funnel.total(one for (_day, of), one in cells.items() if of == src) for src in codes}
    most = max((one.seen for one in sums.values()), default=0)
    named = {"": _("without a code"), traffic.OTHER: _("other codes")}
    lines = [_line(named.get(src, src), one, most, is_plain=src in named) for src, one in sums.items()]
    return sorted(lines, key=lambda line: (-line.seen, -line.started, line.label))


def _line(label: str, one: Funnel, most: int, *, iso: str = "", is_plain: bool = False) -> Line:
    return Line(label, one.seen, one.started, one.applied or 0, max(most, 1), iso, is_plain)
