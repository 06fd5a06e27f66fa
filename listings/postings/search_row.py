"""Derives the search row of postings: the one place that writes PostingSearchRow."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import Prefetch
from psycopg2.extras import execute_values

from lib import markup
from listings.models import Place, Posting, PostingPlace, PostingSearchRow, PostingTerm, Requirement, SourceEntry
from listings.models.choices import ApplyKind, PayKind, Role
from listings.postings.facts import facts
from listings.vocabulary import normalise, terms

BATCH = 500
# Roles whose name a student would search for; "general software" and "other" say nothing to find.
ROLE_WORDS = {
    Role.BACK_END: "back-end",
    Role.FULL_STACK: "full-stack",
    Role.FRONT_END: "front-end",
    Role.DATA: "data",
    Role.INFRASTRUCTURE: "infrastructure",
    Role.MACHINE_LEARNING: "machine learning",
    Role.MOBILE: "mobile",
    Role.SECURITY: "security",
    Role.EMBEDDED: "embedded",
}
INSERT = """
INSERT INTO listings_postingsearchrow
    (posting_id, source_id, opens_at, closes_at, open_until, published_at, listed_at, tokens, keywords, words,
     pay_currency, pay_hourly, grad_from, grad_to, card, facts)
VALUES %s
"""
VECTOR = (
    "setweight(to_tsvector('first_commit', %(title)s), 'A') || setweight(to_tsvector('first_commit', %(skills)s), 'B')"
    " || setweight(to_tsvector('first_commit', %(around)s), 'C')"
)
TEMPLATE = (
    "(%(posting)s, %(source)s, %(opens_at)s, %(closes_at)s, %(open_until)s, %(published_at)s, %(listed_at)s,"
    f" %(tokens)s, {VECTOR}, {VECTOR} || setweight(to_tsvector('first_commit', %(text)s), 'D'),"
    " %(currency)s, %(hourly)s, %(grad_from)s, %(grad_to)s, %(card)s, %(facts)s)"
)


def rebuild(ids: Iterable[int]) -> None:
    """Write the rows of these postings anew, and take away those of postings that cannot be open."""
    wanted = sorted(set(ids))
    with transaction.atomic():
        for start in range(0, len(wanted), BATCH):
            _rebuild_batch(wanted[start : start + BATCH])


def rebuild_all() -> None:
    rebuild(Posting.objects.values_list("pk", flat=True))


def _rebuild_batch(ids: list[int]) -> None:
    # Locked in order, so that two writers of one posting follow each other and the later sees the earlier's change.
    list(Posting.objects.filter(pk__in=ids).order_by("pk").select_for_update().values_list("pk"))
    PostingSearchRow.objects.filter(posting_id__in=ids).delete()
    rows = [_row(posting) for posting in _load(ids)]
    if rows:
        with connection.cursor() as cursor:
            execute_values(cursor.cursor, INSERT, rows, TEMPLATE, page_size=100)


def _load(ids: list[int]) -> Iterator[Posting]:
    places = (
        PostingPlace.objects.select_related("place__parent__parent")
        .prefetch_related("place__names", "place__parent__names", "place__parent__parent__names")
        .order_by("position")
    )
    postings = Posting.objects.findable().filter(pk__in=ids).select_related("employer", "source")
    yield from postings.prefetch_related(
        Prefetch("posting_places", places),
        Prefetch("posting_terms", PostingTerm.objects.select_related("term")),
        Prefetch("requirements", Requirement.objects.select_related("skill").order_by("position", "pk")),
        Prefetch("entries", SourceEntry.objects.order_by("gone_at", "pk")),
        "responsibilities",
    )


def _row(posting: Posting) -> dict[str, Any]:
    requirements = list(posting.requirements.all())
    return {
        "posting": posting.pk,
        "source": posting.source_id,
        "opens_at": posting.published_at,
        "closes_at": posting.closes_at,
        "open_until": min(filter(None, (posting.closes_at, posting.expires_at)), default=None),
        "published_at": posting.first_published_at,
        "listed_at": posting.listed_at or posting.first_published_at,
        "tokens": sorted(_tokens(posting)),
        "title": normalise.for_index(posting.title),
        "skills": " ".join(
            [*(_skill_words(r) for r in requirements), normalise.for_index(ROLE_WORDS.get(Role(posting.role), ""))]
        ),
        "around": normalise.for_index(" . ".join(_around(posting))),
        "text": normalise.for_index(" . ".join(_text(posting, requirements))),
        "currency": posting.pay_currency,
        "hourly": posting.hourly_max if posting.hourly_max is not None else posting.hourly_min,
        "grad_from": posting.grad_from,
        "grad_to": posting.grad_to,
        "card": json.dumps(card(posting)),
        "facts": json.dumps(facts(posting), cls=DjangoJSONEncoder),
    }


def _skill_words(requirement: Requirement) -> str:
    """The skill itself needs no evidence here; the words of a longer name can be asked for alone."""
    name = requirement.skill.name
    parts = normalise.for_index(name) if " " in name or "-" in name else ""
    return f"{normalise.skill_token(requirement.skill.slug)} {parts}"


def _around(posting: Posting) -> Iterator[str]:
    yield posting.employer.name
    for fragment in posting.posting_places.all():
        yield fragment.raw
        for place in _lineage(fragment.place):
            yield place.name
            # "nyc", "usa": what people call it; the names in other scripts help nobody here.
            yield from (name.folded for name in place.names.all() if name.folded.isascii())
    yield from (str(term.term) for term in posting.posting_terms.all())
    if posting.workplace != "not-stated":
        yield posting.get_workplace_display()


def _text(posting: Posting, requirements: list[Requirement]) -> Iterator[str]:
    yield posting.summary
    yield markup.to_words(posting.body)
    for responsibility in posting.responsibilities.all():
        yield str(responsibility.get_tag_display())
        yield responsibility.text
    yield from (requirement.note for requirement in requirements if requirement.note)
    yield posting.outcomes


def _lineage(place: Place | None) -> Iterator[Place]:
    while place is not None:
        yield place
        place = place.parent


def _tokens(posting: Posting) -> set[str]:
    tokens = {f"role:{posting.role}", f"workplace:{posting.workplace}", f"apply:{posting.apply_kind}"}
    tokens.add(f"employer:{posting.employer.slug}")
    tokens |= {f"skill:{requirement.skill.slug}" for requirement in posting.requirements.all()}
    tokens |= {f"place:{p.slug}" for fragment in posting.posting_places.all() for p in _lineage(fragment.place)}
    if posting.workplace == "remote":
        tokens |= {f"place:{country}" for country in posting.remote_countries}
    for facet, values in (
        ("term", [term.term.slug for term in posting.posting_terms.all()]),
        ("degree", posting.degrees),
        ("visa", posting.visa),
    ):
        tokens |= {f"{facet}:{value}" for value in values or ["not-stated"]}
    if posting.pay_kind == PayKind.PAID:
        tokens.add("paid:yes")
    return tokens


def card(posting: Posting) -> dict[str, Any]:
    """What a row of a list and of `.json` says, ready to show."""
    entry = next(iter(posting.entries.all()), None)
    return {
        "slug": posting.slug,
        "source": posting.source.slug if posting.source else None,
        "source_id": entry.own_id if entry else None,
        "title": posting.title,
        "employer": posting.employer.name,
        "employer_slug": posting.employer.slug,
        "is_demo": posting.employer.is_demo,
        "role": posting.role,
        "places": [p.place.label if p.place else p.raw for p in posting.posting_places.all()],
        "remote": [p.position for p in posting.posting_places.all() if p.place is None and p.is_remote],
        "place_slugs": [[place.slug for place in _lineage(p.place)] for p in posting.posting_places.all()],
        "unresolved": [p.position for p in posting.posting_places.all() if p.place is None and not p.is_remote],
        "workplace": posting.workplace,
        "terms": [
            term.slug
            for term in sorted(
                (t.term for t in posting.posting_terms.all()), key=lambda term: terms.calendar(term.slug)
            )
        ],
        "skills": [
            {"slug": r.skill.slug, "name": r.skill.name, "level": r.level, "group": r.grp}
            for r in posting.requirements.all()
        ],
        "pay": _pay(posting),
        "pay_kind": posting.pay_kind,
        "visa": posting.visa,
        "apply": posting.apply_kind or ApplyKind.HERE,
        "closes_on": posting.closes_on.isoformat() if posting.closes_on else None,
        "time_zone": posting.time_zone,
    }


def _pay(posting: Posting) -> dict[str, Any] | None:
    """Minor units; None where no number is stated."""
    if posting.pay_min is None and posting.pay_max is None:
        return None
    return {
        "min": posting.pay_min,
        "max": posting.pay_max,
        "currency": posting.pay_currency,
        "period": posting.pay_period,
        "hourly_min": posting.hourly_min,
        "hourly_max": posting.hourly_max,
    }
