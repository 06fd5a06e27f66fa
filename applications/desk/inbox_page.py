"""What inbox.html needs, made of one question."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications import pipeline
from applications.desk import closing, filters, inbox, rows, sentence
from applications.desk.asked import Asked
from applications.models import Application
from listings.models import Membership
from listings.public import phrasing

NAMED = 3  # of those picked on other pages
SHORT = 20  # letters of a clause that is kept on one line


def context(seat: Membership, asked: Asked, at: datetime, picked: Collection[int] = ()) -> dict[str, Any]:
    """PICKED are ids chosen on this page or another of the same list."""
    slug = seat.employer.slug
    path = reverse("review_inbox", args=[slug])
    counts = inbox.count(seat, asked, at)
    shown = rows.build(inbox.page(seat, asked, at) if counts.total else [], slug, asked.query(), at, asked.q)
    return {
        "heading": asked.posting.title if asked.posting else _("All applications"),
        "posting": asked.posting,
        "sentence": said(asked, counts.total, path),
        "controls": filters.context(seat, asked, counts, path),
        "rows": shown,
        "has_unread": any(row.is_unread for row in shown),
        "total": f"{counts.total:,}",
        "everywhere": counts.everywhere,
        "query": asked.query(),
        "asked": asked,
        "may_decide": pipeline.may_decide(seat),
        "drafted": closing.notices(seat) if pipeline.may_decide(seat) else [],
        "ways": _ways(seat, asked, at, path) if not counts.total else [],
        "has_any": not asked.is_bare,
        "picked": picked,
        "elsewhere": _elsewhere(seat, set(picked) - {row.id for row in shown}),
        **_pages(asked, counts.total, len(shown), path),
    }


def said(asked: Asked, total: int, path: str) -> dict[str, Any]:
    parts: list[dict[str, Any]] = []
    for part in sentence.parts(asked):
        if not part.name:
            parts.append({"text": part.text, "remove_url": ""})
            continue
        label = _("every stage instead of open ones") if part.is_default else _("Remove: %(clause)s")
        is_short = len(part.text) <= SHORT
        parts.append({
            "text": part.text.replace(" ", "\u00a0") if is_short else part.text,
            "remove_url": f"{path}?{part.query}",
            "remove_label": label if part.is_default else label % {"clause": part.text},
            "is_default": part.is_default,
            "is_short": is_short,
        })  # fmt: skip
    return {"total_text": sentence.count_text(total), "parts": parts}


def _pages(asked: Asked, total: int, shown: int, path: str) -> dict[str, Any]:
    start = (asked.page - 1) * inbox.PAGE_SIZE
    after = min(inbox.PAGE_SIZE, total - start - shown)
    before = asked.query(page=str(asked.page - 1) if asked.page > 2 else None)
    return {
        "range_text": _("%(first)s–%(last)s of %(total)s.")
        % {"first": f"{start + 1:,}", "last": f"{start + shown:,}", "total": f"{total:,}"},
        "previous_url": f"{path}?{before}" if asked.page > 1 else "",
        "previous_page": str(asked.page - 1),
        "next_page": str(asked.page + 1),
        "next_url": f"{path}?{asked.query(page=str(asked.page + 1))}" if after > 0 else "",
        "next_text": _("Next %(n)s") % {"n": after},
    }


def _elsewhere(seat: Membership, ids: set[int]) -> dict[str, Any] | None:
    """Those picked on other pages, by name, and as the form carries them. What was withdrawn meanwhile is left out."""
    if not ids:
        return None
    found = list(Application.objects.for_member(seat).filter(pk__in=ids).order_by("name").values_list("pk", "name"))
    named = [name for _pk, name in found[:NAMED]]
    if more := len(found) - len(named):
        named.append(ngettext("%(n)s more", "%(n)s more", more) % {"n": f"{more:,}"})
    said = ngettext(
        "%(n)s is selected on another page of this list: %(names)s.",
        "%(n)s are selected on other pages of this list: %(names)s.",
        len(found),
    )
    text = said % {"n": f"{len(found):,}", "names": phrasing.all_of(named)}
    return {"ids": ",".join(str(pk) for pk, _name in found), "count": len(found), "text": text} if found else None


def last_page(total: int) -> int:
    return max(1, -(-total // inbox.PAGE_SIZE))


def _ways(seat: Membership, asked: Asked, at: datetime, path: str) -> list[dict[str, str]]:
    """What to drop, the clause that hides most first; nothing where no single one helps."""
    ways = []
    for name in dict.fromkeys(part.name for part in sentence.parts(asked) if part.name):
        query = asked.query(stage="all") if name == "stage" else asked.without(name)
        number = inbox.count(seat, asked.dropping(name), at).total
        ways.append(
            (number, {"clause": sentence.clause(asked, name), "url": f"{path}?{query}", "count": f"{number:,}"})
        )
    helping = [found for found in ways if found[0]]
    return [way for _number, way in sorted(helping, key=lambda found: -found[0])]
