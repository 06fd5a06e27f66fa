"""What the other places of a posting say about a name that several cities bear."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .gazetteer import Place, gazetteer
from .place_text import fold

_CLEARLY_LARGER = 2


@dataclass(frozen=True, slots=True)
class Fragment:
    """One place of a posting. `raw` is the text as written, `place` a slug."""

    raw: str
    place: str | None
    remote: bool = False

    @property
    def unresolved(self) -> bool:
        return self.place is None and not self.remote


def by_neighbours(fragments: list[Fragment]) -> list[Fragment]:
    """Only for names alone that stayed open; the first rule that fits decides."""
    names = gazetteer().cities
    out = [replace(f, place=None) if _california_or_canada(f, fragments) else f for f in fragments]
    open_names = {i: names[fold(f.raw)] for i, f in enumerate(fragments) if f.unresolved and fold(f.raw) in names}
    if not open_names:
        return out
    regions = {gazetteer().places[f.place].parent for f in fragments if f.place}
    shared = _only_shared_region(list(open_names.values()))
    for i, cities in open_names.items():
        after = fragments[i + 1].place if i + 1 < len(fragments) else None
        found = _in_region(cities, after) or _largest_nearby(cities, regions) or _in_region(cities, shared)
        if found:
            out[i] = replace(fragments[i], place=found.slug)
    return out


def _california_or_canada(fragment: Fragment, fragments: list[Fragment]) -> bool:
    """["CA", "US", "Remote"] may be two countries or one state."""
    return fragment.raw == "CA" and any(f.place == "united-states" for f in fragments)


def _in_region(cities: list[Place], region: str | None) -> Place | None:
    """["Greenville", "South Carolina"]: one place split over two items."""
    if not region or gazetteer().places[region].kind != "region":
        return None
    return max((city for city in cities if city.parent == region), key=lambda city: city.population, default=None)


def _largest_nearby(cities: list[Place], regions: set[str | None]) -> Place | None:
    """Bellevue beside Seattle: the largest of the name, in a region the posting has another city in."""
    first, *others = sorted(cities, key=lambda city: -city.population)
    clearly = all(first.population >= _CLEARLY_LARGER * city.population for city in others[:1])
    place = gazetteer().places.get(first.parent or "")
    return first if clearly and place and place.kind == "region" and first.parent in regions else None


def _only_shared_region(names: list[list[Place]]) -> str | None:
    """Decatur, Mossville, Washington: three names that exactly one state has all of."""
    if len(names) < 3:
        return None
    shared = set.intersection(*({city.parent for city in cities} for cities in names))
    return shared.pop() if len(shared) == 1 else None
