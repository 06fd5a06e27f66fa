"""Rows of the panel's table of postings, every text ready."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications import clock
from applications.models import Application
from listings.models import Membership, Posting
from listings.models.choices import ApplyKind, Status
from listings.postings import traffic
from listings.postings.traffic import Traffic
from listings.vocabulary import terms
from panel import asking, offered, spark, standing
from panel.spark import Spark

WEEK = 7
ENDED = (Status.CLOSED, Status.ARCHIVED)


@dataclass(frozen=True)
class Tally:
    """Of the living applications of one posting."""

    applied: int = 0
    unread: int = 0
    unanswered: int = 0


@dataclass(frozen=True)
class Verb:
    name: str
    label: str
    url: str
    asks: bool


@dataclass(frozen=True)
class Row:
    """`closes_on` is the day that `closes` means, or ''. A number is None where it can be none: not published yet, or
    applied to elsewhere."""

    id: int
    title: str
    terms: str
    url: str
    node: str
    status: str
    note: str
    closes: str
    closes_on: str
    is_soon: bool
    is_dated: bool
    seen: str | None
    started: str | None
    applied: str | None
    unread: int | None
    unanswered: int | None
    traffic_url: str
    inbox_url: str
    waiting_url: str
    spark: Spark | None
    verbs: list[Verb]


def build(postings: Sequence[Posting], seat: Membership, at: datetime) -> list[Row]:
    """Of postings as lists.listed() gives them."""
    ids = [posting.pk for posting in postings if posting.first_published_at]
    told, days, visits = tallies(seat, ids), by_day(seat, ids, at), traffic.by_posting(ids)
    return [
        _row(one, seat, at, told.get(one.pk, Tally()), days.get(one.pk, []), visits.get(one.pk, Traffic()))
        for one in postings
    ]


def tallies(seat: Membership, ids: Iterable[int]) -> dict[int, Tally]:
    """What the inbox counts too, so that a number and the list behind it agree."""
    rows = (
        Application.objects.for_member(seat)
        .filter(posting__in=ids)
        .order_by()
        .values("posting")
        .annotate(
            n=Count("pk"),
            unread=Count("pk", filter=Q(opened_at=None)),
            unanswered=Count("pk", filter=Q(answered_at=None)),
        )
    )
    return {row["posting"]: Tally(row["n"], row["unread"], row["unanswered"]) for row in rows}


def by_day(seat: Membership, ids: Iterable[int], at: datetime) -> dict[int, list[int]]:
    """Applications of each of the last fourteen days, oldest first; the days are those of the traffic."""
    today = at.astimezone(UTC).date()
    first = today - timedelta(days=spark.DAYS - 1)
    start = datetime(first.year, first.month, first.day, tzinfo=UTC)
    sent = Application.objects.for_member(seat).filter(posting__in=ids, submitted_at__gte=start)
    rows = sent.order_by().values_list("posting", TruncDate("submitted_at", tzinfo=UTC)).annotate(Count("pk"))
    found: dict[int, list[int]] = {}
    for posting, day, number in rows:
        if 0 <= (day - first).days < spark.DAYS:
            found.setdefault(posting, [0] * spark.DAYS)[(day - first).days] = number
    return found


def _row(posting: Posting, seat: Membership, at: datetime, told: Tally, days: list[int], visits: Traffic) -> Row:
    slug, was_public = seat.employer.slug, posting.first_published_at is not None
    here = was_public and posting.apply_kind == ApplyKind.HERE
    return Row(
        id=posting.pk,
        title=standing.title_of(posting),
        terms=_terms(posting),
        url=reverse("panel_editor", args=[slug, posting.pk]),
        node=standing.node(posting, at),
        status=standing.word(posting, at),
        note=_note(posting, at),
        **_closes(posting, at),
        seen=f"{visits.seen:,}" if was_public else None,
        started=f"{visits.started:,}" if was_public else None,
        applied=f"{told.applied:,}" if here else None,
        unread=told.unread if here else None,
        unanswered=told.unanswered if here else None,
        traffic_url=reverse("panel_traffic", args=[slug, posting.pk]) if was_public else "",
        inbox_url=f"{reverse('review_inbox', args=[slug])}?posting={posting.pk}&stage=all" if here else "",
        waiting_url=asking.waiting_url(slug, posting.pk) if here else "",
        spark=spark.of(days),
        verbs=verbs(posting, seat),
    )


def verbs(posting: Posting, seat: Membership) -> list[Verb]:
    args = [seat.employer.slug, posting.pk]
    found = [
        Verb(name, str(offered.LABELS[name]), reverse(f"panel_{name}", args=args), name not in offered.AT_ONCE)
        for name in offered.offered(posting, seat)
    ]
    if not posting.source_id and posting.status != Status.DRAFT:
        found.append(Verb("duplicate", _("Duplicate"), reverse("panel_duplicate", args=args), asks=False))
    return found


def _terms(posting: Posting) -> str:
    """What tells this year's from last year's of the same title; as typed, where nothing was sent yet."""
    said = [row.term.slug for row in posting.posting_terms.all()]
    draft = standing.draft_of(posting)
    typed = draft.data.get("terms") if draft and not posting.title else None
    slugs = said or ([str(slug) for slug in typed] if isinstance(typed, list) else [])
    return ", ".join(terms.label(fact) for fact in map(terms.from_slug, slugs) if fact)


def _note(posting: Posting, at: datetime) -> str:
    """What the status alone would hide."""
    draft = standing.draft_of(posting)
    if draft and draft.submitted_at:
        return _("a change waits to be checked")
    if posting.source_id and posting.status == Status.PUBLISHED and not getattr(posting, "is_public", True):
        return _("hidden: its source was not read lately")
    if draft and posting.first_published_at and posting.status not in ENDED:
        return _("with changes not sent yet")
    return ""


def _closes(posting: Posting, at: datetime) -> dict[str, Any]:
    today = clock.on(at, posting.time_zone)
    if posting.closed_at and posting.status in ENDED:
        day = clock.say(clock.on(posting.closed_at, posting.time_zone), today)
        return {"closes": day, "closes_on": "", "is_soon": False, "is_dated": True}
    if posting.closes_on is None:
        text = _("no date") if posting.first_published_at else _("not yet")
        return {"closes": text, "closes_on": "", "is_soon": False, "is_dated": False}
    day, left = clock.say(posting.closes_on, today), (posting.closes_on - today).days
    if left < 0:
        return {"closes": day, "closes_on": "", "is_soon": False, "is_dated": True}
    is_soon = left < WEEK and not standing.is_over(posting, at)
    return {"closes": relative(posting.closes_on, left), "closes_on": day, "is_soon": is_soon, "is_dated": True}


def relative(day: Any, left: int) -> str:
    """ "today", "tomorrow", "Friday", "in 35 days"."""
    if left < 2:
        return _("tomorrow") if left else _("today")
    if left < WEEK:
        return date_format(day, "l")
    return ngettext("in %(n)s day", "in %(n)s days", left) % {"n": left}
