"""Places and skills of the committed files as rows, so that postings can point at them.

Compares first and writes only what differs. Names that left the files go; places and skills stay, for postings may
hold them.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db import connection, transaction
from psycopg2.extras import execute_values

from listings.vocabulary import gazetteer, taxonomy
from listings.vocabulary.words import key

_PLACES = """
SELECT place.slug, place.name, place.label, place.kind, parent.slug, place.country, place.lat, place.lon, place.tz,
    place.population
FROM listings_place place LEFT JOIN listings_place parent ON parent.id = place.parent_id
"""
_PUT_PLACES = """
INSERT INTO listings_place (slug, name, label, kind, parent_id, country, lat, lon, tz, population) VALUES %s
ON CONFLICT (slug) DO UPDATE SET name = excluded.name, label = excluded.label, kind = excluded.kind,
    parent_id = excluded.parent_id, country = excluded.country, lat = excluded.lat, lon = excluded.lon,
    tz = excluded.tz, population = excluded.population
"""
_PLACE_NAMES = "SELECT folded, slug FROM listings_placename name JOIN listings_place place ON place.id = name.place_id"
_PUT_PLACE_NAMES = "INSERT INTO listings_placename (folded, place_id) VALUES %s"
_DROP_PLACE_NAMES = """
DELETE FROM listings_placename name USING (VALUES %s) gone (folded, id)
WHERE name.folded = gone.folded AND name.place_id = gone.id
"""

_SKILLS = "SELECT slug, name, kind, db_model FROM listings_skill"
_PUT_SKILLS = """
INSERT INTO listings_skill (slug, name, kind, db_model) VALUES %s
ON CONFLICT (slug) DO UPDATE SET name = excluded.name, kind = excluded.kind, db_model = excluded.db_model
"""
_ALIASES = """
SELECT folded, slug, needs_evidence
FROM listings_skillalias alias JOIN listings_skill skill ON skill.id = alias.skill_id
"""
_MERGED = (
    "SELECT merge.slug, skill.slug FROM listings_skillmerge merge JOIN listings_skill skill ON skill.id = merge.into_id"
)
_PUT_ALIASES = "INSERT INTO listings_skillalias (folded, skill_id, needs_evidence) VALUES %s"
_DROP_ALIASES = "DELETE FROM listings_skillalias a USING (VALUES %s) gone (folded) WHERE a.folded = gone.folded"


class Loaded(NamedTuple):
    """Rows in the files, and rows written or taken away now."""

    rows: int
    names: int
    written: int


@transaction.atomic
def load_places() -> Loaded:
    """54,000 places and their names: some seconds the first time, a comparison afterwards."""
    wanted = {place.slug: _columns(place) for place in gazetteer.all_places()}
    known = {row[0]: row for row in _read(_PLACES)}
    changed = [row for slug, row in wanted.items() if known.get(slug) != row]
    for kind in ("country", "region", "city"):
        rows = [row for row in changed if row[3] == kind]
        ids = _ids("listings_place") if rows else {}
        _write(_PUT_PLACES, [(*row[:4], ids.get(row[4]), *row[5:]) for row in rows])
    names = set(gazetteer.all_names())
    old = set(_read(_PLACE_NAMES))
    ids = _ids("listings_place") if names != old else {}
    _write(_DROP_PLACE_NAMES, [(folded, ids[slug]) for folded, slug in sorted(old - names)])
    _write(_PUT_PLACE_NAMES, [(folded, ids[slug]) for folded, slug in sorted(names - old)])
    return Loaded(len(wanted), len(names), len(changed) + len(names ^ old))


def _columns(place: gazetteer.Place) -> tuple[Any, ...]:
    where = (place.parent, place.country, place.lat, place.lon, place.tz or "", place.population)
    return (place.slug, place.name, place.label, place.kind, *where)


@transaction.atomic
def load_skills() -> Loaded:
    """A skill that staff have merged into another stays gone, and its spellings are the other's."""
    merged = dict(_read(_MERGED))
    skills = [skill for skill in taxonomy.skills().values() if skill.slug not in merged]
    wanted = {skill.slug: (skill.slug, skill.name, skill.kind, skill.db_model) for skill in skills}
    known = {row[0]: row for row in _read(_SKILLS)}
    changed = [row for slug, row in wanted.items() if known.get(slug) != row]
    _write(_PUT_SKILLS, changed)
    aliases = {(folded, merged.get(slug, slug), needs) for folded, slug, needs in _aliases(taxonomy.skills().values())}
    old = set(_read(_ALIASES))
    ids = _ids("listings_skill") if aliases != old else {}
    _write(_DROP_ALIASES, [(folded,) for folded, _slug, _needs in sorted(old - aliases)])
    _write(_PUT_ALIASES, [(folded, ids[slug], needs) for folded, slug, needs in sorted(aliases - old)])
    return Loaded(len(wanted), len(aliases), len(changed) + len(aliases ^ old))


def _aliases(skills: Iterable[taxonomy.Skill]) -> Iterator[tuple[str, str, bool]]:
    """A spelling that names several skills ("dsa") stands here under the first of them only."""
    seen: set[str] = set()
    for skill in skills:
        for spelling in (skill.name, *skill.aliases):
            folded = " ".join(key(spelling))
            if folded and folded not in seen:
                seen.add(folded)
                yield folded, skill.slug, spelling in skill.needs_evidence


def _read(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def _ids(table: str) -> dict[str, int]:
    return dict(_read(f"SELECT slug, id FROM {table}"))  # noqa: S608 (one of two names of ours)


def _write(sql: str, rows: list[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        if rows:
            execute_values(cursor.cursor, sql, rows, page_size=2000)
