"""The embedded database with real servers. Its three minutes of random kills are `make stress`."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from jobboard import devdb
from tests.site.processes import alive

ROOT = Path(__file__).resolve().parents[2]
USER = "import sys; from jobboard import devdb; print(devdb.acquire(sys.argv[1]), flush=True); sys.stdin.read()"
DEBIAN = Path("/usr/lib/postgresql/15/bin")


@pytest.fixture
def data() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="devdb-try-"))  # short, as a socket's path must be
    folder.chmod(0o755)
    yield folder
    devdb.release(folder)
    for lock in folder.rglob("db.keeper.lock"):
        devdb.wait_until_stopped(lock.parent)
    shutil.rmtree(folder)


@contextlib.contextmanager
def user(data: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-c", USER, str(data)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process, process.stdout.readline().strip()
        process.kill()


def value(url: str, question: str) -> object:
    connection = psycopg2.connect(url)
    try:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchone()[0]
    finally:
        connection.close()


def keeper_of(data: Path) -> int:
    return next(iter(alive(f"devdb_keeper.py {data} ")))


def gone_within(data: Path, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not alive(f"{data}/db/") and not devdb.is_kept(data) and not (data / "db" / ".s.PGSQL.5432").exists():
            return True
        time.sleep(0.05)
    return False


def test_it_is_what_we_ask_for(data: Path) -> None:
    url = devdb.acquire(data)
    assert value(url, "SELECT datcollate FROM pg_database WHERE datname = 'postgres'") == "C.UTF-8"
    assert value(url, "SHOW server_encoding") == "UTF8"
    assert value(url, "SHOW shared_buffers") == "256MB"
    assert value(url, "SHOW work_mem") == "16MB"
    if int(str(value(url, "SHOW server_version_num"))) >= 170000:
        assert value(url, "SELECT datlocprovider FROM pg_database WHERE datname = 'postgres'") == "b"
    assert (data / "db/password").stat().st_mode & 0o077 == 0
    with pytest.raises(psycopg2.OperationalError, match="password"):
        psycopg2.connect(url.replace((data / "db/password").read_text().strip(), "guessed"))


def test_processes_share_it_and_the_last_one_out_stops_it(data: Path) -> None:
    with user(data) as (first, url), user(data) as (second, same):
        assert url == same
        first.kill()
        first.wait()
        time.sleep(0.5)
        assert value(same, "SELECT 1") == 1
        second.kill()
        second.wait()
        assert gone_within(data, 20)


def test_two_folders_never_meet(data: Path) -> None:
    with user(data / "one") as (_, one), user(data / "two") as (_, two):
        value(one, "SELECT set_config('search_path', '', false)")
        assert value(one, "SHOW data_directory") != value(two, "SHOW data_directory")
        assert (data / "one/db/password").read_text() != (data / "two/db/password").read_text()


@pytest.mark.parametrize("victim", ["keeper", "postmaster"])
def test_it_comes_back_with_all_that_was_committed(data: Path, victim: str) -> None:
    url = devdb.acquire(data)
    connection = psycopg2.connect(url)
    with connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    connection.close()
    postmaster = int((data / "db/cluster/postmaster.pid").read_text().split()[0])
    os.kill(keeper_of(data) if victim == "keeper" else postmaster, signal.SIGKILL)
    time.sleep(0.3)
    assert devdb.acquire(data) == url
    assert value(url, "SELECT answer FROM kept") == 42


def test_a_forked_child_does_not_hold_it(data: Path) -> None:
    forker = "import os, sys, time; from jobboard import devdb; devdb.acquire(sys.argv[1]); os.fork() or time.sleep(40)"
    subprocess.run([sys.executable, "-c", forker, str(data)], cwd=ROOT, check=True, timeout=60)
    assert gone_within(data, 20)


def test_a_temporary_one_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(devdb.SHARED_URL, raising=False)
    with devdb.temporary() as url:
        folder = Path(str(value(url, "SHOW data_directory"))).parents[1]
        assert value(url, "SHOW fsync") == "off"
        assert os.environ[devdb.SHARED_URL] == url
    assert not folder.exists()


def test_a_path_too_long_for_a_socket(data: Path) -> None:
    deep = data / ("long-" * 20)
    with user(deep) as (_, url):
        assert "host=/tmp/devdb-" in url
        assert value(url, "SELECT 1") == 1


def test_below_a_private_folder(data: Path) -> None:
    (data / "private").mkdir(mode=0o700)
    with user(data / "private/var") as (_, url):
        assert value(url, "SELECT 1") == 1


def only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devdb, "_folders", lambda: iter([folder]))


@pytest.mark.skipif(not DEBIAN.exists(), reason="Debian's PostgreSQL 15 is not installed")
def test_debians_server_does_too_and_keeps_its_version(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        only(DEBIAN, patch)
        assert str(value(devdb.acquire(data), "SHOW server_version")).startswith("15")
    devdb.release(data)
    devdb.wait_until_stopped(data)
    assert str(value(devdb.acquire(data), "SHOW server_version")).startswith("15")


def make_initdb(folder: Path, version: str) -> Path:
    folder.mkdir()
    (folder / "initdb").write_text(f"#!/bin/sh\necho 'initdb (PostgreSQL) {version}'\n")
    (folder / "initdb").chmod(0o755)
    return folder


def test_an_old_server_is_refused_in_one_sentence(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only(make_initdb(data / "bin", "14.9"), monkeypatch)
    with pytest.raises(devdb.DevDBError, match=r"PostgreSQL 14 is too old: .*requirements-local"):
        devdb.acquire(data)


def test_another_major_version_is_told_apart(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    devdb.acquire(data)
    devdb.release(data)
    devdb.wait_until_stopped(data)
    only(make_initdb(data / "bin", "99.1"), monkeypatch)
    with pytest.raises(devdb.DevDBError, match=r"was made by PostgreSQL .* but only 99 is installed"):
        devdb.acquire(data)


def test_a_folder_that_cannot_be_used() -> None:
    with pytest.raises(devdb.DevDBError, match="/proc/nowhere cannot be used"):
        devdb.acquire("/proc/nowhere")
