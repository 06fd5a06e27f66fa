"""Servers that refuse, stall, break off or are not there: nothing is lost, nothing is tried for ever."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from time_machine import travel

from accounts import carrier, outbox
from accounts.models import OutgoingMail
from tests.smtp import CUT, HANG, SmtpServer

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


def queued(count: int) -> list[OutgoingMail]:
    return [outbox.queue(f"person{number}@example.org", f"Mail {number}", "…") for number in range(count)]


def fresh(mail: OutgoingMail) -> OutgoingMail:
    mail.refresh_from_db()
    return mail


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrier, "TIMEOUT", 0.3)


def test_tries_again_with_longer_pauses_and_then_gives_up(server: SmtpServer) -> None:
    server.judge = lambda address: "451 come back later"
    with travel(NOON, tick=False) as clock:
        mail = outbox.queue("ann@example.org", "Hello", "…")
        waited = []
        for attempt in range(1, outbox.MAX_ATTEMPTS + 1):
            assert outbox.deliver_due() == 0
            assert outbox.deliver_due() == 0  # nothing is due a second time at the same instant
            assert fresh(mail).attempts == attempt
            waited.append(mail.send_after - timezone.now())
            clock.move_to(max(mail.send_after, timezone.now()))
    assert all(least <= real <= least * 1.25 for least, real in zip(outbox.BACKOFF, waited[:-1], strict=True))
    assert sorted(outbox.BACKOFF) == outbox.BACKOFF
    assert mail.failed_at
    assert mail.sent_at is None
    assert "451" in mail.last_error


def test_a_second_try_may_succeed(server: SmtpServer) -> None:
    answers = iter(["450 busy", "250 fine"])
    server.judge = lambda address: next(answers)
    with travel(NOON, tick=False) as clock:
        mail = outbox.queue("ann@example.org", "Hello", "…")
        outbox.deliver_due()
        clock.move_to(again := fresh(mail).send_after)
        assert outbox.deliver_due() == 1
    assert (fresh(mail).attempts, mail.last_error, mail.sent_at) == (2, "", again)
    assert server.received[0][1]["Message-ID"] == mail.message_id


@pytest.mark.parametrize("where", ["RCPT", "DATA", "END"])
def test_a_5xx_is_the_last_word_on_this_mail_only(server: SmtpServer, where: str) -> None:
    first, *rest = queued(3)
    said = iter(["554 never"])
    if where == "RCPT":
        server.judge = lambda address: "550 no such person" if address == first.to else "250 fine"
    else:
        usual = {"DATA": "354 go on", "END": "250 taken"}[where]
        server.answers[where] = lambda: next(said, usual)
    assert outbox.deliver_due() == 2
    assert fresh(first).failed_at
    assert first.attempts == 1
    assert first.last_error.startswith("Refused: 55")
    assert all(fresh(mail).sent_at for mail in rest)
    assert server.connections == 1


def test_one_connection_serves_a_batch(server: SmtpServer) -> None:
    queued(20)
    assert outbox.deliver_due() == 20
    assert server.connections == 1


def test_a_connection_with_enough_of_us_is_opened_anew(server: SmtpServer) -> None:
    """Some servers take so many mails a connection, and say so or just hang up."""
    mails = queued(9)
    asked = []

    def third_time() -> str:
        asked.append(1)
        return {4: "421 too many", 8: CUT}.get(len(asked), "250 fine")

    server.answers["MAIL"] = third_time
    assert outbox.deliver_due() == 9
    assert server.connections == 3
    assert [fresh(mail).attempts for mail in mails] == [1] * 9


@pytest.mark.parametrize(
    ("where", "answer"),
    [
        ("CONNECT", "554 no service"),
        ("CONNECT", "421 busy"),
        ("CONNECT", CUT),
        ("EHLO", CUT),
        ("MAIL", "550 you may not send"),
        ("MAIL", "530 sign in first"),
        ("MAIL", "421 closing"),
        ("MAIL", CUT),
    ],
)
def test_a_server_out_of_order_is_no_mails_fault(server: SmtpServer, where: str, answer: str) -> None:
    mails = queued(5)
    server.answers[where] = lambda: answer
    assert outbox.deliver_due() == 0
    assert server.connections == 1, "the batch ends"
    assert [fresh(mail).attempts for mail in mails] == [0] * 5
    assert mails[0].last_error.startswith("Unreachable")
    assert outbox.deliver_due() == 0
    assert server.connections == 1, "it is left alone for a moment"
    server.answers.clear()
    carrier.trouble.until = 0
    assert outbox.deliver_due() == 5


def test_a_server_that_is_not_there(settings) -> None:
    with SmtpServer() as gone:
        settings.EMAIL_URL = gone.url
    mails = queued(30)
    begun = time.monotonic()
    assert outbox.deliver_due() == 0
    assert time.monotonic() - begun < 10
    assert [fresh(mail).attempts for mail in mails] == [0] * 30
    assert mails[0].send_after <= timezone.now()
    assert "refused" in mails[0].last_error


def test_pauses_grow_to_a_minute_and_end_with_the_first_answer(server: SmtpServer) -> None:
    queued(2)
    pauses = []
    server.answers["CONNECT"] = lambda: CUT
    for _ in range(9):
        outbox.deliver_due()
        pauses.append(carrier.trouble.until - time.monotonic())
        carrier.trouble.until = 0
    assert pauses[0] < 2
    assert 25 < pauses[-1] <= 60
    server.answers.clear()
    assert outbox.deliver_due() == 2
    assert carrier.trouble.count == 0


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize(("where", "answer"), [("DATA", HANG), ("END", HANG), ("DATA", CUT), ("END", CUT)])
def test_a_line_that_breaks_in_the_middle(server: SmtpServer, where: str, answer: str) -> None:
    """Cut after the last line of a mail, nobody can know whether it was taken: it comes again under the same name."""
    first, second = queued(2)
    said = iter([answer])
    usual = {"DATA": "354 go on", "END": "250 taken"}[where]
    server.answers[where] = lambda: next(said, usual)
    assert outbox.deliver_due() == 0
    assert (fresh(first).attempts, fresh(second).attempts) == (1, 0)
    assert first.last_error.startswith("Broken")
    with travel(timezone.now() + timedelta(hours=1)):
        carrier.trouble.until = 0
        assert outbox.deliver_due() == 2
    names = [mail["Message-ID"] for _to, mail in server.received]
    assert set(names) == {first.message_id, second.message_id}
    assert names.count(second.message_id) == 1
    assert names.count(first.message_id) == (2 if where == "END" else 1)


@pytest.mark.usefixtures("hasty")
def test_a_mail_that_breaks_the_line_each_time_does_not_stop_the_rest(server: SmtpServer) -> None:
    poison, *rest = queued(4)
    server.judge = lambda address: CUT if address == poison.to else "250 fine"
    for _ in range(2):
        outbox.deliver_due()
        carrier.trouble.until = 0
    assert all(fresh(mail).sent_at for mail in rest)
    assert fresh(poison).attempts == 1


def test_a_slow_server_is_waited_for_and_other_jobs_have_their_turn(server: SmtpServer) -> None:
    server.delay = 0.04
    queued(30)
    begun = time.monotonic()
    first = outbox.deliver_due(seconds=0.5)
    assert time.monotonic() - begun < 4
    assert 1 <= first < 30
    assert first + outbox.deliver_due() == 30


def test_the_folder_may_be_full(settings, tmp_path) -> None:
    (tmp_path / "mail").write_text("no folder")
    settings.EMAIL_URL, settings.MAIL_DIR = "", tmp_path / "mail"
    mail = queued(1)[0]
    assert outbox.deliver_due() == 0
    assert (fresh(mail).attempts, mail.failed_at) == (0, None)
    (tmp_path / "mail").unlink()
    assert outbox.deliver_due() == 1
