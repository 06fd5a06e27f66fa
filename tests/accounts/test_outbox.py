"""Outgoing mail against a real SMTP server on loopback, and as files."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.db import connection, transaction
from django.utils import timezone
from time_machine import travel

from accounts import outbox
from accounts.models import OutgoingMail
from tests.smtp import SmtpServer

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def server(settings) -> Iterator[SmtpServer]:
    with SmtpServer() as running:
        settings.EMAIL_URL = running.url
        yield running


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.EMAIL_URL, settings.MAIL_DIR = "", tmp_path / "mail"
    return settings.MAIL_DIR


@pytest.mark.django_db
def test_arrives_as_written(server: SmtpServer) -> None:
    row = outbox.queue("ann@example.org", "Grüße, Ann", "Häuser\n.\nEnd", html="<p>Häuser</p>", headers={"X-Kind": "a"})
    assert outbox.deliver_due() == 1
    [(to, mail)] = server.received
    assert (to, mail["To"], mail["Subject"], mail["X-Kind"]) == ("ann@example.org", to, "Grüße, Ann", "a")
    assert mail["Message-ID"] == row.message_id
    assert [part.get_content_type() for part in mail.walk()][1:] == ["text/plain", "text/html"]
    row.refresh_from_db()
    assert row.sent_at
    assert (row.attempts, row.last_error, row.failed_at) == (1, "", None)


@pytest.mark.django_db
def test_is_sent_once_and_not_before_its_time(server: SmtpServer) -> None:
    outbox.queue("ann@example.org", "Now", "…")
    outbox.queue("ann@example.org", "Later", "…", send_after=timezone.now() + timedelta(hours=1))
    assert [outbox.deliver_due(), outbox.deliver_due()] == [1, 0]
    with travel(timezone.now() + timedelta(hours=2)):
        assert outbox.deliver_due() == 1
    assert [mail["Subject"] for _to, mail in server.received] == ["Now", "Later"]


@pytest.mark.django_db
def test_goes_with_its_transaction() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        outbox.queue("ann@example.org", "Never", "…")
        raise RuntimeError
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_runners_never_send_one_twice(server: SmtpServer) -> None:
    for number in range(30):
        outbox.queue(f"person{number}@example.org", "Hello", "…")
    server.judge = lambda address: time.sleep(0.01) or "250 slow"  # type: ignore[func-returns-value]
    counts: list[int] = []
    at_once = threading.Barrier(3)

    def run() -> None:
        at_once.wait()
        try:
            counts.append(outbox.deliver_due())
        finally:
            connection.close()

    runners = [threading.Thread(target=run) for _ in range(3)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
    assert sum(counts) == 30
    assert sum(count > 0 for count in counts) > 1  # else nothing was tried
    assert set(Counter(to for to, _mail in server.received).values()) == {1}
    assert len(server.received) == 30


@pytest.mark.django_db
def test_poison_does_not_stop_the_rest(server: SmtpServer) -> None:
    poison = [outbox.queue("ann@example.org", "One", "…"), outbox.queue("ann@example.org", "Two", "…")]
    OutgoingMail.objects.filter(pk=poison[0].pk).update(headers={"X-Bad": "a\nBcc: all@example.org"})
    OutgoingMail.objects.filter(pk=poison[1].pk).update(to="no address\nat all")
    outbox.queue("bob@example.org", "Sound", "…")
    assert outbox.deliver_due() == 1
    assert [to for to, _mail in server.received] == ["bob@example.org"]
    assert all(OutgoingMail.objects.exclude(pk__in=[p.pk for p in poison]).values_list("sent_at", flat=True))
    for mail, error in zip(poison, ("BadHeaderError", "ValueError"), strict=True):
        mail.refresh_from_db()
        assert mail.attempts == 1
        assert mail.sent_at is None
        assert mail.last_error.startswith(error)


@pytest.mark.django_db
def test_tries_again_with_longer_pauses_and_then_gives_up(server: SmtpServer) -> None:
    server.judge = lambda address: "451 come back later"
    with travel(NOON, tick=False) as clock:
        mail = outbox.queue("ann@example.org", "Hello", "…")
        waited = []
        for attempt in range(1, outbox.MAX_ATTEMPTS + 1):
            assert outbox.deliver_due() == 0
            assert outbox.deliver_due() == 0  # nothing is due a second time at the same instant
            mail.refresh_from_db()
            assert mail.attempts == attempt
            waited.append(mail.send_after - timezone.now())
            clock.move_to(max(mail.send_after, timezone.now()))
    assert waited[:-1] == outbox.BACKOFF == sorted(outbox.BACKOFF)
    assert mail.failed_at
    assert mail.sent_at is None
    assert "451" in mail.last_error


@pytest.mark.django_db
def test_a_second_try_may_succeed(server: SmtpServer) -> None:
    answers = iter(["450 busy", "250 fine"])
    server.judge = lambda address: next(answers)
    with travel(NOON, tick=False) as clock:
        mail = outbox.queue("ann@example.org", "Hello", "…")
        outbox.deliver_due()
        clock.move_to(NOON + outbox.BACKOFF[0])
        assert outbox.deliver_due() == 1
    mail.refresh_from_db()
    assert (mail.attempts, mail.last_error, mail.sent_at) == (2, "", NOON + outbox.BACKOFF[0])
    assert server.received[0][1]["Message-ID"] == mail.message_id


@pytest.mark.django_db
def test_a_5xx_is_the_last_word(server: SmtpServer) -> None:
    server.judge = lambda address: "550 no such person"
    mail = outbox.queue("gone@example.org", "Hello", "…")
    outbox.deliver_due()
    mail.refresh_from_db()
    assert mail.failed_at
    assert mail.attempts == 1
    assert "550" in mail.last_error


@pytest.mark.django_db
def test_an_unreachable_server_is_no_last_word(settings) -> None:
    with SmtpServer() as gone:
        settings.EMAIL_URL = gone.url
    mail = outbox.queue("ann@example.org", "Hello", "…")
    assert outbox.deliver_due() == 0
    mail.refresh_from_db()
    assert mail.failed_at is None
    assert mail.send_after > timezone.now()


@pytest.mark.django_db
@pytest.mark.parametrize("bad", ["Hi\nBcc: all@example.org", "Hi\r\nBcc: all@example.org", "Hi\r\n\r\nBody"])
def test_a_newline_never_reaches_a_header(server: SmtpServer, bad: str) -> None:
    outbox.queue("ann@example.org", bad, "…")
    assert outbox.deliver_due() == 1
    [(_to, mail)] = server.received
    assert mail["Bcc"] is None
    assert mail["Subject"] == " ".join(bad.split())


@pytest.mark.django_db
def test_a_long_subject_is_cut() -> None:
    assert len(outbox.queue("ann@example.org", "ä" * 900, "…").subject) == 300


@pytest.mark.django_db
def test_djangos_own_mail_goes_by_the_outbox(settings) -> None:
    settings.EMAIL_BACKEND = "accounts.outbox.OutboxBackend"  # the test runner puts its own in place
    send_mail("Plain", "…", None, ["ann@example.org", "bob@example.org"])
    rich = EmailMultiAlternatives("Rich", "…", None, ["ann@example.org"], cc=["cy@example.org"])
    rich.attach_alternative("<p>…</p>", "text/html")
    rich.send()
    EmailMessage("Hidden", "…", None, [], bcc=["di@example.org"], headers={"X-Kind": "b"}).send()
    rows = OutgoingMail.objects.order_by("pk").values_list("to", "subject", "html")
    assert list(rows) == [
        ("ann@example.org", "Plain", ""),
        ("bob@example.org", "Plain", ""),
        ("ann@example.org", "Rich", "<p>…</p>"),
        ("cy@example.org", "Rich", "<p>…</p>"),
        ("di@example.org", "Hidden", ""),
    ]
    assert OutgoingMail.objects.last().headers == {"X-Kind": "b"}


@pytest.mark.django_db
def test_without_a_server_each_mail_is_a_file(folder: Path) -> None:
    row = outbox.queue("ann@example.org", "Grüße", "Guten Tag", html="<p>Guten Tag</p>")
    outbox.queue("bob@example.org", "Two", "…")
    assert outbox.deliver_due() == 2
    files = sorted(folder.iterdir())
    assert [file.suffix for file in files] == [".eml", ".eml"]
    mail = message_from_bytes(files[0].read_bytes(), policy=policy.default)
    assert (mail["To"], mail["Subject"], mail["Message-ID"]) == ("ann@example.org", "Grüße", row.message_id)
    assert "Guten Tag" in mail.get_body(("plain",)).get_content()  # type: ignore[attr-defined]
    assert outbox.deliver_due() == 0
