"""Starts the child, hands it the file, takes its answer, and ends it when its time is over."""

import fcntl
import importlib.util
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import IOBase
from pathlib import Path
from typing import IO, Any

from applications.inspection import kinds, names, plain
from applications.inspection.limits import (
    CPU_SECONDS,
    MAX_ANSWER,
    MAX_BYTES,
    MAX_PAGES,
    SLOT_WAIT_SECONDS,
    WALL_SECONDS,
)
from applications.inspection.links import LONGEST_SHOWN
from applications.inspection.verdict import Inspected, Refused

HERE = Path(__file__).resolve().parent
SLOTS = max(2, os.cpu_count() or 1)  # children at once, all processes of the machine together
PAUSE = 0.01


def inspect(data: bytes, name: str, slots: Path) -> Inspected:
    """`slots` is a folder all processes share."""
    if not data:
        raise Refused("empty")
    if len(data) > MAX_BYTES:
        raise Refused("too-large")
    with slot(slots):
        answer = ask(data, names.extension_of(name))
    return believed(answer)


def believed(answer: dict[str, Any]) -> Inspected:
    """A file that took the child over could make it say anything; this much it may say."""
    kind, text, pages = answer.get("extension"), answer.get("text"), answer.get("pages")
    if "code" in answer:
        raise Refused(str(answer["code"]), plain.clean(str(answer.get("found", "")))[:LONGEST_SHOWN])
    if kind not in kinds.TAKEN or not isinstance(text, str) or not (pages is None or pages in range(1, MAX_PAGES + 1)):
        raise Refused("too-complex")
    return Inspected(kinds.TAKEN[kind].media_type, kind, plain.clean(text), pages)


@contextmanager
def slot(folder: Path) -> Iterator[None]:
    """Waits for one of the few; the kernel frees it when its holder dies. The gate keeps those who come from overtaking
    the one who waits in it."""
    folder.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + SLOT_WAIT_SECONDS
    with ExitStack() as opened:
        slots = [opened.enter_context(open(folder / str(number), "ab")) for number in range(SLOTS)]
        with open(folder / "gate", "ab") as gate:
            wait_for_any([gate], until)
            wait_for_any(slots, until)
        yield


def wait_for_any(files: Sequence[IOBase], until: float) -> None:
    while not any(is_free(file) for file in files):
        if time.monotonic() > until:
            raise Refused("busy")
        time.sleep(PAUSE)


def is_free(file: IOBase) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def command(ending: str) -> list[str]:
    """Without environment, site or the user's packages; without the file's name, since everybody sees commands."""
    found = importlib.util.find_spec("pypdf")
    assert found and found.origin
    libraries = Path(found.origin).parent.parent
    return [sys.executable, "-I", "-S", str(HERE / "child.py"), str(HERE.parent.parent), str(libraries), ending]


def ask(data: bytes, ending: str) -> dict[str, Any]:
    until = time.monotonic() + WALL_SECONDS
    with in_memory(data) as given:
        process = subprocess.Popen(
            command(ending), stdin=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}, cwd="/"
        )
        try:
            said = take(process, until)
        finally:
            used = end(process)
    try:
        answer = json.loads(said)
    except ValueError:
        answer = None
    if isinstance(answer, dict):
        return answer
    waited = time.monotonic() > until and used < CPU_SECONDS / 2  # for a processor that others had
    return {"code": "busy" if waited else "too-complex"}


def end(process: subprocess.Popen[bytes]) -> float:
    """The seconds of processor it had."""
    assert process.stdout
    process.stdout.close()
    # Not process.kill(), which would reap a child that has just ended, and with it what it used.
    os.kill(process.pid, signal.SIGKILL)
    _number, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


@contextmanager
def in_memory(data: bytes) -> Iterator[IO[bytes]]:
    """A file that is on no disk, so that a full one does not matter and nothing can stay."""
    with (
        os.fdopen(os.memfd_create("resume"), "w+b") if hasattr(os, "memfd_create") else tempfile.TemporaryFile() as file
    ):
        file.write(data)
        file.flush()
        file.seek(0)
        yield file


def take(process: subprocess.Popen[bytes], until: float) -> bytes:
    """What it says until it ends, as far as time and size allow."""
    assert process.stdout
    parts: list[bytes] = []
    size = 0
    poll = select.poll()
    poll.register(process.stdout, select.POLLIN)
    while (left := until - time.monotonic()) > 0 and size <= MAX_ANSWER:
        if not poll.poll(left * 1000):
            break
        part = os.read(process.stdout.fileno(), 65_536)
        if not part:
            return b"".join(parts)
        parts.append(part)
        size += len(part)
    return b""
