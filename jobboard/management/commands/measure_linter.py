"""How well does the linter understand sentences? Compares its statements with sentences labelled by reading.

The labels are `tests/data/linting/labels.tsv`, made as docs/linting.md says. Most texts belong to their employers
and are not part of the project, so they are read from the folder that is given.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import html
import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand, CommandError

from jobboard.management.commands.measure_skills import plain
from listings.postings.linting import statements

ROOT = Path(__file__).resolve().parents[3]
LABELS = ROOT / "tests" / "data" / "linting" / "labels.tsv"
# The corpus masks addresses and numbers; a mask stands for one.
MASKS = {"[email]": "someone@example.org", "[phone]": "+1 212 555 0147"}


class Label(NamedTuple):
    file: str
    id: str
    start: int
    end: int
    sha: str
    states: frozenset[str]
    words: str


@dataclass
class Figures:
    sentences: int = 0
    absent: int = 0
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def line(self, kind: str = "") -> str:
        right, wrong, missed = (
            (count[kind] if kind else count.total()) for count in (self.right, self.wrong, self.missed)
        )
        precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
        return f"precision {precision:.3f}, recall {recall:.3f} ({right} right, {wrong} wrong, {missed} missed)"


def labels(path: Path, half: str) -> Iterator[Label]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"):
            if row["half"] == half:
                states = frozenset(filter(None, row["states"].split(";")))
                yield Label(
                    row["file"], row["id"], int(row["start"]), int(row["end"]), row["sha"], states, row["words"]
                )


def adverts(data: Path, file: str) -> Iterator[tuple[str, str]]:
    """(id, reading text) of every advertisement of a file, in its order; the shape is told by the name of the board."""
    path = data / file
    if not path.exists():
        return
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        if ".jsonl" in path.suffixes:
            yield from ((f"{row['source']}/{row['id']}", plain(row["text"])) for row in map(json.loads, lines))
            return
        loaded = json.load(lines)
    for job in loaded if isinstance(loaded, list) else loaded["jobs"]:
        yield str(job["id"]), _text(job)


def _text(job: dict[str, Any]) -> str:
    if "content" in job:
        return plain(html.unescape(job["content"]))
    if "descriptionHtml" in job:
        return str(job["descriptionPlain"])
    lists = "".join(part["text"] + part["content"] for part in job.get("lists", ()))
    return plain(job["description"] + lists + job.get("additional", ""))


def said(sentence: str) -> set[str]:
    for mask, example in MASKS.items():
        sentence = sentence.replace(mask, example)
    return {statement.kind for statement in statements.find(sentence)}


def measure(data: Path | None, half: str, path: Path = LABELS) -> Figures:
    """Without `data` only the sentences whose words are committed. Each kind counts once in a sentence."""
    figures = Figures()
    wanted = list(labels(path, half))
    texts: dict[tuple[str, str], str] = {}
    for file in sorted({label.file for label in wanted}) if data else ():
        ids = {label.id for label in wanted if label.file == file}
        for key, text in adverts(data, file):  # type: ignore[arg-type]
            if key in ids:
                texts.setdefault((file, key), text)
    for label in wanted:
        sentence = label.words if data is None else texts.get((label.file, label.id), "")[label.start : label.end]
        if not sentence or (data and hashlib.sha256(sentence.encode()).hexdigest()[:12] != label.sha):
            figures.absent += 1
            continue
        _compare(figures, label, sentence)
    return figures


def _compare(figures: Figures, label: Label, sentence: str) -> None:
    found = said(sentence)
    figures.sentences += 1
    figures.right.update(found & label.states)
    figures.wrong.update(found - label.states)
    figures.missed.update(label.states - found)
    shown = " ".join(sentence.split())
    figures.errors += [f"wrong\t{kind}\t{label.id}\t{shown}" for kind in sorted(found - label.states)]
    figures.errors += [f"missed\t{kind}\t{label.id}\t{shown}" for kind in sorted(label.states - found)]


class Command(BaseCommand):
    help = "Print precision and recall of what the linter reads in labelled sentences, with every error."
    requires_system_checks: list[str] = []  # words in, figures out: neither database nor site is touched

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("data", type=Path, help="the folder that holds the files the labels name")
        parser.add_argument("--half", choices=tuple("ABCDEFGHIJ"), default="J")
        parser.add_argument("--quiet", action="store_true", help="figures only")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["data"].is_dir():
            raise CommandError(f"There is no folder {options['data']}.")
        figures = measure(options["data"], options["half"])
        if not figures.sentences:
            raise CommandError("None of the labelled sentences is there.")
        if not options["quiet"]:
            for error in sorted(figures.errors):
                self.stdout.write(error)
        self.stdout.write(f"sentences: {figures.sentences}, not found: {figures.absent}")
        self.stdout.write(f"all: {figures.line()}")
        for kind in statements.KINDS:
            self.stdout.write(f"{kind}: {figures.line(kind)}")
