"""Whatever a source puts where something else should stand: it is read, rejected row by row, or refused, and never fails."""

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from listings.importing import sync
from tests.importing.boards import ANSWERS, FILES
from tests.importing.rows import NOON

KINDS = [kind for kind in FILES if FILES[kind].endswith(".json")]
ODD: list[Any] = [
    None, True, False, 0, -1, -5.5, 10**30, "", [], {}, [None], [[]], {"a": []}, "\x00\ud800", "x" * 4000, "NaN", "1e999",
    "2027-99-99", "9999-12-31", "0001-01-01", "<p>&lt;", "9" * 400, {"name": {"name": []}}, "https://[", ["@type"],
    "javascript:alert(1)", "https://user@evil.example/",
]  # fmt: skip


def spots(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from spots(value[key], (*path, key))


def put(value: Any, path: tuple[Any, ...], odd: Any) -> Any:
    if not path:
        return odd
    changed = json.loads(json.dumps(value))
    inside = changed
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = odd
    return changed


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_odd_breaks_a_reading(kind: str) -> None:
    answer = json.loads((ANSWERS / FILES[kind]).read_text())
    places, choice = list(spots(answer)), random.Random(kind)
    for number in range(30):
        changed = put(answer, choice.choice(places), choice.choice(ODD))
        report = sync.run(kind, f"board-{number}", json.dumps(changed).encode(), at=NOON)
        placed = report.created + report.merged + report.skipped + len(report.rejected)
        assert report.read == placed or report.error
