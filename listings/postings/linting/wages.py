"""Minimum wages by place and day. The table says where each figure was read and until when it is known to hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _

from listings.vocabulary.gazetteer import gazetteer

TABLE = Path(__file__).parent / "data" / "minimum_wages.tsv"


class Wage(NamedTuple):
    """Minor units an hour. `lesser` is what the law allows for some: 0 is no minimum, None that it is one for all."""

    place: str
    currency: str
    hourly: int
    lesser: int | None
    who: str
    since: date
    known_until: date
    source: str


@cache
def table() -> dict[str, list[Wage]]:
    """By place, the newest first."""
    found: dict[str, list[Wage]] = {}
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for place, currency, hourly, lesser, who, since, until, source in rows[1:]:
        least = _minor(lesser) if lesser else None
        wage = Wage(
            place, currency, _minor(hourly), least, who, date.fromisoformat(since), date.fromisoformat(until), source
        )
        found.setdefault(place, []).append(wage)
    return {place: sorted(wages, key=lambda wage: wage.since, reverse=True) for place, wages in found.items()}


def at(place: str, on: date) -> Wage | None:
    """The highest of the place and of those around it that is in force on the day; None where nothing is known."""
    found: list[Wage] = []
    known = gazetteer().places
    slug: str | None = place
    while slug and slug in known:
        found += [wage for wage in table().get(slug, ()) if wage.since <= on][:1]
        slug = known[slug].parent
    return max(found, key=lambda wage: wage.hourly, default=None)


def name(place: str) -> str:
    return gazetteer().places[place].name


def who(key: str) -> str:
    """For whom the law sets less, as a sentence."""
    return {
        "small-employer": _("Small employers may pay less."),
        "rural": _("In rural counties the rate is lower."),
        "course": _("Placements that a course of study requires may be exempt."),
        "uk": _("People under 21 and apprentices may be paid less; placements that a course requires are exempt."),
        "de": _("Internships that a course requires, and others of up to three months, are exempt."),
        "fr": _("A “stage” under an agreement with a school has a lower rate of its own."),
        "nl": _("People under 21 may be paid less; an internship for a school may be exempt."),
        "under-20": _("People under 20 may be paid less."),
    }[key]


def _minor(amount: str) -> int:
    return int(Decimal(amount) * 100)
