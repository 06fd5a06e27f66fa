"""From atoms to places: what stands side by side must agree, or nothing is resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .gazetteer import Place, gazetteer
from .place_atoms import Atom
from .place_text import WORDS

CLEAR_ALONE = 5  # a name that stands alone means its largest place only when that is so many times the next
CLEAR_IN_COUNTRY = 3
HOME_WEIGHT = 4  # the lists are American: a US city counts as so many times larger when names are compared
SMALLEST_ALONE = 40_000  # inhabitants
_BIG = 100_000
_OTHER_NAME = 0.1  # how much a city counts under another name than its own
_LONGEST = 5
_MISTAKEN = {"michigan-us": ("missouri-us", "minnesota-us", "mississippi-us")}
_FAR_LARGER = 20


@dataclass(frozen=True, slots=True)
class Run:
    place: Place
    start: int
    end: int
    atoms: int
    cost: float
    code: bool = False  # one atom, given by letters ("NY")


def parse(atoms: Sequence[Atom]) -> list[Run] | None:
    """The reading with the fewest places that uses every atom; None when there is no sound one."""
    if not atoms or len(atoms) > 80:
        return None
    best: list[tuple[float, list[Run]] | None] = [None] * len(atoms) + [(0.0, [])]
    for i in range(len(atoms) - 1, -1, -1):
        for j in range(i + 1, min(i + _LONGEST, len(atoms)) + 1):
            rest = best[j]
            run = _run(atoms[i:j]) if rest else None
            if rest and run:
                cost = rest[0] + run.cost
                held = best[i]
                if held is None or cost < held[0]:
                    best[i] = (cost, [run, *rest[1]])
    found = _new_york_in_list(best[0][1]) if best[0] else None
    return found if found and _sound(found) else None


def _is_city(place: Place) -> bool:
    """Cities and the city-states, the only countries with a point of their own."""
    return place.kind == "city" or place.lat is not None


def _new_york_in_list(runs: list[Run]) -> list[Run]:
    """ "SF, NY, Chicago": among cities that stand alone NY is one too."""
    others = [run for run in runs if run.place.slug != "new-york-state-us"]
    if len(others) < 2 or len(others) == len(runs) or not all(r.atoms == 1 and _is_city(r.place) for r in others):
        return runs
    return [run if run in others else replace(run, place=gazetteer().places["new-york"]) for run in runs]


def _sound(runs: list[Run]) -> bool:
    """ "Kansas City, MI", "Malta, NY" are no lists: regions and countries alone only among others written alike."""
    wide = {(run.place.kind, run.code) for run in runs if run.atoms == 1 and not _is_city(run.place)}
    others = any(run.atoms > 1 or _is_city(run.place) for run in runs)
    return not wide or len(runs) == 1 or (len(wide) == 1 and not others)


def _run(atoms: Sequence[Atom]) -> Run | None:
    start, end = atoms[0].start, atoms[-1].end
    if len(atoms) == 1:
        alone = alone_place(atoms[0])
        if not alone:
            return None
        return Run(alone, start, end, 1, 1.05 if _is_city(alone) else 3.0, atoms[0].code)
    place = chain(atoms)
    if place:
        repeats = len(atoms) - 1 - len(_without_repeats(atoms[1:]))
        return Run(place, start, end, len(atoms), 1.0 + 0.2 * repeats)
    place = chain(atoms[::-1])
    if place and not _two_readings(atoms[::-1]):
        return Run(place, start, end, len(atoms), 1.1)
    place = _after_country(atoms) or chain(atoms, loose=True)
    return Run(place, start, end, len(atoms), 1.3) if place else None


def _after_country(atoms: Sequence[Atom]) -> Place | None:
    """ "US - Huntsville, AL"."""
    if len(atoms) < 3 or set(atoms[0].countries) & set(atoms[-1].countries):
        return None
    place = chain(atoms[1:])
    return place if place and any(_within(place, scope) for scope in atoms[0].countries) else None


def _two_readings(atoms: Sequence[Atom]) -> bool:
    """ "CA-Ontario" may lie in California or in Canada, and a code in front does not say."""
    if len(atoms) > 2 or not atoms[1].code:
        return False
    return len({found.slug for scope in scopes(atoms[1:]) if (found := inside(atoms[0], scope))}) > 1


def chain(atoms: Sequence[Atom], loose: bool = False) -> Place | None:
    """Atoms from narrow to wide. Loose: one in the middle may be unknown ("Lausanne, Vaud, Switzerland")."""
    head, tail = atoms[0], _without_repeats(atoms[1:])
    if loose:
        if len(tail) < 2 or not _may_be_district(head, tail[0], scopes(tail[1:])):
            return None
        tail = tail[1:]
    for scope in scopes(tail):
        found = inside(head, scope)
        if found:
            return found
    return None


def _without_repeats(tail: Sequence[Atom]) -> list[Atom]:
    """ "San Francisco, CA, CA", "Hong Kong SAR, HKG"."""
    kept: list[Atom] = []
    for atom in tail:
        last = kept[-1] if kept else None
        same = last and (set(last.regions) & set(atom.regions) or set(last.countries) & set(atom.countries))
        if not same:
            kept.append(atom)
    return kept


def scopes(tail: Sequence[Atom]) -> list[Place]:
    """What the atoms after a city may narrow it to, American readings first."""
    if len(tail) == 1:
        return [*tail[0].regions, *tail[0].countries]
    if len(tail) == 2:
        wider = {country.slug for country in tail[1].countries}
        return [region for region in tail[0].regions if region.parent in wider]
    return []


def _may_be_district(head: Atom, middle: Atom, around: list[Place]) -> bool:
    if not around or middle.regions or middle.countries or not (head.cities or head.nickname):
        return False
    if middle.folded == head.folded or not middle.known:
        return True
    scope = around[0]
    smallest = 0 if scope.kind == "region" else _BIG
    rivals = (*middle.cities, *middle.other_cities, *((middle.nickname,) if middle.nickname else ()))
    return not any(_within(city, scope) and city.population >= smallest for city in rivals)


def _within(place: Place, scope: Place) -> bool:
    above: str | None = place.slug
    while above:
        if above == scope.slug:
            return True
        above = gazetteer().places[above].parent
    return False


def inside(head: Atom, scope: Place) -> Place | None:
    """The place of that name inside the region or country, if it is clear which."""
    itself = scope in head.countries or (scope in head.regions and not head.code)
    if itself and not any(_within(city, scope) and city.population >= _BIG for city in head.cities):
        return scope if scope.kind == "region" or len(head.countries) == 1 else None
    if scope.kind == "country":
        for region in head.regions:
            if region.parent == scope.slug:
                return _region_or_city(head, region)
    if head.nickname and _within(head.nickname, scope):
        return head.nickname
    cities = [city for city in head.cities if _within(city, scope)]
    others = [city for city in head.other_cities if _within(city, scope)]
    if scope.kind == "region":
        largest = max(cities + others, key=lambda city: city.population, default=None)
        return None if largest and _mistaken(head, largest) else largest
    return clear(cities, others, CLEAR_ALONE if scope.country == "US" else CLEAR_IN_COUNTRY)


def _mistaken(head: Atom, city: Place) -> bool:
    """ "St. Louis, MI": a state so often mistaken that a far larger namesake in the other states casts doubt."""
    doubtful = _MISTAKEN.get(city.parent or "", ())
    return any(c.parent in doubtful and c.population > _FAR_LARGER * city.population for c in head.cities)


def _region_or_city(head: Atom, region: Place) -> Place | None:
    """New York in the US means the city, Washington may be either and stays open."""
    preferred = gazetteer().preferred.get(head.folded)
    if preferred and not head.code:
        return preferred
    return None if region.slug == "washington-state-us" and head.folded == "washington" else region


def clear(cities: Sequence[Place], others: Sequence[Place], ratio: float) -> Place | None:
    def weight(city: Place, named: float) -> float:
        return (city.population or 1) * named * (HOME_WEIGHT if city.country == "US" else 1)

    weighed = sorted(
        [(weight(c, 1.0), c.slug) for c in cities] + [(weight(c, _OTHER_NAME), c.slug) for c in others], reverse=True
    )
    if not weighed or (len(weighed) > 1 and weighed[0][0] < ratio * weighed[1][0]):
        return None
    return gazetteer().places[weighed[0][1]]


def alone_place(atom: Atom) -> Place | None:
    """What a name means with nothing beside it: "NYC", "California", "Germany", "Paris"; not "Springfield"."""
    folded = atom.folded
    preferred = gazetteer().preferred.get(folded)
    if atom.nickname or preferred:
        return atom.nickname or preferred
    capitals = atom.text.strip(" .").isupper()
    if atom.regions and (capitals or not atom.code):
        return _region_or_city(atom, atom.regions[0])
    if atom.countries and (capitals or not atom.code):
        return atom.countries[0]
    if folded in WORDS or atom.code:
        return None
    found = clear(atom.cities, atom.other_cities, CLEAR_ALONE)
    return found if found and found.population >= SMALLEST_ALONE else None
