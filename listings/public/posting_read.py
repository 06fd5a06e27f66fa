"""One posting with everything its page shows, read in one statement however many rows hang on it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, F, Func, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from lib.text import is_id
from listings.models import (
    Place,
    Posting,
    PostingPlace,
    PostingRevision,
    PostingTerm,
    Requirement,
    Responsibility,
    Term,
)
from listings.models.choices import Season


@dataclass(frozen=True)
class Fragment:
    """One fragment of what was said of places; `label` is empty where we could not tell which place it is."""

    raw: str
    is_remote: bool
    label: str | None
    name: str | None
    kind: str | None
    parent: str | None
    country: str | None


@dataclass(frozen=True)
class Need:
    slug: str
    name: str
    level: str
    grp: int
    note: str
    evidence: str


@dataclass(frozen=True)
class Change:
    at: datetime
    facet: str
    before: str
    after: str
    turn: str = ""


@dataclass(frozen=True)
class Reading:
    """`at` is the instant the whole page speaks of."""

    posting: Posting
    at: datetime
    is_open: bool
    is_readable: bool
    places: list[Fragment]
    terms: list[Term]
    needs: list[Need]
    work: list[Responsibility]
    changes: list[Change]
    remote_from: list[str]

    @property
    def is_gone(self) -> bool:
        """Removed after it had been public; what never was leaves no trace."""
        return self.posting.status == "removed" and self.posting.first_published_at is not None


def load(number: str, at: datetime) -> Reading | None:
    if not is_id(number.lstrip("0")):
        return None
    posting = _postings(at).filter(pk=int(number)).first()
    return None if posting is None else _reading(posting, at)


def several(ids: list[int], at: datetime) -> list[Reading]:
    """In the order of their numbers."""
    return [_reading(posting, at) for posting in _postings(at).filter(pk__in=ids).order_by("pk")]


def _reading(posting: Posting, at: datetime) -> Reading:
    said = vars(posting)
    return Reading(
        posting=posting,
        at=at,
        is_open=said["is_open_now"],
        is_readable=said["is_readable_now"],
        places=[Fragment(**row) for row in said["said_places"]],
        terms=sorted((Term(**row) for row in said["said_terms"]), key=calendar),
        needs=[Need(**row) for row in said["said_needs"]],
        work=[Responsibility(**row) for row in said["said_work"]],
        changes=[Change(**{**row, "at": datetime.fromisoformat(row["at"])}) for row in said["said_changes"]],
        remote_from=said["said_countries"],
    )


class IsAnyOf(Func):
    """`slug = ANY(slugs)`, which reads an index where the lookups of arrays would read every place."""

    template, arg_joiner = "%(expressions)s)", " = ANY("
    output_field = BooleanField()


def calendar(term: Term) -> tuple[int, int]:
    return (term.year or 9999, Season.values.index(term.season))


def _postings(at: datetime) -> QuerySet[Posting]:
    mine = OuterRef("pk")
    places = PostingPlace.objects.filter(posting=mine).order_by("position")
    terms = PostingTerm.objects.filter(posting=mine)
    needs = Requirement.objects.filter(posting=mine).order_by("position", "pk")
    work = Responsibility.objects.filter(posting=mine).order_by("position")
    changes = PostingRevision.objects.filter(posting=mine).order_by("-at", "-pk")
    countries = Place.objects.filter(IsAnyOf(F("slug"), OuterRef("remote_countries")))
    return (
        Posting.objects.filter(employer__suspended_at=None)
        .select_related("employer", "source", "merged_into")
        .annotate(
            is_open_now=Exists(Posting.objects.open(at).filter(pk=mine)),
            is_readable_now=Exists(Posting.objects.readable(at).filter(pk=mine)),
            said_places=_rows(places, "raw", "is_remote", label="place__label", name="place__name", kind="place__kind",
                              parent="place__parent__name", country="place__country"),
            said_terms=_rows(terms, season="term__season", year="term__year"),
            said_needs=_rows(needs, "level", "grp", "note", "evidence", slug="skill__slug", name="skill__name"),
            said_work=_rows(work, "tag", "text"),
            said_changes=_rows(changes, "at", "facet", "before", "after", "turn"),
            said_countries=ArraySubquery(countries.order_by("name").values("name")),
        )
    )  # fmt: skip


def _rows(rows: QuerySet[Any], *same: str, **renamed: str) -> ArraySubquery:
    fields = {name: F(name) for name in same} | {name: F(path) for name, path in renamed.items()}
    return ArraySubquery(rows.values(row=JSONObject(**fields)))
