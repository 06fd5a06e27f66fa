"""Who applied is told once of all that changed since."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import OutgoingMail
from applications import applying, pipeline, telling_changes
from jobboard.jobs import JOBS
from listings.models import Posting, PostingRevision
from tests.applicants import make_application
from tests.factories import make_member, make_posting

pytestmark = pytest.mark.django_db
JOB = next(job for job in JOBS if job.name == "changes")


def change(posting: Posting, *, minutes: int = 3, facet: str = "pay", before: str = "$40", after: str = "$42") -> None:
    at = timezone.now() - timedelta(minutes=minutes)
    PostingRevision.objects.create(posting=posting, at=at, facet=facet, before=before, after=after)


def applied(posting: Posting, *, minutes: int) -> str:
    application = make_application(posting)
    application.submitted_at = timezone.now() - timedelta(minutes=minutes)
    application.save(update_fields=["submitted_at"])
    assert application.student
    return application.student.user.email


def told() -> list[OutgoingMail]:
    JOB.do()
    return list(OutgoingMail.objects.filter(kind="posting-changed").order_by("pk"))


def test_one_mail_for_all_that_changed_since() -> None:
    posting = make_posting()
    early, between = applied(posting, minutes=60), applied(posting, minutes=20)
    applied(posting, minutes=1)
    change(posting, minutes=30)
    change(posting, minutes=3, facet="weeks", before="10", after="")
    first, second = told()
    assert (first.to, second.to) == (early, between)
    assert "Pay: $40 became $42" in first.body
    assert "Weeks: 10 was taken away" in first.body
    assert "Pay" not in second.body
    assert "/withdraw/" in first.body
    assert len(told()) == 2


def test_waits_until_the_changes_have_settled() -> None:
    posting = make_posting()
    applied(posting, minutes=60)
    change(posting, minutes=30)
    change(posting, minutes=1, facet="weeks")
    assert not told()
    PostingRevision.objects.update(at=timezone.now() - timedelta(minutes=3))
    assert len(told()) == 1


def test_not_to_who_left_or_was_answered_and_nothing_stays_untold() -> None:
    posting, empty = make_posting(), make_posting()
    owner = make_member(posting.employer)
    applied(posting, minutes=60)
    gone, rejected = posting.applications.get(), make_application(posting)
    applying.withdraw(gone, by=None)
    pipeline.reject([rejected], reason="filled", by=owner)
    change(posting)
    change(empty)
    assert not told()
    assert not PostingRevision.objects.filter(told_at=None).exists()


def test_a_change_taken_into_words() -> None:
    new = PostingRevision(facet="visa", before="", after="Accepts CPT")
    assert telling_changes.sentence(new) == "Visa: Accepts CPT is new"
