"""What is done to one posting in the panel: who may, what is asked, what is told, and what a second one finds."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent
from listings.models import Posting
from listings.models.choices import MembershipRole, Status
from listings.postings import editing, lifecycle, permissions
from panel import offered
from tests.applicants import make_application
from tests.cast import WHO, Cast, make_cast
from tests.factories import make_employer, make_member, make_posting, make_source

pytestmark = pytest.mark.django_db
AT_ONCE = ("pause", "resume", "confirm")
ASKED = ("close", "reopen", "extend", "archive")
FROM = {"pause": "published", "resume": "paused", "confirm": "published", "close": "published", "reopen": "closed",
        "extend": "published", "archive": "closed"}  # fmt: skip
TO = {"pause": "paused", "resume": "published", "confirm": "published", "close": "closed", "reopen": "published",
      "extend": "published", "archive": "archived"}  # fmt: skip


@pytest.fixture
def cast(settings: Any) -> Cast:
    settings.REQUIRE_MFA = False
    return make_cast()


def made(cast: Cast, status: str = "published", **fields: Any) -> Posting:
    return make_posting("Storage Intern", employer=cast.employer, status=status, **fields)


def address(posting: Posting, verb: str) -> str:
    return f"/employer/{posting.employer.slug}/postings/{posting.pk}/{verb}/"


def later(days: int = 20) -> str:
    return (timezone.now() + timedelta(days=days)).date().isoformat()


def said(verb: str) -> dict[str, str]:
    return {"close": {"reason": "filled"}, "extend": {"closes_on": later()}}.get(verb, {})


def status(posting: Posting) -> str:
    return Posting.objects.values_list("status", flat=True).get(pk=posting.pk)


@pytest.mark.parametrize("verb", FROM)
@pytest.mark.parametrize("who", WHO)
def test_who_may(cast: Cast, verb: str, who: str) -> None:
    posting, client = made(cast, FROM[verb]), cast.client(who)
    expected = {"visitor": 302, "reviewer": 403, "recruiter": 303}.get(who, 404)
    assert client.get(address(posting, verb)).status_code == (
        405 if verb in AT_ONCE and who == "recruiter" else 200 if who == "recruiter" else expected
    ) or (verb in AT_ONCE and who != "recruiter")
    assert status(posting) == FROM[verb]
    assert client.post(address(posting, verb), said(verb)).status_code == expected
    assert status(posting) == (TO if who == "recruiter" else FROM)[verb]


@pytest.mark.parametrize("verb", FROM)
def test_a_rival_finds_it_neither_here_nor_at_home(cast: Cast, verb: str) -> None:
    posting, rival = made(cast, FROM[verb]), cast.client("rival")
    at_home = f"/employer/{cast.other.slug}/postings/{posting.pk}/{verb}/"
    never = f"/employer/{cast.other.slug}/postings/{posting.pk + 999_999}/{verb}/"
    assert rival.post(at_home, said(verb)).status_code == rival.post(never, said(verb)).status_code == 404
    assert status(posting) == FROM[verb]


@pytest.mark.parametrize("where", [s for s in Status if s != Status.REMOVED])
@pytest.mark.parametrize("verb", FROM)
def test_every_verb_in_every_status(cast: Cast, verb: str, where: str) -> None:
    """What the table allows is offered and done; everything else is a 409 that says where it stands."""
    posting = made(cast, where)
    seat = cast.people["recruiter"].memberships.get()
    may = verb in offered.offered(posting, seat)
    table = where in (editing.STANDING if verb == "extend" else lifecycle.MOVES[verb].sources)
    assert may == table
    answer = cast.client("recruiter").post(address(posting, verb), said(verb))
    assert answer.status_code == (303 if may else 409)
    assert status(posting) == (TO[verb] if may and verb != "extend" else where)
    if not may:
        assert "Storage Intern" in answer.content.decode() and "stands as" in answer.content.decode()


def test_a_reviewer_is_offered_nothing(cast: Cast) -> None:
    seat = cast.people["reviewer"].memberships.get()
    assert [offered.offered(made(cast, where), seat) for where in Status] == [[]] * len(Status)
    assert permissions.SEATS[MembershipRole(seat.role)] not in permissions.TEAM


def test_closing_says_who_waits_and_asks_why(cast: Cast) -> None:
    posting, client = made(cast), cast.client("recruiter")
    for _ in range(2):
        make_application(posting)
    page = client.get(address(posting, "close")).content.decode()
    assert "2 people wait for an answer." in page and "a draft answer for each" in page
    refused = client.post(address(posting, "close"), {"reason": "merged"})
    assert refused.status_code == 422 and status(posting) == "published"
    assert "Say why" in client.post(address(posting, "close")).content.decode()
    done = client.post(address(posting, "close"), {"reason": "cancelled", "from": "overview"})
    assert done["Location"] == f"/employer/{cast.employer.slug}/"
    posting.refresh_from_db()
    assert (posting.closed_reason, posting.closed_by) == ("cancelled", cast.people["recruiter"])


def test_a_posting_is_not_archived_while_somebody_waits(cast: Cast) -> None:
    posting, client = made(cast), cast.client("recruiter")
    make_application(posting)
    client.post(address(posting, "close"), {"reason": "filled"})
    for answer in (client.get(address(posting, "archive")), client.post(address(posting, "archive"))):
        page = answer.content.decode()
        assert answer.status_code == 409 and "1 person waits for an answer." in page
        inbox = f"/review/{cast.employer.slug}/?posting={posting.pk}&amp;stage=all&amp;unanswered=yes"
        assert inbox in page
    assert client.get(inbox.replace("&amp;", "&")).status_code == 200
    assert status(posting) == "closed"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Say the day"),
        ("soon", "That is no date"),
        ("2020-01-01", "That day is over"),
        ("0001-01-01", "That day is over"),
        ("9999-12-31", "At most two years"),
        ("{same}", "That is not later"),
    ],
)
def test_a_new_deadline_is_a_later_day(cast: Cast, typed: str, told: str) -> None:
    closes = datetime.now(UTC).replace(hour=5, minute=0, second=0, microsecond=0) + timedelta(days=30)
    day = (closes - timedelta(days=1)).date()
    posting = made(cast, closes_on=day, closes_at=closes, time_zone="America/New_York")
    client = cast.client("recruiter")
    assert "New York" in client.get(address(posting, "extend")).content.decode()
    answer = client.post(address(posting, "extend"), {"closes_on": typed.replace("{same}", day.isoformat())})
    assert answer.status_code == 422 and told in answer.content.decode()
    assert client.post(address(posting, "extend"), {"closes_on": later(60)}).status_code == 303
    posting.refresh_from_db()
    assert posting.closes_on and posting.closes_on.isoformat() == later(60)


def test_a_new_deadline_lies_after_the_opening(cast: Cast) -> None:
    posting = made(cast, opens_at=timezone.now() + timedelta(days=40))
    answer = cast.client("recruiter").post(address(posting, "extend"), {"closes_on": later(20)})
    assert answer.status_code == 422 and "open only after" in answer.content.decode()


def test_a_new_deadline_lies_before_the_first_day_of_work(cast: Cast) -> None:
    posting = made(cast, starts_on=timezone.now().date() + timedelta(days=40))
    answer = cast.client("recruiter").post(address(posting, "extend"), {"closes_on": later(50)})
    assert answer.status_code == 422 and "The work begins on" in answer.content.decode()
    Posting.objects.filter(pk=posting.pk).update(starts_on=timezone.now().date() - timedelta(days=5))
    answer = cast.client("recruiter").post(address(posting, "extend"), {"closes_on": later(50)})
    assert answer.status_code == 303  # whoever takes interns all the year round


def test_reopening_what_is_past_its_deadline_asks_for_a_new_one(cast: Cast) -> None:
    over = timezone.now() - timedelta(days=3)
    posting = made(cast, "closed", closes_on=over.date(), closes_at=over, closed_reason="deadline")
    client = cast.client("recruiter")
    assert 'name="closes_on"' in client.get(address(posting, "reopen")).content.decode()
    assert client.post(address(posting, "reopen")).status_code == 422
    assert status(posting) == "closed"
    first = posting.first_published_at
    assert client.post(address(posting, "reopen"), {"closes_on": later(20)}).status_code == 303
    posting.refresh_from_db()
    assert posting.is_open() and posting.first_published_at == first
    assert posting.closes_on and posting.closes_on.isoformat() == later(20)


def test_a_deadline_that_cannot_reopen_it_is_not_kept(cast: Cast) -> None:
    """Both or neither."""
    over = timezone.now() - timedelta(days=3)
    into = made(cast)
    posting = made(cast, "closed", closes_on=over.date(), closes_at=over, closed_reason="merged", merged_into=into)
    answer = cast.client("recruiter").post(address(posting, "reopen"), {"closes_on": later(20)})
    assert answer.status_code == 409
    posting.refresh_from_db()
    assert posting.closes_on == over.date()
    assert not AuditEvent.objects.filter(code="posting.extend").exists()


def test_what_a_source_says_is_neither_confirmed_nor_dated_here(cast: Cast) -> None:
    posting = made(cast, source=make_source())
    seat = cast.people["recruiter"].memberships.get()
    assert offered.offered(posting, seat) == ["pause", "close"]
    assert cast.client("recruiter").post(address(posting, "confirm")).status_code == 409
    assert cast.client("recruiter").post(address(posting, "extend"), {"closes_on": later()}).status_code == 409


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_one(settings: Any) -> None:
    settings.REQUIRE_MFA = False
    employer = make_employer()
    posting = make_posting(employer=employer)
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(make_member(employer))
    barrier, answers = threading.Barrier(2), list[int]()

    def close(client: Client) -> None:
        try:
            barrier.wait(10)
            answers.append(client.post(address(posting, "close"), {"reason": "filled"}).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=close, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(answers) == [303, 409]
    assert AuditEvent.objects.filter(code="posting.close").count() == 1


def test_the_day_it_is_asked_about_again_is_the_one_of_the_mail(cast: Cast) -> None:
    """In Kiritimati it is tomorrow at noon already."""
    with time_machine.travel(datetime(2027, 1, 5, 12, tzinfo=UTC), tick=False):
        posting = made(cast, time_zone="Pacific/Kiritimati")
        page = cast.client("recruiter").post(address(posting, "confirm"), follow=True).content.decode()
    assert "we ask again before 6 May" in page
