"""The process that looks into a file: what it cannot do, and what happens when it will not end."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from applications.inspection import Refused, limits, runner
from tests.applications.resume_files.pdfs import pdf

ROOT = Path(__file__).resolve().parents[2]
CONFINED = """
import os, resource, socket, sys
sys.path.insert(0, {root!r})
from applications.inspection import confinement
confinement.limit_use(os.getppid())
confinement.load(b"")
confinement.close_doors(os.getppid())
"""


def confined(words: str) -> str:
    """What a confined process says to some code."""
    code = CONFINED.format(root=str(ROOT)) + textwrap.dedent(words)
    return subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True).stdout.strip()


@pytest.mark.parametrize(
    "attempt",
    [
        "open('/etc/passwd')",
        "open('/tmp/written', 'w')",
        "socket.socket()",
        "os.fork()",
        "os.pipe()",
        "bytearray(600 * 1024 * 1024)",
        "resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100))",
    ],
)
def test_it_cannot(attempt: str) -> None:
    said = confined(f"""
        try:
            {attempt}
        except (OSError, MemoryError, ValueError) as error:
            print("refused")
        else:
            print("done")
    """)
    assert said == "refused"


def test_it_is_nobody() -> None:
    assert confined("print(os.geteuid() != 0 and os.getuid() != 0)") == "True"


def test_its_time_is_counted() -> None:
    code = CONFINED.format(root=str(ROOT)) + "print(resource.getrlimit(resource.RLIMIT_CPU))"
    said = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True).stdout.strip()
    assert said == f"({limits.CPU_SECONDS}, {limits.CPU_SECONDS})"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("import time; time.sleep(60)", "busy"),
        ("while True: print('x' * 1000)", "too-complex"),
        ("import os; os._exit(3)", "too-complex"),
        ("print('[]')", "too-complex"),
        ("print('{')", "too-complex"),
        ("""print('{"media_type": "text/html", "extension": "html", "text": "", "pages": null}')""", "too-complex"),
        ("""print('{"media_type": "text/html", "extension": "pdf", "text": 1, "pages": null}')""", "too-complex"),
        ("""print('{"media_type": "text/html", "extension": "pdf", "text": "", "pages": 1000000}')""", "too-complex"),
    ],
)
def test_one_that_hangs_floods_lies_or_dies(
    words: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "command", lambda _ending: [sys.executable, "-I", "-c", words])
    monkeypatch.setattr(runner, "WALL_SECONDS", 1)
    started: list[subprocess.Popen[bytes]] = []

    class Recorded(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Recorded)
    with pytest.raises(Refused, match=code):
        runner.inspect(pdf(), "a.pdf", tmp_path)
    assert started[0].returncode is not None


def test_what_it_says_is_cleaned_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = """print('{"media_type": "text/html", "extension": "pdf", "text": "a\\\\u0000b\\\\u202e", "pages": 1}')"""
    monkeypatch.setattr(runner, "command", lambda _ending: [sys.executable, "-I", "-c", said])
    found = runner.inspect(pdf(), "a.pdf", tmp_path)
    assert (found.media_type, found.text) == ("application/pdf", "ab")


def test_it_sees_neither_environment_nor_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    real = runner.command

    def command(ending: str) -> list[str]:
        seen.append(real(ending))
        return seen[-1]

    monkeypatch.setattr(runner, "command", command)
    runner.inspect(pdf(), "Zoë Ünal secret.pdf", tmp_path)
    assert "secret" not in " ".join(seen[0])


def runs(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux is asked")
def test_it_dies_with_its_parent() -> None:
    child = CONFINED.format(root=str(ROOT)) + "print(os.getpid(), flush=True)\nimport time; time.sleep(60)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-I', '-c', {child!r}])"
    process = subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    number = int(process.stdout.readline())
    process.kill()
    process.wait()
    process.stdout.close()
    until = time.monotonic() + 30
    while runs(number):
        if time.monotonic() > until:
            os.kill(number, signal.SIGKILL)
            pytest.fail("the child outlived its parent")
        time.sleep(0.02)


def test_no_more_run_at_once_than_there_are_slots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running, most, lock = 0, 0, threading.Lock()
    real = runner.ask

    def ask(data: bytes, ending: str) -> dict[str, object]:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        try:
            return real(data, ending)
        finally:
            with lock:
                running -= 1

    monkeypatch.setattr(runner, "ask", ask)
    monkeypatch.setattr(runner, "SLOT_WAIT_SECONDS", 60)
    answers: list[str] = []
    threads = [
        threading.Thread(target=lambda: answers.append(runner.inspect(b"Go", "a.txt", tmp_path).text))
        for _number in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["Go"] * 12
    assert most <= runner.SLOTS


def test_one_who_waits_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "SLOTS", 1)
    monkeypatch.setattr(runner, "SLOT_WAIT_SECONDS", 0.1)
    with runner.slot(tmp_path), pytest.raises(Refused, match="busy"):
        runner.inspect(b"Go", "a.txt", tmp_path)
    assert runner.inspect(b"Go", "a.txt", tmp_path).text == "Go"
