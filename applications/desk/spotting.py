"""Where the words of a search stand in a text, as the index would have found them: "golang" where somebody wrote Go."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from django.db import connection

from listings.search.words import Leaf
from listings.vocabulary import normalise, taxonomy
from listings.vocabulary.words import Phrases, Word, fold, key, words

AROUND = 160  # letters read on each side of a word: as many as decide whether "Go" is the language
MOST = 6  # places of one text that are read
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
STEMS = "SELECT w, tsvector_to_array(to_tsvector('first_commit', w)) FROM unnest(%s::text[]) AS w"


@dataclass(frozen=True)
class Hit:
    """`leaf` is the number of what was asked for."""

    start: int
    end: int
    leaf: int


def plain(text: str) -> str:
    """As it is shown and searched: ligatures of a PDF taken apart, what cannot be seen left out."""
    return text if text.isascii() else unicodedata.normalize("NFKC", INVISIBLE.sub("", text))


class Spotter:
    """First `candidates` of every text, then `learn` how all their words are stemmed, at once; then `hits`."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self.leaves = leaves
        self.spelled: Phrases[str] = Phrases()
        self.firsts: dict[str, set[str]] = {}  # the first word of a spelling → what it may stand for
        self.stems: dict[str, frozenset[str]] = {}
        self.plain: set[str] = set()
        for token in dict.fromkeys(token for leaf in leaves for token in leaf.tokens):
            spellings = _spellings(token)
            for spelling in filter(None, map(key, spellings)):
                self.spelled.add(spelling, token)
                self.firsts.setdefault(spelling[0], set()).add(token)
            if not spellings:
                self.plain.add(token)
        self.has_skills = any(token in _skills() for leaf in leaves for token in leaf.tokens)
        self.pattern = _pattern(self.firsts, self.plain)

    def candidates(self, text: str) -> list[re.Match[str]]:
        return list(self.pattern.finditer(text))

    def learn(self, candidates: Iterable[re.Match[str]]) -> None:
        asked = {*self.plain, *(form for found in candidates for form in _forms(found))}
        with connection.cursor() as cursor:
            cursor.execute(STEMS, [sorted(asked)])
            self.stems = {word: frozenset(stems) for word, stems in cursor.fetchall()}

    def hits(self, text: str, candidates: Iterable[re.Match[str]]) -> list[Hit]:
        """Each leaf once at least, where it stands, and what stands near it: a row shows no more."""
        found: list[Hit] = []
        missing = dict(enumerate(self.leaves))
        end = read = 0
        for candidate in candidates:
            if candidate.start() < end or not self._may_be(candidate, missing.values()):
                continue
            start, end = _window(text, candidate, end)
            found += self._read(text[start:end], start)
            missing = {number: leaf for number, leaf in missing.items() if all(hit.leaf != number for hit in found)}
            read += 1
            if read == MOST or not missing:
                break
        return sorted(found, key=lambda hit: (hit.start, -hit.end))

    def _may_be(self, candidate: re.Match[str], leaves: Iterable[Leaf]) -> bool:
        asked = {token for leaf in leaves for token in leaf.tokens}
        return any(self._plain(form) & asked or self.firsts.get(form, set()) & asked for form in _forms(candidate))

    def _plain(self, word: str) -> set[str]:
        """The words asked for that this one is a form of."""
        stems = self.stems.get(word, frozenset())
        return {token for token in self.plain if token == word or stems & self.stems.get(token, frozenset())}

    def _read(self, text: str, offset: int) -> Iterable[Hit]:
        found = words(text)
        spelled = taxonomy.spelled(text, found) if self.has_skills else []
        meant = {(mention.start, normalise.skill_token(mention.slug)) for mention in spelled}
        at = [self._at(text, found, index, meant) for index in range(len(found))]
        for index, word in enumerate(found):
            for number, leaf in enumerate(self.leaves):
                if size := self._size(leaf, at, index):
                    yield Hit(word.start + offset, found[index + size - 1].end + offset, number)

    def _at(self, text: str, found: Sequence[Word], index: int, meant: set[tuple[int, str]]) -> dict[str, int]:
        """What begins at a word, and of how many words it is."""
        there = dict.fromkeys(self._plain(found[index].folded), 1)
        joined = found[index].folded
        for size in (2, 3):
            if index + size > len(found) or text[found[index + size - 2].end : found[index + size - 1].start] != "-":
                break
            joined += found[index + size - 1].folded
            there |= dict.fromkeys(self._plain(joined), size)
        for size, tokens in self.spelled.at(text, found, index):
            for token in tokens:
                if token not in _skills() or (found[index].start, token) in meant:
                    there.setdefault(token, size)
        return there

    def _size(self, leaf: Leaf, at: Sequence[dict[str, int]], index: int) -> int:
        """How many words the leaf takes here; 0 where it does not stand."""
        if not leaf.is_phrase:
            return max((at[index].get(token, 0) for token in leaf.tokens if self._counts(token)), default=0)
        here, last = index, index
        for token in leaf.tokens:
            if here < len(at) and token in at[here]:
                here, last = here + at[here][token], here
            elif not any(token in there for there in at[last:here]):  # "REST API" is one, and has an API
                return 0
        return here - index

    def _counts(self, token: str) -> bool:
        """ "the" is found everywhere, and asks for nothing."""
        return token not in self.plain or bool(self.stems.get(token))


def _window(text: str, around: re.Match[str], since: int) -> tuple[int, int]:
    """Cut between words: half of "cargo" is no "go"."""
    start, end = max(since, around.start() - AROUND), min(len(text), around.end() + AROUND)
    while start > since and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return start, end


def _forms(candidate: re.Match[str]) -> list[str]:
    """The word, and joined with those that hang on it by hyphens."""
    parts = [fold(part) for part in candidate["word"].split("-")]
    return ["".join(parts[: size + 1]) for size in range(len(parts))]


def _pattern(firsts: Iterable[str], plain: Iterable[str]) -> re.Pattern[str]:
    """A coarse sieve: letters beyond ASCII may stand for any, since they are folded later."""
    rest = r"[^\W_]*(?:-[^\W_]+){0,2}"
    whole = [_letters(word) + (r"(?![^\W_])" if word[-1].isalnum() else "") for word in firsts]
    begun = [_letters(word[:3]) + rest for word in plain]
    either = "|".join(sorted([*whole, *begun])) or "(?!)"
    return re.compile(rf"(?<![^\W_])(?P<word>{either})", re.IGNORECASE)


def _letters(word: str) -> str:
    return "".join(rf"[{letter}\x80-\U0010ffff]" if letter.isalnum() else re.escape(letter) for letter in word)


@cache
def _skills() -> dict[str, tuple[str, ...]]:
    return {normalise.skill_token(slug): (skill.name, *skill.aliases) for slug, skill in taxonomy.skills().items()}


def _spellings(token: str) -> tuple[str, ...]:
    """How people write what the index keeps as one token; nothing for an ordinary word."""
    if token == normalise.INTERN:
        return (*normalise.INTERN_FORMS, *normalise.INTERN_KIN)
    return _skills().get(token) or normalise.ROLES.get(token, ())
