"""The words of a question: phrases, negations and alternatives over the normaliser's tokens."""

import re
from dataclasses import dataclass

from listings.vocabulary import normalise

PIECE = re.compile(r'(?P<minus>-?)"(?P<phrase>[^"]*)"?|(?P<word>\S+)')


@dataclass(frozen=True)
class Leaf:
    """One thing that must stand in a posting: one of several words, or words side by side."""

    tokens: tuple[str, ...]
    is_phrase: bool = False
    is_negative: bool = False

    def tsquery(self) -> str:
        quoted = [f"'{_quoted(token)}'" for token in self.tokens]
        inner = " <-> ".join(quoted) if self.is_phrase else " | ".join(quoted)
        return f"!({inner})" if self.is_negative else f"({inner})"


@dataclass(frozen=True)
class Words:
    """All of the groups must match, any leaf of a group suffices."""

    groups: tuple[tuple[Leaf, ...], ...]

    def tsquery(self) -> str:
        return " & ".join("(" + " | ".join(leaf.tsquery() for leaf in group) + ")" for group in self.groups)

    @property
    def positive(self) -> tuple[Leaf, ...]:
        return tuple(leaf for group in self.groups for leaf in group if not leaf.is_negative)


def _quoted(token: str) -> str:
    return token.replace("\\", "\\\\").replace("'", "''")


def parse(question: str) -> Words | None:
    """None where nothing is asked for. `OR` joins its two neighbours; a quote left open ends with the question."""
    groups: list[tuple[Leaf, ...]] = []
    run: list[str] = []
    joins = False  # an OR waits for its right side

    def add(leaves: list[Leaf]) -> None:
        nonlocal joins
        for leaf in leaves:
            if joins and groups:
                groups[-1] = (*groups[-1], leaf)
            else:
                groups.append((leaf,))
            joins = False

    def flush() -> None:
        add([Leaf(alternatives) for alternatives in normalise.for_words(" ".join(run)) if alternatives])
        run.clear()

    for piece in PIECE.finditer(question):
        word = piece["word"]
        if word == "OR":
            flush()
            joins = bool(groups)
        elif word is not None and len(word) > 1 and word.startswith("-") and word[1] not in "-":
            flush()
            if negated := _negated(word[1:]):
                add([negated])
        elif word is not None:
            run.append(word)
        else:
            flush()
            if tokens := normalise.for_phrase(piece["phrase"]):
                add([Leaf(tuple(tokens), is_phrase=True, is_negative=bool(piece["minus"]))])
    flush()
    return Words(tuple(groups)) if groups else None


def _negated(word: str) -> Leaf | None:
    """A word of several parts is shut out as a whole: "-full-time" leaves every other use of "time"."""
    asked = normalise.for_words(word)
    if len(asked) == 1:
        return Leaf(asked[0], is_negative=True)
    tokens = normalise.for_phrase(word)
    return Leaf(tuple(tokens), is_phrase=True, is_negative=True) if tokens else None
