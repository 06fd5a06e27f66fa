"""What sentences state: ours, and those of others whose licence lets us repeat them. The figures are in docs/linting.md."""

import csv
import os
from pathlib import Path

import pytest

from jobboard.management.commands import measure_linter as measuring
from listings.postings.linting import statements

DATA = Path(__file__).resolve().parents[1] / "data" / "linting"
OTHERS = Path(os.environ.get("SHARED_DATA", measuring.ROOT.parent / "shared" / "data"))


def invented() -> list[tuple[str, str]]:
    with (DATA / "invented.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        return [(row["states"], row["words"]) for row in rows]


@pytest.mark.parametrize(("states", "words"), invented())
def test_ours(states: str, words: str) -> None:
    assert {statement.kind for statement in statements.find(words)} == set(filter(None, states.split(";")))


def test_there_are_enough_of_them() -> None:
    kinds = {kind for states, _ in invented() for kind in states.split(";")}
    assert len(invented()) >= 60
    assert kinds == {*statements.KINDS, ""}


def test_those_we_may_repeat() -> None:
    figures = measuring.measure(None, "A")
    assert figures.sentences >= 50
    assert figures.errors == []


@pytest.mark.skipif(not OTHERS.is_dir(), reason="the advertisements of others are not here")
@pytest.mark.parametrize("half", list("ABCDEFGHIJ"))
def test_all_labelled_ones(half: str) -> None:
    """A guard against losing what was reached, below the measured figures; only I and J were never learnt from."""
    figures = measuring.measure(OTHERS, half)
    assert figures.absent == 0
    right, wrong, missed = figures.right.total(), figures.wrong.total(), figures.missed.total()
    assert right / (right + wrong) >= 0.95
    assert right / (right + missed) >= 0.90
