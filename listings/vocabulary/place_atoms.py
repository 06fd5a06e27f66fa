"""A location string cut into atoms: the smallest pieces that may name a place, each with all it may mean."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .gazetteer import Gazetteer, Place, gazetteer
from .place_text import SITE_WORD, fold, is_junk, shorter_forms, without_postcode

_SEPARATORS = re.compile(
    r"(?P<comma>,)|(?P<dash>\s+-+\s*|\s*-+\s+|\s*[–—~:·\x1f]+\s*)|(?P<open>[(\[])|(?P<close>[)\]])"
)
_PLAIN_WORDS = {"in", "or", "me", "hi", "ok", "us"}  # in small letters they are no codes

_STRAY = " \t\n.;,/|&-"


@dataclass(frozen=True, slots=True)
class Atom:
    """`start` and `end` lie in the cleaned text; `before` is what parted it from the atom before."""

    start: int
    end: int
    text: str
    before: str = "comma"  # comma | dash | space
    aside: bool = False  # inside brackets
    cities: tuple[Place, ...] = ()
    other_cities: tuple[Place, ...] = ()
    regions: tuple[Place, ...] = ()
    countries: tuple[Place, ...] = ()
    nickname: Place | None = None
    code: bool = False  # a region or country given by its letters

    @property
    def known(self) -> bool:
        return bool(self.cities or self.other_cities or self.regions or self.countries or self.nickname)

    @property
    def folded(self) -> str:
        return fold(self.text)

    @property
    def like_a_site(self) -> bool:
        """ "RSA Tower" may be left out beside a city; "NYC or US" never: a place would be lost."""
        if re.search(r"\b(?:or|and)\b|[&/]", self.text, re.IGNORECASE):
            return False
        return self.aside or self.before == "dash" or bool(SITE_WORD.search(self.text))


def atoms_of(text: str, start: int = 0, end: int | None = None) -> list[Atom]:
    """Atoms of text[start:end] in order; streets, counties, "Headquarters" and the like are left out."""
    end = len(text) if end is None else end
    found: list[Atom] = []
    before, aside, at = "comma", False, start
    for match in [*_SEPARATORS.finditer(text, start, end), None]:
        stop = match.start() if match else end
        piece = _trimmed(text, at, stop)
        if piece:
            found += _atoms_at(text, *piece, before, aside)
            before = "comma"
        if match:
            at = match.end()
            if match["open"]:
                aside, before = True, "dash"
            elif match["close"]:
                aside = False
            elif match["dash"]:
                before = "dash"
    return _dash_both_ways(found)


def _dash_both_ways(atoms: list[Atom]) -> list[Atom]:
    """In "Baton Rouge - LA" a dash parts the first atom too: what stands before it may be a site."""
    if len(atoms) > 1 and atoms[1].before == "dash" and not atoms[0].known:
        first = atoms[0]
        atoms[0] = Atom(first.start, first.end, first.text, "dash", first.aside)
    return atoms


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start] in _STRAY:
        start += 1
    while end > start and text[end - 1] in " \t\n;,/|&-":
        end -= 1
    return (start, end) if start < end else None


def _atoms_at(text: str, start: int, end: int, before: str, aside: bool) -> list[Atom]:
    piece = without_postcode(text[start:end]) or text[start:end]
    end = start + len(piece)
    atom = look_up(piece, start, end, before, aside)
    if atom.known:
        return [atom]
    if parts := _by_hyphen(text, start, end, before, aside):
        return parts
    if parts := _by_word(text, start, end, before, aside):
        return parts
    if is_junk(piece):
        return []
    for form in shorter_forms(piece):
        shorter = look_up(form, start, end, before, aside)
        if shorter.known:
            return [shorter]
        at = text.find(form, start, end)
        if at >= 0 and (parts := _by_word(text, at, at + len(form), before, aside)):
            return parts
    return [atom]


def _by_hyphen(text: str, start: int, end: int, before: str, aside: bool) -> list[Atom]:
    """ "US-IA-CEDAR RAPIDS-137": only where a country or region is among the parts, or all are places."""
    cuts = [m.start() for m in re.finditer(r"[-/]", text[start:end])]
    if not cuts:
        return []
    parts: list[Atom] = []
    at = start
    for cut in [*(start + c for c in cuts), end]:
        piece = _trimmed(text, at, cut)
        at = cut + 1
        if piece and not is_junk(text[slice(*piece)]):
            parts.append(look_up(text[slice(*piece)], *piece, before if not parts else "dash", aside))
    named = any(part.regions or part.countries for part in parts if part.known)
    return parts if (named and any(p.known for p in parts)) or all(p.known for p in parts) else []


def _by_word(text: str, start: int, end: int, before: str, aside: bool) -> list[Atom]:
    """ "Chicago IL USA", "USA VA Falls Church": regions and countries at either end, letters only in capitals."""
    words = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", text[start:end])]
    for count in range(min(4, len(words) - 1), 0, -1):
        tail = look_up(text[words[-count][0] : end], words[-count][0], end, "space", aside)
        if _names_region(tail, text):
            head = _known_only(text, start, words[-count - 1][1], before, aside)
            if head:
                return [*head, tail]
        head_end = words[count - 1][1]
        first = look_up(text[start:head_end], start, head_end, before, aside)
        if _names_region(first, text):
            rest = _known_only(text, words[count][0], end, "space", aside)
            if rest:
                return [first, *rest]
    return []


def _names_region(atom: Atom, text: str) -> bool:
    return bool(atom.regions or atom.countries) and (not atom.code or atom.text.strip(".,").isupper())


def _known_only(text: str, start: int, end: int, before: str, aside: bool) -> list[Atom]:
    piece = _trimmed(text, start, end)
    if not piece:
        return []
    atoms = _atoms_at(text, *piece, before, aside)
    return atoms if atoms and all(atom.known for atom in atoms) else []


def look_up(text: str, start: int, end: int, before: str, aside: bool) -> Atom:
    names, folded = gazetteer(), fold(text)
    letters = folded.upper()
    capitals = text.strip(" .").isupper()
    coded = len(letters) <= 3 and " " not in letters
    regions = [*names.regions.get(folded, ()), *(names.region_codes.get(letters, ()) if coded else ())]
    countries = [names.countries.get(folded)]
    if coded and (len(letters) == 2 or capitals):
        countries.append(names.country_codes.get(letters))
    nickname = names.nicknames.get(folded) or (names.capital_nicknames.get(folded) if capitals else None)
    cities, others = _cities(names, folded)
    if text in _PLAIN_WORDS:
        regions, countries = [], []
    return Atom(
        start, end, text, before, aside, cities, others, tuple(dict.fromkeys(regions)),
        tuple(c for c in dict.fromkeys(countries) if c), nickname,
        code=coded and folded not in names.regions and folded not in names.countries,
    )  # fmt: skip


_VARIANTS = ((" township", ""), (" twp", ""), (" city", ""), ("boro", "borough"), (" center", " centre"))


def _cities(names: Gazetteer, folded: str) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    found, others = names.cities.get(folded, []), names.other_cities.get(folded, [])
    if not found and not others:
        for ending, instead in _VARIANTS:
            if folded.endswith(ending):
                found = names.cities.get(folded.removesuffix(ending) + instead, [])
    return tuple(found), tuple(others)
