"""Counts that stand on several pages, each with the address of exactly what was counted."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from listings.models import Place, Posting, Requirement
from listings.models.choices import PlaceKind, Workplace
from listings.public import phrasing
from listings.public.parts import IndexItem, Share, share
from listings.public.search_page import address
from listings.search import PostingSearch
from listings.search.facets import term_label
from listings.vocabulary import taxonomy, terms

CITIES_AMONG = 150  # countries and regions stand among the most frequent places


def link(search: PostingSearch, **changes: Iterable[str]) -> str:
    return address(search.query(**changes))


def item(search: PostingSearch, label: str, count: int, **changes: Iterable[str]) -> IndexItem:
    unknown = any("not-stated" in values for values in changes.values())
    return IndexItem(label, link(search, **changes), f"{count:,}", unknown)


def most(counts: dict[str, int], number: int) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda found: (-found[1], found[0]))[:number]


def counts(search: PostingSearch, facet: str) -> dict[str, int]:
    return dict(search.hits.facets.get(facet, {}))


def places(search: PostingSearch, number: int) -> list[IndexItem]:
    """The most frequent cities, and remote where it is offered; one statement."""
    among = dict(most(counts(search, "place"), CITIES_AMONG))
    cities = Place.objects.filter(slug__in=among, kind=PlaceKind.CITY).values_list("slug", "label")
    remote = counts(search, "workplace").get(Workplace.REMOTE, 0)
    labels = dict(cities)
    ranked = most({slug: among[slug] for slug in labels}, number - bool(remote))
    entries = [item(search, labels[slug], count, place=(slug,)) for slug, count in ranked]
    if remote:
        entries.append(item(search, _("Remote"), remote, workplace=(Workplace.REMOTE.value,)))
    return entries


def skills(search: PostingSearch, number: int, kind: str) -> list[IndexItem]:
    known = taxonomy.skills()
    ranked = most({slug: n for slug, n in counts(search, "skill").items() if known[slug].kind == kind}, number)
    return [item(search, known[slug].name, count, skill=(slug,)) for slug, count in ranked]


def term_items(search: PostingSearch, number: int) -> list[IndexItem]:
    """Those one can still go to, the nearest first; the past only where there is no other."""
    found = counts(search, "term")
    ahead = {slug: count for slug, count in found.items() if not phrasing.is_over(slug, search.at)}
    kept = most(ahead if any(slug != "not-stated" for slug in ahead) else found, number)
    ranked = sorted(kept, key=lambda entry: terms.calendar(entry[0]))
    return [item(search, term_label(slug), count, term=(slug,)) for slug, count in ranked]


def naming_a_skill(at: datetime, roles: Iterable[str] = ()) -> int:
    """Open postings with at least one skill, named or found in their words."""
    openings = Posting.objects.open(at).filter(Exists(Requirement.objects.filter(posting=OuterRef("pk"))))
    return (openings.filter(role__in=list(roles)) if roles else openings).count()


def together(search: PostingSearch, slug: str, number: int) -> list[Share]:
    """Skills asked for with this one: what adding each to the search would leave."""
    known = taxonomy.skills()
    others = {other: n for other, n in counts(search, "skill").items() if other != slug}
    return [
        share(known[other].name, link(search, skill=(slug, other)), count, search.total)
        for other, count in most(others, number)
    ]
