"""What a row of a list says."""

from datetime import UTC, datetime

import pytest
import time_machine

from listings.models import PostingPlace
from listings.postings import search_row
from listings.public import rows
from listings.search import PostingSearch
from tests.factories import make_place, make_posting

pytestmark = pytest.mark.django_db


def row(**asked: list[str]) -> rows.Row:
    search = PostingSearch({"role": ["all"], **asked})
    [only] = rows.build(search.results, at=search.at, places=asked.get("place", []))
    return only


def test_of_many_places_the_one_asked_for_is_shown() -> None:
    make_posting(places=("berlin", "london", "new-york"))
    assert (row().where, row().where_sub) == ("Berlin, Germany", "and 2 more places")
    assert row(place=["united-kingdom"]).where == "London, UK"


def test_remote_is_no_further_place() -> None:
    posting = make_posting(places=("new-york",), workplace="remote")
    PostingPlace.objects.create(posting=posting, position=1, raw="Remote", is_remote=True)
    search_row.rebuild([posting.pk])
    assert (row().where, row().where_sub) == ("Remote", "New York, NY")


def test_what_we_could_not_place_is_shown_as_written() -> None:
    make_posting(raw_places=("3 Locations",))
    assert (row().where, row().where_unknown) == ("3 Locations", True)


@time_machine.travel(datetime(2026, 11, 24, tzinfo=UTC), tick=False)
def test_a_term_that_is_over_says_so() -> None:
    make_posting(terms=("summer-2027", "summer-2026"))
    assert row().meta == "Summer 2026 (over), Summer 2027, apply here"


@pytest.mark.parametrize("words", ["nyc", "usa", "new york", "gotham OR nyc"])
def test_places_are_found_by_what_people_call_them(words: str) -> None:
    place = make_place("new-york")
    for name in ("nyc", "new york city"):
        place.names.get_or_create(folded=name)
    make_place("united-states").names.get_or_create(folded="usa")
    make_posting(places=("new-york",))
    assert PostingSearch({"q": [words]}).total == 1
