"""Raw words into skills, and skills found in a running text. Pure: the vocabulary is the file `data/skills.tsv`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from listings.vocabulary import asides, evidence
from listings.vocabulary.words import Phrases, Word, key, words

FILE = Path(__file__).parent / "data" / "skills.tsv"
KINDS = ("language", "framework", "database", "infrastructure", "tool", "practice", "topic", "communication")
MARKS = "=?~!"
NO_SKILL = "-"
ANY_CASE = ("practice", "topic", "communication")  # common nouns: their case says nothing


@dataclass(frozen=True, slots=True)
class Skill:
    """`needs_evidence` and `as_words` are aliases: counted only with evidence; also an ordinary word when asked for."""

    slug: str
    name: str
    kind: str
    db_model: str
    aliases: tuple[str, ...]
    needs_evidence: frozenset[str]
    as_words: frozenset[str]
    near: frozenset[str]


@dataclass(frozen=True, slots=True)
class Spelling:
    slug: str
    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Mention:
    slug: str
    start: int
    end: int
    text: str
    source: str = field(repr=False, compare=False)

    @property
    def sentence(self) -> str:
        start, end = evidence.sentence_bounds(self.source, self.start, self.end)
        return self.source[start:end].strip()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    skills: dict[str, Skill]
    spellings: Phrases[Spelling]  # what is looked for in a text, and phrases that name no skill (slug "-")
    asked: Phrases[Spelling]  # every spelling, as a source or a searcher gives it
    squashed: dict[str, str]  # the spelling without its gaps → slug


@cache
def vocabulary() -> Vocabulary:
    loaded = Vocabulary({}, Phrases(), Phrases(), {})
    for number, line in enumerate(FILE.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        columns = [*line.split("\t"), "", "", ""][:5]
        try:
            _add(loaded, *columns)
        except ValueError as error:
            raise ValueError(f"{FILE.name}, line {number}: {error}") from error
    return loaded


def _add(loaded: Vocabulary, slug: str, name: str, kind: str, aliases: str, near: str) -> None:
    spellings = [_spelling(slug, raw) for raw in [name, *aliases.split(", ")] if raw.strip()]
    if slug == NO_SKILL:
        for spelling in spellings[1:]:
            if any(known.slug != NO_SKILL for known in loaded.spellings.exactly(key(spelling.text))):
                raise ValueError(f"{spelling.text!r} is both a skill and no skill")
            loaded.spellings.add(key(spelling.text), spelling)
        return
    kind, _, db_model = kind.partition("/")
    if kind not in KINDS or slug in loaded.skills:
        raise ValueError(f"unknown kind {kind!r} or {slug!r} twice")
    loaded.skills[slug] = Skill(
        slug=slug,
        name=spellings[0].text,
        kind=kind,
        db_model=db_model,
        aliases=tuple(dict.fromkeys(spelling.text for spelling in spellings[1:])),
        needs_evidence=frozenset(spelling.text for spelling in spellings if spelling.mark in ("?", "~")),
        as_words=frozenset(spelling.text for spelling in spellings if spelling.mark in ("~", "!")),
        near=frozenset(near.split(", ") if near else ()),
    )
    for spelling in spellings:
        phrase = key(spelling.text)
        loaded.asked.add(phrase, spelling)
        loaded.squashed.setdefault("".join(phrase), slug)
        if spelling.mark != "!":
            loaded.spellings.add(phrase, spelling)


def _spelling(slug: str, raw: str) -> Spelling:
    raw = raw.strip()
    return Spelling(slug, raw[:-1], raw[-1]) if raw[-1] in MARKS else Spelling(slug, raw, "")


def skills() -> dict[str, Skill]:
    return vocabulary().skills


# --- words that were given as skills -------------------------------------------------------------------------

_BRACKETS = re.compile(r"^(.*?)\s*\(([^()]*)\)\s*(.*)$", re.DOTALL)
_VERSION = re.compile(r"\s+v?\d+(?:\.\w+)*\+?$", re.IGNORECASE)
_FILLER = re.compile(
    r"^(?:basic|advanced|strong|some|knowledge of|experience (?:with|in)|proficien\w+ (?:with|in))\s+"
    r"|\s+(?:programming|language|development|skills?|framework|database|basics|fundamentals|experience)$",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[,;/|&]\s*|\s+(?:and|or|\+)\s+", re.IGNORECASE)


def from_word(raw: str) -> str | None:
    """The skill meant by a word that stands where skills stand; such a word needs no evidence."""
    seen: set[str] = set()
    waiting = [raw]
    while waiting:
        candidate = waiting.pop(0).strip()
        if not candidate or candidate in seen or len(seen) > 12:
            continue
        seen.add(candidate)
        if slug := _known(candidate):
            return slug
        if bracketed := _BRACKETS.match(candidate):
            before, inside, after = bracketed.groups()
            waiting += [f"{before} {after}", inside]
        waiting += [_VERSION.sub("", candidate), _FILLER.sub("", candidate)]
    return None


def _known(word: str) -> str | None:
    phrase = key(word)
    spelled = vocabulary().asked.exactly(phrase)
    return spelled[0].slug if spelled else vocabulary().squashed.get("".join(phrase))


def from_words(raws: Iterable[str]) -> tuple[list[str], list[str]]:
    """(slugs in order, each once; words that name no known skill)."""
    found: dict[str, None] = {}
    unknown: dict[str, None] = {}
    for raw in raws:
        parts = [raw] if from_word(raw) else [part for part in _PARTS.split(raw) if part.strip()]
        for part in parts:
            meant = [spelling.slug for spelling in vocabulary().asked.exactly(key(part))]
            if not meant and (slug := from_word(part)):
                meant = [slug]
            for slug in meant:
                found[slug] = None
            if not meant:
                unknown[part.strip()] = None
    return list(found), list(unknown)


# --- skills in a running text --------------------------------------------------------------------------------


MOST = 60  # mentions of one skill that are judged: more say nothing new, and a text of one word stays cheap


def find(text: str) -> list[Mention]:
    """Skills the text names as skills: ambiguous spellings only with evidence, asides left out."""
    reader = asides.Reader(text)
    times: Counter[str] = Counter()
    kept = []
    for mention in spelled(text, words(text)):
        times[mention.slug] += 1
        if times[mention.slug] <= MOST and not reader.is_aside(mention.start, mention.end, skills()[mention.slug]):
            kept.append(mention)
    return kept


def spelled(text: str, found: Sequence[Word]) -> list[Mention]:
    """Every skill whose spelling stands in the text and is meant, asides too."""
    hits = evidence.weigh(text, found, _hits(text, found), skills())
    return [
        Mention(spelling.slug, start := found[hit.first].start, end := found[hit.last].end, text[start:end], text)
        for hit in hits
        for spelling in hit.spellings
    ]


def _hits(text: str, found: Sequence[Word]) -> list[evidence.Hit]:
    phrases = vocabulary().spellings
    hits = []
    index = 0
    while index < len(found):
        hit = None
        for size, spellings in phrases.at(text, found, index):
            if spellings[0].slug == NO_SKILL:
                index += size - 1
                break
            if hit := _as_written(text, found, index, size, spellings):
                hits.append(hit)
                index += size - 1
                break
        index += 1
    return hits


def _as_written(
    text: str, found: Sequence[Word], index: int, size: int, spellings: list[Spelling]
) -> evidence.Hit | None:
    written = tuple([text[word.start : word.end] for word in found[index : index + size]])
    allowed = _allowed(written, tuple(spellings))
    return evidence.Hit(index, index + size - 1, *allowed) if allowed else None


@lru_cache(maxsize=4096)
def _allowed(
    written: tuple[str, ...], spellings: tuple[Spelling, ...]
) -> tuple[tuple[Spelling, ...], bool, bool] | None:
    """The spellings that the case of the letters allows: those without a doubt, else the first that needs evidence;
    with whether evidence is needed and whether it is written as the vocabulary has it."""
    sure: dict[str, Spelling] = {}
    doubtful = []
    for spelling in spellings:
        if not spelling.mark:
            sure.setdefault(spelling.slug, spelling)
            continue
        wanted = tuple([spelling.text[word.start : word.end] for word in words(spelling.text)])
        capital = written == wanted or (len(wanted[0]) > 3 and written == tuple([word.upper() for word in wanted]))
        if spelling.mark == "=" and capital:
            sure.setdefault(spelling.slug, spelling)
        elif spelling.mark in "?~":
            anyhow = skills()[spelling.slug].kind in ANY_CASE
            doubtful.append((spelling, capital or anyhow))
    if sure:
        return tuple(sure.values()), False, True
    if doubtful:
        return (doubtful[0][0],), True, doubtful[0][1]
    return None
