"""run_jobs: once, one of them, and the loop as it really runs, until it is told to stop."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from accounts import outbox
from accounts.models import OutgoingMail
from jobboard import jobs
from jobboard.management.commands import run_jobs

ROOT = Path(__file__).resolve().parents[2]


def job(name: str, do: Callable[[], int], seconds: float = 1) -> jobs.Job:
    return jobs.Job(name, timedelta(seconds=seconds), do)


def breaks() -> int:
    raise RuntimeError("as intended")


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Three jobs, the middle one broken; what ran, in order."""
    ran: list[str] = []
    monkeypatch.setattr(run_jobs, "close_old_connections", lambda: None)  # the test's own transaction lives on it
    rows = (
        job("one", lambda: ran.append("one") or 1),  # type: ignore[func-returns-value]
        job("broken", breaks),
        job("two", lambda: ran.append("two") or 0),  # type: ignore[func-returns-value]
    )
    monkeypatch.setattr(run_jobs, "JOBS", rows)
    return ran


@pytest.fixture
def mails(settings, tmp_path: Path) -> Path:
    settings.EMAIL_URL, settings.MAIL_DIR = "", tmp_path / "mail"
    return settings.MAIL_DIR


@pytest.mark.django_db
def test_once_runs_each_job_although_one_fails(table: list[str], caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(CommandError, match=r"^Failed: broken\.$"):
        call_command("run_jobs", once=True)
    assert table == ["one", "two"]
    assert "broken failed" in caplog.text


@pytest.mark.django_db
def test_only_runs_that_job(table: list[str]) -> None:
    call_command("run_jobs", once=True, only="two")
    assert table == ["two"]


def test_an_unknown_name_is_one_sentence(table: list[str]) -> None:
    with pytest.raises(CommandError, match=r"^There is no job 'nonsense'; there are one, broken, two\.$"):
        call_command("run_jobs", once=True, only="nonsense")
    assert table == []


@pytest.mark.parametrize("with_quick", [True, False])
def test_a_slow_job_holds_no_other_up(monkeypatch: pytest.MonkeyPatch, with_quick: bool) -> None:
    monkeypatch.setattr(run_jobs, "close_old_connections", lambda: None)
    monkeypatch.setattr(run_jobs, "PATIENCE", 0.1)
    began, let_go, stopping, ran = threading.Event(), threading.Event(), threading.Event(), []

    def slow() -> int:
        began.set()
        return let_go.wait(30)

    def quick() -> int:
        ran.append("quick")
        if len(ran) == 3 and began.wait(30):
            stopping.set()
        return 0

    rows = [jobs.Job("slow", timedelta(hours=1), slow, is_slow=True)]
    if with_quick:
        rows.append(job("quick", quick, 0.01))
    else:

        def stop_soon() -> None:
            began.wait(30)
            stopping.set()

        threading.Thread(target=stop_soon).start()
    run_jobs.Command().lanes(rows, stopping)
    assert began.is_set() and len(ran) == (3 if with_quick else 0)
    let_go.set()


def test_every_job_has_a_name_of_its_own() -> None:
    names = [known.name for known in jobs.JOBS]
    assert len(names) == len(set(names))
    assert all(known.every > timedelta(0) for known in jobs.JOBS)


@pytest.mark.django_db
def test_doing_each_twice_is_harmless(mails: Path) -> None:
    outbox.queue("ann@example.org", "Hello", "…")
    for key, days in (("old", -1), ("young", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + timedelta(days=days))
    for _ in range(2):
        for known in jobs.JOBS:
            known.do()
    assert len(list(mails.iterdir())) == 1
    assert list(Session.objects.values_list("session_key", flat=True)) == ["young"]


@pytest.fixture
def running(transactional_db: None, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The command in a process of its own, on this test's database."""
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    environment = {**os.environ, "DATABASE_URL": database.geturl(), "DATA_DIR": str(tmp_path)}
    command = [sys.executable, "manage.py", "run_jobs"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.communicate()


def wait_for(condition: Callable[[], object], within: float) -> None:
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_loop_delivers_soon_and_stops_when_told(
    running: subprocess.Popen[str], tmp_path: Path, number: signal.Signals
) -> None:
    outbox.queue("first@example.org", "Hello", "…")
    sent = OutgoingMail.objects.filter(sent_at__isnull=False)
    wait_for(lambda: sent.exists() or running.poll() is not None, within=30)
    outbox.queue("second@example.org", "Hello", "…")
    wait_for(lambda: len(list((tmp_path / "mail").glob("*.eml"))) == 2, within=15)
    running.send_signal(number)
    assert running.wait(30) == 0
    assert "Traceback" not in running.stderr.read()
