"""What a team is asked before a posting expires, and what one click on it does."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from accounts.models import AuditEvent, OutgoingMail
from jobboard.jobs import JOBS
from listings.models import Posting
from listings.models.choices import Status
from listings.postings import expiring, lifecycle
from tests.factories import make_employer, make_member, make_posting, make_source

pytestmark = pytest.mark.django_db
JOB = next(job for job in JOBS if job.name == "expiry")
KINDS = ("posting-expires", "posting-paused")
REFUSES = """
CREATE FUNCTION refuses() RETURNS trigger AS $$ BEGIN
  IF NEW.title = 'Broken' THEN RAISE EXCEPTION 'no'; END IF; RETURN NEW;
END $$ LANGUAGE plpgsql;
CREATE TRIGGER refuses BEFORE UPDATE ON listings_posting FOR EACH ROW EXECUTE FUNCTION refuses();
"""


def expires(days: float, **fields: Any) -> Posting:
    return make_posting(**{"expires_at": timezone.now() + timedelta(days=days), **fields})


def asked() -> list[OutgoingMail]:
    """What the job queues when it runs now."""
    before = OutgoingMail.objects.count()
    JOB.do()
    return list(OutgoingMail.objects.filter(kind__in=KINDS).order_by("pk"))[before:]


def test_one_posting_that_cannot_be_tidied_keeps_no_other_from_it(caplog: pytest.LogCaptureFixture) -> None:
    over = timezone.now() - timedelta(minutes=1)
    broken = make_posting("Broken", expires_at=over)
    whole = make_posting("Whole", expires_at=over)
    with connection.cursor() as cursor:
        cursor.execute(REFUSES)
    job = next(job for job in JOBS if job.name == "lifecycle")
    assert job.do() == 1
    standing = dict(Posting.objects.values_list("pk", "status"))
    assert standing == {broken.pk: Status.PUBLISHED, whole.pk: Status.PAUSED}
    assert f"posting {broken.pk} could not be tidied" in caplog.text


def test_nor_from_being_asked(caplog: pytest.LogCaptureFixture) -> None:
    broken, whole = (make_posting(title, expires_at=timezone.now() + timedelta(1)) for title in ("Broken", "Whole"))
    make_member(broken.employer)
    owner = make_member(whole.employer)
    with connection.cursor() as cursor:
        cursor.execute(REFUSES)
    assert [mail.user for mail in asked()] == [owner]
    assert f"posting {broken.pk} could not be asked" in caplog.text.replace("the team of ", "")


def test_asked_at_each_step_once_and_told_when_it_paused() -> None:
    start = datetime(2027, 1, 1, 12, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        posting = expires(120, published_at=start, first_published_at=start)
        make_member(posting.employer)
        got: list[tuple[str, int]] = []
        for hour in range(24 * 122):
            clock.move_to(start + timedelta(hours=hour), tick=False)
            if hour % 24 in (0, 5) or hour > 24 * 119:
                lifecycle.tidy()
                got += [(mail.kind, hour) for mail in asked()]
    due = [24 * (120 - days) for days in expiring.DAYS]
    assert got == [*(("posting-expires", hour) for hour in due), ("posting-paused", 24 * 120)]


def test_one_that_comes_late_is_asked_once() -> None:
    posting = expires(0.5)
    make_member(posting.employer)
    assert len(asked()) == 1
    assert not asked()
    posting.refresh_from_db()
    assert posting.expiry_warned == 1


@pytest.mark.parametrize(
    ("ends", "day"),
    [
        (datetime(2027, 3, 15, 3, 30, tzinfo=UTC), "14 March 2027"),  # New York is four hours behind since this night
        (datetime(2027, 3, 14, 4, 30, tzinfo=UTC), "13 March 2027"),  # and was five before
    ],
)
def test_the_day_is_the_one_where_the_posting_is(ends: datetime, day: str) -> None:
    posting = make_posting(expires_at=ends, time_zone="America/New_York")
    make_member(posting.employer)
    fourteen_days = ends - timedelta(days=14)
    with time_machine.travel(fourteen_days - timedelta(seconds=1), tick=False):
        assert not asked()
    with time_machine.travel(fourteen_days, tick=False):
        (mail,) = asked()
    assert day in mail.subject
    assert day in mail.body


def test_who_is_asked() -> None:
    posting = expires(1)
    owner, recruiter = make_member(posting.employer), make_member(posting.employer, "recruiter")
    make_member(posting.employer, "reviewer")
    make_member(posting.employer, verified=False)
    make_member(posting.employer, is_active=False)
    left = make_member(posting.employer)
    left.memberships.all().delete()
    make_member(make_employer())
    assert [mail.user for mail in asked()] == [owner, recruiter]


def test_of_what_nobody_is_asked() -> None:
    soon = timezone.now() + timedelta(days=1)
    deadline = {"closes_at": soon - timedelta(hours=1), "closes_on": soon.date()}
    postings = [
        expires(15),
        expires(1, **deadline),
        expires(1, source=make_source()),
        expires(1, employer=make_employer(suspended_at=timezone.now())),
        *(expires(1, status=status) for status in Status if status not in lifecycle.LIVE),
        expires(1, status="paused", paused_at=timezone.now(), paused_reason="employer"),
    ]
    for posting in postings:
        make_member(posting.employer)
    assert not asked()


def test_saying_so_begins_anew() -> None:
    posting = expires(1)
    owner = make_member(posting.employer)
    assert len(asked()) == 1
    lifecycle.confirm(posting, by=owner)
    assert posting.expiry_warned is None
    Posting.objects.update(expires_at=timezone.now() + timedelta(days=14))
    assert len(asked()) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_runners_one_asks() -> None:
    for _ in range(5):
        make_member(expires(1).employer)
    ready = threading.Barrier(2)

    def run() -> None:
        ready.wait()
        expiring.ask()
        connection.close()

    runners = [threading.Thread(target=run) for _ in range(2)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
    assert OutgoingMail.objects.filter(kind="posting-expires").count() == 5


@pytest.mark.django_db(transaction=True)
def test_of_two_clicks_one_acts() -> None:
    posting = expires(1)
    owner = make_member(posting.employer)
    token = expiring.address("open", posting, owner).rstrip("/").rpartition("/")[2]
    ready, refused = threading.Barrier(2), []

    def click() -> None:
        found = expiring.by_token(token)
        assert found
        ready.wait()
        try:
            expiring.answer(found, "open")
        except lifecycle.NotAllowed as refusal:
            refused.append(refusal)
        connection.close()

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert len(refused) == 1
    assert AuditEvent.objects.filter(code="posting.confirm", actor_id=owner.pk).count() == 1
