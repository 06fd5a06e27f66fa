"""What staff/queue.html needs: one tab of the queue, and the sentence above it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib.phrases import all_of
from listings.models import ModerationDecision, Posting
from listings.models.choices import Decision
from listings.postings.linting import Remark
from listings.public import phrasing
from listings.staff import clock, facets, queue
from listings.staff.queue import Item

HIGH, SOME = 3, 2
TABS = {
    "waiting": lambda: _("Waiting"),
    "changes": lambda: _("Changes"),
    "sent-back": lambda: _("Sent back"),
    "reported": lambda: _("Reported"),
    "decided": lambda: _("Decided today"),
}


def context(show: str, sort: str, page: str, at: datetime) -> dict[str, Any]:
    counts = queue.counts(at)
    rows = _rows(show, sort, at)
    shown = Paginator(rows, queue.PAGE_SIZE).get_page(page)
    query = f"?show={show}&sort={sort}"
    return {
        "sentence": sentence(at, counts["waiting"]),
        "tabs": [
            {"label": label(), "count": f"{counts[name]:,}", "url": f"?show={name}", "is_current": name == show}
            for name, label in TABS.items()
        ],
        "show": show,
        "kind": "items" if show in ("waiting", "changes") else "decisions" if show == "decided" else "postings",
        "sort": sort,
        "rows": shown.object_list,
        "range_text": _range(shown.start_index(), shown.end_index(), len(rows)) if shown.has_other_pages() else "",
        "previous_url": f"{query}&page={shown.previous_page_number()}" if shown.has_previous() else "",
        "next_url": f"{query}&page={shown.next_page_number()}" if shown.has_next() else "",
    }  # fmt: skip


def _range(first: int, last: int, total: int) -> str:
    return _("%(first)s–%(last)s of %(total)s.") % {"first": first, "last": last, "total": total}


def sentence(at: datetime, total: int) -> SafeString:
    """ "7 postings wait. 2 are past the working day we promise; the oldest came on Thursday, 8 January, 14:20 UTC." """
    times = list(queue.waiting().values_list("submitted_at", flat=True))
    if not times or times[0] is None:
        return format_html("<strong>{}</strong>", _("Nothing waits."))
    waits = ngettext("%(n)s posting waits.", "%(n)s postings wait.", total) % {"n": f"{total:,}"}
    late = sum(1 for since in times if since and clock.tone(since, at) == "late")
    oldest = _("the oldest came on %(moment)s.") % {"moment": clock.moment(times[0])}
    if not late:
        said = _("None is past the working day we promise; %(oldest)s") % {"oldest": oldest}
        return format_html("<strong>{}</strong> {}", waits, said)
    said = ngettext("%(n)s is past the working day we promise;", "%(n)s are past the working day we promise;", late)
    return format_html('<strong>{}</strong> <span class="late-word">{}</span> {}', waits, said % {"n": late}, oldest)


def _rows(show: str, sort: str, at: datetime) -> list[dict[str, Any]]:
    if show in ("waiting", "changes"):
        items = queue.items_waiting() if show == "waiting" else queue.items_changed()
        if sort == "risk":  # the older first among those that are alike
            items.sort(key=lambda one: -one.risk)
        return [_item(one, at) for one in items]
    if show == "decided":
        return [_decision(one) for one in queue.decided(at).select_related("posting__employer", "decided_by")]
    if show == "reported":
        return [_reported(one, at) for one in queue.reported().select_related("employer")]
    return [_sent_back(one, at) for one in queue.sent_back().select_related("employer")]


def item_url(posting_id: int, *, is_change: bool) -> str:
    return reverse("moderation_change" if is_change else "moderation_item", args=[posting_id])


def _item(one: Item, at: datetime) -> dict[str, Any]:
    return _of(one.posting, is_change=one.is_change) | {
        "waited": clock.waited(one.since, at),
        "tone": clock.tone(one.since, at),
        "risk": risk_text(one.risk, len(one.reasons)),
        "is_risky": one.risk >= HIGH,
        "has_risk": one.risk > 0,
        "reasons": phrasing.capital(all_of([_small(reason.label) for reason in one.reasons if reason.applies])),
        "remarks": remarks_text(one.remarks),
        "what": what(one),
    }


def _small(label: str) -> str:
    """Inside a sentence."""
    return label[:1].lower() + label[1:]


def _of(posting: Posting, *, is_change: bool = False) -> dict[str, Any]:
    return {
        "id": posting.pk,
        "title": posting.title,
        "employer": posting.employer.name,
        "is_suspended": posting.employer.suspended_at is not None,
        "url": item_url(posting.pk, is_change=is_change),
    }


def risk_text(count: int, of: int) -> str:
    said = {"n": count, "of": of}
    if not count:
        return _("none")
    if count >= HIGH:
        return _("high: %(n)s of %(of)s reasons") % said
    return (_("some: %(n)s of %(of)s") if count >= SOME else _("low: %(n)s of %(of)s")) % said


def remarks_text(remarks: Sequence[Remark]) -> str:
    """ "1 must, 2 should"."""
    must = sum(remark.severity == "block" for remark in remarks)
    should = sum(remark.severity == "warn" for remark in remarks)
    parts = [_("%(n)s must") % {"n": must}] if must else []
    parts += [_("%(n)s should") % {"n": should}] if should else []
    return ", ".join(parts) or _("none")


def what(one: Item) -> str:
    if one.is_change:
        named = [facets.FACETS[c.facet]().lower() for c in one.changes if c.facet in facets.FACETS]
        return _("changed: %(facets)s") % {"facets": ", ".join(named)} if named else _("changed: the words")
    if not one.earlier:
        return _("first posting")
    return ngettext("after %(n)s other", "after %(n)s others", one.earlier) % {"n": one.earlier}


def _reported(one: Any, at: datetime) -> dict[str, Any]:
    count = ngettext("%(n)s report", "%(n)s reports", one.told) % {"n": one.told}
    return _of(one) | {
        "waited": clock.waited(one.first_told, at),
        "tone": clock.tone(one.first_told, at),
        "status": one.get_status_display(),
        "note": count,
    }


def _sent_back(one: Any, at: datetime) -> dict[str, Any]:
    note = _("waits for the employer")
    return _of(one) | {
        "waited": clock.waited(one.back_at, at),
        "tone": "",
        "status": one.get_status_display(),
        "note": note,
    }


def _decision(one: ModerationDecision) -> dict[str, Any]:
    by = (
        one.decided_by.get_short_name()
        if one.decided_by
        else _("by itself")
        if one.by_clock
        else _("somebody who left")
    )
    label = str(Decision(one.decision).label)
    return _of(one.posting) | {
        "when": f"{one.decided_at:%H:%M} UTC",
        "decision": _("change %(decision)s") % {"decision": label} if one.is_change else label,
        "by": by,
        "words": one.words,
    }
