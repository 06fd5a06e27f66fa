"""What staff decide of a posting, or of a change that waits. Of two at once the second is told of the first."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from listings.models import Employer, Membership, ModerationDecision, Posting, PostingDraft
from listings.models.choices import Decision, Status
from listings.postings import deciding, domains, editing, lifecycle, remarks, reporting, risk, writing
from listings.postings.content import Content
from listings.postings.lifecycle import NotAllowed

VERBS: dict[Decision, Callable[..., None]] = {
    Decision.APPROVE: lifecycle.approve,
    Decision.REQUEST_CHANGES: lifecycle.request_changes,
    Decision.REJECT: lifecycle.reject,
    Decision.REMOVE: lifecycle.remove,
    Decision.RECALL: lifecycle.recall,
}
NEED_WORDS = (Decision.REQUEST_CHANGES, Decision.REJECT)
OF_CHANGES = (Decision.APPROVE, Decision.REQUEST_CHANGES)


class Decided(Exception):
    """Somebody was quicker; `decision` is theirs, or None where the employer itself has moved the posting on."""

    def __init__(self, decision: ModerationDecision | None) -> None:
        super().__init__("It was decided already.")
        self.decision = decision


class SentAgain(Exception):
    """The employer has sent other words since this moderator looked. Nothing was decided."""


class Unverified(Exception):
    """The employer's people use webmail: who they are is checked by a person first."""


# --- postings ----------------------------------------------------------------------------------------------------


def approve(posting: Posting, *, by: User, seen: datetime | None = None) -> ModerationDecision:
    """Raises Unverified, besides what every decision raises."""
    return decide(posting, Decision.APPROVE, by=by, seen=seen)


def send_back(
    posting: Posting, words: str, *, by: User, reasons: Sequence[str] = (), seen: datetime | None = None
) -> ModerationDecision:
    return decide(posting, Decision.REQUEST_CHANGES, by=by, reasons=reasons, words=words, seen=seen)


def reject(
    posting: Posting, words: str, *, by: User, reasons: Sequence[str] = (), seen: datetime | None = None
) -> ModerationDecision:
    return decide(posting, Decision.REJECT, by=by, reasons=reasons, words=words, seen=seen)


def remove(posting: Posting, words: str = "", *, by: User, reasons: Sequence[str] = ()) -> ModerationDecision:
    return decide(posting, Decision.REMOVE, by=by, reasons=reasons, words=words)


def recall(posting: Posting, words: str = "", *, by: User, reasons: Sequence[str] = ()) -> ModerationDecision:
    return decide(posting, Decision.RECALL, by=by, reasons=reasons, words=words)


@transaction.atomic
def decide(
    posting: Posting,
    decision: Decision,
    *,
    by: User,
    reasons: Sequence[str] = (),
    words: str = "",
    seen: datetime | None = None,
) -> ModerationDecision:
    """SEEN is when what the moderator looked at had been sent. Raises Decided, SentAgain, PermissionDenied.

    Reports that wait are settled by it: upheld, unless the posting is approved.
    """
    _may(by, decision, words)
    held = writing.locked(posting)
    if seen and held.status == Status.IN_MODERATION and held.submitted_at != seen:
        raise SentAgain
    if decision == Decision.APPROVE and needs_verification(held.employer):
        raise Unverified
    sender = held.submitted_by
    try:
        VERBS[decision](posting, by=by)
    except NotAllowed as refused:
        raise Decided(latest(posting)) from refused
    written = deciding.write(posting, decision, by=by, reasons=reasons, words=words, to=sender)
    if decision != Decision.RECALL:
        waiting = posting.reports.unsettled()
        reporting.settle(waiting, upheld=decision != Decision.APPROVE, by=by)
    return written


def _may(by: User, decision: Decision, words: str) -> None:
    if not (by.is_staff and by.is_active):
        raise PermissionDenied(decision)
    if decision in NEED_WORDS and not words.strip():
        raise ValueError("What shall the employer read?")


def latest(posting: Posting) -> ModerationDecision | None:
    return posting.decisions.select_related("decided_by").order_by("-decided_at", "-pk").first()


def open_to(posting: Posting) -> list[Decision]:
    """What staff may decide of it as it stands."""
    return [decision for decision in Decision if posting.status in lifecycle.MOVES[decision].sources]


# --- changes of what is public -------------------------------------------------------------------------------------


def approve_change(posting: Posting, *, by: User, seen: datetime | None = None) -> ModerationDecision:
    return decide_change(posting, Decision.APPROVE, by=by, seen=seen)


def refuse_change(
    posting: Posting, words: str, *, by: User, reasons: Sequence[str] = (), seen: datetime | None = None
) -> ModerationDecision:
    return decide_change(posting, Decision.REQUEST_CHANGES, by=by, reasons=reasons, words=words, seen=seen)


@transaction.atomic
def decide_change(
    posting: Posting,
    decision: Decision,
    *,
    by: User,
    reasons: Sequence[str] = (),
    words: str = "",
    seen: datetime | None = None,
) -> ModerationDecision:
    """As decide(), of the change that waits: what is public changes, or stays as it is."""
    _may(by, decision, words)
    held = writing.locked(posting)
    draft = PostingDraft.objects.filter(posting=held, submitted_at__isnull=False).first()
    if draft is None:
        raise Decided(held.decisions.filter(is_change=True).select_related("decided_by").first())
    if seen and draft.submitted_at != seen:
        raise SentAgain
    if decision == Decision.APPROVE and needs_verification(held.employer):
        raise Unverified
    sender = draft.submitted_by
    verb = editing.approve_change if decision == Decision.APPROVE else editing.refuse_change
    verb(posting, by=by)
    return deciding.write(posting, decision, by=by, reasons=reasons, words=words, is_change=True, to=sender)


# --- whom we know --------------------------------------------------------------------------------------------------


def needs_verification(employer: Employer) -> bool:
    if employer.verified_at:
        return False
    addresses = Membership.objects.filter(employer=employer).values_list("user__email", flat=True)
    return any(domains.is_webmail(address) for address in addresses)


def trusted(employer: Employer) -> bool:
    """Verified, and a person has approved something of theirs before."""
    if not employer.verified_at or employer.suspended_at:
        return False
    approved = ModerationDecision.objects.filter(decision=Decision.APPROVE, is_change=False, by_clock=False)
    return approved.filter(posting__employer=employer).exists()


@transaction.atomic
def after_submit(posting: Posting) -> bool:
    """Approve at once what trust allows; call it in the transaction that submits. True where it was approved.

    What a person has sent back or called back is looked at by a person again, and so is every change.
    """
    if posting.status != Status.IN_MODERATION or not trusted(posting.employer):
        return False
    last = latest(posting)
    if last is not None and last.decision != Decision.APPROVE:
        return False
    content = Content.of(posting)
    if any(remark.severity == "block" for remark in remarks.of(content, posting.employer)):
        return False
    if any(reason.applies for reason in risk.of(posting, content=content)):
        return False
    sender = posting.submitted_by
    lifecycle.approve(posting, by=None)
    deciding.write(posting, Decision.APPROVE, by=None, to=sender)
    return True
