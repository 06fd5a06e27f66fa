"""What home.html needs: indexes into the board, every number a link to exactly what it counts."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from listings.public import channel, counting, posting_status, rows
from listings.public.parts import IndexItem
from listings.public.viewer import Viewer
from listings.search import PostingSearch
from listings.search.sentence import count_text

ENTRIES = 6
FRESH = 6
BEGUN = 3  # of the reader's own half-written applications, newest first
PAYS_WELL = "40"


def context(viewer: Viewer, at: datetime) -> dict[str, Any]:
    search = PostingSearch({}, at=at, per_page=FRESH)
    return {
        "total_text": count_text(search.total),
        "begun": [posting_status.begun(one, at, is_named=True) for one in list(viewer.begun.values())[:BEGUN]],
        "tries": _tries(search),
        "indexes": [
            {"title": _("By language"), "entries": counting.skills(search, ENTRIES, "language")},
            {"title": _("By place"), "entries": counting.places(search, ENTRIES)},
            {"title": _("By term"), "entries": counting.term_items(search, ENTRIES)},
            {"title": _("By what matters"), "entries": _what_matters(search)},
        ],
        "rows": rows.build(search.results, at=at, viewer=viewer),
        "all_url": channel.link(reverse("search")),
        "all_text": ngettext("The one there is", "All %(n)s, newest first", search.total) % {"n": f"{search.total:,}"},
    }


def _what_matters(search: PostingSearch) -> list[IndexItem]:
    entries = [
        counting.item(search, _("Says what it pays"), _of(search, "paid", "yes"), paid=("yes",)),
        counting.item(search, _("Sponsors visas"), _of(search, "visa", "sponsors"), visa=("sponsors",)),
        counting.item(search, _("Apply here"), _of(search, "apply", "here"), apply=("here",)),
        counting.item(search, _("Closes within a week"), _within(search, "closes", "7"), closes=("7",)),
        counting.item(search, _("Posted since yesterday"), _within(search, "posted", "1"), posted=("1",)),
    ]
    return [entry for entry in entries if entry.count != "0"]


def _of(search: PostingSearch, facet: str, value: str) -> int:
    return counting.counts(search, facet).get(value, 0)


def _within(search: PostingSearch, name: str, days: str) -> int:
    return PostingSearch({name: [days]}, at=search.at).only_total()


def _tries(search: PostingSearch) -> list[dict[str, str]]:
    """Only what the board has something for."""
    tries = []
    if _of(search, "skill", "python") and _of(search, "workplace", "remote"):
        tries.append({"text": _("python remote"), "url": counting.link(search, q=("python remote",))})
    if _of(search, "skill", "go") and _of(search, "place", "new-york"):
        tries.append({"text": _("go, New York"), "url": counting.link(search, q=("go new york",))})
    if _of(search, "pay_min", PAYS_WELL):
        tries.append({"text": _("pays over $40"), "url": counting.link(search, pay_min=(PAYS_WELL,))})
    if _of(search, "visa", "sponsors"):
        tries.append({"text": _("sponsors visas"), "url": counting.link(search, visa=("sponsors",))})
    return tries
