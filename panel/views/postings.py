from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from listings.models import Membership
from panel import lists, posting_rows
from panel.door import writing
from panel.lists import PAGE_SIZE, Asked


@writing
@require_safe
def postings(request: HttpRequest, seat: Membership) -> HttpResponse:
    at, asked = timezone.now(), lists.read(request.GET)
    count = lists.counts(seat, asked, at)
    context = {
        "seat": seat,
        "slug": seat.employer.slug,
        "at": "postings",
        "asked": asked,
        "query": asked.query(),
        "tabs": tabs(seat, asked, count),
        "rows": posting_rows.build(lists.page(seat, asked, at), seat, at),
        "has_any": bool(sum(count.values())),
        "came_from": "",
        **_pages(asked, count),
    }
    return render(request, "panel/postings.html", context)


def tabs(seat: Membership, asked: Asked, count: dict[str, int]) -> list[dict[str, Any]]:
    labels = {
        "": _("All"),
        "open": _("Open"),
        "drafts": _("Drafts"),
        "moderation": _("With moderation"),
        "closed": _("Closed"),
    }
    return [
        {
            "label": label,
            "count": count[show] if show else sum(count.values()),
            "url": address(seat, asked.query(show=show)),
            "is_current": show == asked.show,
        }
        for show, label in labels.items()
    ]


def address(seat: Membership, query: str) -> str:
    target = reverse("panel_postings", args=[seat.employer.slug])
    return f"{target}?{query}" if query else target


def _pages(asked: Asked, count: dict[str, int]) -> dict[str, str | None]:
    total = count[asked.show] if asked.show else sum(count.values())
    first, last = (asked.page - 1) * PAGE_SIZE + 1, min(asked.page * PAGE_SIZE, total)
    said = {"first": first, "last": last, "total": total}
    return {
        "range_text": _("%(first)s to %(last)s of %(total)s") % said if total > PAGE_SIZE and first <= total else "",
        "previous_query": asked.query(page=str(asked.page - 1) if asked.page > 2 else "") if asked.page > 1 else None,
        "next_query": asked.query(page=str(asked.page + 1)) if last < total and first <= total else None,
    }
