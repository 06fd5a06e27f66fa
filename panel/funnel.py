"""Seen, started, applied: what came of postings, for the pages of the panel. Two statements for any number of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.db.models import Count

from applications.models import Application
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
    sent = Application.objects.filter(posting__in=ids)
    if days is not None:
        first = traffic.today() - timedelta(days=days - 1)
        sent = sent.filter(submitted_at__gte=datetime.combine(first, time.min, UTC))
    applied = dict(sent.order_by().values_list("posting").annotate(Count("pk")))
    return {
        pk: Funnel(one.seen, one.started, None if pk in outside else applied.get(pk, 0))
        for pk, one in traffic.by_posting(ids, days).items()
    }
