"""The demonstration's postings were seen before, so that the panel has something to show."""

import io

import pytest
from django.core.management import call_command
from django.db.models import Max, Min, Sum
from django.utils import timezone

from listings.models import Posting, PostingDay
from tests.site.test_demo import load_words

pytestmark = pytest.mark.django_db


def test_the_two_employers_postings_were_seen() -> None:
    load_words()
    call_command("seed_demo", stdout=io.StringIO())
    count = PostingDay.objects.count()
    assert count
    for posting in Posting.objects.filter(days__isnull=False).distinct():
        assert posting.first_published_at
        counted = posting.days.aggregate(seen=Sum("seen"), started=Sum("started"), first=Min("day"), last=Max("day"))
        assert counted["seen"] > counted["started"] >= posting.applications.count()
        assert posting.first_published_at.date() <= counted["first"] <= counted["last"] < timezone.now().date()
    call_command("seed_demo", stdout=io.StringIO())
    assert count == PostingDay.objects.count()
