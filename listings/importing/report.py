"""What an import says, in figures and, of a dry run, row by row."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from listings.importing.base import RawPosting

# The contract's figures, in its order; whatever else a report holds is not told in JSON.
TOLD = ("read", "created", "updated", "unchanged", "closed", "vanished", "reopened", "merged", "skipped", "rejected",
        "error")  # fmt: skip


class FieldChange(NamedTuple):
    """Plain values, named as in listings.postings.content."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class RowTold:
    """What would become of one posting: created, updated, closed, vanished, reopened; or of a row: skipped (no
    internship), hidden (the source says so), merged."""

    action: str
    title: str
    employer: str
    url: str
    row: int | None = None
    posting: int | None = None
    changes: tuple[FieldChange, ...] = ()
    raw: RawPosting | None = field(default=None, repr=False)


@dataclass
class Report:
    """`closed` includes `vanished`, the other figures count each row once."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    closed: int = 0
    vanished: int = 0
    reopened: int = 0
    merged: int = 0
    skipped: int = 0
    rejected: list[dict[str, Any]] = field(default_factory=list)
    error: str | None = None
    rest: int = 0  # how many rows the source has in all, where the answer was one page of them
    rows: list[RowTold] = field(default_factory=list)  # those left out; of a dry run all that changes too
    run: int | None = None

    def as_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in TOLD}

    @property
    def counts(self) -> dict[str, int]:
        return {name: value for name in TOLD if isinstance(value := getattr(self, name), int)}

    @property
    def changed(self) -> bool:
        return bool(self.created or self.updated or self.closed or self.reopened)
