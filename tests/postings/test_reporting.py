"""Reports: one receipt each, three that know nothing of each other, and what the reporter hears."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import AuditEvent, OutgoingMail, User
from listings.models import Posting, PostingReport
from listings.models.choices import ReportReason
from listings.postings import moderating, reporting
from tests.factories import make_member, make_posting, make_source, make_user

pytestmark = pytest.mark.django_db
CAMPUS = "192.0.2.7"


def report(posting: Posting, user: User | None = None, network: str = CAMPUS, email: str = "") -> PostingReport:
    key = reporting.reporter_key(user, network)
    return reporting.report(posting, ReportReason.SCAM, "They ask for money.", email, key)[0]


def test_three_reporters_send_it_back_once() -> None:
    posting = make_posting()
    owner = make_member(posting.employer)
    receipts = [report(posting, make_user()).receipt for _ in range(2)]
    assert Posting.objects.open().filter(pk=posting.pk).exists()
    receipts.append(report(posting, network="198.51.100.4").receipt)
    posting.refresh_from_db()
    assert posting.status == "in_moderation"
    assert len(set(receipts)) == 3
    decision = posting.decisions.get()
    assert (decision.decision, decision.by_clock) == ("recall", True)
    assert AuditEvent.objects.get(code="posting.recall").actor_id is None
    mail = OutgoingMail.objects.get(kind="posting-decided")
    assert mail.to == owner.email
    assert "Several readers" in mail.body
    report(posting, make_user())
    assert AuditEvent.objects.filter(code="posting.recall").count() == 1


def test_a_campus_is_one_network_and_many_accounts() -> None:
    posting = make_posting()
    first = report(posting)
    for _ in range(5):
        assert report(posting).receipt == first.receipt
    posting.refresh_from_db()
    assert (posting.status, posting.reports.count()) == ("published", 1)
    student = make_user()
    report(posting, student)
    assert report(posting, student, network="203.0.113.9").posting == posting
    posting.refresh_from_db()
    assert (posting.status, posting.reports.count()) == ("published", 2)
    report(posting, make_user())
    posting.refresh_from_db()
    assert posting.status == "in_moderation"


def test_what_a_source_wrote_and_what_is_not_open_is_only_looked_at() -> None:
    imported, paused = make_posting(source=make_source()), make_posting(status="paused")
    for posting in (imported, paused):
        before = posting.status
        for _ in range(4):
            report(posting, make_user())
        posting.refresh_from_db()
        assert (posting.status, posting.reports.unsettled().count()) == (before, 4)


def test_scheduled_and_due_is_open_too() -> None:
    posting = make_posting(status="scheduled")
    for _ in range(3):
        report(posting, make_user())
    posting.refresh_from_db()
    assert posting.status == "in_moderation"


def test_settled_reports_do_not_count_and_one_may_report_again() -> None:
    posting, staff, student = make_posting(), make_user(is_staff=True), make_user()
    first = report(posting, student)
    report(posting, make_user())
    assert reporting.settle(posting.reports.unsettled(), upheld=False, by=staff) == 2
    assert reporting.settle(posting.reports.all(), upheld=True, by=staff) == 0
    again = report(posting, student)
    assert again.receipt != first.receipt
    posting.refresh_from_db()
    assert posting.status == "published"


@pytest.mark.parametrize(
    ("verb", "upheld"), [("approve", False), ("reject", True), ("send_back", True), ("remove", True)]
)
def test_deciding_settles_what_waits_and_tells_it(verb: str, upheld: bool) -> None:
    posting, staff = make_posting("Payments Intern"), make_user(is_staff=True)
    addresses = ["", "ann@example.org", "bob@example.org"]
    for address in addresses:
        report(posting, make_user(), email=address)
    posting.refresh_from_db()
    words = {} if verb in ("approve", "remove") else {"words": "No."}
    getattr(moderating, verb)(posting, by=staff, **words)
    assert set(posting.reports.values_list("upheld", "settled_by")) == {(upheld, staff.pk)}
    told = OutgoingMail.objects.filter(kind="report-settled")
    assert {mail.to for mail in told} == set(addresses) - {""}
    assert all(("You were right" in mail.body) is upheld for mail in told)


def test_the_first_mail_tells_the_receipt_and_nothing_that_was_typed() -> None:
    made = report(make_posting("Payments Intern"), make_user(), email="ann@example.org")
    mail = OutgoingMail.objects.get(kind="report-received")
    assert made.receipt in mail.body
    assert f"/reports/{made.receipt}/" in mail.body
    assert "They ask for money" not in mail.body + mail.html
    assert "/me/mail/" not in mail.body


def test_who_was_written_to_often_is_not_written_to() -> None:
    key = reporting.reporter_key(None, CAMPUS)
    reporting.report(make_posting(), ReportReason.GONE, "", "ann@example.org", key, answers=False)
    assert not OutgoingMail.objects.exists()


def test_nobody_is_named() -> None:
    student = make_user("student@example.org")
    made = report(make_posting(), student, network=CAMPUS)
    event = AuditEvent.objects.get(code="posting.report")
    assert event.actor_id is None
    assert CAMPUS not in made.reporter
    assert str(student.pk) != made.reporter
    assert len(made.reporter) == 64


@pytest.mark.django_db(transaction=True)
def test_six_at_once_send_it_back_once() -> None:
    posting = make_posting()
    people = [make_user() for _ in range(5)]
    reporters = [*people, people[0]]  # one of them in two windows
    barrier, receipts = threading.Barrier(6), []

    def run(user: User) -> None:
        try:
            barrier.wait(10)
            receipts.append((user.pk, report(posting, user).receipt))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(user,)) for user in reporters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(receipts) == 6
    assert len(set(receipts)) == 5
    posting.refresh_from_db()
    assert posting.status == "in_moderation"
    assert AuditEvent.objects.filter(code="posting.recall").count() == 1
    assert timezone.now() >= posting.submitted_at
