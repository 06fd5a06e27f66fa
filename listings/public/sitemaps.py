"""What search engines should know: an index; below it the postings in chunks, the employers, and other pages."""

from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import escape

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.urls import reverse

from listings.models import Employer, Posting, PostingRevision, Requirement
from listings.public.feeds import absolute

CHUNK = 5_000
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
FIXED = ("home", "search", "employers", "guide")
Entry = tuple[str, datetime | None]


def index(at: datetime) -> str:
    changed = [when for _pk, _slug, when in postings(at)]
    chunks = [changed[first : first + CHUNK] for first in range(0, len(changed), CHUNK)]
    parts: list[Entry] = [(f"postings-{number}", max(chunk)) for number, chunk in enumerate(chunks, start=1)]
    parts += [("employers", None), ("pages", None)]
    entries = ((reverse("sitemap_part", args=[name]), when) for name, when in parts)
    return _document("sitemapindex", "sitemap", entries)


def part(name: str, at: datetime) -> str | None:
    """None where there is no such part; the first of the postings is one even while nothing is open."""
    kind, _dash, number = name.partition("-")
    if name == "employers":
        entries = [(reverse("employer", args=[slug]), None) for slug in _employers(at)]
    elif name == "pages":
        skills = [reverse("skill", args=[slug]) for slug in _skills(at)]
        entries = [(path, None) for path in [*map(reverse, FIXED), *skills]]
    elif kind == "postings" and number.isdecimal() and number[0] != "0" and len(number) < 6:
        first = (int(number) - 1) * CHUNK
        return _chunk(at, first)
    else:
        return None
    return _document("urlset", "url", entries)


def _chunk(at: datetime, first: int) -> str | None:
    found = list(postings(at)[first : first + CHUNK])
    if first and not found:
        return None
    return _document("urlset", "url", ((reverse("posting", args=[f"{pk}-{slug}"]), when) for pk, slug, when in found))


def postings(at: datetime) -> "QuerySet[Posting, tuple[int, str, datetime]]":
    """Every open one, whatever its role, with when its words last changed; the oldest first, so that chunks stay."""
    newest = PostingRevision.objects.filter(posting=OuterRef("pk"), at__lte=at).values("posting")
    changed = Greatest("first_published_at", Subquery(newest.annotate(newest=Max("at")).values("newest")))
    return Posting.objects.open(at).order_by("pk").values_list("pk", "slug", changed)


def _employers(at: datetime) -> Iterable[str]:
    hiring = Employer.objects.filter(pk__in=Posting.objects.open(at).values("employer"))
    return hiring.order_by("slug").values_list("slug", flat=True)


def _skills(at: datetime) -> Iterable[str]:
    named = Requirement.objects.filter(posting__in=Posting.objects.open(at))
    return named.order_by("skill__slug").values_list("skill__slug", flat=True).distinct()


def _document(root: str, item: str, entries: Iterable[Entry]) -> str:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<{root} xmlns="{NAMESPACE}">']
    for path, when in entries:
        changed = f"<lastmod>{when.isoformat(timespec='seconds')}</lastmod>" if when else ""
        lines.append(f"<{item}><loc>{escape(absolute(path))}</loc>{changed}</{item}>")
    return "\n".join([*lines, f"</{root}>"])
