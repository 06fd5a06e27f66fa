"""Several runners at once, runners that are killed, and mails called back while they go."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.utils import timezone

from accounts import outbox
from accounts.models import OutgoingMail
from tests.smtp import HANG, SmtpServer

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]
Start = Callable[[], subprocess.Popen[str]]


def queued(count: int) -> list[OutgoingMail]:
    return [outbox.queue(f"person{number}@example.org", "Hello", "…") for number in range(count)]


def wait_for(condition: Callable[[], object], within: float = 30) -> None:
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def in_thread(do: Callable[[], object]) -> threading.Thread:
    def run() -> None:
        try:
            do()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.fixture
def start(server: SmtpServer, tmp_path: Path) -> Iterator[Start]:
    """Starts the job as a process of its own, on this test's database and server."""
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    environment = os.environ | {"DATABASE_URL": database.geturl(), "DATA_DIR": str(tmp_path), "EMAIL_URL": server.url}
    command = [sys.executable, "manage.py", "run_jobs", "--only", "mail"]
    running: list[subprocess.Popen[str]] = []

    def process() -> subprocess.Popen[str]:
        running.append(subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True))
        return running[-1]

    yield process
    for one in running:
        one.kill()
        one.communicate()


def arrived(server: SmtpServer, count: int) -> bool:
    return len(server.received) >= count


def call_back(mails: list[OutgoingMail], counts: list[int]) -> None:
    counts.append(outbox.cancel(mails))


def repeats(server: SmtpServer) -> int:
    return sum(count - 1 for count in Counter(mail["Message-ID"] for _to, mail in server.received).values())


def test_two_runners_never_send_one_twice(server: SmtpServer, start: Start) -> None:
    server.delay = 0.005
    mails = queued(120)
    for _ in range(2):
        start()
    wait_for(lambda: not OutgoingMail.objects.waiting().exists())
    assert server.connections >= 2, "else nothing was tried"
    assert {mail["Message-ID"] for _to, mail in server.received} == {mail.message_id for mail in mails}
    assert repeats(server) == 0


def test_killed_in_the_middle_of_a_batch(server: SmtpServer, start: Start) -> None:
    """None is lost; at most the one that was on its way at the kill comes again, under the same Message-ID."""
    server.delay = 0.004
    mails = queued(200)
    kills = 3
    for number in range(1, kills + 1):
        runner = start()
        wait_for(partial(arrived, server, number * 40))
        runner.send_signal(signal.SIGKILL)
        runner.wait()
    begun = time.monotonic()
    runner = start()
    wait_for(lambda: not OutgoingMail.objects.waiting().exists())
    assert time.monotonic() - begun < 30, "nothing stays claimed by the dead"
    assert {mail["Message-ID"] for _to, mail in server.received} == {mail.message_id for mail in mails}
    assert repeats(server) <= kills
    runner.send_signal(signal.SIGTERM)
    assert runner.stderr
    assert "Warning" not in runner.stderr.read()


def test_cancelled_or_sent_and_never_both(server: SmtpServer) -> None:
    server.delay = 0.005
    mails = queued(60)
    cancelled = 0
    sending = in_thread(outbox.deliver_due)
    wait_for(lambda: bool(server.received))
    for mail in reversed(mails):
        cancelled += outbox.cancel([mail])
    sending.join()
    got = {mail["Message-ID"] for _to, mail in server.received}
    gone = set(OutgoingMail.objects.exclude(cancelled_at=None).values_list("message_id", flat=True))
    assert len(gone) == cancelled
    assert 0 < cancelled < 60, "else nothing was tried"
    assert got | gone == {mail.message_id for mail in mails}
    assert got & gone == set()


def test_calling_back_waits_for_the_mail_in_hand(server: SmtpServer) -> None:
    go_on, in_hand = threading.Event(), threading.Event()

    def slowly() -> str:
        in_hand.set()
        go_on.wait(60)
        return "250 taken"

    server.answers["END"] = slowly
    mails = queued(2)
    sending = in_thread(lambda: outbox.deliver_due(limit=1))
    assert in_hand.wait(60)
    threading.Timer(0.3, go_on.set).start()
    assert outbox.cancel(mails) == 1
    assert go_on.is_set()
    sending.join()
    mails[0].refresh_from_db()
    assert mails[0].sent_at
    assert mails[0].cancelled_at is None


def test_calling_back_does_not_wait_for_ever(server: SmtpServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "PATIENCE", "200ms")
    in_hand = threading.Event()
    server.answers["DATA"] = lambda: in_hand.set() or HANG  # type: ignore[func-returns-value]
    mails = queued(3)
    sending = in_thread(lambda: outbox.deliver_due(limit=1))
    assert in_hand.wait(60)
    begun = time.monotonic()
    assert outbox.cancel(mails) == 2
    assert time.monotonic() - begun < 20
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)
    server.stopping.set()
    sending.join()


def test_two_who_call_back_the_same_do_not_lock_each_other(server: SmtpServer) -> None:
    mails = queued(200)
    counts: list[int] = []
    threads = [in_thread(partial(call_back, order, counts)) for order in (mails, mails[::-1])]
    for thread in threads:
        thread.join()
    assert sorted(counts) == [0, 200]


def test_what_is_over_is_not_called_back(server: SmtpServer) -> None:
    sent, failed, again = queued(3)
    outbox.deliver_due(limit=1)
    OutgoingMail.objects.filter(pk=failed.pk).update(failed_at=timezone.now())
    assert outbox.cancel([again.pk]) == 1
    assert outbox.cancel([sent, failed, again, 999_999]) == 0
    assert outbox.deliver_due() == 0
    assert len(server.received) == 1


def test_what_was_called_back_may_go_after_all_unless_it_is_over(server: SmtpServer) -> None:
    called_back, failed, sent = queued(3)
    outbox.cancel([called_back])
    OutgoingMail.objects.filter(pk=failed.pk).update(failed_at=timezone.now())
    assert outbox.deliver_due() == 1
    outbox.revive([called_back.pk, failed.pk, sent.pk])
    assert outbox.deliver_due() == 1
    assert [to for to, _mail in server.received] == [sent.to, called_back.to]
