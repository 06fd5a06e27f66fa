"""What staff/item.html needs: one posting or change, why to look twice, its words, its employer, and the form."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from listings.models import EmployerClaim, Membership, Posting, PostingReport
from listings.models.choices import Decision, ReportReason
from listings.postings import difference, domains, moderating
from listings.postings.content import Content
from listings.public import phrasing
from listings.staff import clock, facets, queue, wording
from listings.staff.queue import Item
from listings.staff.queue_page import item_url

FIELDS = {
    "summary": lambda: _("Summary"),
    "body": lambda: _("Text"),
    "outcomes": lambda: _("What is left afterwards"),
    "work": lambda: _("Tasks"),
    "pay_note": lambda: _("About pay"),
}
ICONS = {"block": "circle-x", "warn": "triangle-alert", "advice": "info"}


def context(item: Item, at: datetime) -> dict[str, Any]:
    posting = item.posting
    reports = list(posting.reports.unsettled().order_by("reported_at"))
    return {
        "id": posting.pk,
        "title": item.content.title or posting.title,
        "status": posting.get_status_display(),
        "is_change": item.is_change,
        "seen": item.since.isoformat(),
        "lede": _lede(item),
        "waited": clock.waited(item.since, at),
        "tone": clock.tone(item.since, at),
        "public_url": posting.get_absolute_url() if Posting.objects.readable(at).filter(pk=posting.pk).exists() else "",
        "position": _position(item),
        "applies": [_reason(one) for one in item.reasons if one.applies],
        "others": [_reason(one) for one in item.reasons if not one.applies],
        "risk_title": _("Risk: %(n)s of %(of)s reasons apply") % {"n": item.risk, "of": len(item.reasons)},
        "facts": _facts(item.content),
        "prose": _prose(item),
        "asked": posting.asked,
        "remarks": [_remark(number, one) for number, one in enumerate(item.remarks, 1)],
        "changes": _changes(item),
        "rewritten": _rewritten(item),
        "employer": employer(posting),
        "reports": [_report(one) for one in reports],
        "decisions": [_decision(one) for one in posting.decisions.select_related("decided_by")[:20]],
        "needs_verification": moderating.needs_verification(posting.employer),
    }


def _lede(item: Item) -> str:
    sender: User | None = item.posting.submitted_by
    said = {"employer": item.posting.employer.name, "moment": clock.moment(item.since)}
    if item.posting.submitted_at is None and item.posting.source_id is None and not item.is_change:
        return _("%(employer)s. Begun on %(moment)s, and not sent yet.") % said
    if sender is None:
        return _("%(employer)s. Sent on %(moment)s.") % said
    said |= {"address": sender.email}
    return _("%(employer)s. Sent on %(moment)s by %(address)s.") % said


def _position(item: Item) -> dict[str, Any]:
    place, total, before, after = queue.neighbours(item.posting.pk, is_change=item.is_change)
    return {
        "text": _("%(n)s of %(total)s") % {"n": place, "total": total} if place else "",
        "previous_url": item_url(before, is_change=item.is_change) if before else "",
        "next_url": item_url(after, is_change=item.is_change) if after else "",
    }


def _reason(one: Any) -> dict[str, Any]:
    url = item_url(one.posting, is_change=False) if one.posting else ""
    return {"label": one.label, "evidence": one.evidence, "url": url}


def _facts(content: Content) -> list[tuple[str, str]]:
    stated = [(facets.FACETS[f](), words(content)) for f, words in difference.WORDS.items() if f != "title"]
    return [(label, value) for label, value in stated if value]


def _prose(item: Item) -> list[dict[str, Any]]:
    marked = wording.marked(item.content, item.remarks)
    title = marked.pop("title", [])
    shown = [{"label": FIELDS[field](), "paragraphs": lines} for field, lines in marked.items() if field in FIELDS]
    has_marks = any(piece.number for line in title for piece in line)
    return [{"label": _("Title"), "paragraphs": title}, *shown] if has_marks else shown


def _remark(number: int, one: Any) -> dict[str, Any]:
    return {"number": number, "severity": one.severity, "icon": ICONS[one.severity], "words": one.words,
            "explanation": one.explanation}  # fmt: skip


def _changes(item: Item) -> list[dict[str, str]]:
    """Both whole: readers are told of what came and went, whoever decides sees all of it."""
    found = []
    for one in item.changes:
        words = difference.WORDS.get(one.facet)
        before = words(item.before) if words and item.before else one.before
        after = words(item.content) if words else one.after
        found.append({"label": facets.FACETS[one.facet](), "before": before, "after": after})
    return found


def _rewritten(item: Item) -> list[dict[str, Any]]:
    if item.before is None:
        return []
    cut = wording.rewritten(item.before, item.content)
    return [{"label": FIELDS[field](), "cuts": cuts} for field, cuts in cut.items() if field in FIELDS]


def employer(posting: Posting) -> dict[str, Any]:
    """Of one employer: what we know."""
    one = posting.employer
    theirs = Posting.objects.filter(employer=one).exclude(pk=posting.pk)
    found = theirs.aggregate(
        public=Count("pk", filter=Q(first_published_at__isnull=False)),
        refused=Count("pk", filter=Q(decisions__decision__in=(Decision.REJECT, Decision.REMOVE)), distinct=True),
    )
    reports = PostingReport.objects.filter(posting__employer=one).aggregate(
        all=Count("pk"), upheld=Count("pk", filter=Q(upheld=True))
    )
    addresses = list(Membership.objects.filter(employer=one).values_list("user__email", flat=True))
    return {
        "name": one.name,
        "url": reverse("staff_employer", args=[one.pk]),
        "website": one.website,
        "since": phrasing.on_day(one.created_at.date()),
        "postings": _postings(found),
        "reports": _reports(reports),
        "people": ngettext("%(n)s person", "%(n)s people", len(addresses)) % {"n": len(addresses)},
        "verified": phrasing.on_day(one.verified_at.date()) if one.verified_at else "",
        "suspended": phrasing.on_day(one.suspended_at.date()) if one.suspended_at else "",
        "domain_fits": any(domains.domain_matches(address, one.website) for address in addresses),
        "claims": EmployerClaim.objects.filter(employer=one, decided_at=None).count(),
    }


def _postings(found: dict[str, int]) -> str:
    if not found["public"] and not found["refused"]:
        return _("none before")
    said = [ngettext("%(n)s public before", "%(n)s public before", found["public"]) % {"n": found["public"]}]
    if found["refused"]:
        said.append(ngettext("%(n)s refused", "%(n)s refused", found["refused"]) % {"n": found["refused"]})
    return ", ".join(said)


def _reports(found: dict[str, int]) -> str:
    if not found["all"]:
        return _("none")
    said = ngettext("%(n)s report, %(upheld)s upheld", "%(n)s reports, %(upheld)s upheld", found["all"])
    return said % {"n": found["all"], "upheld": found["upheld"]}


def _report(one: PostingReport) -> dict[str, str]:
    reason = str(ReportReason(one.reason).label)
    return {"reason": reason, "words": one.words, "when": clock.moment(one.reported_at), "receipt": one.receipt}


def _decision(one: Any) -> dict[str, str]:
    label = str(Decision(one.decision).label)
    by = (
        one.decided_by.get_short_name()
        if one.decided_by
        else _("by itself")
        if one.by_clock
        else _("somebody who left")
    )
    what = _("Change: %(decision)s") if one.is_change else "%(decision)s"
    return {"what": phrasing.capital(what % {"decision": label}), "by": by, "when": clock.moment(one.decided_at),
            "words": one.words}  # fmt: skip
