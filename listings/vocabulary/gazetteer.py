"""Places and their names, read once from the committed files.

Cities: GeoNames (https://www.geonames.org), CC BY 4.0; cut by `bench/cut_places.py`. Regions, countries and nicknames
are written by hand.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from .place_text import fold

DATA = Path(__file__).parent / "data"
_SHORT_COUNTRY = {"US": "USA", "GB": "UK"}


@dataclass(frozen=True, slots=True)
class Place:
    slug: str
    name: str
    kind: str  # city | region | country
    parent: str | None  # slug of the region or country around it
    country: str  # ISO 3166-1 alpha-2
    lat: float | None
    lon: float | None
    tz: str | None  # None where there are several
    population: int  # of regions and countries: of the cities listed
    label: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """`codes` and capitalised nicknames hold names that count only when written in capitals."""

    places: dict[str, Place] = field(default_factory=dict)
    cities: dict[str, list[Place]] = field(default_factory=dict)
    other_cities: dict[str, list[Place]] = field(default_factory=dict)
    regions: dict[str, list[Place]] = field(default_factory=dict)
    region_codes: dict[str, list[Place]] = field(default_factory=dict)
    countries: dict[str, Place] = field(default_factory=dict)
    country_codes: dict[str, Place] = field(default_factory=dict)
    nicknames: dict[str, Place] = field(default_factory=dict)
    capital_nicknames: dict[str, Place] = field(default_factory=dict)
    preferred: dict[str, Place] = field(default_factory=dict)


def rows(name: str) -> Iterator[list[str]]:
    data = (DATA / name).read_bytes()
    text = (gzip.decompress(data) if name.endswith(".gz") else data).decode()
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            yield line.split("\t")


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    found = Gazetteer()
    country_of = _read_countries(found)
    region_of = _read_regions(found, country_of)
    for name in ("places_extra.tsv", "places_cities.tsv.gz"):
        _read_cities(found, name, country_of, region_of)
    _read_nicknames(found)
    _sum_up(found)
    return found


def _read_countries(found: Gazetteer) -> dict[str, str]:
    slugs: dict[str, str] = {}
    for slug, alpha2, alpha3, name, others in rows("places_countries.tsv"):
        place = Place(slug, name, "country", None, alpha2, None, None, None, 0, name)
        found.places[slug] = place
        slugs[alpha2] = slug
        found.country_codes[alpha2] = found.country_codes[alpha3] = place
        for other in (name, *filter(None, others.split("|"))):
            found.countries[fold(other)] = place
    found.country_codes["UK"] = found.places["united-kingdom"]
    return slugs


def _read_regions(found: Gazetteer, country_of: dict[str, str]) -> dict[tuple[str, str], tuple[str, str]]:
    region_of: dict[tuple[str, str], tuple[str, str]] = {}
    for slug, code, _, country, name, others in rows("places_regions.tsv"):
        short = _SHORT_COUNTRY.get(country) or found.places[country_of[country]].name
        place = Place(slug, name, "region", country_of[country], country, None, None, None, 0, f"{name}, {short}")
        found.places[slug] = place
        region_of[country, code] = (slug, "UK" if country == "GB" else code)
        if country != "GB":
            found.region_codes.setdefault(code, []).append(place)
        for other in (name, *filter(None, others.split("|"))):
            found.regions.setdefault(fold(other), []).append(place)
    return region_of


def _read_cities(
    found: Gazetteer, file: str, country_of: dict[str, str], region_of: dict[tuple[str, str], tuple[str, str]]
) -> None:
    places, cities, other_cities = found.places, found.cities, found.other_cities
    for slug, name, admin1, country, lat, lon, population, tz, others in rows(file):
        if slug in places:  # a city-state: its coordinates belong to the country
            places[slug] = replace(places[slug], lat=float(lat), lon=float(lon), population=int(population), tz=tz)
            continue
        region = region_of.get((country, admin1))
        if region:
            parent, after = region
        else:
            parent = country_of[country]
            after = _SHORT_COUNTRY.get(country) or places[parent].name
        label = f"{name}, {after}"
        place = Place(slug, name, "city", parent, country, float(lat), float(lon), tz, int(population), label)
        places[slug] = place
        cities.setdefault(fold(name), []).append(place)
        for other in others.split("|") if others else ():
            other_cities.setdefault(other, []).append(place)


def _read_nicknames(found: Gazetteer) -> None:
    for name, slug, use in rows("places_nicknames.tsv"):
        place = found.places[slug]
        if use == "alone":
            found.preferred[fold(name)] = place
        elif name.isupper() and len(name) < 5:
            found.capital_nicknames[fold(name)] = place
        else:
            found.nicknames[fold(name)] = place


def _sum_up(found: Gazetteer) -> None:
    """Population and, where there is only one, time zone of regions and countries."""
    people: dict[str, int] = {}
    zones: dict[str, set[str]] = {}
    for place in found.places.values():
        above = place.parent if place.kind == "city" else None
        while above:
            people[above] = people.get(above, 0) + place.population
            zones.setdefault(above, set()).add(place.tz or "")
            above = found.places[above].parent
    for slug, population in people.items():
        place = found.places[slug]
        if place.lat is None:
            zone = next(iter(zones[slug])) if len(zones[slug]) == 1 else None
            found.places[slug] = replace(place, population=population, tz=zone)
    # the name tables hold the countries and regions as they were before
    for table in (found.countries, found.country_codes, found.nicknames, found.capital_nicknames, found.preferred):
        for key, old in table.items():
            table[key] = found.places[old.slug]
    for lists in (found.regions, found.region_codes):
        for key, olds in lists.items():
            lists[key] = [found.places[old.slug] for old in olds]


def all_places() -> list[Place]:
    """Countries, then regions, then cities: parents before children."""
    order = {"country": 0, "region": 1, "city": 2}
    return sorted(gazetteer().places.values(), key=lambda place: order[place.kind])


def all_names() -> Iterator[tuple[str, str]]:
    """Every (folded name, slug), each once."""
    found = gazetteer()
    seen: set[tuple[str, str]] = set()
    many = (found.cities, found.other_cities, found.regions, found.region_codes)
    one = (found.countries, found.country_codes, found.nicknames, found.capital_nicknames)
    for lists in many:
        for name, places in lists.items():
            seen.update((fold(name), place.slug) for place in places)
    for table in one:
        seen.update((fold(name), place.slug) for name, place in table.items())
    seen.update((fold(place.name), place.slug) for place in found.places.values())
    yield from sorted(pair for pair in seen if pair[0])
