"""Words as the rules read them: one text a field, cut into sentences, folded letter for letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from lib import markup

if TYPE_CHECKING:
    from listings.postings.content import Content

FIELDS = ("title", "summary", "body", "outcomes", "work", "pay_note")

# A dot between two capitals ("U.S. citizens") ends no sentence, nor does one after a usual short form.
_END = re.compile(
    r"(?<![A-Z]\.[A-Z])(?<![A-Z]\.[A-Z]\.)(?<!\be\.g)(?<!\bi\.e)[.!?][\"”)]?\s+(?=[A-Z0-9“\"(•*·-])|\n+|\s(?=[•●▪·*]\s)"
)
# Their dots end nothing either, and the rules stop at dots: "u·s· citizens", "ph·d".
_SHORT = re.compile(r"\b(?:[a-z]\.[a-z]\.?(?![a-z])|ph\.d\.?)")
_LONGEST = 500
_SAME = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-", "“": '"', "”": '"',
                       "\xa0": " ", "\u202f": " ", "\t": " ", "\n": " ", "\r": " ", "_": " ", "*": " "})  # fmt: skip


class Sentence(NamedTuple):
    """`words` is folded and as long as the text between start and end: a place in one is a place in the other."""

    words: str
    start: int
    end: int


def readings(content: Content) -> dict[str, str]:
    """The plain text of each field; the offsets of a remark count in it. The tasks are one text, one a line."""
    texts = {
        "title": content.title,
        "summary": content.summary,
        "body": markup.to_words(content.body) if content.body else "",
        "outcomes": content.outcomes,
        "work": "\n".join(duty.text for duty in content.work),
        "pay_note": content.pay_note,
    }
    return {name: text for name, text in texts.items() if text}


def fold(text: str) -> str:
    """Small letters, plain quotes, dashes and blanks; as many characters as before."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(one if len(one) == 1 else letter for letter, one in ((c, c.lower()) for c in text))
    return _SHORT.sub(lambda short: short.group().replace(".", "·"), lowered.translate(_SAME))


def sentences(text: str) -> Iterator[Sentence]:
    """In their order. What has no end is cut after a blank, so that no rule meets a long stretch."""
    start = 0
    for end, following in [
        *((match.start() + 1, match.end()) for match in _END.finditer(text)),
        (len(text), len(text)),
    ]:
        while end - start > _LONGEST:
            cut = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
            cut = cut if cut > 0 else start + _LONGEST
            yield Sentence(fold(text[start:cut]), start, cut)
            start = cut
        if text[start:end].strip():
            yield Sentence(fold(text[start:end]), start, end)
        start = following
