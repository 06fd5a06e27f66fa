"""Rows of a reading into postings, and these against what is known of the source. Pure: no database."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from listings.importing.base import RawPosting
from listings.models import SourceEntry


@dataclass(frozen=True)
class Group:
    """The rows of one posting, the newest last."""

    rows: Sequence[RawPosting]

    @property
    def newest(self) -> RawPosting:
        return self.rows[-1]

    @property
    def active(self) -> bool:
        return any(row.active for row in self.rows)

    @property
    def places(self) -> list[str]:
        """The newest row's first, then what only the older ones name."""
        return list(dict.fromkeys(place for row in reversed(self.rows) for place in row.places))

    @property
    def digest(self) -> str:
        """Of what the source wrote, trimmed and not yet understood; neither order nor dates count."""
        said = self.newest
        facts = [said.employer, said.title, said.url, said.sponsorship, said.pay]
        lists = [sorted(set(values)) for values in (self.places, said.terms, said.degrees, said.skills)]
        parts: list[Any] = [facts, lists]
        # Lists that never say these keep the digests they have.
        more = [said.body, said.workplace, said.role, sorted(said.visa), said.stated_pay, said.closes_on]
        if any(more):
            parts.append([str(one) if one else "" for one in more])
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@dataclass(frozen=True)
class Plan:
    """`pairs` are all postings of the reading with the entry each belongs to; `missing` entries have no row in it."""

    pairs: list[tuple[SourceEntry | None, Group]]
    missing: list[SourceEntry]


def grouped(rows: Iterable[RawPosting]) -> list[Group]:
    together: dict[tuple[str, str], list[RawPosting]] = defaultdict(list)
    for row in rows:
        together[row.key, row.title_key].append(row)
    return [Group(sorted(found, key=_age)) for found in together.values()]


def _age(row: RawPosting) -> tuple[float, int]:
    return (row.updated_at.timestamp() if row.updated_at else 0.0, row.row)


def plan(groups: Iterable[Group], entries: Iterable[SourceEntry]) -> Plan:
    by_key: dict[str, tuple[list[Group], list[SourceEntry]]] = defaultdict(lambda: ([], []))
    for group in groups:
        by_key[group.newest.key][0].append(group)
    for entry in entries:
        by_key[entry.key][1].append(entry)
    result = Plan([], [])
    for said, known in by_key.values():
        _meet(said, known, result)
    return result


def _meet(said: list[Group], known: list[SourceEntry], result: Plan) -> None:
    """Under one key equal titles meet first; if then exactly one is left on each side it was retitled."""
    titles = {entry.title_key: entry for entry in known}
    met = [(titles.pop(group.newest.title_key, None), group) for group in said]
    new = [group for entry, group in met if entry is None]
    # What had gone before this reading was retitled only if nothing that stood until now is left.
    left = [entry for entry in titles.values() if not entry.is_gone] or list(titles.values())
    if len(new) == len(left) == 1:
        met = [(entry or left[0], group) for entry, group in met]
        titles.pop(left[0].title_key)
    result.pairs.extend(met)
    result.missing.extend(titles.values())
