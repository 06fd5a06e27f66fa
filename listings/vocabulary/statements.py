"""An advertisement cut into what it says, one statement after the other, each with what its section is about."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from listings.vocabulary.sections import EMPLOYER, TERMS, Sections

Value = TypeVar("Value")

# "U.S. citizens", "a B.S. (or higher)", "e.g. Go" and "Dr. Smith" do not end there.
_END = re.compile(
    r"(?<![.\s][A-Za-z])(?<!^[A-Z])(?<!\bPh\.D)(?<!\b[DMJS]r)(?<!\betc)(?<!\bapprox)[.!?][\"”)]?\s+"
    r"(?=[A-Z0-9“\"(•*·-])|\n|\s(?:[•●▪·])\s"
)
LONGEST = 300


@dataclass(frozen=True)
class Found(Generic[Value]):
    """A fact and the exact words that state it."""

    value: Value
    sentence: str


class Statement(NamedTuple):
    text: str
    start: int
    zone: str
    title: bool = False

    @property
    def is_of_the_employer(self) -> bool:
        return self.zone == EMPLOYER

    @property
    def is_of_the_work(self) -> bool:
        """Neither about the employer nor its benefits, notices and manners of hiring."""
        return self.zone not in (EMPLOYER, TERMS)


class Reading:
    """A title and the plain words below it, one line a block."""

    def __init__(self, title: str, words: str = "") -> None:
        self.title = title
        self.text = f"{title}\n{words}" if words else title
        self._sections = Sections(self.text)

    @cached_property
    def statements(self) -> list[Statement]:
        bounds = [0, *(match.end() for match in _END.finditer(self.text)), len(self.text)]
        found = []
        for low, high in pairwise(bounds):
            words = self.text[low:high].strip()
            if words:
                found.append(Statement(words, low, self._sections.zone(low), title=low < len(self.title)))
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [statement.start for statement in self.statements]

    def statement_at(self, place: int) -> Statement:
        return self.statements[max(0, bisect_right(self._starts, place) - 1)]

    @property
    def below_the_title(self) -> list[Statement]:
        return [statement for statement in self.statements if not statement.title]


def quoted(statement: Statement, place: int = 0) -> str:
    """The words as they stand; of a very long sentence what surrounds the place, which counts from its start."""
    text = statement.text
    if len(text) <= LONGEST:
        return " ".join(text.split())
    low = max(0, min(place - LONGEST // 2, len(text) - LONGEST + 2))
    high = low + LONGEST - 2
    return f"{'…' if low else ''}{' '.join(text[low:high].split())}{'…' if high < len(text) else ''}"


def agreed(found: list[Found[Value]]) -> Found[Value] | None:
    """The one thing that all say; None where nothing is said, or different things."""
    return found[0] if found and all(one.value == found[0].value for one in found) else None
