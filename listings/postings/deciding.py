"""One decision of moderation written down, and told to whoever sent the posting."""

from collections.abc import Sequence
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts import mailing
from accounts.models import User
from listings.models import Membership, ModerationDecision, Posting
from listings.models.choices import Decision, MembershipRole


def write(
    posting: Posting,
    decision: Decision,
    *,
    by: User | None,
    reasons: Sequence[str] = (),
    words: str = "",
    is_change: bool = False,
    to: User | None = None,
) -> ModerationDecision:
    """Call it in the transaction of the move it tells of. TO submitted it; else the owners are written to."""
    written = ModerationDecision.objects.create(
        posting=posting,
        decision=decision,
        is_change=is_change,
        reasons=list(reasons),
        words=words.strip(),
        decided_at=timezone.now(),
        decided_by=by,
        by_clock=by is None,
    )
    for person in _readers(posting, to):
        mailing.send("posting-decided", person, _letter(posting, written))
    return written


def _readers(posting: Posting, to: User | None) -> list[User]:
    """Who sent it and sits there still; else the owners."""
    seats = Membership.objects.filter(employer=posting.employer_id, user__is_active=True).select_related("user")
    if to is not None and (seat := seats.filter(user=to).first()):
        return [seat.user]
    return [seat.user for seat in seats.filter(role=MembershipRole.OWNER).order_by("pk")]


def _letter(posting: Posting, written: ModerationDecision) -> dict[str, object]:
    is_public = written.decision == Decision.APPROVE
    path = posting.get_absolute_url() if is_public else reverse("panel_overview", args=[posting.employer.slug])
    return {
        "name": "",
        "title": posting.title,
        "employer": posting.employer.name,
        # One name for each thing that can have become of it; the templates spell it out.
        "outcome": f"change-{written.decision}" if written.is_change else _outcome(posting, written),
        "words": written.words,
        "posting_url": urljoin(settings.SITE_URL, path),
    }


def _outcome(posting: Posting, written: ModerationDecision) -> str:
    if written.decision == Decision.APPROVE and posting.published_at and posting.published_at > timezone.now():
        return "approve-later"
    if written.decision == Decision.RECALL and written.by_clock:
        return "recall-reported"
    return written.decision
