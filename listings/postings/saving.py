"""Keeping postings for later, in the account of who is signed in. Private reading: nothing of it goes to the audit."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from accounts.models import User
from listings.models import Posting, SavedPosting

MOST = 500  # an account keeps so many
MOST_VISITING = 200  # and a visitor's browser


class Full(Exception):
    """The account keeps as many as it may."""


def save(user: User, posting: Posting, at: datetime | None = None) -> None:
    """Once, however often: the database decides between two clicks at the same time."""
    if SavedPosting.objects.filter(user=user).exclude(posting=posting).count() >= MOST:
        raise Full
    row = SavedPosting(user=user, posting=posting, saved_at=at or timezone.now())
    SavedPosting.objects.bulk_create([row], ignore_conflicts=True)


def drop(user: User, posting_id: int) -> None:
    SavedPosting.objects.filter(user=user, posting_id=posting_id).delete()


def carry_over(user: User, ids: Iterable[int], at: datetime | None = None) -> None:
    """What a visitor kept, newest first, becomes the account's; what is no longer readable or too much stays behind."""
    at = at or timezone.now()
    wanted = list(ids)[:MOST_VISITING]
    there = set(Posting.objects.readable(at).filter(pk__in=wanted).values_list("pk", flat=True))
    room = MOST - SavedPosting.objects.filter(user=user).exclude(posting__in=there).count()
    rows = [SavedPosting(user=user, posting_id=pk, saved_at=at) for pk in wanted if pk in there][: max(room, 0)]
    SavedPosting.objects.bulk_create(reversed(rows), ignore_conflicts=True)
