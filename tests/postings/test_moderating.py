"""Every decision, from every status, by everybody; two at once; and what trust lets through."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from accounts.models import AuditEvent, OutgoingMail, User
from listings.models import Employer, ModerationDecision, Posting, PostingDraft
from listings.models.choices import Decision, Status
from listings.postings import moderating
from listings.postings.content import Content
from listings.postings.moderating import Decided, SentAgain, Unverified
from tests.factories import make_complete_posting, make_employer, make_member, make_posting, make_user

pytestmark = pytest.mark.django_db
# Written out again: the table of moves is not its own judge.
TARGETS = {
    Decision.APPROVE: {Status.IN_MODERATION: Status.PUBLISHED},
    Decision.REQUEST_CHANGES: {Status.IN_MODERATION: Status.CHANGES_REQUESTED},
    Decision.REJECT: {Status.IN_MODERATION: Status.REJECTED},
    Decision.REMOVE: {status: Status.REMOVED for status in Status if status != Status.REMOVED},
    Decision.RECALL: {Status.PUBLISHED: Status.IN_MODERATION},
}
WORDS = "Please name your site."


def moderator(**fields: Any) -> User:
    return make_user(is_staff=True, **fields)


def cast(employer: Employer) -> dict[str, User]:
    people = {role: make_member(employer, role) for role in ("owner", "recruiter", "reviewer")}
    return people | {"staff": moderator(), "gone": moderator(is_active=False), "nobody": make_user()}


@pytest.mark.parametrize("decision", TARGETS)
def test_every_decision_from_every_status_by_everybody(decision: Decision) -> None:
    employer = make_employer()
    people = cast(employer)
    for status in Status:
        for role, by in people.items():
            posting = make_posting(employer=employer, status=status)
            target = TARGETS[decision].get(status)
            if role == "staff" and target:
                made = moderating.decide(posting, decision, by=by, words=WORDS, reasons=["who-are-you"])
                assert (posting.status, made.decision, made.reasons) == (target, decision, ["who-are-you"])
                assert (made.decided_by, made.words, made.by_clock) == (by, WORDS, False)
                assert AuditEvent.objects.filter(code=f"posting.{decision}", actor_id=by.pk).exists()
                continue
            expected = Decided if role == "staff" else PermissionDenied
            with pytest.raises(expected):
                moderating.decide(posting, decision, by=by, words=WORDS)
            assert Posting.objects.get(pk=posting.pk).status == status
            assert not posting.decisions.exists()


def test_what_staff_may_decide_is_what_the_table_allows() -> None:
    for status in Status:
        allowed = {decision for decision, targets in TARGETS.items() if status in targets}
        assert set(moderating.open_to(make_posting(status=status))) == allowed


@pytest.mark.parametrize("decision", [Decision.REQUEST_CHANGES, Decision.REJECT])
def test_saying_no_needs_words(decision: Decision) -> None:
    posting = make_posting(status="in_moderation")
    with pytest.raises(ValueError, match="employer"):
        moderating.decide(posting, decision, by=moderator(), words="  ")
    assert not ModerationDecision.objects.exists()


def test_who_sent_it_is_written_to_once() -> None:
    employer = make_employer()
    make_member(employer, "owner", email="owner@example.org")
    recruiter = make_member(employer, "recruiter", email="recruiter@example.org")
    posting = make_posting("Payments Intern", employer=employer, status="in_moderation", submitted_by=recruiter)
    moderating.send_back(posting, WORDS, by=moderator(), reasons=["who-are-you"])
    mail = OutgoingMail.objects.get(kind="posting-decided")
    assert (mail.to, mail.user) == (recruiter.email, recruiter)
    assert "Payments Intern" in mail.subject
    assert WORDS in mail.body
    assert f"/employer/{employer.slug}/" in mail.body


def test_else_the_owners_are() -> None:
    employer = make_employer()
    owners = {make_member(employer, "owner").email, make_member(employer, "owner").email}
    make_member(employer, "recruiter")
    left = make_user(email="left@example.org")
    posting = make_posting(employer=employer, status="in_moderation", submitted_by=left)
    moderating.approve(posting, by=moderator())
    mails = OutgoingMail.objects.filter(kind="posting-decided")
    assert {mail.to for mail in mails} == owners
    assert all(posting.get_absolute_url() in mail.body for mail in mails)


def test_planned_for_later_it_says_so() -> None:
    employer = make_employer()
    owner = make_member(employer)
    posting = make_posting(
        employer=employer, status="in_moderation", submitted_by=owner, publish_at=timezone.now() + timedelta(days=3)
    )
    moderating.approve(posting, by=moderator())
    assert posting.status == "scheduled"
    assert "is approved" in OutgoingMail.objects.get().subject


def test_the_second_is_told_who_decided() -> None:
    first, posting = moderator(name="Mara"), make_posting(status="in_moderation")
    mine = Posting.objects.get(pk=posting.pk)
    moderating.approve(posting, by=first)
    with pytest.raises(Decided) as told:
        moderating.reject(mine, WORDS, by=moderator())
    assert told.value.decision.decided_by == first
    assert ModerationDecision.objects.count() == 1


def test_what_was_sent_again_is_read_again() -> None:
    seen = timezone.now() - timedelta(hours=2)
    posting = make_posting(status="in_moderation", submitted_at=seen)
    Posting.objects.update(submitted_at=timezone.now())
    with pytest.raises(SentAgain):
        moderating.approve(posting, by=moderator(), seen=seen)
    posting.refresh_from_db()
    assert posting.status == "in_moderation"
    moderating.approve(posting, by=moderator(), seen=posting.submitted_at)
    assert posting.status == "published"


def test_webmail_is_verified_by_a_person_first() -> None:
    employer = make_employer()
    make_member(employer, email="hiring.desk@gmail.com")
    posting = make_posting(employer=employer, status="in_moderation")
    with pytest.raises(Unverified):
        moderating.approve(posting, by=moderator())
    Employer.objects.update(verified_at=timezone.now())
    moderating.approve(Posting.objects.get(), by=moderator())
    assert Posting.objects.get().status == "published"


# --- changes -----------------------------------------------------------------------------------------------------


def with_change(**fields: Any) -> tuple[Posting, User]:
    posting = make_complete_posting(**fields)
    sender = make_member(posting.employer, "recruiter")
    content = Content.of(posting).as_data() | {"pay_min": 3000, "pay_max": 3000}
    at = timezone.now()
    PostingDraft.objects.create(posting=posting, saved_at=at, content=content, submitted_at=at, submitted_by=sender)
    return posting, sender


def test_an_approved_change_is_public_and_told() -> None:
    posting, sender = with_change()
    made = moderating.approve_change(posting, by=moderator(), seen=posting.draft.submitted_at)
    assert (posting.pay_min, made.is_change, made.decision) == (3000, True, "approve")
    assert posting.revisions.filter(facet="pay").exists()
    assert OutgoingMail.objects.get(kind="posting-decided").to == sender.email
    with pytest.raises(Decided) as told:
        moderating.refuse_change(posting, WORDS, by=moderator())
    assert told.value.decision == made


def test_a_refused_change_is_kept_for_its_writer() -> None:
    posting, _sender = with_change()
    moderating.refuse_change(posting, WORDS, by=moderator(), reasons=["pay-unclear"])
    assert (posting.pay_min, posting.status) == (4200, "published")
    assert posting.draft.__class__.objects.get().submitted_at is None
    assert "stays public as it was" in OutgoingMail.objects.get(kind="posting-decided").body


@pytest.mark.parametrize("role", ["owner", "reviewer", "nobody", "gone"])
def test_changes_are_for_staff_alone(role: str) -> None:
    posting, _sender = with_change()
    by = cast(posting.employer)[role]
    for verb in (moderating.approve_change, lambda p, by: moderating.refuse_change(p, WORDS, by=by)):
        with pytest.raises(PermissionDenied):
            verb(posting, by=by)
    assert PostingDraft.objects.get().submitted_at


# --- two at once -------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_change", [False, True])
def test_of_four_moderators_at_once_one_decides(is_change: bool) -> None:
    posting = with_change()[0] if is_change else make_posting(status="in_moderation")
    people = [moderator(name=f"Moderator {number}") for number in range(4)]
    verbs = [Decision.APPROVE, Decision.REQUEST_CHANGES] * 2
    decide = moderating.decide_change if is_change else moderating.decide
    barrier, done, told = threading.Barrier(4), [], []

    def run(number: int) -> None:
        try:
            mine = Posting.objects.get(pk=posting.pk)
            barrier.wait(10)
            done.append(decide(mine, verbs[number], by=people[number], words=WORDS))
        except Decided as second:
            told.append(second.decision)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert (len(done), len(told)) == (1, 3)
    assert {decision.pk for decision in told} == {done[0].pk}
    assert ModerationDecision.objects.count() == 1
