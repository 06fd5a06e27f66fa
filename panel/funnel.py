"""Seen, started, applied: what came of postings, for the pages of the panel."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Count
from django.db.models.functions import TruncDate

from applications.models import Application
from applications.models.application import ApplicationQuerySet
from listings.models import PostingDay
from listings.postings import traffic


@dataclass(frozen=True)
class Funnel:
    """`applied` counts who withdrew since, too; of an outside posting nobody knows it, and it is None."""

    seen: int = 0
    started: int = 0
    applied: int | None = 0


def of(ids: Iterable[int], days: int | None = None, outside: Iterable[int] = ()) -> dict[int, Funnel]:
    """Of the last DAYS, today among them, else of all time. OUTSIDE are those applied to elsewhere."""
    ids, outside = list(ids), frozenset(outside)
    applied = dict(_sent(ids, days).order_by().values_list("posting").annotate(Count("pk")))
    return {
        pk: Funnel(one.seen, one.started, None if pk in outside else applied.get(pk, 0))
        for pk, one in traffic.by_posting(ids, days).items()
    }


def by_day_and_code(posting_id: int, days: int) -> dict[tuple[date, str], Funnel]:
    """Of one posting; days (UTC's) and codes of channels for which there is anything. Two statements."""
    first = traffic.today() - timedelta(days=days - 1)
    found = {
        (one.day, one.src): Funnel(one.seen, one.started)
        for one in PostingDay.objects.filter(posting=posting_id, day__gte=first, day__lte=traffic.today())
    }
    sent = _sent([posting_id], days).order_by().annotate(day=TruncDate("submitted_at", tzinfo=UTC))
    for day, src, count in sent.values_list("day", "src").annotate(Count("pk")):
        one = found.get((day, src), Funnel())
        found[day, src] = Funnel(one.seen, one.started, count)
    return found


def total(some: Iterable[Funnel]) -> Funnel:
    rows = list(some)
    return Funnel(sum(r.seen for r in rows), sum(r.started for r in rows), sum(r.applied or 0 for r in rows))


def _sent(ids: list[int], days: int | None) -> ApplicationQuerySet:
    sent = Application.objects.filter(posting__in=ids)
    if days is None:
        return sent
    first = traffic.today() - timedelta(days=days - 1)
    return sent.filter(submitted_at__gte=datetime.combine(first, time.min, UTC))
