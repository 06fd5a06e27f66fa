"""The postings of an employer as its panel lists them: which, in what order, and how many of each kind."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)
from django.http import QueryDict

from lib.text import tidy
from listings.models import Membership, Posting, PostingTerm
from listings.models.choices import Status
from listings.postings.editing import STANDING
from listings.postings.lifecycle import LIVE

PAGE_SIZE = 50
MAX_QUESTION = 200
KINDS = ("open", "moderation", "drafts", "closed")  # what lives comes first
HEAVY = ("body", "summary", "outcomes")


@dataclass(frozen=True)
class Asked:
    """`show` is one of KINDS, or "" for all."""

    show: str = ""
    q: str = ""
    page: int = 1

    def query(self, **changes: str) -> str:
        """As an address spells it; the page is kept only where nothing changes."""
        page = str(self.page) if self.page > 1 and not changes else ""
        said = {"show": self.show, "q": self.q, "page": page, **changes}
        encoded = QueryDict(mutable=True)
        encoded.update({name: value for name, value in said.items() if value})
        return encoded.urlencode()


def read(query: QueryDict) -> Asked:
    show, page = query.get("show", ""), query.get("page", "")
    return Asked(
        show=show if show in KINDS else "",
        q=tidy(query.get("q", "")[:MAX_QUESTION]),
        page=int(page) if re.fullmatch(r"[1-9]\d{0,3}", page, re.ASCII) else 1,
    )


def of_employer(seat: Membership, at: datetime) -> QuerySet[Posting]:
    """All but what is removed, each with its `kind` by the clock."""
    over = Q(status__in=LIVE, source=None, closes_at__lte=at)
    kind = Case(
        When(over, then=Value("closed")),
        When(status__in=STANDING, then=Value("open")),
        When(status__in=(Status.IN_MODERATION, Status.CHANGES_REQUESTED), then=Value("moderation")),
        When(status=Status.DRAFT, then=Value("drafts")),
        default=Value("closed"),
        output_field=CharField(),
    )
    return Posting.objects.filter(employer=seat.employer_id, removed_at=None).annotate(kind=kind)


def counts(seat: Membership, asked: Asked, at: datetime) -> dict[str, int]:
    """By kind, of what is searched for."""
    rows = matching(of_employer(seat, at), asked.q).order_by().values_list("kind").annotate(Count("pk"))  # type: ignore[misc]
    found = dict(rows)
    return {kind: found.get(kind, 0) for kind in KINDS}


def matching(postings: QuerySet[Posting], q: str) -> QuerySet[Posting]:
    """By the title; by the one that is being typed where none was sent yet."""
    if not q:
        return postings
    return postings.filter(Q(title__icontains=q) | Q(title="", draft__data__title__icontains=q))


def listed(seat: Membership, asked: Asked, at: datetime) -> QuerySet[Posting]:
    """Each with its draft and its terms; `is_public` says whether everybody sees it."""
    found = matching(of_employer(seat, at), asked.q)
    if asked.show:
        found = found.filter(kind=asked.show)  # type: ignore[misc]
    rank = Case(*(When(kind=kind, then=Value(n)) for n, kind in enumerate(KINDS)), output_field=IntegerField())
    public = Exists(Posting.objects.open(at).filter(pk=OuterRef("pk")))
    ordered = found.annotate(rank=rank, is_public=public).order_by("rank", "-created_at", "-pk")
    terms = Prefetch("posting_terms", PostingTerm.objects.select_related("term"))
    return ordered.select_related("draft").prefetch_related(terms).defer(*HEAVY)


def page(seat: Membership, asked: Asked, at: datetime) -> list[Posting]:
    start = (asked.page - 1) * PAGE_SIZE
    return list(listed(seat, asked, at)[start : start + PAGE_SIZE])
