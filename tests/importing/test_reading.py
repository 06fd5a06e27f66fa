"""Sources that are read by themselves, from a real server: when, how often, by whom, and what is kept of a failure."""

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from jobboard.jobs import JOBS
from listings.importing import reading, sources
from listings.models import ImportRun, Posting, Source
from tests.factories import make_source, make_user
from tests.importing.rows import make_row
from tests.importing.tls import Server, said, serving

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path) as found:
        yield found


def source_at(url: str, **fields: Any) -> Source:
    due = timezone.now() - MINUTE
    return make_source(fetch_url=url, is_fetched=True, next_read_at=due, read_at=None, **fields)


def rows(number: int) -> bytes:
    return json.dumps([make_row() for _n in range(number)]).encode()


def read(server: Server) -> int:
    return reading.read_due(server.door)


def in_hours(source: Source) -> float:
    source.refresh_from_db()
    assert source.next_read_at and source.leased_until is None
    return (source.next_read_at - timezone.now()) / timedelta(hours=1)


def make_due(source: Source) -> None:
    Source.objects.filter(pk=source.pk).update(next_read_at=timezone.now() - MINUTE)


def test_it_is_off_until_somebody_switches_it_on(server: Server) -> None:
    make_source(fetch_url=server.url)
    assert read(server) == 0 and server.asked == []  # type: ignore[attr-defined]
    assert next(job for job in JOBS if job.name == "sources").do() == 0


def test_what_is_due_is_read_once_and_then_asked_whether_it_changed(server: Server) -> None:
    source = source_at(server.url, fetch_every=6)
    server.answering = said(rows(3), ETag='"one"', Last_Modified="Tue, 24 Nov 2026 10:00:00 GMT")
    assert (read(server), read(server)) == (1, 0)
    assert 5.9 < in_hours(source) <= 6 and source.etag == '"one"' and source.read_at
    assert Posting.objects.filter(source=source, status="published").count() == 3
    make_due(source)
    before = source.read_at
    server.answering = said(b"", status=304)
    assert read(server) == 1
    asked = server.asked[-1]  # type: ignore[attr-defined]
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"one"', "Tue, 24 Nov 2026 10:00:00 GMT")
    assert in_hours(source) > 5.9 and source.etag == '"one"'
    assert source.read_at > before and ImportRun.objects.count() == 1


def test_failures_double_the_wait_up_to_a_day_and_a_reading_ends_them(server: Server) -> None:
    source = source_at(server.url)
    server.answering = said(b"", status=503)
    waits = []
    for _time in range(9):
        assert read(server) == 1
        waits.append(round(in_hours(source), 1))
        make_due(source)
    assert waits == [0.2, 0.5, 1, 2, 4, 8, 16, 24, 24]
    assert "503" in source.last_error and source.failures == 9 and source.read_at is None
    server.answering = said(rows(1))
    read(server)
    assert in_hours(source) > 23 and (source.failures, source.last_error) == (0, "")


@pytest.mark.parametrize(("header", "hours"), [("7200", 2), ("60", 0.25), ("999999999", 24)])
def test_who_asks_for_a_pause_gets_it(server: Server, header: str, hours: float) -> None:
    source = source_at(server.url)
    server.answering = said(b"", status=429, Retry_After=header)
    read(server)
    assert in_hours(source) == pytest.approx(hours, abs=0.02)


def test_a_list_that_would_close_half_the_board_changes_nothing(server: Server) -> None:
    source, many = source_at(server.url), [make_row() for _n in range(4)]
    server.answering = said(json.dumps(many).encode(), ETag='"four"')
    read(server)
    make_due(source)
    server.answering = said(json.dumps(many[:1]).encode(), ETag='"one"')
    read(server)
    assert in_hours(source) < 1 and "would close 3 of 4" in source.last_error and source.etag == '"four"'
    assert Posting.objects.filter(source=source, status="published").count() == 4
    assert ImportRun.objects.filter(error="").count() == 1


@pytest.mark.parametrize("body", [b"", b"<!doctype html>", b"[{", b"\xff\xfe[]"])
def test_what_cannot_be_read_is_said(server: Server, body: bytes) -> None:
    source = source_at(server.url)
    server.answering = said(body)
    read(server)
    assert in_hours(source) < 1 and source.last_error and not Posting.objects.exists()


def test_an_address_that_leads_inside_is_said(server: Server) -> None:
    source = source_at("https://localhost/board")
    assert reading.read_due() == 1
    assert in_hours(source) < 1 and "private network" in source.last_error
    assert server.asked == []  # type: ignore[attr-defined]


def test_a_reader_that_was_killed_is_followed_by_another(server: Server) -> None:
    source = source_at(server.url)
    server.answering = said(rows(1))
    assert reading.claim(timezone.now()) == source  # and then nothing more
    assert read(server) == 0
    assert reading.claim(timezone.now() + reading.LEASE - MINUTE) is None
    Source.objects.update(leased_until=timezone.now() - MINUTE)
    assert read(server) == 1 and Posting.objects.count() == 1


def test_of_one_host_one_at_a_time(server: Server) -> None:
    source_at(server.url), source_at(server.url.replace("board", "other"))
    elsewhere = source_at("https://elsewhere.example/")
    at = timezone.now()
    first, second = reading.claim(at), reading.claim(at)
    assert first and second == elsewhere and reading.claim(at) is None


@pytest.mark.django_db(transaction=True)
def test_two_readers_at_once_read_once(server: Server) -> None:
    source = source_at(server.url)
    source_at(server.url.replace("board", "other"))
    server.answering = said(rows(2))
    ready, counts = threading.Barrier(4), []

    def run() -> None:
        ready.wait()
        counts.append(reading.claim(timezone.now()))
        connection.close()

    threads = [threading.Thread(target=run) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([one for one in counts if one]) == 1
    assert source in [one for one in counts if one] or Source.objects.filter(leased_until__isnull=False).count() == 1


def test_trying_it_out_writes_nothing(server: Server) -> None:
    source = make_source(fetch_url=server.url)
    server.answering = said(rows(2))
    tried = reading.try_out(source, by=make_user(), door=server.door)
    assert (
        tried.report and tried.report.created == 2 and not Posting.objects.exists() and not ImportRun.objects.exists()
    )
    server.answering = said(b"", status=404)
    assert "404" in reading.try_out(source, by=make_user(), door=server.door).error


def test_an_address_set_while_the_old_one_is_read_is_asked_afresh(server: Server) -> None:
    source = source_at(server.url)
    server.answering = said(rows(1), ETag='"old"')
    claimed = reading.claim(timezone.now())
    assert claimed
    elsewhere = sources.Setting("", "https://elsewhere.example/", 24, is_fetched=True)
    sources.set_up(source, elsewhere, by=make_user())
    assert reading.read(claimed, server.door).report
    source.refresh_from_db()
    assert source.etag == "" and source.next_read_at and source.next_read_at <= timezone.now()


def test_who_comes_back_after_the_lease_leaves_the_next_reader_alone(server: Server) -> None:
    source_at(server.url)
    server.answering = said(b"", status=503)
    late = reading.claim(timezone.now())
    Source.objects.update(leased_until=timezone.now() - MINUTE)
    now = reading.claim(timezone.now())
    assert late and now
    reading.read(late, server.door)
    held = Source.objects.get()
    assert (held.leased_until, held.failures) == (now.leased_until, 0)


def test_what_breaks_a_reading_in_a_way_nobody_thought_of_waits_too(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = source_at(server.url)
    server.answering = said(rows(1))
    monkeypatch.setattr(reading.sync, "run", lambda *_all, **_named: 1 / 0)
    assert read(server) == 1
    assert in_hours(source) == pytest.approx(0.25, abs=0.02) and source.failures == 1 and source.last_error
