"""Where a posting stands, for who was asked by mail whether it is still open."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from listings.models import Posting
from listings.models.choices import CloseReason, PauseReason, Status
from listings.postings import expiring
from listings.postings.expiring import CLOSE, FILLED, OPEN, Asked
from listings.public import phrasing


def context(asked: Asked, heading: str) -> dict[str, Any]:
    posting = asked.posting
    return {
        "heading": heading,
        "title": posting.title,
        "employer": posting.employer.name,
        "standing": standing(posting),
        "answers": [_button(act) for act in expiring.answers(asked)],
        "panel_url": reverse("panel_overview", args=[posting.employer.slug]),
    }


def standing(posting: Posting) -> str:
    if posting.status == Status.PUBLISHED:
        return _while_open(posting)
    if posting.status == Status.PAUSED and posting.paused_reason == PauseReason.UNCONFIRMED:
        return _("It is paused, because nobody has said that it is still open.")
    if posting.status == Status.PAUSED:
        return _("Your team has paused it.")
    if posting.status in (Status.CLOSED, Status.ARCHIVED) and posting.closed_at:
        said = {"day": _day(posting, posting.closed_at), "reason": CloseReason(posting.closed_reason).label}
        return _("It closed on %(day)s: %(reason)s.") % said
    if posting.status == Status.IN_MODERATION:
        return _("A moderator is looking at it.")
    if posting.status == Status.REMOVED:
        return _("A moderator has removed it.")
    return _("It is not public.")


def _while_open(posting: Posting) -> str:
    now = timezone.now()
    if posting.closes_at and posting.closes_at <= now:
        return _("Its deadline has passed.")
    if not posting.expires_at or (posting.closes_at and posting.closes_at < posting.expires_at):
        return _("It is open.")
    if posting.expires_at <= now:
        return _("Since %(day)s nobody sees it, because nobody has said that it is still open.") % {
            "day": _day(posting, posting.expires_at)
        }
    return _("It is open, and pauses on %(day)s unless somebody says that it is still open.") % {
        "day": _day(posting, posting.expires_at)
    }


def _button(act: str) -> dict[str, str]:
    words = {
        OPEN: (_("It is still open"), _("It stays open for another 120 days.")),
        FILLED: (_("It is filled"), _("It closes at once, and readers see that it is filled.")),
        CLOSE: (_("Close it"), _("It closes at once, and readers see that it was cancelled.")),
    }
    label, what = words[act]
    return {"act": act, "label": label, "what": what}


def _day(posting: Posting, when: datetime) -> str:
    return phrasing.on_day(when.astimezone(ZoneInfo(posting.time_zone)).date())
