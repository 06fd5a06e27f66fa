"""The derived row: one for each posting that is, or may become without a further write, open."""

import io

import pytest
from django.core.management import call_command

from listings.models import Posting, PostingSearchRow
from listings.models.choices import Status
from listings.postings import search_row
from tests.factories import make_complete_posting, make_employer, make_posting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", Status.values)
def test_only_what_may_be_open_has_a_row(status: str) -> None:
    posting = make_posting(status=status)
    assert PostingSearchRow.objects.filter(posting=posting).exists() == (status in ("published", "scheduled"))


def test_a_posting_that_can_no_longer_be_open_loses_its_row() -> None:
    posting = make_posting()
    Posting.objects.filter(pk=posting.pk).update(status="rejected")
    search_row.rebuild([posting.pk])
    assert not PostingSearchRow.objects.exists()


def test_rebuilding_all_changes_nothing_that_was_right() -> None:
    make_complete_posting()
    make_posting("Another", employer=make_employer("Ätna & Söhne"), raw_places=("3 Locations",))
    fields = [field.attname for field in PostingSearchRow._meta.concrete_fields]
    before = list(PostingSearchRow.objects.order_by("pk").values(*fields))
    call_command("rebuild_search", stdout=io.StringIO())
    assert list(PostingSearchRow.objects.order_by("pk").values(*fields)) == before


def test_it_is_written_in_few_statements(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    ids = [make_complete_posting(employer=make_employer()).pk for _ in range(5)]
    with django_assert_max_num_queries(14):
        search_row.rebuild(ids)
