"""Open postings close to one: found by role and skills, ordered by what else they share."""

from collections.abc import Iterable

from listings.models.choices import Role
from listings.public.posting_read import Reading
from listings.search import PostingSearch, Result

SHOWN = 3
LOOKED_AT = 60  # the newest of a role, ordered here by closeness


def to(reading: Reading) -> list[Result]:
    """The same role and any of its skills; while too few are found the role and term, at last the role alone."""
    role = reading.posting.role
    roles = [role] if role != Role.NOT_STATED else ["all"]
    skills, terms = [need.slug for need in reading.needs], [term.slug for term in reading.terms]
    ways = [{"skill_any": skills}] * bool(skills) + [{"term": terms}] * bool(terms) + [{}]
    found: dict[int, None] = {}
    for way in ways:
        search = PostingSearch({"role": roles, **way}, at=reading.at, default_scope=False, per_page=LOOKED_AT)
        found |= dict.fromkeys(pk for pk in search.only_ids() if pk != reading.posting.pk)
        if len(found) >= SHOWN:
            break
    results = search.show(list(found))
    return sorted(results, key=lambda result: -_closeness(result, reading))[:SHOWN]


def _closeness(result: Result, reading: Reading) -> int:
    """Skills count most, then the place, the term and the words of the title; of equals the newer stays first."""
    card = result.card
    skills = _shared((skill["slug"] for skill in card["skills"]), (need.slug for need in reading.needs))
    places = _shared(card["places"], (place.label or place.raw for place in reading.places))
    terms = _shared(card["terms"], (term.slug for term in reading.terms))
    title = _shared(card["title"].casefold().split(), reading.posting.title.casefold().split())
    return 3 * min(skills, 4) + 3 * min(places, 1) + 2 * min(terms, 1) + min(title, 4)


def _shared(one: Iterable[str], other: Iterable[str]) -> int:
    return len(set(one) & set(other))
