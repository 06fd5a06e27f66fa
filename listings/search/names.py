"""Names of places and employers by their slugs, both in one statement."""

from collections.abc import Iterable, Mapping

from django.db import connection

SQL = """SELECT 'place', slug, label FROM listings_place WHERE slug = ANY(%(place)s)
    UNION ALL SELECT 'employer', slug, name FROM listings_employer
        WHERE slug = ANY(%(employer)s) AND suspended_at IS NULL"""
LOOKED_UP = ("place", "employer")
Names = Mapping[str, Mapping[str, str]]


def look_up(slugs: Mapping[str, Iterable[str]]) -> Names:
    """For `place` and `employer`: slug → name, of those that exist."""
    wanted = {kind: list(slugs.get(kind, ())) for kind in LOOKED_UP}
    names: dict[str, dict[str, str]] = {kind: {} for kind in LOOKED_UP}
    if any(wanted.values()):
        with connection.cursor() as cursor:
            cursor.execute(SQL, wanted)
            for kind, slug, name in cursor.fetchall():
                names[kind][slug] = name
    return names
