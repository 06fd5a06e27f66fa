"""What is approved without a person: only what a trusted employer sends, and only where nothing speaks against it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import AuditEvent, OutgoingMail
from listings.models import Employer, ModerationDecision, Posting, PostingReport
from listings.postings import lifecycle, moderating
from tests.factories import make_employer, make_member, make_posting, make_user

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=400)
SITE = "https://www.kestrel-freight.com/"
BODY = """We move freight by train and want to know where each wagon stands. You will build the endpoint that corrects a
position, write its tests with your mentor, and see it deployed in the second week. We work in two teams of five, review
each change, and pair on Tuesdays. You bring a course on databases and one program you like to talk about."""


def known(**fields: Any) -> Employer:
    """Verified, and one posting of theirs approved by a person."""
    defaults = {"created_at": LONG_AGO, "verified_at": LONG_AGO, "website": SITE}
    employer = make_employer(**{**defaults, **fields})
    earlier = make_posting(employer=employer, status="in_moderation")
    moderating.approve(earlier, by=make_user(is_staff=True))
    return employer


def sent(employer: Employer, **fields: Any) -> Posting:
    sender = make_member(employer, email=fields.pop("email", f"ann{employer.pk}@kestrel-freight.com"))
    defaults = {"title": "Freight Intern", "body": BODY, "status": "draft", "mentor_name": "Ann Lee"}
    posting = make_posting(employer=employer, **{**defaults, **fields})
    lifecycle.submit(posting, by=sender)
    return posting


def test_trusted_is_who_was_verified_and_approved_by_a_person_before() -> None:
    assert moderating.trusted(known())
    assert not moderating.trusted(known(name="Not verified", verified_at=None))
    assert not moderating.trusted(known(name="Suspended", suspended_at=LONG_AGO))
    assert not moderating.trusted(make_employer(verified_at=LONG_AGO))
    by_clock = known(name="By the clock")
    ModerationDecision.objects.filter(posting__employer=by_clock).update(decided_by=None, by_clock=True)
    assert not moderating.trusted(by_clock)


def test_the_moderator_may_leave_and_trust_stays() -> None:
    employer = known()
    ModerationDecision.objects.update(decided_by=None)
    assert moderating.trusted(employer)


def test_approved_at_once_and_audited_as_such() -> None:
    posting = sent(known())
    assert moderating.after_submit(posting)
    assert posting.status == "published"
    decision = posting.decisions.get()
    assert (decision.decision, decision.by_clock, decision.decided_by) == ("approve", True, None)
    event = AuditEvent.objects.get(code="posting.approve", subject_id=posting.pk)
    assert event.actor_id is None
    assert OutgoingMail.objects.filter(kind="posting-decided", user=posting.submitted_by).count() == 1


def test_the_first_is_always_looked_at() -> None:
    posting = sent(make_employer(created_at=LONG_AGO, verified_at=LONG_AGO, website=SITE))
    assert not moderating.after_submit(posting)
    assert posting.status == "in_moderation"
    assert not posting.decisions.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"body": BODY + " Send a refundable deposit of $50 for your training kit."},
        {"body": BODY + " Apply at bit.ly/3abcde."},
        {"body": BODY + " Message our manager on WhatsApp."},
        {"email": "ann@gmail.com"},
    ],
    ids=["money", "short-link", "messenger", "webmail"],
)
def test_any_reason_keeps_it_for_a_person(fields: dict[str, Any]) -> None:
    posting = sent(known(), **fields)
    assert not moderating.after_submit(posting)
    assert posting.status == "in_moderation"


def test_reports_keep_it_for_a_person() -> None:
    employer = known()
    other = make_posting(employer=employer)
    PostingReport.objects.create(posting=other, reason="scam", reporter="a", receipt="a", reported_at=timezone.now())
    assert not moderating.after_submit(sent(employer))


def test_what_a_person_sent_back_a_person_reads_again() -> None:
    posting = sent(known())
    moderating.send_back(posting, "Please name the mentor.", by=make_user(is_staff=True))
    lifecycle.submit(posting, by=posting.submitted_by)
    assert not moderating.after_submit(posting)
    assert posting.status == "in_moderation"


def test_only_what_waits_is_approved() -> None:
    posting = make_posting(employer=known())
    assert not moderating.after_submit(posting)
    assert not posting.decisions.exists()
