"""Seen, started, applied: what came of postings, for the pages of the panel."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Count
from django.db.models.functions import TruncDate

from applications.models import Application
from listings.models import PostingDay
from listings.postings import traffic


@dataclass(frozen=True)
class Funnel:
    """`applied` counts who withdrew since, too; of an outside posting nobody knows it, and it is None."""

    seen: int = 0
    started: int = 0
    applied: int | None = 0


def by_day_and_code(posting_id: int, days: int) -> dict[tuple[date, str], Funnel]:
    """Of one posting; days (UTC's) and codes of channels for which there is anything. Two statements."""
    first = traffic.today() - timedelta(days=days - 1)
    found = {
        (one.day, one.src): Funnel(one.seen, one.started)
        for one in PostingDay.objects.filter(posting=posting_id, day__gte=first, day__lte=traffic.today())
    }
    sent = Application.objects.filter(posting=posting_id, submitted_at__gte=datetime.combine(first, time.min, UTC))
    by_cell = sent.order_by().annotate(day=TruncDate("submitted_at", tzinfo=UTC)).values_list("day", "src")
    for day, src, count in by_cell.annotate(Count("pk")):
        one = found.get((day, src), Funnel())
        found[day, src] = Funnel(one.seen, one.started, count)
    return found


def total(some: Iterable[Funnel]) -> Funnel:
    rows = list(some)
    return Funnel(sum(r.seen for r in rows), sum(r.started for r in rows), sum(r.applied or 0 for r in rows))
