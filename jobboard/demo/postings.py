"""Writes planned postings: new ones, and of those already there only what differs.

An audit event remembers which posting belongs to which key, so that a retitled one is still known. A posting that a
person has since changed (another audit event tells) is theirs and left alone.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone

from accounts.models import AuditEvent
from jobboard.demo.people import Cast
from jobboard.demo.plan import Planned, places_of, skills_of
from listings.models import (
    Place,
    Posting,
    PostingDraft,
    PostingPlace,
    PostingRevision,
    PostingTerm,
    Requirement,
    Responsibility,
    Skill,
    Term,
)
from listings.models.choices import Status
from listings.postings import pay, search_row

SEEDED = "posting.seed"
BATCH = 1000
KEPT = ("id", "unanswered", "asked", "content_version")  # by the verbs that write them
COMPARED = [f.attname for f in Posting._meta.concrete_fields if f.attname not in KEPT]
PARTS: dict[type[models.Model], tuple[str, ...]] = {
    PostingPlace: ("position", "raw", "place_id", "is_remote"),
    PostingTerm: ("term_id",),
    Responsibility: ("position", "tag", "text"),
    Requirement: ("position", "skill_id", "level", "grp", "note", "evidence"),
    PostingRevision: ("at", "facet", "before", "after", "turn"),
    PostingDraft: ("data", "by_id", "saved_at"),
}
Rows = list[tuple[Any, ...]]


@dataclass
class Written:
    created: int = 0
    changed: int = 0
    unchanged: int = 0


class Unknown(Exception):
    """A skill or place of the plans has no row; the words are the commands that load them."""


class Vocabulary:
    """Ids of the rows that the plans point at."""

    def __init__(self, plans: list[Planned]) -> None:
        skills, places = skills_of(plans), places_of(plans)
        self.skills = dict(Skill.objects.filter(slug__in=skills).values_list("slug", "pk"))
        self.places = dict(Place.objects.filter(slug__in=places).values_list("slug", "pk"))
        wanted = {"load_skills": skills - self.skills.keys(), "load_places": places - self.places.keys()}
        if any(wanted.values()):
            raise Unknown(" and ".join(command for command, missing in wanted.items() if missing))
        self.terms = {
            (season, year): Term.objects.get_or_create(season=season, year=year)[0].pk
            for season, year in sorted({term for plan in plans for term in plan.terms})
        }


def write(plans: list[Planned], cast: Cast, vocabulary: Vocabulary) -> Written:
    written = Written()
    ids = known()
    theirs = _changed_by_people(ids.values())
    touched: list[int] = []
    for start in range(0, len(plans), BATCH):
        batch = plans[start : start + BATCH]
        new = [plan for plan in batch if plan.key not in ids]
        made = Posting.objects.bulk_create([_posting(plan, cast) for plan in new])
        _remember(new, made)
        ids |= {plan.key: posting.pk for plan, posting in zip(new, made, strict=True)}
        ours = {ids[plan.key]: plan for plan in batch if ids[plan.key] not in theirs}
        fresh = {posting.pk for posting in made}
        changed = _correct({pk: plan for pk, plan in ours.items() if pk not in fresh}, cast)
        changed |= _write_parts(ours, cast, vocabulary)
        touched += sorted(changed | fresh)
        written.created += len(fresh)
        written.changed += len(changed - fresh)
        written.unchanged += len(batch) - len(changed | fresh)
    search_row.rebuild(touched)
    return written


def known() -> dict[str, int]:
    """Ids by key, of postings that are still there."""
    told = dict(AuditEvent.objects.filter(code=SEEDED).order_by("pk").values_list("data__key", "subject_id"))
    there = set(Posting.objects.filter(pk__in=told.values()).values_list("pk", flat=True))
    return {key: pk for key, pk in told.items() if pk in there}


def _changed_by_people(ids: Iterable[int]) -> set[int]:
    events = AuditEvent.objects.filter(subject_kind="posting", subject_id__in=list(ids), actor_id__isnull=False)
    return set(events.values_list("subject_id", flat=True))


def _remember(plans: list[Planned], postings: list[Posting]) -> None:
    at = timezone.now()
    AuditEvent.objects.bulk_create(
        AuditEvent(at=at, code=SEEDED, subject_kind="posting", subject_id=posting.pk, data={"key": plan.key})
        for plan, posting in zip(plans, postings, strict=True)
    )


def _posting(plan: Planned, cast: Cast) -> Posting:
    owner = cast.owners.get(plan.employer)
    status = plan.fields["status"]
    posting = Posting(
        **plan.fields,
        employer=cast.employers[plan.employer],
        role_set_by_id=owner,
        submitted_by_id=owner if "submitted_at" in plan.fields else None,
        paused_by_id=owner if status == Status.PAUSED else None,
        published_by_id=cast.moderator if "published_at" in plan.fields else None,
        closed_by_id=owner if status in (Status.CLOSED, Status.ARCHIVED) else None,
        removed_by_id=cast.moderator if status == Status.REMOVED else None,
    )
    pay.reckon(posting)
    return posting


def _correct(plans: dict[int, Planned], cast: Cast) -> set[int]:
    """Brings the fields of postings already there to the plan, and says which differed."""
    there = Posting.objects.in_bulk(list(plans))
    differing = []
    for pk, plan in plans.items():
        wanted = _posting(plan, cast)
        if any(getattr(wanted, name) != getattr(there[pk], name) for name in COMPARED):
            wanted.pk = pk
            differing.append(wanted)
    if differing:
        Posting.objects.bulk_update(differing, COMPARED, batch_size=100)
    return {posting.pk for posting in differing}


def _write_parts(plans: dict[int, Planned], cast: Cast, vocabulary: Vocabulary) -> set[int]:
    changed: set[int] = set()
    wanted = {pk: _parts(plan, cast, vocabulary) for pk, plan in plans.items()}
    for model, names in PARTS.items():
        rows = model._default_manager.filter(posting__in=list(plans))
        there: dict[int, Rows] = defaultdict(list)
        for pk, *values in rows.values_list("posting_id", *names):
            there[pk].append(tuple(values))
        differing = {pk for pk in plans if _in_order(there[pk]) != _in_order(wanted[pk][model])}
        rows.filter(posting__in=differing).delete()
        model._default_manager.bulk_create(
            [
                model(posting_id=pk, **dict(zip(names, row, strict=True)))
                for pk in sorted(differing)
                for row in wanted[pk][model]
            ],
            batch_size=2000,
        )
        changed |= differing
    return changed


def _in_order(rows: Rows) -> Rows:
    return sorted(rows, key=lambda row: str(row[0]))


def _parts(plan: Planned, cast: Cast, vocabulary: Vocabulary) -> dict[type[models.Model], Rows]:
    return {
        PostingPlace: [
            (position, raw, vocabulary.places[slug] if slug else None, remote)
            for position, (raw, slug, remote) in enumerate(plan.places)
        ],
        PostingTerm: [(vocabulary.terms[term],) for term in plan.terms],
        Responsibility: [(position, *told) for position, told in enumerate(plan.work)],
        Requirement: [
            (position, vocabulary.skills[skill], *told) for position, (skill, *told) in enumerate(plan.needs)
        ],
        PostingRevision: list(plan.changes),
        PostingDraft: [(plan.draft, cast.owners.get(plan.employer), plan.fields["created_at"])] if plan.draft else [],
    }
