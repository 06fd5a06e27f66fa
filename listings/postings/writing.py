"""Writes a whole Content into a posting and its rows. Called by editing's verbs, inside their transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import F

from lib.text import slugify
from listings.models import (
    Place,
    Posting,
    PostingPlace,
    PostingRevision,
    PostingTerm,
    Requirement,
    Responsibility,
    Skill,
    Term,
)
from listings.postings import dates, pay, search_row
from listings.postings.content import COLUMNS, Content, Need
from listings.postings.difference import Change
from listings.vocabulary import terms

EMPTY_SLUG = "internship"


def locked(posting: Posting) -> Posting:
    return Posting.objects.select_for_update().get(pk=posting.pk)


def write(posting: Posting, content: Content) -> None:
    """Everything an employer says, whole; what derives from it too."""
    fill(posting, content)
    save(posting, [*COLUMNS, "slug", "closes_at", "hourly_min", "hourly_max"])
    _write_parts(posting, content)
    search_row.rebuild([posting.pk])


def save(posting: Posting, columns: Sequence[str]) -> None:
    """What people said, counted up: who typed over what stood before is told (drafting.save)."""
    posting.content_version = F("content_version") + 1
    posting.save(update_fields=[*columns, "content_version"])
    posting.refresh_from_db(fields=["content_version"])


def fill(posting: Posting, content: Content) -> None:
    """The columns and what derives from them, unsaved."""
    for name in COLUMNS:
        value = getattr(content, name)
        setattr(posting, name, list(value) if isinstance(value, tuple) else value)
    posting.slug = slugify(content.title) or EMPTY_SLUG
    posting.closes_at = dates.end_of(content.closes_on, content.time_zone) if content.closes_on else None
    pay.reckon(posting)


def _write_parts(posting: Posting, content: Content) -> None:
    for model in (PostingPlace, PostingTerm, Responsibility, Requirement):
        model.objects.filter(posting=posting).delete()
    places = dict(Place.objects.filter(slug__in=[p.place for p in content.places]).values_list("slug", "pk"))
    PostingPlace.objects.bulk_create(
        PostingPlace(posting=posting, position=n, raw=p.raw, place_id=places.get(p.place), is_remote=p.is_remote)
        for n, p in enumerate(content.places)
    )
    PostingTerm.objects.bulk_create(PostingTerm(posting=posting, term=_term(slug)) for slug in content.terms)
    Responsibility.objects.bulk_create(
        Responsibility(posting=posting, position=n, tag=duty.tag, text=duty.text) for n, duty in enumerate(content.work)
    )
    skills = Skill.objects.by_slug(need.skill for need in content.needs)
    Requirement.objects.bulk_create(
        Requirement(
            posting=posting,
            position=n,
            skill=skill,
            level=need.level,
            grp=need.grp,
            note=need.note,
            evidence=need.evidence,
        )
        for n, (skill, need) in enumerate(once(content.needs, skills))
    )


def once(needs: Sequence[Need], skills: Mapping[str, Skill]) -> list[tuple[Skill, Need]]:
    """With the skill that is meant; of two that were merged into one, the first."""
    found = {skills[need.skill]: need for need in reversed(needs)}
    return list(reversed(found.items()))


def _term(slug: str) -> Term:
    fact = terms.from_slug(slug)
    if fact is None:
        raise ValueError(f"{slug} is no term")
    return Term.objects.get_or_create(season=fact.season, year=fact.year)[0]


def tell(posting: Posting, changes: list[Change], at: datetime) -> None:
    """What readers see and applicants are written; `told_at` stays empty until they were."""
    PostingRevision.objects.bulk_create(
        PostingRevision(posting=posting, at=at, facet=one.facet, before=one.before, after=one.after, turn=one.turn)
        for one in changes
    )
