"""How employers answer, counted anew each day for their public page."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from applications import clock
from applications.models import Application
from listings.models import AnswerRecord

WINDOW = timedelta(days=90)
LONGEST = 32_767


@dataclass
class Count:
    promised: int = 0
    on_time: list[int] = field(default_factory=list)
    late: list[int] = field(default_factory=list)
    overdue: int = 0
    due_today: int = 0
    promises: Counter[int] = field(default_factory=Counter)


def recount() -> int:
    """Of every employer to whom somebody's answer fell due within the last 90 days; returns of how many."""
    at = timezone.now()
    counts: dict[int, Count] = defaultdict(Count)
    for row in _fallen_due(at):
        _add(counts[row[0]], row, at)
    with transaction.atomic():
        AnswerRecord.objects.exclude(employer__in=counts).delete()
        for employer, count in counts.items():
            AnswerRecord.objects.update_or_create(employer_id=employer, defaults=_said(count, at))
    return len(counts)


Row = tuple[int, str, datetime, datetime, datetime | None, int]


def _fallen_due(at: datetime) -> Iterator[Row]:
    """Withdrawn ones wait for nothing. A promise ends with its day, so those of today are counted too."""
    names = ("posting__time_zone", "submitted_at", "answer_due_at", "answered_at", "posting__answer_within_days")
    promised = Application.objects.filter(answer_due_at__gt=at - WINDOW, answer_due_at__lte=at + timedelta(days=1))
    return promised.filter(withdrawn_at=None).values_list("posting__employer", *names).iterator()


def _add(count: Count, row: Row, at: datetime) -> None:
    _employer, zone, submitted, due, answered, days = row
    count.promised += 1
    count.promises[days] += 1
    if answered is None or answered > at:
        if due <= at:
            count.overdue += 1
        else:
            count.due_today += 1
        return
    wait = min(LONGEST, max(0, (clock.on(answered, zone) - clock.on(submitted, zone)).days))
    (count.late if answered >= due else count.on_time).append(wait)


def _said(count: Count, at: datetime) -> dict[str, Any]:
    return {
        "counted_at": at,
        "since": (at - WINDOW).date(),
        "until": at.date(),
        "promised": count.promised,
        "on_time": sorted(count.on_time),
        "late": sorted(count.late),
        "overdue": count.overdue,
        "due_today": count.due_today,
        # Of promises given equally often the longer: nobody is said to be late who was not.
        "days": max(count.promises, key=lambda days: (count.promises[days], days)),
    }
