"""How one works, where the place says it."""

from __future__ import annotations

import pytest

from listings.vocabulary.places import resolve
from tests.vocabulary.test_places import places


@pytest.mark.parametrize(
    ("raw", "expected", "countries"),
    [
        ("Remote", "remote", ()),
        ("All Remote Locations", "remote", ()),
        ("Remote, North America", "remote", ()),
        ("Remote in USA", "remote:united-states", ("united-states",)),
        ("US - Remote", "remote:united-states", ("united-states",)),
        ("US-Remote ", "remote:united-states", ("united-states",)),
        ("Remote (U.S.)", "remote:united-states", ("united-states",)),
        ("USA | Remote", "remote:united-states", ("united-states",)),
        ("Remote Work( USA)", "remote:united-states", ("united-states",)),
        ("Virtual US", "remote:united-states", ("united-states",)),
        ("US - Home Office", "remote:united-states", ("united-states",)),
        ("Cary, NC Remote", "remote:cary", ("united-states",)),
        ("Domestic Teleworker, MA", "remote:massachusetts-us", ("united-states",)),
        ("USA, California, Remote", "remote:california-us", ("united-states",)),
        ("Remote - New York", "remote:new-york-state-us", ("united-states",)),
        ("New York, New York, United States (Remote)", "remote:new-york", ("united-states",)),
        ("Remote - Florida, US", "remote:florida-us", ("united-states",)),
        ("Remote (United States | Canada)", "remote:united-states remote:canada", ("united-states", "canada")),
        ("Remote in the US, Remote in Canada", "remote:united-states remote:canada", ("united-states", "canada")),
        ("CA-Remote", "remote", ()),
    ],
)
def test_remote_in_all_spellings(raw: str, expected: str, countries: tuple[str, ...]) -> None:
    resolution = resolve([raw])
    assert (places(raw), resolution.workplace, resolution.remote_countries) == (expected, "remote", countries)


@pytest.mark.parametrize(
    ("raw", "expected", "countries"),
    [
        ("SF, NYC, Seattle, Remote", "san-francisco new-york seattle remote", ()),
        ("Chicago, US-Remote", "chicago remote:united-states", ("united-states",)),
        ("Toronto, Remote-Canada ", "toronto remote:canada", ("canada",)),
        ("US Remote, Toronto", "remote:united-states toronto", ("united-states",)),
        ("New York, San Francisco or Remote", "new-york san-francisco remote", ()),
        (
            "New York, San Francisco, Seattle, or Remote (US/Canada)",
            "new-york san-francisco seattle remote:united-states remote:canada",
            ("united-states", "canada"),
        ),
        (
            "Chicago, IL or San Francisco, CA OR US Remote",
            "chicago san-francisco remote:united-states",
            ("united-states",),
        ),
    ],
)
def test_remote_besides_cities(raw: str, expected: str, countries: tuple[str, ...]) -> None:
    resolution = resolve([raw])
    assert (places(raw), resolution.workplace, resolution.remote_countries) == (expected, "remote", countries)


def test_a_bare_remote_beside_a_bare_country() -> None:
    assert resolve(["Remote", "United States"]).remote_countries == ("united-states",)
    assert resolve(["Remote", "New York, NY"]).remote_countries == ()


@pytest.mark.parametrize(
    ("raw", "place", "workplace"),
    [
        ("New York City, NY (Hybrid)", "new-york", "hybrid"),
        ("Hybrid Remote, Austin, TX", "austin", "hybrid"),
        ("Onsite - Austin, TX", "austin", "on-site"),
        ("Los Angeles, CA (On-site)", "los-angeles", "on-site"),
        ("Austin, TX", "austin", "not-stated"),
        ("In-person", None, "on-site"),
    ],
)
def test_workplace_only_as_stated(raw: str, place: str | None, workplace: str) -> None:
    resolution = resolve([raw])
    assert [f.place for f in resolution.fragments] == ([place] if place else [])
    assert (resolution.workplace, resolution.remote_countries) == (workplace, ())


def test_the_same_place_twice_is_one_row() -> None:
    assert places("NYC", "New York, NY", "New York City, NY") == "new-york"
    assert places("New York, NY", "New York, NY (Remote)") == "new-york remote:new-york"
