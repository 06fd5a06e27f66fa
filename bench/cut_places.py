"""Make the committed list of cities from a GeoNames file.

    python bench/cut_places.py cities.tsv.gz

The file is tab-separated with a header: geonameid, name, admin1, country, lat, lon, population, timezone,
alternatenames (|). GeoNames data: https://www.geonames.org, CC BY 4.0.
"""

from __future__ import annotations

import csv
import gzip
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from listings.vocabulary.gazetteer import DATA, rows
from listings.vocabulary.place_text import fold, slug_of

HEADER = "# GeoNames, https://www.geonames.org, CC BY 4.0. Cut, rounded, given slugs: bench/cut_places.py.\n"
US_TERRITORIES = {"PR", "GU", "VI", "AS", "MP"}
# The English name, where GeoNames has the official one.
NAMES = {"5128581": "New York", "2886242": "Cologne"}
CITY_STATES = {"SG", "HK", "MO", "MC", "GI", "VA"}
OTHER_NAMES_FROM = 150_000  # inhabitants; below, other names are mostly noise
_NOT_A_NAME = re.compile(
    r"'|\b(Lungsod|Kota|Bandar|Thanh|Thành|City of|Cathair|Gorad|Kommune)\b|[- ](shi|si|Shi|City)$"
)


def main(path: str) -> None:
    region_name, code_of = {}, {}
    for _, code, admin1, country, name, _ in rows("places_regions.tsv"):
        region_name[country, code] = name
        code_of[country, admin1 or code] = code
    by_hand = ("places_countries.tsv", "places_regions.tsv", "places_extra.tsv")
    taken = {row[0] for file in by_hand for row in rows(file)}
    country_slug = {row[1]: row[0] for row in rows("places_countries.tsv")}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        cities = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    out, used = [], set(taken)
    cities.sort(key=lambda row: (-int(row["population"] or 0), int(row["geonameid"])))
    for row in cities:
        country, admin1 = row["country"], row["admin1"]
        if country in US_TERRITORIES:
            country, admin1 = "US", country
        admin1 = code_of.get((country, admin1), "")
        name = NAMES.get(row["geonameid"], row["name"])
        bare = slug_of(name)
        if country in CITY_STATES and bare == country_slug[country]:
            slug = bare
        else:
            slug = bare if bare not in used else _qualified(bare, region_name.get((country, admin1)), country, used)
        used.add(slug)
        others = _other_names(row, name) if country not in {"US", "CA", "GB"} else []
        point = [f"{float(row[axis]):.2f}" for axis in ("lat", "lon")]
        out.append([slug, name, admin1, country, *point, row["population"] or "0", row["timezone"], "|".join(others)])
    out.sort(key=lambda row: (row[3], row[2], row[0]))
    _write("".join("\t".join(row) + "\n" for row in out))


def _qualified(bare: str, region: str | None, country: str, used: set[str]) -> str:
    slug = "-".join(filter(None, (bare, slug_of(region) if region else "", country.lower())))
    numbered, number = slug, 1
    while numbered in used:
        number += 1
        numbered = f"{slug}-{number}"
    return numbered


def _other_names(row: dict[str, str], name: str) -> list[str]:
    """Western European spellings of large cities; transliterations and airport codes are left out."""
    if int(row["population"] or 0) < OTHER_NAMES_FROM:
        return []
    found = {fold(name): False}
    for other in row["alternatenames"].split("|"):
        folded = fold(other)
        if len(folded) < 4 or not other[0].isupper() or len(other.split()) > 3 or _NOT_A_NAME.search(other):
            continue
        if all(ord(c) < 256 for c in other):
            found.setdefault(folded, True)
    return [folded for folded, is_other in found.items() if is_other]


def _write(text: str) -> None:
    target = DATA / "places_cities.tsv.gz"
    # No file name and no time inside: the same input makes the same bytes.
    with target.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write((HEADER + text).encode())
    print(f"{text.count(chr(10))} cities, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
