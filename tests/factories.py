"""Plain functions that make things. What a test does not name is sensible and unique."""

import itertools
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.models import User
from lib.text import fold, slugify
from listings.models import (
    Employer,
    Membership,
    Place,
    Posting,
    PostingPlace,
    PostingTerm,
    Requirement,
    Responsibility,
    Skill,
    Source,
    Term,
)
from listings.models.posting import READABLE
from listings.postings import search_row
from listings.vocabulary import gazetteer, taxonomy

numbers = itertools.count(1)


def make_user(email: str = "", *, verified: bool = True, **fields: Any) -> User:
    user = User.objects.create_user(email or f"person{next(numbers)}@example.org", **fields)
    if verified:
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def make_employer(name: str = "", **fields: Any) -> Employer:
    name = name or f"Employer {next(numbers)}"
    defaults = {"slug": slugify(name), "name_key": fold(name).replace(" ", ""), "created_at": timezone.now()}
    return Employer.objects.create(name=name, **{**defaults, **fields})


def make_member(employer: Employer, role: str = "owner", **fields: Any) -> User:
    user = make_user(**fields)
    Membership.objects.create(user=user, employer=employer, role=role)
    return user


def make_source(slug: str = "", **fields: Any) -> Source:
    defaults = {"kind": "simplify", "read_at": timezone.now()}
    return Source.objects.create(slug=slug or f"source-{next(numbers)}", **{**defaults, **fields})


def make_place(slug: str) -> Place:
    """A place of the gazetteer, with its parents."""
    known = gazetteer.gazetteer().places[slug]
    return Place.objects.get_or_create(
        slug=slug,
        defaults={
            "name": known.name,
            "label": known.label,
            "kind": known.kind,
            "parent": make_place(known.parent) if known.parent else None,
            "country": known.country,
            "lat": known.lat,
            "lon": known.lon,
            "tz": known.tz or "",
            "population": known.population,
        },
    )[0]


def make_skill(slug: str) -> Skill:
    known = taxonomy.skills()[slug]
    defaults = {"name": known.name, "kind": known.kind, "db_model": known.db_model}
    return Skill.objects.get_or_create(slug=slug, defaults=defaults)[0]


def make_posting(
    title: str = "Back-end Engineering Intern",
    *,
    employer: Employer | None = None,
    places: tuple[str, ...] = (),
    raw_places: tuple[str, ...] = (),
    terms: tuple[str, ...] = (),
    skills: dict[str, str] | None = None,
    any_of: tuple[str, ...] = (),
    responsibilities: dict[str, str] | None = None,
    indexed: bool = True,
    **fields: Any,
) -> Posting:
    """A published posting. PLACES and SKILLS are slugs (skill → level), TERMS "summer-2027"; ANY_OF are needed."""
    defaults: dict[str, Any] = {"role": "back-end", "slug": slugify(title), **_standing(**fields)}
    if fields.get("source"):
        defaults |= {"apply_kind": "outside", "apply_url": f"https://jobs.example.com/{next(numbers)}"}
    employer = employer or make_employer()
    posting = Posting.objects.create(title=title, employer=employer, **{**defaults, **fields})
    _add_parts(posting, [(make_place(slug), "") for slug in places] + [(None, raw) for raw in raw_places])
    for slug in terms:
        season, _dash, year = slug.partition("-")
        term = Term.objects.get_or_create(season=season, year=int(year) if year else None)[0]
        PostingTerm.objects.create(posting=posting, term=term)
    _add_skills(posting, skills or {}, any_of)
    for position, (tag, text) in enumerate((responsibilities or {}).items()):
        Responsibility.objects.create(posting=posting, position=position, tag=tag, text=text)
    if indexed:
        search_row.rebuild([posting.pk])
    return posting


def _add_parts(posting: Posting, places: list[tuple[Place | None, str]]) -> None:
    for position, (place, raw) in enumerate(places):
        raw = raw or (place.label if place else "")
        PostingPlace.objects.create(posting=posting, position=position, raw=raw, place=place)


def _add_skills(posting: Posting, skills: dict[str, str], any_of: tuple[str, ...]) -> None:
    rows = [(slug, "needed", 1) for slug in any_of]
    rows += [(slug, level, number) for number, (slug, level) in enumerate(skills.items(), start=2)]
    for position, (slug, level, grp) in enumerate(rows):
        Requirement.objects.create(posting=posting, skill=make_skill(slug), level=level, grp=grp, position=position)


COMPLETE: dict[str, Any] = {
    "summary": "You will take one small service from its first migration to its first customer.",
    "body": "We keep **two lines** for every payment.",
    "places": ("new-york",),
    "terms": ("summer-2027",),
    "skills": {"sql": "needed", "postgresql": "nice", "kafka": "learn"},
    "any_of": ("go", "java"),
    "responsibilities": {"api-endpoints": "Build the endpoint that corrects a date.", "migrations": "Move a table."},
    "workplace": "hybrid",
    "days_on_site": 3,
    "visa": ["cpt", "opt"],
    "degrees": ["bachelor", "master"],
    "fields": ["computer-science", "software-engineering"],
    "related_fields": True,
    "enrolment": "required",
    "grad_from": date(2027, 12, 1),
    "grad_to": date(2029, 6, 1),
    "starts_on": date(2027, 6, 1),
    "weeks": 12,
    "hours_a_week": Decimal("40"),
    "openings": 3,
    "pay_kind": "paid",
    "pay_min": 4200,
    "pay_max": 4600,
    "pay_currency": "USD",
    "pay_period": "hour",
    "hourly_min": 4200,
    "hourly_max": 4600,
    "mentor_name": "Amara Osei",
    "mentor_title": "staff engineer",
    "one_to_ones": 2,
    "interns_per_mentor": 2,
    "code_review": "every-change",
    "outcomes": "One service in production with your name in its history.",
    "portfolio": "description",
    "time_zone": "America/New_York",
}


def make_complete_posting(**fields: Any) -> Posting:
    """Every facet filled."""
    closes = (timezone.now() + timedelta(days=30)).replace(hour=5, minute=0, second=0, microsecond=0)
    dates = {"closes_on": closes.date() - timedelta(days=1), "closes_at": closes}
    return make_posting(**{**COMPLETE, **dates, **fields})


def _standing(status: str = "published", **fields: Any) -> dict[str, Any]:
    """Who and when, as the status asks for it."""
    now: datetime = timezone.now()
    standing: dict[str, Any] = {"status": status}
    if status in READABLE:
        first = fields.get("published_at", now - timedelta(hours=1))
        standing |= {"published_at": first, "first_published_at": first, "listed_at": first}
    if status == "paused":
        standing |= {"paused_at": now, "paused_reason": "employer"}
    if status in ("in_moderation", "changes_requested"):
        standing |= {"submitted_at": now}
    if status in ("closed", "archived"):
        standing |= {"closed_at": now, "closed_reason": "filled"}
    if status == "removed":
        standing |= {"removed_at": now}
    return standing
