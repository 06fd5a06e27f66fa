"""Words of an employer in pieces a template can mark: where remarks stand, what a change takes away and adds."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from listings.postings.content import Content
from listings.postings.linting import Remark, readings

TOKEN = re.compile(r"\s+|\S+")
LONGEST = 6000  # tokens that are compared one by one; a longer text is shown whole before and after


@dataclass(frozen=True)
class Piece:
    """`number` of the remark that begins here, or 0; `tone` is its severity."""

    text: str
    number: int = 0
    tone: str = ""


@dataclass(frozen=True)
class Cut:
    """`kind`: "same", "gone" or "new"."""

    text: str
    kind: str


def marked(content: Content, remarks: Sequence[Remark]) -> dict[str, list[list[Piece]]]:
    """By field, paragraph by paragraph. A remark is numbered by its place in REMARKS, from 1."""
    return {field: list(_paragraphs(_pieces(field, text, remarks))) for field, text in readings(content).items()}


def _pieces(field: str, text: str, remarks: Sequence[Remark]) -> Iterator[Piece]:
    """Of two remarks on the same words the graver, which stands first, is marked; the list names both."""
    taken: list[tuple[int, int, int, str]] = []
    for number, one in enumerate(remarks, 1):
        if one.end - one.start >= len(text):  # on all of it: nothing to point at
            continue
        if one.field == field and one.end > one.start and all(one.end <= s or one.start >= e for s, e, _n, _t in taken):
            taken.append((one.start, one.end, number, one.severity))
    at = 0
    for start, end, number, severity in sorted(taken):
        if text[at:start]:
            yield Piece(text[at:start])
        yield Piece(text[start:end], number, severity)
        at = end
    if text[at:]:
        yield Piece(text[at:])


def _paragraphs(pieces: Iterator[Piece]) -> Iterator[list[Piece]]:
    line: list[Piece] = []
    for piece in pieces:
        first, *more = [piece.text] if piece.number else re.split(r"\n+", piece.text)
        if first:
            line.append(Piece(first, piece.number, piece.tone))
        for text in more:
            if line:
                yield line
            line = [Piece(text)] if text else []
    if line:
        yield line


def rewritten(before: Content, after: Content) -> Mapping[str, list[Cut]]:
    """By field, for prose that differs."""
    old, new = readings(before), readings(after)
    fields = [field for field in {**old, **new} if old.get(field, "") != new.get(field, "") and field != "title"]
    return {field: cuts(old.get(field, ""), new.get(field, "")) for field in fields}


def cuts(old: str, new: str) -> list[Cut]:
    one, other = TOKEN.findall(old), TOKEN.findall(new)
    if len(one) + len(other) > LONGEST:
        return [Cut(old, "gone"), Cut(new, "new")]
    found: list[Cut] = []
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Cut("".join(one[a:b]), "same"))
            continue
        found += [Cut("".join(one[a:b]), "gone")] if b > a else []
        found += [Cut("".join(other[c:d]), "new")] if d > c else []
    return found
