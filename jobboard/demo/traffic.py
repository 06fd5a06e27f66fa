"""How often the demonstration's own postings were seen, since they were public: the same numbers for the same day."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

from django.utils import timezone

from listings.models import Posting, PostingDay

LONGEST = timedelta(days=90)
WEEKEND = (5, 6)
CODES = ("", "", "", "university", "newsletter")  # most come without one


def write(postings: Iterable[int]) -> None:
    """Of those that nobody has seen yet; what is counted afterwards adds to it."""
    unseen = Posting.objects.filter(pk__in=postings, first_published_at__lt=timezone.now(), days=None)
    PostingDay.objects.bulk_create(day for posting in unseen for day in _days(posting))


def _days(posting: Posting) -> Iterator[PostingDay]:
    assert posting.first_published_at
    until = (posting.closed_at or timezone.now()).astimezone(UTC)
    since = max(posting.first_published_at.astimezone(UTC), until - LONGEST)
    for n in range((until.date() - since.date()).days):
        yield from _day(posting, (since + timedelta(days=n)).date(), since)


def _day(posting: Posting, day: date, since: datetime) -> Iterator[PostingDay]:
    """Many in the first week, fewer afterwards and at weekends."""
    dice = Random(f"{posting.slug} {day}")  # noqa: S311  made-up numbers, no secret
    usual = 26 / (1 + (day - since.date()).days / 9) * (0.4 if day.weekday() in WEEKEND else 1)
    for src in dict.fromkeys(dice.sample(CODES, 2)):
        seen = round(usual * dice.uniform(0.5, 1.5) * (0.3 if src else 1))
        started = round(seen * dice.uniform(0.15, 0.3))
        if seen:
            yield PostingDay(posting=posting, day=day, src=src, seen=seen, started=started)
