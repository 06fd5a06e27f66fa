"""Terms: a season and, where somebody stated it, its year."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SEASONS = ("winter", "spring", "summer", "fall")
NAMES = {
    "winter": gettext_lazy("Winter"),
    "spring": gettext_lazy("Spring"),
    "summer": gettext_lazy("Summer"),
    "fall": gettext_lazy("Fall"),
}

_LONGEST = 500
_SPOKEN = {"autumn": "fall"}
_TOKEN = re.compile(
    r"(?<![a-z])(?P<season>winter|spring|summer|fall|autumn)(?![a-z])"
    r"|(?<![0-9])(?P<year>20[0-9]{2})(?:[/–-](?P<next>[0-9]{2}))?(?![0-9])"
    r"|(?<![0-9a-z])['’](?P<short>[0-9]{2})(?![0-9])"
)
_SLUG = re.compile(r"(winter|spring|summer|fall)(?:-(20[0-9]{2}))?")


@dataclass(frozen=True)
class TermFact:
    season: str
    year: int | None = None

    @property
    def slug(self) -> str:
        return self.season if self.year is None else f"{self.season}-{self.year}"


def parse(raw: str) -> list[TermFact]:
    """The terms named in the words of a source, in their order; none where no season stands.

    A year counts for the seasons written with it ("Winter/Spring 2027", "2027 Summer"), never for one after it
    ("Fall 2026, Spring"), nor when several seasons share several years: what is not clear stays unstated.
    """
    facts: list[TermFact] = []
    for part in re.split(r"[;|\n]", raw[:_LONGEST].casefold()):
        facts += _part(_tokens(part))
    return list(dict.fromkeys(facts))


def _tokens(part: str) -> list[str | int]:
    tokens: list[str | int] = []
    for match in _TOKEN.finditer(part):
        if match["season"]:
            tokens.append(_SPOKEN.get(match["season"], match["season"]))
        elif match["short"]:
            tokens.append(2000 + int(match["short"]))
        else:
            tokens.append(int(match["year"]))
            if match["next"] and int(match["next"]) == int(match["year"]) % 100 + 1:
                tokens.append(int(match["year"]) + 1)
    return tokens


def _part(tokens: list[str | int]) -> list[TermFact]:
    runs = _runs(tokens)
    if not runs:
        return []
    years_first, years_last = isinstance(runs[0][0], int), isinstance(runs[-1][0], int)
    facts: list[TermFact] = []
    for at in range(int(years_first), len(runs), 2):
        around: list[str | int] = []
        if years_first != years_last:
            around = runs[at - 1] if years_first else runs[at + 1]
        elif not years_first and at + 1 < len(runs):
            around = runs[at + 1]
        facts += _joined(runs[at], around)
    return facts


def _runs(tokens: list[str | int]) -> list[list[str | int]]:
    """Neighbouring seasons, and neighbouring years, taken together."""
    runs: list[list[str | int]] = []
    for token in tokens:
        if runs and type(runs[-1][0]) is type(token):
            runs[-1].append(token)
        else:
            runs.append([token])
    return runs


def _joined(seasons: list[str | int], years: list[str | int]) -> list[TermFact]:
    """What years standing on both sides, or several of both, mean nobody can tell: the year stays unstated."""
    if not years or (len(seasons) > 1 and len(years) > 1):
        return [TermFact(str(season)) for season in seasons]
    return [TermFact(str(season), int(year)) for season in seasons for year in years]


def from_slug(slug: str) -> TermFact | None:
    """The term of a search parameter; None for anything that is not exactly one."""
    match = _SLUG.fullmatch(slug)
    return TermFact(match[1], int(match[2]) if match[2] else None) if match else None


def with_years(facts: Iterable[TermFact], years: Mapping[str, int]) -> list[TermFact]:
    """Fills in the year a source's settings give for a season, where the source stated none."""
    filled = [replace(fact, year=years.get(fact.season)) if fact.year is None else fact for fact in facts]
    return list(dict.fromkeys(filled))


# The month in which each season's internships end.
LAST_MONTH = {"winter": 3, "spring": 5, "summer": 8, "fall": 12}


def calendar(slug: str) -> tuple[int, int]:
    """Orders slugs by time: without a year after all that have one, what is no term last."""
    fact = from_slug(slug)
    return (fact.year or 9998, SEASONS.index(fact.season)) if fact else (9999, 0)


def is_over(fact: TermFact, on: date) -> bool:
    """A term without a stated year never is."""
    return fact.year is not None and (fact.year, LAST_MONTH[fact.season]) < (on.year, on.month)


def label(fact: TermFact) -> str:
    """ "Summer 2027"."""
    said = {"season": NAMES[fact.season], "year": fact.year}
    return (_("%(season)s, no year stated") if fact.year is None else _("%(season)s %(year)s")) % said
