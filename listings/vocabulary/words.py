"""Words of a text with their places, and a table of phrases that finds the longest one standing at a word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Word(NamedTuple):
    folded: str
    start: int
    end: int


# C++, C#, F# and .NET are words; so is "&", which stands for "and".
WORD = re.compile(r"(?<!\w)\.net(?!\w)|(?<![^\W_])(?:c\+\+|[cf][#♯](?!\w))|[^\W_]+|&", re.IGNORECASE)

# What may stand between two words of one phrase: a comma or the end of a sentence may not.
GAP = re.compile(r"[ \t\r\n\xa0]{0,2}|[-‐‑–./_]| ?/ ?")

_UNDECOMPOSED = str.maketrans(
    {"ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "♯": "#"}
)


def fold(word: str) -> str:
    """Lower case without accents; letters outside the Latin script stay as they are."""
    lowered = word.lower()
    if lowered.isascii():
        return lowered
    lowered = lowered.translate(_UNDECOMPOSED)
    apart = unicodedata.normalize("NFKD", lowered)
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return unicodedata.normalize("NFKC", bare).lower()


def words(text: str) -> list[Word]:
    found = []
    for match in WORD.finditer(text):
        word = match.group()
        found.append(Word("and" if word == "&" else fold(word), match.start(), match.end()))
    return found


def key(text: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words(text))


class Phrases(Generic[T]):
    """Phrases by their first word, longest first; several values may stand under one phrase."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], list[T]]]] = {}

    def add(self, phrase: tuple[str, ...], value: T) -> None:
        if not phrase:
            return
        row = self._by_first.setdefault(phrase[0], [])
        for known, values in row:
            if known == phrase:
                values.append(value)
                return
        row.append((phrase, [value]))
        row.sort(key=lambda entry: -len(entry[0]))

    def exactly(self, phrase: tuple[str, ...]) -> list[T]:
        for known, values in self._by_first.get(phrase[0], ()) if phrase else ():
            if known == phrase:
                return values
        return []

    def at(self, text: str, found: Sequence[Word], index: int) -> Iterator[tuple[int, list[T]]]:
        """(number of words, values) of every phrase that begins at this word, the longest first."""
        row = self._by_first.get(found[index].folded)
        if not row:
            return
        following = found[index + 1].folded if index + 1 < len(found) else ""
        for phrase, values in row:
            size = len(phrase)
            if size == 1 or (phrase[1] == following and self._stands(text, found, index, phrase)):
                yield size, values

    @staticmethod
    def _stands(text: str, found: Sequence[Word], index: int, phrase: tuple[str, ...]) -> bool:
        if index + len(phrase) > len(found):
            return False
        for position in range(1, len(phrase)):
            one, other = found[index + position - 1], found[index + position]
            if other.folded != phrase[position] or not GAP.fullmatch(text, one.end, other.start):
                return False
        return True
