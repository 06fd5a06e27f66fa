"""How well does a title tell its role? Compares `classify` with titles labelled by reading.

The labels are `tests/data/roles/titles.tsv`: half (`dev` was looked at while the rules were written, `held` was not),
role, title and the list it comes from.
"""

import csv
from argparse import ArgumentParser
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from listings.vocabulary.classify import NOT_STATED, ROLES, RoleGuess, classify

LABELS = Path(__file__).resolve().parents[3] / "tests" / "data" / "roles" / "titles.tsv"


@dataclass(frozen=True)
class Reading:
    title: str
    role: str
    guess: RoleGuess

    @property
    def right(self) -> bool:
        return self.role == self.guess.role


def readings(half: str, path: Path = LABELS) -> list[Reading]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        return [Reading(row["title"], row["role"], classify(row["title"])) for row in rows if row["half"] == half]


def table(read: list[Reading]) -> str:
    """The confusion table in Markdown: a row for each role as read, a column for each as guessed."""
    roles = [*ROLES, NOT_STATED]
    counts = Counter((reading.role, reading.guess.role) for reading in read)
    head = f"| read as | {' | '.join(roles)} | right |"
    lines = [head, "|---" + "|--:" * (len(roles) + 1) + "|"]
    for role in roles:
        total = sum(counts[role, guess] for guess in roles)
        cells = " | ".join(str(counts[role, guess] or "") for guess in roles)
        lines.append(f"| {role} | {cells} | {counts[role, role]} of {total} |")
    return "\n".join(lines)


def mistakes(read: list[Reading]) -> str:
    return "\n".join(
        f"- {each.title}: {each.role}, guessed {each.guess.role} ({each.guess.evidence or 'no evidence'})"
        for each in read
        if not each.right
    )


class Command(BaseCommand):
    requires_system_checks: list[str] = []  # words in, figures out: neither database nor site is touched
    help = "Print the confusion table of the roles guessed from labelled titles, with every error."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--half", choices=("dev", "held"), default="dev")

    def handle(self, *args: Any, **options: Any) -> None:
        read = readings(options["half"])
        right = sum(each.right for each in read)
        self.stdout.write(f"{options['half']}: {right} of {len(read)} titles right ({right / len(read):.1%})\n")
        self.stdout.write(f"{table(read)}\n\n{mistakes(read)}")
