"""A posting again for a later year: the same words, with its dates moved on."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEvent, User
from listings.models import Posting
from listings.models.choices import Status
from listings.postings import dates, permissions, writing
from listings.postings.content import DATES, INSTANTS, Content
from listings.vocabulary import terms

CODE = "posting.duplicate"
AT_ONCE = timedelta(minutes=1)
# The month in which each season's internships begin.
FIRST_MONTH = {"winter": 1, "spring": 3, "summer": 6, "fall": 9}
LAST_YEAR = 2099  # of a term
MONTHS = ("grad_from", "grad_to")


@dataclass(frozen=True)
class Later:
    """`left_out` names the fields whose day would still lie in the past."""

    content: Content
    years: int
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Copied:
    """`is_new` is false where a second press of the button found what the first one made."""

    posting: Posting
    later: Later
    is_new: bool


@transaction.atomic
def duplicate(posting: Posting, content: Content, *, by: User) -> Copied:
    """A draft of the same employer that says CONTENT, moved on to the next term ahead. It has no source, no readers and
    no applicants, whatever the first one had. The same person's second press within a minute makes no second one, as
    long as nobody has written on the first."""
    if not permissions.acting(by, posting) & permissions.TEAM:
        raise PermissionDenied("duplicate")
    held, now = writing.locked(posting), timezone.now()
    later = moved(content, now)
    if first := _just_made(held, by, now):
        return Copied(first, later, is_new=False)
    made = Posting.objects.create(employer_id=held.employer_id, title=later.content.title, created_at=now)
    writing.write(made, later.content)
    audit.record(CODE, made, by=by, of=held.pk)
    return Copied(made, later, is_new=True)


def _just_made(posting: Posting, by: User, now: datetime) -> Posting | None:
    made = AuditEvent.objects.filter(code=CODE, actor_id=by.pk, at__gt=now - AT_ONCE, data__of=posting.pk)
    untouched = Posting.objects.filter(employer=posting.employer_id, status=Status.DRAFT, draft=None)
    return untouched.filter(pk__in=list(made.values_list("subject_id", flat=True))).order_by("-pk").first()


# --- dates ---------------------------------------------------------------------------------------------------------


def moved(content: Content, now: datetime) -> Later:
    """By as many whole years as bring its terms, or else its first day or its deadline, to lie ahead."""
    years = _years(content, now)
    said: dict[str, Any] = {name: _later(content, name, years) for name in (*DATES, *INSTANTS)}
    gone = [name for name in said if getattr(content, name) and not _is_ahead(said[name], name, content.time_zone, now)]
    coming = [(slug, _term(slug, years)) for slug in content.terms]
    if any(term is None for _slug, term in coming):
        gone.append("terms")
    kept = tuple(term for _slug, term in coming if term)
    return Later(replace(content, **{**said, **dict.fromkeys(gone), "terms": kept}), years, tuple(gone))


def _years(content: Content, now: datetime) -> int:
    today = now.astimezone(ZoneInfo(content.time_zone)).date()
    days = list(_first_days(content))
    return next(
        years for years in count(1) if all((day.year + years, day.month, day.day) > _parts(today) for day in days)
    )


def _first_days(content: Content) -> Iterator[date]:
    """Those that must lie ahead: of each term with a year; without one, of the work, or else the last to apply."""
    facts = [fact for fact in map(terms.from_slug, content.terms) if fact and fact.year]
    if facts:
        for fact in facts:
            yield date(fact.year or 0, FIRST_MONTH[fact.season], 1)
    elif day := content.starts_on or content.closes_on:
        yield day


def _parts(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day


def _term(slug: str, years: int) -> str | None:
    fact = terms.from_slug(slug)
    if fact is None or fact.year is None:
        return slug
    return replace(fact, year=fact.year + years).slug if fact.year + years <= LAST_YEAR else None


def _later(content: Content, name: str, years: int) -> Any:
    """A day of the calendar, or a minute of the clock on the wall of its zone."""
    was = getattr(content, name)
    if was is None or was.year + years >= MAXYEAR:
        return None
    if not isinstance(was, datetime):
        return _day(was, years)
    zone = ZoneInfo(content.time_zone)
    wall = was.astimezone(zone)
    # A minute that the clocks skip in that year is read as the one an hour later.
    return datetime.combine(_day(wall.date(), years), wall.time().replace(fold=0), zone).astimezone(UTC)


def _day(day: date, years: int) -> date:
    is_leap = (day.month, day.day) == (2, 29) and not _has_leap_day(day.year + years)
    return day.replace(year=day.year + years, day=28 if is_leap else day.day)


def _has_leap_day(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _is_ahead(value: Any, name: str, zone: str, now: datetime) -> bool:
    today = now.astimezone(ZoneInfo(zone)).date()
    if value is None:
        return False
    if name in INSTANTS:
        return bool(value > now)
    if name == "closes_on":
        return dates.end_of(value, zone) > now
    return bool(value >= (today.replace(day=1) if name in MONTHS else today))
