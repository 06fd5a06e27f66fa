"""The one door to search: parameters in; results, counts, a sentence and normalised parameters out."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils import timezone

from listings.models import DEFAULT_ROLES
from listings.search import cards, facets, params, sentence
from listings.search.plan import FACETS, Hits, Plan, Tokens
from listings.search.sql import SqlEngine

__all__ = ["FACETS", "PostingSearch", "Result"]


@dataclass(frozen=True)
class Result:
    """One posting of a page: what its row shows, and why it was found."""

    id: int
    published_at: datetime
    listed_at: datetime
    closes_at: datetime | None
    card: Mapping[str, Any]
    why: list[str] = field(default_factory=list)


class PostingSearch:
    """Everything that lists postings comes through here: page, feeds, counts, saved searches."""

    def __init__(self, data: Mapping[str, Iterable[str]], *, at: datetime | None = None, default_scope: bool = True,
                 per_page: int = params.PAGE_SIZE) -> None:  # fmt: skip
        self.at = at or timezone.now()
        self.asked = params.check(data)
        self.params, self.ignored = dict(self.asked.params), list(self.asked.ignored)
        self.has_default_roles = default_scope and "role" not in self.params
        self.question_cut = any(len(v.strip()) > params.MAX_QUESTION for v in data.get("q", ()))
        self.per_page = per_page
        self.after = self.params.pop("after", ("",))[0]
        self.params.pop("per_page", None)
        found = params.decode(self.after) if self.after else None
        if found and found[0] != self.sort:
            self.ignored.append(f"after={self.after}")
            found, self.after = None, ""
        self.engine = SqlEngine()
        self._cursor = found[1] if found else None

    @property
    def question(self) -> str:
        return self.params.get("q", ("",))[0]

    @property
    def sort(self) -> str:
        asked = self.params.get("sort", ("",))[0]
        if asked == "relevance" and not self.question:
            asked = ""
        return asked or ("relevance" if self.question else "newest")

    @cached_property
    def plan(self) -> Plan:
        plan = self.asked.narrow(Plan(at=self.at, trusted_after=self.at - settings.SOURCE_TRUSTED_FOR))
        if self.has_default_roles:
            plan = replace(
                plan, tokens=(Tokens("role", tuple(role.value for role in DEFAULT_ROLES), "role"), *plan.tokens)
            )
        steps = tuple(dict.fromkeys([*plan.pay_steps, *self.params.get("pay_min", ())]))
        return replace(plan, sort=self.sort, after=self._cursor, limit=self.per_page, pay_steps=steps)

    @cached_property
    def hits(self) -> Hits:
        return self.engine.run(self.plan)

    @property
    def total(self) -> int:
        return self.hits.total

    def only_total(self) -> int:
        """The number alone, for a page that shows nothing else of this search."""
        return self.engine.total(self.plan)

    def without(self, name: str) -> "PostingSearch":
        """The same search with one condition dropped."""
        left = {key: values for key, values in self.params.items() if key != name}
        return PostingSearch(left, at=self.at, default_scope=self.has_default_roles, per_page=self.per_page)

    def only_ids(self) -> list[int]:
        """One page without any count."""
        return self.engine.page(self.plan)[0]

    def show(self, ids: list[int]) -> list[Result]:
        """These postings as results of this search, in this order."""
        return [Result(**row) for row in cards.load(ids, self.plan)]

    @cached_property
    def results(self) -> list[Result]:
        return self.show(self.hits.ids)

    def facets(self, most: int = facets.SHOWN, *, all_of: str = "") -> list[facets.Facet]:
        """At most so many values each; every value of one facet if asked for."""
        return facets.label(self.hits.facets, self.plan, most, all_of)

    @cached_property
    def sentence(self) -> sentence.Sentence:
        return sentence.say(self)

    @property
    def next(self) -> str | None:
        return params.encode(self.sort, self.hits.next) if self.hits.next else None

    @cached_property
    def nearest(self) -> list[tuple[tuple[str, ...], int]]:
        """Where nothing was found: which conditions to drop, and how many there would be; single ones first."""
        widened = [(names, count) for names, count in self.engine.widened(self.plan).items() if count]
        single = [(names, count) for names, count in widened if len(names) == 1]
        order = {name: position for position, name in enumerate(self.plan.names)}
        return sorted(single or widened, key=lambda way: [order[name] for name in way[0]])

    @property
    def digest(self) -> str:
        """Equal for two searches that ask the same, in whatever order their parameters came."""
        asked = sorted((name, sorted(values)) for name, values in self.params.items() if name != "sort")
        return hashlib.sha256(repr((asked, self.has_default_roles)).encode()).hexdigest()

    def query(self, **changes: Iterable[str] | None) -> str:
        """The query string of this search with some parameters replaced, or dropped where None; page one."""
        merged = {**self.params, **{name: tuple(values) if values else () for name, values in changes.items()}}
        pairs = [(name, value) for name in params.NAMES for value in merged.get(name, ())]
        return urlencode(pairs)

    def query_without(self, *names: str) -> str:
        """Drop whole conditions. Dropping the roles lifts the default too."""
        return self.query(**{name: ("all",) if name == "role" else None for name in names})
