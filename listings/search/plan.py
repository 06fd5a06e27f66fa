"""What is asked, frozen: parameters become a Plan, engines turn a Plan into Hits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from listings.search.words import Words

# Facets with counts, in the order a page shows them. The tokens of a search row begin with these names.
TOKEN_FACETS = ("role", "skill", "place", "workplace", "term", "degree", "visa", "employer", "apply")
FACETS = (*TOKEN_FACETS, "pay_min")
PAY_STEPS = ("15", "20", "25", "30", "40", "50", "60")  # an hour, in major units


@dataclass(frozen=True)
class Tokens:
    """Values of one facet, any or all of which a posting must have."""

    name: str
    values: tuple[str, ...]
    facet: str
    needs_all: bool = False

    @property
    def is_loose(self) -> bool:
        """Whether the counts of its own facet ignore it."""
        return self.name in TOKEN_FACETS and not self.needs_all

    @property
    def tokens(self) -> list[str]:
        return [f"{self.facet}:{value}" for value in self.values]


@dataclass(frozen=True)
class Range:
    """One of pay_min (minor units an hour), graduates (first of a month), posted and closes (days)."""

    name: str
    value: int | date


@dataclass(frozen=True)
class Cursor:
    """The sort key of the last row of the page before; every key falls."""

    rank: int
    published_at: datetime
    posting_id: int


@dataclass(frozen=True)
class Plan:
    at: datetime
    trusted_after: datetime
    words: Words | None = None
    tokens: tuple[Tokens, ...] = ()
    ranges: tuple[Range, ...] = ()
    currency: str = "USD"
    sort: str = "newest"
    after: Cursor | None = None
    limit: int = 20
    pay_steps: tuple[str, ...] = PAY_STEPS

    @property
    def names(self) -> tuple[str, ...]:
        """Of the conditions, in order."""
        return (*(("q",) if self.words else ()), *(t.name for t in self.tokens), *(r.name for r in self.ranges))


@dataclass(frozen=True)
class Hits:
    """`facets` maps facet → value → count, over every value, `paid` too. `next` is where the page after begins."""

    total: int
    ids: list[int]
    facets: Mapping[str, Mapping[str, int]]
    next: Cursor | None
