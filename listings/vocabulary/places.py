"""Location strings of a posting into places: `resolve`. Raw text is kept; what is not certain stays unresolved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .gazetteer import Place, all_names, all_places, gazetteer
from .place_atoms import Atom, atoms_of
from .place_neighbours import Fragment, by_neighbours
from .place_parse import Run, chain, parse
from .place_text import HYBRID, NOTHING, ON_SITE, REMOTE, clean, fold

__all__ = ["Fragment", "Place", "Resolution", "all_names", "all_places", "fold", "resolve"]

_STRONG = re.compile(r"[;|\n•]")
_WEAK = re.compile(r"\s+(?:or|and|&|\+)\s+|\s*/\s*|(?<=[^\s,;:-])[ \t]{2,}|,\s*(?:or|and|&)\s+|[;|]", re.IGNORECASE)
_LISTED = re.compile(r",\s*(?:or\s+)?|\s+or\s+(?!\()", re.IGNORECASE)
_REMOTE_FIRST = re.compile(r"^(?:remote\b|\S+-remote)", re.IGNORECASE)  # "Remote in USA", "US-Remote"
_FAR = "\x1f"


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
    fragments = by_neighbours(fragments)
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
    if far and (listed := _remote_in_list(text, left)):
        return _Read(listed, workplace)
    if not _has_words(left):
        return _Read([Fragment(text, None, far)] if far else [], workplace)
    runs = _places(left)
    if not runs or (far and _californian_or_canadian(left)):
        return _Read([Fragment(text, None, far)], workplace)
    if len(runs) == 1:
        return _Read([Fragment(text, _state_if_far(runs[0], left) if far else runs[0].place.slug, far)], workplace)
    return _Read([Fragment(_slice(text, run), run.place.slug, far) for run in runs], workplace)


def _has_words(left: str) -> bool:
    return bool(re.sub(rf"[\W_{_FAR}]", "", left))


def _californian_or_canadian(left: str) -> bool:
    return fold(left.replace(_FAR, " ")) == "ca"


def _state_if_far(run: Run, left: str) -> str:
    """ "Remote - New York" means the state."""
    alone = fold(left.replace(_FAR, " ")) == "new york"
    return "new-york-state-us" if alone else run.place.slug


def _remote_in_list(text: str, left: str) -> list[Fragment] | None:
    """ "SF, NYC, US-Remote": cities to work in, and remote besides. None where remote is said of the one place."""
    spans = _segments(text)
    far = [bool(REMOTE.search(text[start:end])) for start, end in spans]
    if not 0 < far.count(True) < len(spans) or _remote_in_brackets(text):
        return None
    fragments: list[Fragment] = []
    cities = 0
    owned = listed = True
    for start, end, is_far in _grouped(spans, far):
        raw = text[start:end].strip(" ,;|")
        runs = _places(left[:end], start) or []
        if is_far:
            if any(run.place.kind != "country" for run in runs):
                return None
            owned = owned and bool(runs)
            listed = listed and (start == spans[0][0] or bool(_REMOTE_FIRST.search(raw)))
            fragments += [Fragment(raw, run.place.slug, True) for run in runs] or [Fragment(raw, None, True)]
        else:
            cities += sum(run.place.kind == "city" for run in runs)
            fragments += [Fragment(_slice(text, run), run.place.slug) for run in runs] or [Fragment(raw, None)]
    return fragments if cities > 1 or (owned and listed) else None


def _remote_in_brackets(text: str) -> bool:
    return any(text[: match.start()].count("(") > text[: match.start()].count(")") for match in REMOTE.finditer(text))


def _segments(text: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for match in [*_LISTED.finditer(text), None]:
        end = match.start() if match else len(text)
        if text[at:end].strip():
            spans.append((at, end))
        at = match.end() if match else end
    return spans


def _grouped(spans: list[tuple[int, int]], far: list[bool]) -> list[tuple[int, int, bool]]:
    """Neighbouring segments without "remote" are read together: they may be one place."""
    groups: list[tuple[int, int, bool]] = []
    for (start, end), is_far in zip(spans, far, strict=True):
        if groups and not is_far and not groups[-1][2]:
            groups[-1] = (groups[-1][0], end, False)
        else:
            groups.append((start, end, is_far))
    return groups


def _slice(text: str, run: Run) -> str:
    return re.sub(r"^(?:and|or|&)\s+", "", text[run.start : run.end].strip(" ,;|/"), flags=re.IGNORECASE)


def _places(text: str, start: int = 0) -> list[Run] | None:
    """Of the text from `start` on; offsets count from its beginning."""
    spans = _spans(text, start)
    for parts in ([(start, len(text))], spans if len(spans) > 1 else []):
        runs = _all_parts(text, parts) if parts else None
        if runs:
            return runs
    return None


def _spans(text: str, start: int) -> list[tuple[int, int]]:
    spans, at = [], start
    for match in [*_WEAK.finditer(text, start), None]:
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
        nothing_known = all(not atom.known or atom.like_a_site for atom in outside)
        if nothing_known and (runs := parse([atom for atom in atoms if atom.aside])):
            return runs
    without_sites = [atom for atom in atoms if atom.known or not atom.like_a_site]
    if len(without_sites) < len(atoms):
        runs = parse(without_sites)
        if runs and len(runs) == 1 and runs[0].atoms > 1:
            return runs
    return None
