"""A reader says that something is wrong with a posting. Three who know nothing of each other call it back."""

import secrets
from collections.abc import Iterable
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts import audit, mailing
from accounts.models import User
from listings.models import Posting, PostingReport
from listings.models.choices import Decision, ReportReason, Status
from listings.postings import deciding, lifecycle, writing

ENOUGH = 3
# Without what is taken for something else when it is read aloud.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
RECEIPT = 12


def reporter_key(user: User | None, network: str) -> str:
    """Tells reporters apart without naming them: an account is one, and so is everybody without one on a network."""
    who = f"user:{user.pk}" if user else f"network:{network}"
    return salted_hmac("listings.reporting", who, algorithm="sha256").hexdigest()


@transaction.atomic
def report(
    posting: Posting, reason: ReportReason, words: str, email: str, reporter: str, *, answers: bool = True
) -> tuple[PostingReport, bool]:
    """The report, and whether it is new: who has one waiting on this posting is shown that one again.

    ANSWERS: whether this address may be written to; false where it was written to often today.
    """
    held = writing.locked(posting)
    standing = PostingReport.objects.unsettled().filter(posting=held, reporter=reporter).first()
    if standing is not None:
        return standing, False
    made = PostingReport.objects.create(
        posting=held,
        reason=reason,
        words=words.strip(),
        email=email.strip(),
        reporter=reporter,
        receipt="".join(secrets.choice(LETTERS) for _letter in range(RECEIPT)),
        reported_at=timezone.now(),
    )
    audit.record("posting.report", held, by=None, report=made.pk, reason=reason)
    if made.email and answers:
        mailing.send("report-received", made.email, _letter(made))
    _recall_if_enough(held)
    return made, True


def _recall_if_enough(posting: Posting) -> None:
    """Of what a source wrote the next reading would bring it back: it is only looked at."""
    if posting.source_id or not posting.is_open():
        return
    if PostingReport.objects.unsettled().filter(posting=posting).count() < ENOUGH:
        return
    if posting.status == Status.SCHEDULED:  # its instant has passed, and no job has run since
        lifecycle.publish(posting)
    sender = posting.submitted_by
    lifecycle.recall(posting, by=None)
    deciding.write(posting, Decision.RECALL, by=None, to=sender)


@transaction.atomic
def settle(reports: Iterable[PostingReport], *, upheld: bool, by: User) -> int:
    """Of two moderators at once one settles each; returns how many this one did."""
    count = 0
    for one in reports:
        changes = {"settled_at": timezone.now(), "settled_by": by, "upheld": upheld}
        if not PostingReport.objects.unsettled().filter(pk=one.pk).update(**changes):
            continue
        one.refresh_from_db()
        audit.record("posting.settle_report", one.posting, by=by, report=one.pk, upheld=upheld)
        if one.email:
            mailing.send("report-settled", one.email, _letter(one))
        count += 1
    return count


def _letter(one: PostingReport) -> dict[str, object]:
    """Nothing that the reporter typed: whose address it is has not been proved."""
    return {
        "name": "",
        "title": one.posting.title,
        "employer": one.posting.employer.name,
        "upheld": one.upheld,
        "receipt": one.receipt,
        "receipt_url": urljoin(settings.SITE_URL, reverse("receipt", args=[one.receipt])),
    }
