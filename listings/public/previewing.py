"""The public page of what is not public: one Reading made of a Content, and its page without anything to do on it."""

import copy
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from listings.models import Place, Posting, PostingRevision, Responsibility, Skill, Term
from listings.models.choices import Status
from listings.postings import writing
from listings.postings.content import Content, PlaceSaid
from listings.public import posting_page, posting_read
from listings.public.posting_read import Change, Fragment, Need, Reading
from listings.public.viewer import Viewer
from listings.vocabulary import terms

UNKNOWN = Fragment("", is_remote=False, label=None, name=None, kind=None, parent=None, country=None)


def reading(posting: Posting, content: Content, now: datetime) -> Reading:
    """As on its first public day, or as now where it is public. POSTING comes with its employer and source."""
    at = max(now, content.publish_at) if content.publish_at else now
    places = _places({place.place for place in content.places} | set(content.remote_countries))
    changes = PostingRevision.objects.filter(posting=posting).order_by("-at", "-pk")
    return Reading(
        posting=_as_if_public(posting, content, at),
        at=at,
        is_open=True,
        is_readable=True,
        places=[_fragment(place, places) for place in content.places],
        terms=_terms(content.terms),
        needs=_needs(content),
        work=[Responsibility(tag=duty.tag, text=duty.text) for duty in content.work],
        changes=[Change(**row) for row in changes.values("at", "facet", "before", "after", "turn")],
        remote_from=sorted(places[slug].name or "" for slug in set(content.remote_countries) & places.keys()),
    )


def context(reading: Reading, banner: dict[str, Any]) -> dict[str, Any]:
    """What posting.html needs for `p`: the page of a reader who told nothing, with nothing to do on it."""
    page = posting_page.context(reading, Viewer()) | {"preview": banner}
    page["title"] = page["title"] or _("Untitled")
    page |= {"apply": _inert(page["apply"]), "save": None, "report_url": "", "back_url": "", "back_text": ""}
    if page["checks"]:
        page["checks"]["invite"] |= {"url": "", "link_text": ""}
    return page


def _inert(way: dict[str, Any]) -> dict[str, Any]:
    note = _("In a preview nobody can apply, save or report it.")
    if way["kind"] == "outside":
        label, host = _("Apply at the employer"), _("Leads to %(host)s.") % {"host": way["host"]}
        return way | {"kind": "none", "url": "", "label": label, "note": f"{host} {note}"}
    note = f"{way['note']} {note}" if way["note"] else note
    return way | {"kind": "none", "url": "", "label": way["label"] or _("Apply here"), "note": note}


def _as_if_public(posting: Posting, content: Content, at: datetime) -> Posting:
    """A copy, which is never saved."""
    copied = copy.copy(posting)
    writing.fill(copied, content)
    copied.status, copied.published_at = Status.PUBLISHED, posting.published_at or at
    copied.first_published_at = posting.first_published_at or at
    copied.closed_at, copied.closed_reason = None, ""
    return copied


def _places(slugs: Iterable[str]) -> dict[str, Fragment]:
    asked = Place.objects.filter(slug__in=[slug for slug in slugs if slug]).select_related("parent")
    return {place.slug: _known(place) for place in asked}


def _known(place: Place) -> Fragment:
    parent = place.parent.name if place.parent else None
    return Fragment("", False, place.label, place.name, place.kind, parent, place.country)


def _fragment(said: PlaceSaid, known: dict[str, Fragment]) -> Fragment:
    return replace(known.get(said.place, UNKNOWN), raw=said.raw, is_remote=said.is_remote)


def _terms(slugs: Iterable[str]) -> list[Term]:
    facts = [fact for fact in map(terms.from_slug, dict.fromkeys(slugs)) if fact]
    return sorted((Term(season=fact.season, year=fact.year) for fact in facts), key=posting_read.calendar)


def _needs(content: Content) -> list[Need]:
    skills = Skill.objects.by_slug(need.skill for need in content.needs)
    said = writing.once([need for need in content.needs if need.skill in skills], skills)
    return [Need(skill.slug, skill.name, need.level, need.grp, need.note, need.evidence) for skill, need in said]
