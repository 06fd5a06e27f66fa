"""The committed places: slugs, parents, labels."""

from __future__ import annotations

import re
import time

import pytest

from listings.vocabulary.gazetteer import DATA, gazetteer
from listings.vocabulary.places import all_names, all_places, fold


def test_parents_come_first_and_slugs_are_unique() -> None:
    seen: set[str] = set()
    for place in all_places():
        assert place.slug not in seen
        assert place.parent is None or place.parent in seen, place
        assert (place.parent is None) == (place.kind == "country")
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", place.slug)
        assert len(place.slug) <= 80
        seen.add(place.slug)
    assert len(seen) > 54_000


@pytest.mark.parametrize(
    ("slug", "label", "parent"),
    [
        ("germany", "Germany", None),
        ("united-states", "United States", None),
        ("united-kingdom", "United Kingdom", None),
        ("singapore", "Singapore", None),
        ("georgia", "Georgia", None),
        ("georgia-us", "Georgia, USA", "united-states"),
        ("california-us", "California, USA", "united-states"),
        ("new-york-state-us", "New York, USA", "united-states"),
        ("washington-state-us", "Washington, USA", "united-states"),
        ("puerto-rico-us", "Puerto Rico, USA", "united-states"),
        ("ontario-ca", "Ontario, Canada", "canada"),
        ("quebec-state-ca", "Québec, Canada", "canada"),
        ("england-gb", "England, UK", "united-kingdom"),
        ("new-york", "New York, NY", "new-york-state-us"),
        ("washington", "Washington, DC", "district-of-columbia-us"),
        ("palo-alto", "Palo Alto, CA", "california-us"),
        ("paris-texas-us", "Paris, TX", "texas-us"),
        ("toronto", "Toronto, ON", "ontario-ca"),
        ("berlin", "Berlin, Germany", "germany"),
        ("london", "London, UK", "england-gb"),
        ("mexico-city", "Mexico City, Mexico", "mexico"),
    ],
)
def test_slugs_and_labels_of_the_contract(slug: str, label: str, parent: str | None) -> None:
    place = gazetteer().places[slug]
    assert (place.label, place.parent) == (label, parent)


def test_the_bare_slug_is_the_largest_city_of_its_name() -> None:
    places = gazetteer().places
    for name, cities in gazetteer().cities.items():
        bare = places.get(name.replace(" ", "-"))
        if bare and bare.kind == "city":
            same = [city for city in cities if fold(city.name) == name and city.name == bare.name]
            assert all(city.population <= bare.population for city in same), name


def test_names_lead_to_places() -> None:
    pairs = list(all_names())
    places = gazetteer().places
    assert len(pairs) == len(set(pairs))
    assert all(slug in places for _, slug in pairs)
    expected = {("nyc", "new-york"), ("sf", "san-francisco"), ("usa", "united-states"), ("munchen", "munich")}
    assert expected <= set(pairs)
    assert fold("St. Louis, D.C.") == "saint louis dc"


def test_time_zones_only_where_there_is_one() -> None:
    places = gazetteer().places
    assert places["germany"].tz == "Europe/Berlin" or places["germany"].tz is None
    assert places["united-states"].tz is None
    assert places["california-us"].tz == "America/Los_Angeles"
    assert places["singapore"].lat is not None


def test_small_and_quick() -> None:
    assert sum(path.stat().st_size for path in DATA.glob("places*")) < 1_500_000
    gazetteer.cache_clear()
    start = time.process_time()
    gazetteer()
    assert time.process_time() - start < 2  # about 0.3 where it was measured
