"""Where a posting stands, in words of the panel and by the clock, even before a job has written it down."""

from datetime import datetime

from django.utils.translation import gettext as _

from listings.models import Posting, PostingDraft
from listings.models.choices import CloseReason, PauseReason, Status
from listings.postings.lifecycle import LIVE
from listings.public import rows

NODES = {
    Status.DRAFT: "next",
    Status.SCHEDULED: "next",
    Status.PUBLISHED: "now",
    Status.PAUSED: "done",
    Status.CHANGES_REQUESTED: "bad",
    Status.REJECTED: "bad",
}


def draft_of(posting: Posting) -> PostingDraft | None:
    """Select `draft` along with many postings."""
    return getattr(posting, "draft", None)


def title_of(posting: Posting) -> str:
    """Before it was ever sent its title stands in what is being typed."""
    draft = draft_of(posting)
    typed = (draft.data.get("title") or [""]) if draft and not posting.title else [""]
    return posting.title or str(typed[-1] if isinstance(typed, list) else typed).strip()[:300] or _("Untitled")


def is_over(posting: Posting, at: datetime) -> bool:
    """Its deadline has passed, whether that was written down or not."""
    is_late = posting.status in LIVE and posting.closes_at is not None and posting.closes_at <= at
    return is_late and not posting.source_id


def is_doubted(posting: Posting, at: datetime) -> bool:
    is_late = posting.status == Status.PUBLISHED and posting.expires_at is not None and posting.expires_at <= at
    return is_late or posting.paused_reason == PauseReason.UNCONFIRMED


def node(posting: Posting, at: datetime) -> str:
    """The class of the status's node."""
    if is_over(posting, at):
        return ""
    return "done" if is_doubted(posting, at) else NODES.get(Status(posting.status), "")


def word(posting: Posting, at: datetime) -> str:
    if is_over(posting, at):
        return _closed()[CloseReason.DEADLINE]
    if is_doubted(posting, at):
        return _("Paused, nobody confirmed it")
    status = Status(posting.status)
    if status == Status.CLOSED:
        return _closed().get(CloseReason(posting.closed_reason), _("Closed"))
    if status == Status.SCHEDULED and posting.published_at:
        if posting.published_at <= at:
            return _("Published")
        return _("Public from %(day)s") % {"day": rows.day(posting.published_at, at, posting.time_zone)}
    return {
        Status.DRAFT: _("Draft"),
        Status.IN_MODERATION: _("In moderation"),
        Status.CHANGES_REQUESTED: _("Sent back"),
        Status.PUBLISHED: _("Published"),
        Status.PAUSED: _("Paused"),
        Status.ARCHIVED: _("Archived"),
        Status.REJECTED: _("Rejected"),
    }.get(status, str(status.label))


def _closed() -> dict[CloseReason, str]:
    return {
        CloseReason.FILLED: _("Closed, filled"),
        CloseReason.CANCELLED: _("Closed, cancelled"),
        CloseReason.DEADLINE: _("Closed, its deadline passed"),
        CloseReason.EXPIRED: _("Closed, nobody confirmed it"),
        CloseReason.MERGED: _("Closed, merged"),
        CloseReason.SOURCE: _("Closed at its source"),
        CloseReason.VANISHED: _("Closed, gone from its source"),
    }
