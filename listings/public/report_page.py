"""What the pages around a report need."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from listings.models import Posting, PostingReport
from listings.models.choices import ReportReason
from listings.public import phrasing
from listings.public.posting_read import Reading


def url(posting: Posting) -> str:
    return reverse("report", args=[f"{posting.pk}-{posting.slug}"])


def receipt_url(report: PostingReport) -> str:
    return reverse("receipt", args=[report.receipt])


def context(reading: Reading) -> dict[str, Any]:
    posting = reading.posting
    return {
        "title": posting.title,
        "employer": posting.employer.name,
        "url": posting.get_absolute_url(),
        "report_url": url(posting),
        "is_imported": posting.source_id is not None,
    }


def of_receipt(report: PostingReport) -> dict[str, Any]:
    posting = report.posting
    is_readable = Posting.objects.readable().filter(pk=posting.pk).exists()
    said = {"day": phrasing.on_day(report.reported_at.date())}
    steps = [_step(_("Reported"), report.reported_at, "done"), _last(report)]
    return {
        "receipt": report.receipt,
        # What nobody may read any more is not named to who happens on a receipt.
        "title": posting.title if is_readable else _("A posting that is off the board"),
        "employer": posting.employer.name if is_readable else "",
        "url": posting.get_absolute_url() if is_readable else "",
        "reason": ReportReason(report.reason).label,
        "when": _("Sent on %(day)s.") % said,
        "standing": _standing(report),
        "steps": steps,
    }


def _standing(report: PostingReport) -> str:
    if report.settled_at is None:
        return _("A person will look at it. Nothing more is needed from you.")
    if report.upheld:
        return _("You were right, and we have acted on it. Thank you.")
    return _("We have looked at it and found nothing that our rules forbid. Thank you all the same.")


def _last(report: PostingReport) -> dict[str, str]:
    if report.settled_at is None:
        return {"text": _("Waits for a moderator"), "node": "now", "date": "", "iso": ""}
    return _step(_("Settled"), report.settled_at, "done")


def _step(text: str, at: Any, node: str) -> dict[str, str]:
    return {"text": text, "node": node, "date": phrasing.on_day(at.date()), "iso": at.date().isoformat()}
