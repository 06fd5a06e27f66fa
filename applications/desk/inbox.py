"""Applications as an inbox asks for them: which, in what order, and how many in each stage."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.postgres.search import SearchQuery
from django.db.models import (
    Case,
    Count,
    DateTimeField,
    Exists,
    F,
    FloatField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, Lag, Lead, Lower, NullIf, RowNumber

from applications.desk import asked as asking
from applications.desk.asked import AnswerAsked, Asked
from applications.models import Answer, Application, Assignment
from applications.models.application import ApplicationQuerySet
from applications.models.choices import QuestionKind
from listings.models import Membership
from listings.search import words

PAGE_SIZE = 25
WEEK = timedelta(days=7)
HEAVY = ("words", "cover_letter", "links")
NEVER = "'\U0010ffff'"  # a word that nobody writes
MET = Cast(F("meets"), FloatField()) / NullIf(F("needed"), Value(0))
ORDERS: dict[str, list[Any]] = {
    "newest": [F("submitted_at").desc(), F("pk").desc()],
    "oldest": [F("submitted_at").asc(), F("pk").asc()],
    "meets": [MET.desc(nulls_last=True), F("answer_due_at").asc(), F("pk").asc()],
    "name": [Lower("name").asc(), F("pk").asc()],
}


@dataclass(frozen=True)
class Counts:
    """By the id of a stage and by its type, whatever stages are asked for; `total` of those asked for."""

    by_stage: dict[int, int]
    by_type: dict[str, int]
    total: int

    @property
    def everywhere(self) -> int:
        return sum(self.by_stage.values())


@dataclass(frozen=True)
class Place:
    """Where one application stands in a list; neighbours are (id, name) or None."""

    number: int
    total: int
    before: tuple[int, str] | None
    after: tuple[int, str] | None


def matching(seat: Membership, asked: Asked, at: datetime) -> ApplicationQuerySet:
    return in_stages(in_any_stage(seat, asked, at), asked)


def order(sort: str, at: datetime) -> list[Any]:
    """By `due`: whose answer is due comes first, then what was answered last. What was answered just now keeps its
    place while it can be undone, so that the list does not move under the hand that works through it."""
    if sort != "due":
        return ORDERS[sort]
    just_now = When(answered_at__gt=at - settings.UNDO_WINDOW, then=Value(None))
    answered = Case(just_now, default=F("answered_at"), output_field=DateTimeField())
    return [answered.desc(nulls_first=True), F("answer_due_at").asc(), F("pk").asc()]


def ordered(found: ApplicationQuerySet, asked: Asked, at: datetime) -> ApplicationQuerySet:
    return found.order_by(*order(asked.sort, at))


def in_any_stage(seat: Membership, asked: Asked, at: datetime) -> ApplicationQuerySet:
    found = Application.objects.for_member(seat)
    if asked.posting:
        found = found.filter(posting=asked.posting)
    if asked.q:
        said = words.parse(asked.q)
        query = said.tsquery() if said else NEVER
        found = found.filter(words=SearchQuery(query, config="first_commit", search_type="raw"))
    if asked.skills:
        found = found.filter(skills__has_keys=list(asked.skills))
    if asked.grad_from:
        found = found.filter(graduates_on__gte=asked.grad_from)
    if asked.grad_to:
        found = found.filter(graduates_on__lte=asked.grad_to)
    if asked.waiting:
        found = found.unanswered().filter(submitted_at__lte=at - timedelta(days=asked.waiting))
    if asked.due:
        found = found.late(at) if asked.due == "late" else found.late(at + WEEK)
    if asked.unanswered:
        found = found.unanswered()
    if asked.src:
        found = found.filter(src=asked.src)
    for answer in asked.answers:
        found = found.filter(_answered(answer))
    return _assigned(found, asked.assigned, seat)


def _assigned(found: ApplicationQuerySet, to: str, seat: Membership) -> ApplicationQuerySet:
    theirs = Assignment.objects.filter(application=OuterRef("pk"))
    if to == "me":
        return found.filter(Exists(theirs.filter(reviewer_id=seat.user_id)))
    if to == "anyone":
        return found.filter(Exists(theirs))
    return found.filter(~Exists(theirs)) if to == "nobody" else found


def _answered(asked: AnswerAsked) -> Exists:
    kind = asked.question.kind
    if kind in asking.RANGES:  # a day is kept as ISO 8601, whose letters stand in the order of the days
        low, high = (bound.isoformat() if isinstance(bound, date) else bound for bound in (asked.low, asked.high))
        said = Q(value__gte=low) if low is not None else Q()
        said &= Q(value__lte=high) if high is not None else Q()
    elif kind == QuestionKind.YES_NO:
        said = _any(Q(value=value == "yes") for value in asked.values)
    elif kind == QuestionKind.SEVERAL_OF:
        said = _any(Q(value__contains=[value]) for value in asked.values)
    else:
        said = _any(Q(value=value) for value in asked.values)
    return Exists(Answer.objects.filter(said, application=OuterRef("pk"), question=asked.question))


def _any(conditions: Iterable[Q]) -> Q:
    found = Q()
    for condition in conditions:
        found |= condition
    return found


def in_stages(found: ApplicationQuerySet, asked: Asked) -> ApplicationQuerySet:
    if asked.stages:
        return found.filter(stage__in=asked.stages)
    if asked.every_stage:
        return found
    return found.filter(stage__type__in=asked.types or asking.OPEN)


def count(seat: Membership, asked: Asked, at: datetime) -> Counts:
    rows = in_any_stage(seat, asked, at).order_by().values_list("stage_id", "stage__type").annotate(Count("pk"))
    by_stage, by_type = dict[int, int](), dict[str, int]()
    total, ids = 0, {stage.pk for stage in asked.stages}
    for stage_id, type_, number in rows:
        by_stage[stage_id] = number
        by_type[type_] = by_type.get(type_, 0) + number
        chosen = stage_id in ids if ids else asked.every_stage or type_ in (asked.types or asking.OPEN)
        total += number if chosen else 0
    return Counts(by_stage, by_type, total)


def page(seat: Membership, asked: Asked, at: datetime) -> list[Application]:
    start = (asked.page - 1) * PAGE_SIZE
    ids = ordered(matching(seat, asked, at), asked, at).values_list("pk", flat=True)
    return whole(ids[start : start + PAGE_SIZE])


def whole(ids: Iterable[int]) -> list[Application]:
    """In the order of IDS, which were sorted without dragging whole rows along."""
    wanted = list(ids)
    found = Application.objects.filter(pk__in=wanted).select_related("posting", "stage").defer(*HEAVY).in_bulk()
    return [found[pk] for pk in wanted if pk in found]


def place_of(application: Application, seat: Membership, asked: Asked, at: datetime) -> Place:
    """One that has left the list meanwhile (it was just rejected, say) still stands where it stood."""
    found, by = matching(seat, asked, at), order(asked.sort, at)
    return (
        _place(found, application, by)
        or _place(_with(found, application, seat), application, by)
        or Place(1, 1, None, None)
    )


def _with(found: ApplicationQuerySet, application: Application, seat: Membership) -> ApplicationQuerySet:
    ids = found.order_by().values("pk")
    return Application.objects.for_member(seat).filter(Q(pk__in=ids) | Q(pk=application.pk))


def _place(found: QuerySet[Application], application: Application, by: list[Any]) -> Place | None:
    numbered = found.order_by().annotate(
        number=Window(RowNumber(), order_by=by),
        all=Window(Count("pk")),
        before=Window(Lag("pk"), order_by=by),
        before_name=Window(Lag("name"), order_by=by),
        after=Window(Lead("pk"), order_by=by),
        after_name=Window(Lead("name"), order_by=by),
        # Filtered by a window too, so that the numbers are those of the whole list.
        it=Window(Max("pk"), partition_by=[F("pk")]),
    )
    row = (
        numbered.filter(it=application.pk)
        .values_list("number", "all", "before", "before_name", "after", "after_name")
        .first()
    )
    if row is None:
        return None
    number, total, before, before_name, after, after_name = row
    return Place(number, total, (before, before_name) if before else None, (after, after_name) if after else None)
