"""What `make run` executes, for real: an empty board of its own, killed in every way."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site.processes import alive

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def processes(data: Path) -> dict[int, str]:
    """Everything alive that was given this DATA_DIR, the database included."""
    return alive(str(data), environment=True)


class Run:
    def __init__(self, data: Path, *prefix: str) -> None:
        self.data, self.port, self.output = data, free_port(), data / "output"
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        environment = {**kept, "DATA_DIR": str(data), "PORT": str(self.port), "DEMO": "0"}
        command = [*prefix, sys.executable, "-m", "jobboard.launcher"]
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)

    def status(self) -> int | None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def wait_for_answer(self, within: float = 240) -> float:
        started = time.monotonic()
        while f"answers at http://localhost:{self.port}/" not in self.output.read_text() or self.status() != 200:
            assert self.process.poll() is None, self.output.read_text()
            assert time.monotonic() - started < within, self.output.read_text()
            time.sleep(0.1)
        return time.monotonic() - started

    def find(self, words: str) -> int:
        """The oldest process whose command line holds these words."""
        return min(pid for pid, command in processes(self.data).items() if words in command)

    def assert_nothing_is_left(self, within: float = 20) -> None:
        ended = time.monotonic()
        while left := processes(self.data):
            assert time.monotonic() - ended < within, left
            time.sleep(0.05)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    for path in (folder, *folder.parents[:2]):
        path.chmod(0o755)  # root's server runs as nobody
    return folder


@pytest.fixture
def run(data: Path) -> Iterator[Run]:
    started = Run(data)
    yield started
    started.process.kill()
    started.process.wait()


def eventually(condition: object, within: float = 120) -> None:
    assert callable(condition)
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_stops_everything(run: Run, how: signal.Signals) -> None:
    run.wait_for_answer()
    run.process.send_signal(how)
    assert run.process.wait(60) == 0
    run.assert_nothing_is_left()


def test_kill_9_leaves_nothing_that_hinders_the_next(run: Run, data: Path) -> None:
    run.wait_for_answer()
    run.process.kill()
    run.process.wait()
    run.assert_nothing_is_left()
    again = Run(data)
    try:
        again.wait_for_answer()
    finally:
        again.process.terminate()
        again.process.wait(60)


def test_kill_9_in_the_middle_of_the_preparation(tmp_path_factory: pytest.TempPathFactory) -> None:
    data = tmp_path_factory.mktemp("early")
    run = Run(data)
    eventually(lambda: any("prepare" in command for command in processes(data).values()))
    run.process.kill()
    run.process.wait()
    run.assert_nothing_is_left()
    again = Run(data)
    try:
        again.wait_for_answer()
    finally:
        again.process.terminate()
        again.process.wait(60)


def test_what_dies_is_started_again(run: Run) -> None:
    run.wait_for_answer()
    for words in ("jobboard.gunicorn_conf", "manage.py run_jobs", "devdb_keeper.py"):
        victim = run.find(words)
        os.kill(victim, signal.SIGKILL)
        eventually(lambda: any(words in c for p, c in processes(run.data).items() if p != victim))  # noqa: B023
        eventually(lambda: run.status() == 200)
    run.process.terminate()
    assert run.process.wait(60) == 0
    run.assert_nothing_is_left()


def test_it_ends_with_make(data: Path) -> None:
    run = Run(data, "sh", "-c", '"$@" --under-make; exit', "make")
    run.wait_for_answer()
    run.process.kill()
    run.process.wait()
    run.assert_nothing_is_left(within=30)  # the launcher stops in order


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [("PORT", "taken", "cannot be used"), ("PORT", "eighty", "PORT"), ("DATA_DIR", "/proc/x", "cannot be used")],
)
def test_what_cannot_work_says_so_in_one_sentence(data: Path, variable: str, value: str, words: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        value = str(other.getsockname()[1]) if value == "taken" else value
        environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(data / "never"), "PORT": str(free_port())}
        command = [sys.executable, "-m", "jobboard.launcher"]
        ended = subprocess.run(
            command, cwd=ROOT, env=environment | {variable: value}, capture_output=True, text=True, timeout=120
        )
    assert ended.returncode == 1
    assert words in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert not (data / "never").exists()
