"""Location strings of a posting into places: `resolve`. Raw text is kept; what is not certain stays unresolved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .gazetteer import Place, all_names, all_places, gazetteer
from .place_atoms import Atom, atoms_of
from .place_parse import Run, chain, parse
from .place_text import HYBRID, NOTHING, ON_SITE, REMOTE, clean, fold

__all__ = ["Fragment", "Place", "Resolution", "all_names", "all_places", "fold", "resolve"]

_STRONG = re.compile(r"[;|\n•]")
_WEAK = re.compile(r"\s+(?:or|and|&|\+)\s+|\s*/\s*|(?<=[^\s,;:-])[ \t]{2,}|,\s*(?:or|and|&)\s+", re.IGNORECASE)
_FAR = "\x1f"


@dataclass(frozen=True, slots=True)
class Fragment:
    """One place of a posting. `raw` is the text as written, `place` a slug."""

    raw: str
    place: str | None
    remote: bool = False

    @property
    def unresolved(self) -> bool:
        return self.place is None and not self.remote


@dataclass(frozen=True, slots=True)
class Resolution:
    """`workplace` is only what the text states: remote, hybrid, on-site, else not-stated."""

    fragments: tuple[Fragment, ...]
    workplace: str
    remote_countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    fragments: list[Fragment]
    workplace: str | None


def resolve(raws: Sequence[str]) -> Resolution:
    reads = [_read(clean(raw)) for raw in raws if raw]
    fragments = _distinct([fragment for read in reads for fragment in read.fragments])
    fragments = _by_neighbours(fragments)
    stated = {read.workplace for read in reads if read.workplace}
    workplace = next((value for value in ("hybrid", "remote", "on-site") if value in stated), "not-stated")
    return Resolution(tuple(fragments), workplace, _remote_countries(fragments))


def _distinct(fragments: list[Fragment]) -> list[Fragment]:
    seen: dict[tuple[str, bool], Fragment] = {}
    for fragment in fragments:
        seen.setdefault((fragment.place or f"={fold(fragment.raw)}", fragment.remote), fragment)
    return list(seen.values())


def _remote_countries(fragments: list[Fragment]) -> tuple[str, ...]:
    """Countries named with "remote"; else, beside a bare "Remote", the countries that stand alone."""
    places = gazetteer().places
    far = [fragment for fragment in fragments if fragment.remote]
    named = [places[fragment.place] for fragment in far if fragment.place]
    if far and not named:
        named = [places[f.place] for f in fragments if f.place and places[f.place].kind == "country"]
    return tuple(dict.fromkeys(_country_of(place) for place in named))


def _country_of(place: Place) -> str:
    places = gazetteer().places
    while place.parent:
        place = places[place.parent]
    return place.slug


def _read(text: str) -> _Read:
    if fold(text) in NOTHING:
        return _Read([], None)
    pieces = _top_level(text)
    if len(pieces) == 1:
        return _piece(text)
    reads = [_piece(text[start:end].strip(" ,;|")) for start, end in pieces if fold(text[start:end]) not in NOTHING]
    fragments = [fragment for read in reads for fragment in read.fragments]
    workplaces = [read.workplace for read in reads if read.workplace]
    alone = [fragment for fragment in fragments if fragment.remote and not fragment.place]
    others = [fragment for fragment in fragments if fragment not in alone]
    if alone and others and all(_is_wide(fragment) for fragment in others):  # "USA | Remote" is one statement
        raw = text if len(others) == 1 else None
        fragments = [replace(fragment, remote=True, raw=raw or fragment.raw) for fragment in others]
    return _Read(fragments, workplaces[0] if workplaces else None)


def _is_wide(fragment: Fragment) -> bool:
    return bool(fragment.place) and gazetteer().places[fragment.place or ""].kind != "city"


def _top_level(text: str) -> list[tuple[int, int]]:
    """Pieces parted by ; | and line ends outside brackets."""
    cuts, depth = [-1], 0
    for at, letter in enumerate(text):
        depth += (letter in "([") - (letter in ")]" and depth > 0)
        if not depth and _STRONG.match(letter):
            cuts.append(at)
    return [(a + 1, b) for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True) if text[a + 1 : b].strip()]


def _piece(text: str) -> _Read:
    """One piece: first how one works, then where. Words of the first are blanked so that offsets hold."""
    hybrid, remote, on_site = HYBRID.search(text), REMOTE.search(text), ON_SITE.search(text)
    workplace = "hybrid" if hybrid else "remote" if remote else "on-site" if on_site else None
    left = text
    for pattern in (HYBRID, REMOTE, ON_SITE):
        left = pattern.sub(lambda match: _FAR * len(match[0]), left)
    far = bool(remote) and not hybrid
    if not re.sub(rf"[\W_{_FAR}]", "", left):
        return _Read([Fragment(text, None, far)] if far else [], workplace)
    runs = _places(left, as_region=far)
    if not runs:
        return _Read([Fragment(text, None, far)], workplace)
    if len(runs) == 1:
        return _Read([Fragment(text, runs[0].place.slug, far)], workplace)
    return _Read([Fragment(_slice(text, run), run.place.slug, far) for run in runs], workplace)


def _slice(text: str, run: Run) -> str:
    return text[run.start : run.end].strip(" ,;|/")


def _places(text: str, as_region: bool) -> list[Run] | None:
    spans = _spans(text)
    for parts in ([(0, len(text))], spans if len(spans) > 1 else []):
        runs = _all_parts(text, parts) if parts else None
        if runs:
            return [_wide(run) for run in runs] if as_region else runs
    return None


def _wide(run: Run) -> Run:
    """ "Remote - New York" means the state."""
    same = {"new-york": "new-york-state-us"}.get(run.place.slug)
    return replace(run, place=gazetteer().places[same]) if same and run.atoms == 1 else run


def _spans(text: str) -> list[tuple[int, int]]:
    text = text.replace("(", " ").replace(")", " ") if "|" in text else text
    spans, at = [], 0
    for match in [*re.finditer(rf"{_WEAK.pattern}|[;|]", text, re.IGNORECASE), None]:
        end = match.start() if match else len(text)
        if text[at:end].strip(" ,;|()" + _FAR):
            spans.append((at, end))
        at = match.end() if match else end
    return spans


def _all_parts(text: str, parts: list[tuple[int, int]]) -> list[Run] | None:
    """Every part must be read, or none is; "Austin/Round Rock, TX" lends its state to the part before."""
    read: list[Run] = []
    lent: list[Atom] = []
    for start, end in reversed(parts):
        atoms = atoms_of(text, start, end)
        if lent and len(atoms) == 1 and (place := chain([*atoms, *lent])):
            read.insert(0, Run(place, atoms[0].start, atoms[0].end, 1, 1.0))
            continue
        runs = _one_part(atoms)
        if not runs:
            return None
        lent = [atom for atom in atoms[1:] if atom.regions or atom.countries] if len(runs) == 1 else []
        read = [*runs, *read]
    return read


def _one_part(atoms: list[Atom]) -> list[Run] | None:
    runs = parse(atoms)
    if runs:
        return runs
    outside = [atom for atom in atoms if not atom.aside]
    if outside and len(outside) < len(atoms):
        if runs := parse(outside):
            return runs if len(runs) > 1 or runs[0].atoms > 1 or outside[0].known else None
        if all(not atom.known or atom.like_a_site for atom in outside):
            if runs := parse([atom for atom in atoms if atom.aside]):
                return runs
    without_sites = [atom for atom in atoms if atom.known or not atom.like_a_site]
    if len(without_sites) < len(atoms):
        runs = parse(without_sites)
        if runs and len(runs) == 1 and runs[0].atoms > 1:
            return runs
    return None


def _by_neighbours(fragments: list[Fragment]) -> list[Fragment]:
    """A place split over several items: ["Greenville", "South Carolina"], or three names that only one state has."""
    places, names = gazetteer().places, gazetteer().cities
    out = list(fragments)
    open_names = {i: fold(f.raw) for i, f in enumerate(fragments) if f.unresolved and fold(f.raw) in names}
    for i, name in list(open_names.items()):
        after = places.get(fragments[i + 1].place or "") if i + 1 < len(fragments) else None
        inside = [city for city in names[name] if after and after.kind == "region" and city.parent == after.slug]
        if inside:
            out[i] = replace(fragments[i], place=max(inside, key=lambda city: city.population).slug)
            del open_names[i]
    if len(open_names) >= 3:
        shared = set.intersection(*({city.parent for city in names[name]} for name in open_names.values()))
        region = shared.pop() if len(shared) == 1 else None
        if region and places[region].kind == "region":
            for i, name in open_names.items():
                inside = [city for city in names[name] if city.parent == region]
                out[i] = replace(out[i], place=max(inside, key=lambda city: city.population).slug)
    return out
