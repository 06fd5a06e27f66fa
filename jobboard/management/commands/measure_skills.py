"""How well are skills found in a running text? Compares `taxonomy.find` with advertisements labelled by reading.

The labels are `tests/data/skills/labels.tsv`, made as `docs/skills-labelling.md` says. The texts belong to their
employers and are not part of the project, so the corpus is read from where it lies beside it.
"""

from __future__ import annotations

import csv
import gzip
import html
import json
import re
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from listings.vocabulary import taxonomy

ROOT = Path(__file__).resolve().parents[3]
LABELS = ROOT / "tests" / "data" / "skills" / "labels.tsv"
CORPUS = ROOT.parent / "shared" / "data" / "corpus" / "jobs_fulltext_dev.jsonl.gz"


@dataclass(frozen=True)
class Error:
    kind: str  # "wrong" (found, not labelled) or "missed"
    advert: str
    slug: str
    words: str


@dataclass
class Figures:
    adverts: int = 0
    right: int = 0
    right_by_kind: Counter[str] = field(default_factory=Counter)
    errors: list[Error] = field(default_factory=list)

    @property
    def wrong(self) -> int:
        return sum(error.kind == "wrong" for error in self.errors)

    @property
    def missed(self) -> int:
        return sum(error.kind == "missed" for error in self.errors)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    def by_kind(self) -> dict[str, str]:
        """Precision and recall of the technologies together and of each other kind of skill."""
        rows: dict[str, Counter[str]] = {}
        for kind, count in self.right_by_kind.items():
            rows.setdefault(_group(kind), Counter())["right"] += count
        for error in self.errors:
            rows.setdefault(_group(taxonomy.skills()[error.slug].kind), Counter())[error.kind] += 1
        return {
            group: f"precision {row['right'] / max(1, row['right'] + row['wrong']):.3f}, "
            f"recall {row['right'] / max(1, row['right'] + row['missed']):.3f}"
            for group, row in sorted(rows.items())
        }

    def summary(self) -> dict[str, Any]:
        """Plain figures, and the skills that go wrong most often."""
        return {
            "adverts": self.adverts,
            "right": self.right,
            "wrong": self.wrong,
            "missed": self.missed,
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "wrong_most": Counter(error.slug for error in self.errors if error.kind == "wrong").most_common(8),
            "missed_most": Counter(error.slug for error in self.errors if error.kind == "missed").most_common(8),
        }


def _group(kind: str) -> str:
    return kind if kind in ("topic", "practice", "communication") else "technology"


def labelled(path: Path, half: str) -> dict[tuple[str, str], tuple[int, set[str]]]:
    """(source, id) → (how many characters of the raw text were read, slugs)."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        return {
            (row["source"], row["id"]): (int(row["chars"]), set(filter(None, row["slugs"].split(";"))))
            for row in rows
            if row["half"] == half
        }


_BLOCK = re.compile(r"<(?:/?(?:p|div|li|ul|ol|h\d|tr|table|section|article)|br)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)


def plain(text: str) -> str:
    """Words as an import stores them: a block element ends a line, entities are characters."""
    if "<" in text or "&" in text:
        text = html.unescape(_TAG.sub("", _BLOCK.sub("\n", text)))
    return text


def adverts(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def measure(corpus: Path, labels: Path, half: str) -> Figures:
    """An advertisement is its title and its text; each skill counts once in each."""
    expected = labelled(labels, half)
    figures = Figures()
    for advert in adverts(corpus):
        label = expected.pop((advert["source"], advert["id"]), None)
        if label is None:
            continue
        read, wanted = label
        text = plain(f"{advert['title']}\n{advert['text'][:read]}")
        figures.adverts += 1
        found = {mention.slug: mention for mention in taxonomy.find(text)}
        figures.right += len(found.keys() & wanted)
        figures.right_by_kind.update(taxonomy.skills()[slug].kind for slug in found.keys() & wanted)
        for slug in sorted(found.keys() - wanted):
            mention = found[slug]
            low = max(0, mention.start - 40)
            words = " ".join(mention.source[low : mention.end + 40].split())
            figures.errors.append(Error("wrong", advert["id"], slug, words))
        figures.errors += [Error("missed", advert["id"], slug, "") for slug in sorted(wanted - found.keys())]
    return figures


class Command(BaseCommand):
    help = "Print precision and recall of the skills found in labelled advertisements, with every error."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS, help="advertisements, JSON lines, .gz")
        parser.add_argument("--labels", type=Path, default=LABELS)
        parser.add_argument("--half", choices=("dev", "held", "final"), default="dev")
        parser.add_argument("--quiet", action="store_true", help="figures only")

    def handle(self, *args: Any, **options: Any) -> None:
        for name in ("corpus", "labels"):
            if not options[name].exists():
                raise CommandError(f"The {name} are not at {options[name]}; give their path.")
        figures = measure(options["corpus"], options["labels"], options["half"])
        if not options["quiet"]:
            for error in sorted(figures.errors, key=lambda error: (error.kind, error.slug, error.advert)):
                self.stdout.write(f"{error.kind}\t{error.slug}\t{error.advert}\t{error.words}")
        for name, value in {**figures.summary(), **figures.by_kind()}.items():
            self.stdout.write(f"{name}: {value}")
