"""Who applied is told once of all that changed since."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts import outbox
from accounts.models import OutgoingMail
from applications import applying, pipeline, telling_changes
from jobboard.jobs import JOBS
from listings.models import Employer, Posting, PostingRevision
from listings.postings import lifecycle
from tests.applicants import make_application
from tests.factories import make_member, make_posting, make_user
from tests.smtp import SmtpServer

pytestmark = pytest.mark.django_db
JOB = next(job for job in JOBS if job.name == "changes")


def change(
    posting: Posting, *, minutes: int = 3, facet: str = "pay", before: str = "$40", after: str = "$42 an hour"
) -> None:
    at, turn = timezone.now() - timedelta(minutes=minutes), "raised" if facet == "pay" else ""
    PostingRevision.objects.create(posting=posting, at=at, facet=facet, before=before, after=after, turn=turn)


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
    assert "- Pay raised from $40 to $42 an hour, " in first.body
    assert "- Weeks no longer stated; there were 10, " in first.body
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


@pytest.mark.parametrize("gone", ["removed", "suspended"])
def test_nobody_is_told_of_what_is_gone(gone: str) -> None:
    posting = make_posting()
    applied(posting, minutes=60)
    change(posting)
    if gone == "removed":
        lifecycle.remove(posting, by=make_user(is_staff=True))
    else:
        Employer.objects.update(suspended_at=timezone.now())
    assert not told()
    assert not PostingRevision.objects.filter(told_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_runners_one_tells_and_it_arrives(settings: Any) -> None:
    posting = make_posting()
    address = applied(posting, minutes=60)
    change(posting)
    change(posting, facet="places", before="", after="Boston, MA")
    ready = threading.Barrier(2)

    def run() -> None:
        ready.wait()
        telling_changes.tell()
        connection.close()

    runners = [threading.Thread(target=run) for _ in range(2)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
    with SmtpServer() as server:
        settings.EMAIL_URL = server.url
        outbox.deliver_due()
    got = [(to, mail) for to, mail in server.received if mail["Subject"].endswith("has changed since you applied")]
    ((to, mail),) = got
    assert to == address
    for part in ("plain", "html"):
        body = mail.get_body((part,))
        assert body
        assert "Pay raised from $40 to $42 an hour, " in body.get_content()
        assert "Place now stated: Boston, MA, " in body.get_content()
