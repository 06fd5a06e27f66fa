"""/me/saved/: what somebody kept, in the order in which it closes."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications import clock
from applications.me import phrases
from listings.models import Posting, SavedPosting
from listings.public import posting_status, rows
from listings.public.viewer import Viewer
from listings.search import PostingSearch, Result

FIRST_WITHIN = timedelta(days=8)


@dataclass(frozen=True)
class Kept:
    """By posting, newest first; a visitor has no notes."""

    notes: dict[int, str]
    takes_notes: bool


def of_account(viewer: Viewer) -> Kept:
    mine = SavedPosting.objects.filter(user=viewer.user).order_by("-saved_at", "-pk")
    return Kept(dict(mine.values_list("posting_id", "note")), takes_notes=True)


def of_visitor(ids: Iterable[int]) -> Kept:
    return Kept(dict.fromkeys(ids, ""), takes_notes=False)


def context(kept: Kept, viewer: Viewer, at: datetime) -> dict[str, Any]:
    ids = list(kept.notes)
    is_open = set(Posting.objects.open(at).filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    search = PostingSearch({}, at=at, default_scope=False)
    results = search.show([pk for pk in ids if pk in is_open])
    closed = _closed([pk for pk in ids if pk not in is_open], at)
    return {
        "sentence": sentence(results, closed, at),
        "sections": [section for section in _sections(results, kept, viewer, at) if section["rows"]],
        "closed": [_over(posting, kept, at) for posting in closed],
        "gone": [pk for pk in ids if pk not in is_open and pk not in {posting.pk for posting in closed}],
        "takes_notes": kept.takes_notes,
    }


def _closed(ids: list[int], at: datetime) -> list[Posting]:
    """Those that can still be read."""
    if not ids:
        return []
    readable = Posting.objects.readable(at).filter(pk__in=ids).select_related("employer", "source")
    return sorted(readable, key=lambda posting: ids.index(posting.pk))


def sentence(results: list[Result], closed: list[Posting], at: datetime) -> dict[str, str]:
    """ "Eight saved." "Two close within eight days, one has closed, three give no date." """
    total = len(results) + len(closed)
    if not total:
        return {"head": _("Nothing saved."), "rest": ""}
    said = phrases.capital(phrases.number(total))
    head = ngettext("%(n)s saved.", "%(n)s saved.", total) % {"n": said}
    soon, undated = len(_soon(results, at)), sum(result.closes_at is None for result in results)
    parts = []
    if soon:
        parts.append(ngettext("%(n)s closes within eight days", "%(n)s close within eight days", soon))
    if closed:
        parts.append(ngettext("%(n)s is over", "%(n)s are over", len(closed)))
    if undated:
        parts.append(ngettext("%(n)s gives no date", "%(n)s give no date", undated))
    counts = [count for count in (soon, len(closed), undated) if count]
    told = [part % {"n": phrases.number(count)} for part, count in zip(parts, counts, strict=True)]
    return {"head": head, "rest": phrases.capital(", ".join(told)) + "." if told else ""}


def _soon(results: list[Result], at: datetime) -> list[Result]:
    return sorted(
        (result for result in results if result.closes_at and result.closes_at <= at + FIRST_WITHIN),
        key=lambda result: result.closes_at or at,
    )


def _sections(results: list[Result], kept: Kept, viewer: Viewer, at: datetime) -> list[dict[str, Any]]:
    soon = _soon(results, at)
    later = sorted((r for r in results if r.closes_at and r not in soon), key=lambda result: result.closes_at or at)
    undated = [result for result in results if result.closes_at is None]
    until = clock.say((at + FIRST_WITHIN).date(), at.date())
    parts = [
        ("first", _("Closing first"), _("until %(day)s") % {"day": until}, soon),
        ("later", _("Later"), "", later),
        ("undated", _("No date"), _("employers close these when they like"), undated),
    ]
    return [
        {"id": name, "title": title, "sub": sub, "rows": _rows(found, kept, viewer, at)}
        for name, title, sub, found in parts
    ]


def _rows(results: list[Result], kept: Kept, viewer: Viewer, at: datetime) -> list[dict[str, Any]]:
    built = rows.build(results, at=at, viewer=viewer)
    return [{**asdict(row), "note": kept.notes[row.id], "applied": viewer.applied.get(row.id, 0)} for row in built]


def _over(posting: Posting, kept: Kept, at: datetime) -> dict[str, Any]:
    return {
        "id": posting.pk,
        "url": posting.get_absolute_url(),
        "title": posting.title,
        "employer": posting.employer.name,
        "why": posting_status.over_text(posting, at),
        "note": kept.notes[posting.pk],
    }
