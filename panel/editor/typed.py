"""What was typed into the editor, as it was typed: names with their values, nothing understood yet."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from lib.text import INVISIBLE

# Of the request and of this moment, never of the draft.
NOT_TYPED = (
    "csrfmiddlewaretoken",
    "version",
    "standing",
    "action",
    "add_skill",
    "add_any",
    "add_question",
    "remarks_read",
    "clear",
)
MAX_VERSION = 2**31 - 1
LONGEST, MOST_NAMES, MOST_VALUES = 20_000, 800, 100
CLEAR = "clear"  # what one button takes of what was found
SKILLS, LEVEL, GROUP, NOTE = "skill", "level-", "group-", "note-"
PARALLEL = {
    "work": ("work_tag", "work_text"),
    "question": (
        "question_id",
        "question_kind",
        "question_text",
        "question_help",
        "question_required",
        "question_options",
    ),
}


class Typed:
    """A view of the values by name; every change gives another Typed."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = {name: _all(said) for name, said in values.items()}

    @classmethod
    def sent(cls, post: QueryDict) -> "Typed":
        """Bounded, so that a draft holds what a person could have typed and no more."""
        said = [(name, values) for name, values in post.lists() if name not in NOT_TYPED][:MOST_NAMES]
        return cls({_kept(name)[:80]: [_kept(value) for value in values[:MOST_VALUES]] for name, values in said})

    def as_data(self) -> dict[str, list[str]]:
        return self._values

    def as_form(self) -> MultiValueDict[str, str]:
        return MultiValueDict(self._values)

    def one(self, name: str) -> str:
        return (self.all(name) or [""])[-1]

    def all(self, name: str) -> list[str]:
        return self._values.get(name, [])

    def with_(self, **values: list[str]) -> "Typed":
        return Typed({**self._values, **values})

    def without(self, *names: str) -> "Typed":
        return Typed({name: said for name, said in self._values.items() if name not in names})

    def rows(self, kind: str) -> Iterator[tuple[str, ...]]:
        """Rows of a repeated part, whose columns come as lists of one length; what is missing is empty."""
        columns = [self.all(name) for name in PARALLEL[kind]]
        for number in range(max(map(len, columns), default=0)):
            yield tuple(column[number] if number < len(column) else "" for column in columns)

    def with_rows(self, kind: str, rows: Iterable[tuple[str, ...]]) -> "Typed":
        found = list(rows)
        return self.with_(**{name: [row[n] for row in found] for n, name in enumerate(PARALLEL[kind])})


def version_of(post: QueryDict) -> int:
    return _number(post.get("version", "")) or 0


def standing_of(post: QueryDict) -> int | None:
    """None of a page that was opened before pages said it."""
    return _number(post.get("standing", ""))


def _number(said: str) -> int | None:
    return min(int(said), MAX_VERSION) if said.isascii() and said.isdigit() and len(said) < 12 else None


def _kept(value: str) -> str:
    return INVISIBLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST]


def _all(said: Any) -> list[str]:
    """A draft that an older version kept may hold a plain value."""
    return [str(value) for value in said] if isinstance(said, list | tuple) else [str(said)]
