"""From the readable files to what a posting will be: pure, with today as its only surprise."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from lib.text import slugify
from listings.models.choices import ApplyKind, Enrolment, Level, PauseReason, PayKind, Status
from listings.postings import dates
from listings.vocabulary import gazetteer

DATA = Path(__file__).parent / "data"
FILES = {"tidewater-ledger": "tidewater.toml", "kestrel-freight": "kestrel.toml"}
SEASON_STARTS = {"winter": (1, 2), "spring": (2, 1), "summer": (6, 1), "fall": (9, 1)}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FAR_ENOUGH = timedelta(days=75)  # every deadline of the files lies before the term it is for
# Written in the files as in the model.
COPIED = (
    "title", "status", "role", "summary", "openings", "workplace", "days_on_site", "remote_countries", "visa",
    "degrees", "fields", "related_fields", "weeks", "code_review", "portfolio", "outcomes", "answer_within_days",
    "cover_letter",
)  # fmt: skip
CHANGED = ("facet", "before", "after", "turn")


@dataclass(frozen=True)
class Planned:
    """Places are (raw, slug or "", remote?), needs (skill, level, group, note, evidence), changes
    (at, facet, before, after, turn). `fields` are those of Posting, without people and employer."""

    key: str
    employer: str
    fields: dict[str, Any]
    places: list[tuple[str, str, bool]] = field(default_factory=list)
    terms: list[tuple[str, int]] = field(default_factory=list)
    work: list[tuple[str, str]] = field(default_factory=list)
    needs: list[tuple[str, str, int, str, str]] = field(default_factory=list)
    changes: list[tuple[datetime, str, str, str, str]] = field(default_factory=list)
    draft: dict[str, Any] = field(default_factory=dict)
    questions: list[dict[str, Any]] = field(default_factory=list)


def load(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def small(today: date) -> list[Planned]:
    """The postings of the two employers, written by hand."""
    return [read(entry, employer, today) for employer, name in FILES.items() for entry in load(name)["posting"]]


def read(entry: dict[str, Any], employer: str, today: date) -> Planned:
    terms = sorted((next_term(season, today) for season in entry.get("terms", [])), key=starts_on)
    fields = {name: entry[name] for name in COPIED if name in entry}
    mentor = entry.get("mentor", {})
    fields |= {
        "slug": slugify(entry["title"]),
        "body": entry.get("body", "").strip(),
        "enrolment": entry.get("enrolment", Enrolment.NOT_STATED),
        "apply_kind": ApplyKind.OUTSIDE if "apply_url" in entry else ApplyKind.HERE,
        "apply_url": entry.get("apply_url", ""),
        "starts_on": starts_on(terms[0]) if terms else None,
        "hours_a_week": Decimal(str(entry["hours_a_week"])) if "hours_a_week" in entry else None,
        "mentor_name": mentor.get("name", ""),
        "mentor_title": mentor.get("title", ""),
        "one_to_ones": mentor.get("one_to_ones"),
        "interns_per_mentor": mentor.get("interns"),
        **_pay(entry.get("pay", {})),
        **_dates(entry, today),
    }
    if "graduates" in entry:
        fields["grad_from"], fields["grad_to"] = (_month(text, terms[0][1]) for text in entry["graduates"])
    return Planned(
        key=f"{employer}/{entry['key']}",
        employer=employer,
        fields=fields,
        places=[_place(slug) for slug in entry.get("places", [])],
        terms=terms,
        work=[(tag, text) for tag, text in entry.get("work", [])],
        needs=_needs(entry),
        changes=[
            (_at(today, -change["days"], entry["key"]), *(change[part] for part in CHANGED))
            for change in entry.get("revisions", [])
        ],
        draft=_typed(entry.get("draft", {})),
        questions=entry.get("question", []),
    )


def _typed(said: dict[str, Any]) -> dict[str, list[str]]:
    """As the editor keeps it: each field's values as they would be typed."""
    return {name: value if isinstance(value, list) else [str(value)] for name, value in said.items()}


def next_term(season: str, today: date) -> tuple[str, int]:
    """The first one that begins late enough for an internship to be found, applied for and decided."""
    year = today.year
    while starts_on((season, year)) < today + FAR_ENOUGH:
        year += 1
    return season, year


def starts_on(term: tuple[str, int]) -> date:
    """The first Monday."""
    first = date(term[1], *SEASON_STARTS[term[0]])
    return first + timedelta(days=-first.weekday() % 7)


def _month(text: str, year: int) -> date:
    """ "Jun 2": June, two years after the term's."""
    name, years = text.split()
    return date(year + int(years), MONTHS.index(name) + 1, 1)


def _place(slug: str) -> tuple[str, str, bool]:
    return ("Remote", "", True) if slug == "Remote" else (gazetteer.gazetteer().places[slug].label, slug, False)


def _pay(pay: dict[str, Any]) -> dict[str, Any]:
    kind = pay.get("kind") or (PayKind.PAID if pay else PayKind.NOT_STATED)
    fields: dict[str, Any] = {"pay_kind": kind, "pay_note": pay.get("note", "")}
    if "currency" in pay:
        fields |= {"pay_currency": pay["currency"], "pay_period": pay["period"]}
        # All currencies of the demonstration have a hundred parts.
        fields |= {f"pay_{end}": int(Decimal(str(pay[end])) * 100) for end in ("min", "max") if end in pay}
    return fields


def _dates(entry: dict[str, Any], today: date) -> dict[str, Any]:
    zone = ZoneInfo(entry["time_zone"])
    key = entry["key"]
    fields: dict[str, Any] = {"time_zone": entry["time_zone"]}
    published = None
    if "scheduled" in entry:
        published = fields["publish_at"] = datetime.combine(today + timedelta(days=entry["scheduled"]), time(9), zone)
    elif "published" in entry:
        published = _at(today, -entry["published"], key)
    if published:
        fields |= dict.fromkeys(("published_at", "first_published_at", "listed_at"), published)
    created = entry.get("created", entry.get("published", 0) + 4)
    fields["created_at"] = _at(today, -created, key) - timedelta(hours=2)
    if "opens" in entry:
        fields["opens_at"] = datetime.combine(today + timedelta(days=entry["opens"]), time(9), zone)
    if "closes" in entry:
        last = today + timedelta(days=entry["closes"])
        fields |= {"closes_on": last, "closes_at": dates.end_of(last, entry["time_zone"])}
    if published and entry["status"] in (Status.PUBLISHED, Status.SCHEDULED):
        fields["expires_at"] = max(published + timedelta(days=120), _at(today, 30, key))
    if entry["status"] == Status.PAUSED:
        fields |= {"paused_at": _at(today, -1, key), "paused_reason": PauseReason.EMPLOYER}
    if entry["status"] != Status.DRAFT:
        fields["submitted_at"] = fields["created_at"] + timedelta(hours=1)
    if entry["status"] in (Status.CLOSED, Status.ARCHIVED):
        fields |= {"closed_at": _at(today, -entry["closed"], key), "closed_reason": entry["closed_reason"]}
    if entry["status"] == Status.REMOVED:
        fields["removed_at"] = _at(today, -entry["removed"], key)
    return fields


def _at(today: date, days: int, key: str) -> datetime:
    """An hour of that day which is always the same for KEY: rows of one day need an order."""
    minutes = sum(key.encode()) * 7 % 360
    return datetime.combine(today + timedelta(days=days), time(12), UTC) + timedelta(minutes=minutes)


def _needs(entry: dict[str, Any]) -> list[tuple[str, str, int, str, str]]:
    needs = []
    choices = [(level, choice) for level in Level.values for choice in entry.get(level, [])]
    for group, (level, choice) in enumerate(choices, start=1):
        for said in [choice] if isinstance(choice, str) else choice:
            skill, _colon, words = said.partition(": ")
            found = ("", words) if level == Level.MENTIONED else (words, "")
            needs.append((skill, level, group, *found))
    return needs


def skills_of(plans: Iterable[Planned]) -> set[str]:
    return {need[0] for plan in plans for need in plan.needs}


def places_of(plans: Iterable[Planned]) -> set[str]:
    named = {slug for plan in plans for _raw, slug, _remote in plan.places if slug}
    return named | {country for plan in plans for country in plan.fields.get("remote_countries", [])}
