"""Location strings as real lists write them. The labelled lists were read string by string."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from listings.vocabulary.places import Fragment, resolve

DATA = Path(__file__).parent.parent / "data" / "places"
NEWEST = "vanshb03-2026-01-10"


def labelled() -> Iterator[tuple[str, int, str, str]]:
    for line in (DATA / "labelled.tsv").read_text("utf-8").split("\n"):
        if line and not line.startswith("#"):
            source, uses, raw, expected = line.split("\t")
            yield source, int(uses), raw, expected


def written(fragments: tuple[Fragment, ...]) -> str:
    def one(fragment: Fragment) -> str:
        if fragment.remote:
            return f"remote:{fragment.place}" if fragment.place else "remote"
        return fragment.place or "?"

    return " ".join(map(one, fragments)) or "-"


def places(*raws: str) -> str:
    return written(resolve(raws).fragments)


def test_every_labelled_string_means_what_was_read() -> None:
    rows = list(labelled())
    assert len(rows) > 1_500
    wrong = [(raw, expected, places(raw)) for _, _, raw, expected in rows if places(raw) != expected]
    assert wrong == []


@pytest.mark.parametrize("source", [NEWEST, "zshah101-2026-08-22", "vanshb03-2025-03-31"])
def test_at_least_95_percent_of_uses_are_resolved_whole(source: str) -> None:
    uses: Counter[bool] = Counter()
    for name, count, raw, _ in labelled():
        if name == source:
            uses["?" not in places(raw).split()] += count
    assert uses[True] / uses.total() >= 0.95


@pytest.mark.parametrize("raw", ["", " ", "N/A", "n/a", "TBD", ",", "\u200b"])
def test_nothing_said_is_no_place(raw: str) -> None:
    assert resolve([raw]).fragments == ()


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("New York, NY, United States  Palo Alto, CA", "new-york palo-alto"),
        ("SF, NYC, SEA, CHI", "san-francisco new-york seattle chicago"),
        ("SF, NY, Chicago", "san-francisco new-york chicago"),
        ("Seattle, San Francisco, or New York", "seattle san-francisco new-york"),
        ("London, England, New York, New York", "london new-york"),
        ("Austin/Round Rock, TX", "austin round-rock"),
        ("Arlington or Dallas, TX", "arlington dallas"),
        ("New York, NY\nAustin, TX", "new-york austin"),
        ("Singapore, Dublin", "singapore dublin"),
        ("AB, BC, ON, SK", "alberta-ca british-columbia-ca ontario-ca saskatchewan-ca"),
        ("US-NYC or US-SF ", "new-york san-francisco"),
    ],
)
def test_several_places_in_one_string(raw: str, expected: str) -> None:
    assert places(raw) == expected


def test_pieces_are_kept_as_written() -> None:
    raws = [
        fragment.raw for fragment in resolve(["New York, NY, United States  Palo Alto, CA", " US-Remote "]).fragments
    ]
    assert raws == ["New York, NY, United States", "Palo Alto, CA", "US-Remote"]


def test_one_place_split_into_several_items() -> None:
    """Caterpillar's Decatur, Mossville and Washington are in the one state that has all three."""
    row = ["Tucson, AZ", "Griffin, GA", "Decatur", "Mossville", "Mossville", "Washington", "Pontiac, IL"]
    row += ["Lafayette, IN", "Brooklyn Park, MN", "Clayton, NC", "Fort Worth", "Houston, TX"]
    found = places(*row)
    assert "decatur mossville washington-illinois-us pontiac-illinois-us" in found
    assert len(resolve(row).fragments) == 11
    assert places("Decatur") == places("Mossville") == places("Washington") == "?"


def test_a_city_and_its_state_in_two_items() -> None:
    row = [
        "Greenville",
        "South Carolina",
        "Schenectady",
        "New York",
        "Atlanta",
        "Georgia",
        "other GE Vernova locations",
    ]
    assert places(*row) == ("greenville-south-carolina-us south-carolina-us schenectady new-york atlanta georgia-us ?")


def test_the_neighbour_decides_between_namesakes() -> None:
    assert places("Bellevue; Boulder; Denver; Irvine; New York; Seattle").startswith("bellevue boulder")
    assert places("Bellevue") == "?"


@pytest.mark.parametrize(
    "raw",
    [
        "Pal Alto, CA",
        "San Fransisco, CA",
        "Kansas City, MI",
        "Indianapolis, ID",
        "Springfield, MI",
        "St. Louis, MI",
        "Malta, NY",
        "Hong Kong, STP",
        "New Jersey, NY",
        "3 Locations",
        "Multiple Locations",
        "Tryon Street, NC",
        "Woodward Avenue, MI",
        "Amphoe Si Maha Phot, Prachin Buri, TH",
        "Albany, NY, Sale Lake City, UT",
        "Springfield",
        "Cambridge",
        "Washington",
        "Washington, USA",
        "CHI, ATL, US-REM",
        "Flexible - Any SpaceX Site",
    ],
)
def test_wrong_or_unclear_stays_open_and_shown(raw: str) -> None:
    resolution = resolve([raw])
    assert [(f.raw, f.place, f.unresolved) for f in resolution.fragments] == [(raw, None, True)]


def test_a_country_or_a_state() -> None:
    """["CA", "US", "Remote"] may mean Canada."""
    assert places("CA", "US", "Remote") == "? united-states remote"
    assert places("CA") == "california-us"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("US, MO, St. Louis", "st-louis"),
        ("Beijing, CHN", "beijing"),
        ("United States - Kansas - Olathe", "olathe"),
        ("United States-Florida-Melbourne", "melbourne-florida-us"),
        ("USA VA Falls Church - 3150 Fairview Park Dr (VAS095)", "falls-church"),
        ("US-IA-CEDAR RAPIDS-137 ~ 855 35Th St NE ~ BLDG 137", "cedar-rapids"),
        ("665 Clyde Avenue, Mountain View,  CA, USA", "mountain-view"),
        ("Weave - Headquarters (Lehi, UT)", "lehi"),
        ("Mobile, AL - RSA Tower", "mobile"),
        ("US - Tampa, FL (Lithia area)", "tampa"),
        ("Allen Park, MI 48101", "allen-park"),
        ("Lake Success, Nassau, United States", "lake-success"),
        ("Lehi, Utah County, UT", "lehi"),
        ("Fairfax County, VA", "virginia-us"),
        ("Greater Boston Area", "boston"),
        ("Bay Area, CA", "san-francisco"),
        ("Silicon Valley", "san-jose"),
        ("D.C.", "washington"),
        ("\u200bSan\u00a0Jose,\u200b CA\ufeff", "san-jose"),
        ("Portland (ME)", "portland-maine-us"),
        ("Portland", "portland"),
        ("Toronto, ON, CA", "toronto"),
        ("Ontario, Canada", "ontario-ca"),
        ("Cambridge, UK", "cambridge"),
        ("Berlin, DE", "berlin"),
        ("Newark, DE", "newark-delaware-us"),
        ("München", "munich"),
        ("Bangalore, Karnataka, India", "bengaluru"),
        ("Visakhapatnam, Andhra Pradesh, India", "visakhapatnam"),
        ("Hong Kong, Hong Kong SAR, HKG", "hong-kong"),
        ("Deutschland", "germany"),
        ("austin, tx", "austin"),
    ],
)
def test_one_place_in_many_spellings(raw: str, expected: str) -> None:
    assert places(raw) == expected


def test_many_locations_on_one_job() -> None:
    row = json.loads((DATA / "many_locations.json").read_text("utf-8"))
    fragments = resolve(row["locations"]).fragments
    assert len(row["locations"]) == len(fragments) == 66
    assert {f.raw for f in fragments if f.unresolved} == {
        "Hill AFB, UT",
        "Tinker AFB, OK",
        "Smithfield, PA",
        "China Lake, CA",
        "Kennedy Space Center, FL",
        "Edwards AFB, CA",
        "Scott AFB, IL",
    }


@pytest.mark.parametrize("raw", ["x" * 5000, ", " * 3000, "(" * 2000, "New York, " * 400, "A B C D E F G " * 300])
def test_long_nonsense_is_answered(raw: str) -> None:
    assert all(fragment.place is None for fragment in resolve([raw]).fragments)
