"""What a sentence states, whatever the facts are: the part of the linter that labelled sentences measure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from listings.postings.linting import said_contact, said_place, said_study, said_visa, said_years
from listings.postings.linting.prose import Sentence, sentences

# Each gives (kind, start, end) in the folded words of one sentence.
READERS: tuple[Callable[[str], Iterator[tuple[str, int, int]]], ...] = (
    said_visa.read,
    said_place.read,
    said_years.read,
    said_study.read,
    said_contact.read,
)
KINDS = (
    *("no-sponsorship", "sponsors", "citizens-only", "on-site", "remote", "experience"),
    *("enrolled", "not-enrolled", "graduation", "contact", "payment", "crypto"),
)

# What is highlighted ends with a whole word.
_REST = re.compile(r"(?<=\w)\w{0,30}|")


class Statement(NamedTuple):
    kind: str
    start: int
    end: int
    sentence: Sentence


def find(text: str) -> Iterator[Statement]:
    """In the order of the text."""
    warned = -2
    for number, sentence in enumerate(sentences(text)):
        if said_contact.warns(sentence.words):
            warned = number
        for reader in READERS:
            for kind, start, end in reader(sentence.words):
                # "Beware of scams. Nobody of ours writes on WhatsApp": the sentences around a warning quote the fraud.
                if warned >= number - 1 and kind in ("contact", "payment", "crypto"):
                    continue
                end = _REST.match(sentence.words, end).end()  # type: ignore[union-attr]
                yield Statement(kind, sentence.start + start, sentence.start + end, sentence)
