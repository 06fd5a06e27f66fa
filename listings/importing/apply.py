"""Writing what a reading says: postings, their parts and entries, in bulk. What a person corrected is kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lib.text import fold
from listings.importing import base, employers, understanding, vocabulary_rows
from listings.importing.reconcile import Group
from listings.importing.understanding import Facts
from listings.models import (
    Employer,
    FragmentPlace,
    Place,
    Posting,
    PostingPlace,
    PostingTerm,
    Requirement,
    Skill,
    SourceEntry,
    Term,
)
from listings.models.choices import ApplyKind, CloseReason, Level, Status
from listings.models.source import Source
from listings.postings import dates, pay

BATCH = 500
LIVE = (Status.SCHEDULED, Status.PUBLISHED, Status.PAUSED)
OVER = (Status.CLOSED, Status.ARCHIVED)
BY_SOURCE = (CloseReason.SOURCE, CloseReason.VANISHED)
LONGEST_FRAGMENT = 300
# What a rewrite may change on the posting itself; places, terms and skills are rows of their own.
FIELDS = (
    "employer", "title", "slug", "body", "role", "role_evidence", "workplace", "remote_countries", "visa", "degrees",
    "apply_url", "closes_on", "closes_at", "time_zone", *pay.FIELDS,
)  # fmt: skip
ENTRY_FIELDS = ("key", "title_key", "raw", "digest", "gone_at")


@dataclass(frozen=True)
class Rows:
    """The rows that the facts of this reading point at."""

    employers: Mapping[str, Employer]
    places: Mapping[str, int]
    skills: Mapping[str, int]
    terms: Mapping[tuple[str, int | None], int]
    assigned: Mapping[str, int]  # what staff found fragments to mean, folded


Known = Mapping[str, Employer]


def create(source: Source, groups: Sequence[Group], at: datetime, known: Known) -> list[int]:
    """KNOWN: employers by the key of what the rows call them, where the answer named none."""
    if not groups:
        return []
    facts = [understanding.facts_of(group, years_of(source)) for group in groups]
    rows = _rows(facts, at, known)
    postings = [_new(source, group, fact, rows, at) for group, fact in zip(groups, facts, strict=True)]
    Posting.objects.bulk_create(postings, batch_size=BATCH)
    entries = [
        _enter(SourceEntry(source=source, posting=posting), group)
        for posting, group in zip(postings, groups, strict=True)
    ]
    SourceEntry.objects.bulk_create(entries, batch_size=BATCH)
    _add_parts(list(zip(postings, facts, strict=True)), rows)
    return [posting.pk for posting in postings]


def rewrite(source: Source, pairs: Sequence[tuple[SourceEntry, Group]], at: datetime, known: Known) -> list[int]:
    """Bring the posting of each entry to what its group says now."""
    if not pairs:
        return []
    ids = [entry.posting_id for entry, _group in pairs]
    locked = {posting.pk: posting for posting in Posting.objects.filter(pk__in=ids).order_by("pk").select_for_update()}
    postings = [locked[pk] for pk in ids]
    facts = []
    for posting, (_entry, group) in zip(postings, pairs, strict=True):
        kept_title = posting.title if "title" in posting.locked_fields else ""
        facts.append(understanding.facts_of(group, years_of(source), title=kept_title))
    rows = _rows(facts, at, known)
    for posting, fact in zip(postings, facts, strict=True):
        _fill(posting, fact, rows)
    Posting.objects.bulk_update(postings, FIELDS, batch_size=100)
    for part, name in ((PostingPlace, "places"), (PostingTerm, "terms"), (Requirement, "skills")):
        free = [posting.pk for posting in postings if name not in posting.locked_fields]
        part.objects.filter(posting_id__in=free).delete()
    _add_parts(list(zip(postings, facts, strict=True)), rows)
    return ids


def enter(pairs: Iterable[tuple[SourceEntry, Group]]) -> None:
    """Keep the rows as they were said, whether or not their meaning changed."""
    entries = [_enter(entry, group) for entry, group in pairs]
    SourceEntry.objects.bulk_update(entries, ENTRY_FIELDS, batch_size=BATCH)


def close(entries: Sequence[SourceEntry], reason: CloseReason, at: datetime) -> None:
    standing = Posting.objects.filter(pk__in=[entry.posting_id for entry in entries], status__in=LIVE)
    if entries:
        standing.update(
            status=Status.CLOSED, closed_at=at, closed_by=None, closed_reason=reason, paused_at=None, paused_by=None,
            paused_reason="",
        )  # fmt: skip


def reopen(entries: Sequence[SourceEntry]) -> None:
    """Only what a source closed: what a person closed stays closed."""
    over = Posting.objects.filter(pk__in=[entry.posting_id for entry in entries], status__in=OVER)
    if entries:
        over.filter(closed_reason__in=BY_SOURCE).update(
            status=Status.PUBLISHED, closed_at=None, closed_by=None, closed_reason=""
        )


def forget(entries: Sequence[SourceEntry], at: datetime) -> None:
    if entries:
        SourceEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(gone_at=at)


def raw_of(group: Group) -> list[object]:
    return [base.storable(dict(row.raw)) for row in group.rows]


def years_of(source: Source) -> dict[str, int]:
    years = source.settings.get("years", {})
    return {season: int(year) for season, year in years.items()}


def _enter(entry: SourceEntry, group: Group) -> SourceEntry:
    entry.key, entry.title_key = group.newest.key, group.newest.title_key
    entry.raw, entry.digest, entry.gone_at = raw_of(group), group.digest, None
    return entry


def _new(source: Source, group: Group, fact: Facts, rows: Rows, at: datetime) -> Posting:
    said = group.newest
    posted = said.posted_at if said.posted_at and said.posted_at <= at else at
    posting = Posting(
        source=source,
        apply_kind=ApplyKind.OUTSIDE,
        status=Status.PUBLISHED,
        created_at=at,
        published_at=posted,
        first_published_at=posted,
        listed_at=at,
    )
    if not group.active:
        posting.status, posting.closed_reason = Status.CLOSED, CloseReason.SOURCE
        posting.closed_at = said.closed_at if said.closed_at and said.closed_at <= at else at
    _fill(posting, fact, rows)
    return posting


def _fill(posting: Posting, fact: Facts, rows: Rows) -> None:
    locked = posting.locked_fields
    posting.employer = rows.employers[employers.name_key(fact.employer)]
    posting.title, posting.slug = fact.title, fact.slug
    if "apply_url" not in locked:
        posting.apply_url = fact.url
    if "body" not in locked:
        posting.body = fact.body
    if "visa" not in locked:
        posting.visa = fact.visa
    if "degrees" not in locked:
        posting.degrees = fact.degrees
    if "closes_on" not in locked:
        _fill_deadline(posting, fact)
    if "role" not in locked:
        posting.role, posting.role_evidence = fact.role.role, fact.role.evidence[:300]
    if "workplace" not in locked:
        posting.workplace = fact.where.workplace
    if "places" not in locked:
        posting.remote_countries = list(fact.where.remote_countries)
    if "pay" not in locked:
        pay.apply(posting, fact.pay, fact.pay_said)


def _fill_deadline(posting: Posting, fact: Facts) -> None:
    """A source names a day and no zone: that day ends with it in UTC."""
    posting.closes_on, posting.time_zone = fact.closes_on, "UTC"
    posting.closes_at = dates.end_of(fact.closes_on, "UTC") if fact.closes_on else None


def _add_parts(found: Sequence[tuple[Posting, Facts]], rows: Rows) -> None:
    places, terms, requirements = [], [], []
    for posting, fact in found:
        locked = posting.locked_fields
        if "places" not in locked:
            places += _places(posting, fact, rows)
        if "terms" not in locked:
            terms += [PostingTerm(posting=posting, term_id=rows.terms[t.season, t.year]) for t in fact.terms]
        if "skills" not in locked:
            requirements += _requirements(posting, fact, rows)
    PostingPlace.objects.bulk_create(places, batch_size=BATCH * 2)
    PostingTerm.objects.bulk_create(terms, batch_size=BATCH * 2)
    Requirement.objects.bulk_create(requirements, batch_size=BATCH * 2)


def _places(posting: Posting, fact: Facts, rows: Rows) -> list[PostingPlace]:
    return [
        PostingPlace(
            posting=posting,
            position=position,
            raw=fragment.raw[:LONGEST_FRAGMENT],
            place_id=rows.places[fragment.place] if fragment.place else rows.assigned.get(fold(fragment.raw)),
            is_remote=fragment.remote,
        )
        for position, fragment in enumerate(fact.where.fragments)
    ]


def _requirements(posting: Posting, fact: Facts, rows: Rows) -> list[Requirement]:
    """A list says that a skill matters, not how much; each stands alone. Two that were merged are one."""
    found: dict[int, str] = {}
    for slug, evidence in fact.skills.items():
        found.setdefault(rows.skills[slug], evidence)
    return [
        Requirement(
            posting=posting,
            skill_id=skill,
            level=Level.MENTIONED,
            grp=position,
            position=position,
            evidence=evidence,
        )
        for position, (skill, evidence) in enumerate(found.items(), 1)
    ]


def _rows(facts: Sequence[Facts], at: datetime, known: Known) -> Rows:
    places = {fragment.place for fact in facts for fragment in fact.where.fragments if fragment.place}
    skills = {slug for fact in facts for slug in fact.skills}
    named = [fact.employer for fact in facts if employers.name_key(fact.employer) not in known]
    return Rows(
        {**employers.found_or_made(named, at), **known},
        _place_ids(places),
        _skill_ids(skills),
        _term_ids({(term.season, term.year) for fact in facts for term in fact.terms}),
        dict(FragmentPlace.objects.values_list("folded", "place_id")),
    )


def _place_ids(slugs: set[str]) -> dict[str, int]:
    """On a board whose vocabulary is older than the code, it is loaded first."""
    known = dict(Place.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    if slugs - known.keys():
        vocabulary_rows.load_places()
        known = dict(Place.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    return known


def _skill_ids(slugs: set[str]) -> dict[str, int]:
    known = Skill.objects.ids(slugs)
    if slugs - known.keys():
        vocabulary_rows.load_skills()
        known = Skill.objects.ids(slugs)
    return known


def _term_ids(wanted: set[tuple[str, int | None]]) -> dict[tuple[str, int | None], int]:
    known = {(term.season, term.year): term.pk for term in Term.objects.all()}
    if missing := sorted(wanted - known.keys(), key=str):
        terms = [Term(season=season, year=year) for season, year in missing]
        Term.objects.bulk_create(terms, ignore_conflicts=True)
        known = {(term.season, term.year): term.pk for term in Term.objects.all()}
    return known
