"""What employer.html and employers.html need. Every role is shown here, since all are this employer's."""

from datetime import datetime
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Exists, Min, OuterRef, Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib import markup
from lib.text import fold
from listings.models import Employer, Posting, Source
from listings.models.choices import EmployerKind, EmployerSize
from listings.public import answering, channel, counting, phrasing, posting_status, rows
from listings.public.parts import Fact, IndexItem, Notice, known_and_missing
from listings.public.search_page import address
from listings.public.viewer import Viewer
from listings.search import PostingSearch

SHOWN = 50
PAST = 20
PLACES = 8
NAMED = 3
LONG_NAME = 40


def of(request: HttpRequest, slug: str, at: datetime) -> Employer:
    """The employer whose page this is, else a 404. Who has just founded one is nobody's word yet: until it is verified
    or a posting of theirs was public, only its own people see it."""
    standing = Employer.objects.filter(slug=slug, suspended_at=None)
    was_public = Exists(Posting.objects.readable(at).filter(employer=OuterRef("pk")))
    shown = standing.filter(Q(claimed_at=None) | Q(verified_at__isnull=False) | Q(is_demo=True) | was_public)
    if found := shown.first():
        return found
    if not request.user.is_authenticated:
        raise Http404
    return get_object_or_404(standing, memberships__user=request.user)


def context(employer: Employer, viewer: Viewer, at: datetime) -> dict[str, Any]:
    search = PostingSearch({"employer": [employer.slug], "role": ["all"]}, at=at, per_page=SHOWN)
    total = search.total
    places = counting.places(search, PLACES)
    return {
        "e": _employer(employer, search, places),
        "open_title": _open_title(total),
        "rows": rows.build(search.results, at=at, viewer=viewer, with_employer=False),
        "atom_url": address(search.query(), "search_atom"),
        "json_url": address(search.query(), "search_json"),
        "all_url": address(search.query()) if total > SHOWN else "",
        "all_text": _("All %(n)s") % {"n": f"{total:,}"},
        "past": _past(employer, at),
    }


def _open_title(total: int) -> str:
    if not total:
        return _("No postings")
    return ngettext("%(n)s posting", "%(n)s postings", total) % {"n": f"{total:,}"}


def _employer(employer: Employer, search: PostingSearch, places: list[IndexItem]) -> dict[str, Any]:
    facts, missing = known_and_missing(_facts(employer, search, places))
    about = markup.to_html(employer.about) if employer.about else ""
    return {
        "name": employer.name,
        "slug": employer.slug,
        "name_long": len(employer.name) > LONG_NAME,
        "lede": _lede(employer, search, places),
        "is_demo": employer.is_demo,
        "logo": employer.logo,
        "benefits": employer.benefits,
        "is_agency": employer.recruits_for_others,
        "notice": None if employer.claimed_at else _unclaimed(employer),
        "website": employer.website,
        "website_host": urlsplit(employer.website).hostname or "",
        "facts": facts,
        "missing": missing,
        "answering": answering.context(employer) if employer.claimed_at else None,
        "answers": _answers(employer),
        "about": mark_safe(about),  # noqa: S308  cleaned by nh3
        "places": places if len(places) > 1 else [],
    }


def _lede(employer: Employer, search: PostingSearch, places: list[IndexItem]) -> str:
    if not search.total:
        return _("No internship is open today.")
    said = {"n": f"{search.total:,}", "places": _named([place.label for place in places])}
    if not places:
        return ngettext("%(n)s internship open today.", "%(n)s internships open today.", search.total) % said
    pattern = ngettext("%(n)s internship in %(places)s.", "%(n)s internships in %(places)s.", search.total)
    return pattern % said


def _named(labels: list[str]) -> str:
    if len(labels) <= NAMED:
        return phrasing.all_of(labels)
    more = len(labels) - NAMED
    some = {"first": "; ".join(labels[:NAMED]), "n": more}
    return ngettext("%(first)s and %(n)s more place", "%(first)s and %(n)s more places", more) % some


def _unclaimed(employer: Employer) -> Notice:
    """Says where the postings come from, and when that was last read."""
    source = Source.objects.filter(postings__employer=employer).order_by("-read_at").first()
    nobody = _("Nobody from %(employer)s has written or checked this page.") % {"employer": employer.name}
    if source is None or source.read_at is None:
        return Notice(_("Not claimed."), nobody, tone="calm")
    said = {"nobody": nobody, "list": str(source), "read": phrasing.minute(source.read_at)}
    text = _("%(nobody)s Its postings are read from a public list, %(list)s, last on %(read)s.") % said
    if as_of := phrasing.as_of(source):
        text = _("%(nobody)s Its postings are from a public list, %(list)s, as it was on %(day)s.") % {
            **said,
            "day": as_of,
        }
    return Notice(
        _("Not claimed."),
        text,
        tone="calm",
        url=source.homepage,
        link_text=_("See the list"),
    )


def _facts(employer: Employer, search: PostingSearch, places: list[IndexItem]) -> list[Fact]:
    first = Posting.objects.readable(search.at).filter(employer=employer).aggregate(Min("first_published_at"))
    since = first["first_published_at__min"]
    claimed = phrasing.month(employer.claimed_at) if employer.claimed_at else _("not yet")
    facts = [Fact(_("Claimed"), claimed, unknown=employer.claimed_at is None), *_told(employer)]
    if search.total:
        terms = counting.term_items(search, NAMED + 1)
        facts += [
            Fact(_("Places"), "; ".join(place.label for place in places)),
            Fact(_("Terms"), "; ".join(term.label for term in terms if not term.unknown)),
            Fact(_("Pay"), _stated(search, counting.counts(search, "paid").get("yes", 0))),
            Fact(_("Visa"), _stated(search, search.total - counting.counts(search, "visa").get("not-stated", 0))),
        ]
    return [*facts, *([Fact(_("On the board"), _("since %(day)s") % {"day": phrasing.on_day(since)})] if since else [])]


def _answers(employer: Employer) -> list[str]:
    """Where there is no count to show."""
    if employer.claimed_at is None:
        return [_("Not known. Applications go to their own site.")]
    return [_("Too few answers yet to speak of. From ten on it stands here how long they took.")]


def _told(employer: Employer) -> list[Fact]:
    """What they say of themselves; an employer that nobody has claimed says nothing."""
    if employer.claimed_at is None:
        return []
    houses = [row.place.label if row.place else row.raw for row in employer.employer_places.select_related("place")]
    kind = "" if employer.kind == EmployerKind.NOT_STATED else employer.get_kind_display()
    size = "" if employer.size == EmployerSize.NOT_STATED else employer.get_size_display()
    return [
        Fact(_("Kind"), phrasing.capital(kind)),
        Fact(_("Size"), phrasing.capital(size)),
        Fact(_("People in"), "; ".join(houses[:PLACES]), noun=_("where they have people")),
    ]


def _stated(search: PostingSearch, count: int) -> str:
    if not count:
        return ""
    if count == search.total:
        return _("stated in all %(n)s") % {"n": f"{count:,}"} if count > 1 else _("stated")
    return _("stated in %(n)s of %(all)s") % {"n": f"{count:,}", "all": f"{search.total:,}"}


def _past(employer: Employer, at: datetime) -> list[dict[str, str]]:
    over = Posting.objects.readable(at).filter(employer=employer).exclude(pk__in=Posting.objects.open(at))
    over = over.select_related("source").order_by("-closed_at", "-first_published_at", "-pk")
    return [
        {
            "url": channel.link(posting.get_absolute_url()),
            "title": posting.title,
            "note": posting_status.over_text(posting, at),
        }
        for posting in over[:PAST]
    ]


def index(at: datetime) -> dict[str, Any]:
    """Employers with open postings by letter; the counts are those of their pages."""
    search = PostingSearch({"role": ["all"]}, at=at, per_page=1)
    counts = counting.counts(search, "employer")
    names = Employer.objects.filter(slug__in=counts).values_list("slug", "name")
    listed = sorted((_sort_key(name), slug, name) for slug, name in names)
    groups = [
        {
            "letter": letter,
            "employers": [
                {"name": name, "url": reverse("employer", args=[slug]), "count": f"{counts[slug]:,}"}
                for _key, slug, name in group
            ],
        }
        for letter, group in groupby(listed, key=lambda entry: entry[0][0])
    ]
    n = len(listed)
    lede = ngettext("%(n)s employer has a posting open today.", "%(n)s employers have postings open today.", n)
    return {"lede": lede % {"n": f"{n:,}"}, "groups": groups}


def _sort_key(name: str) -> tuple[str, str]:
    """The letter it stands under, digits and signs together under "#" before A, and its name."""
    folded = fold(name)
    first = folded[:1].upper()
    return (first if first.isalpha() else "#", folded)
