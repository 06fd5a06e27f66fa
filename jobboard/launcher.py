"""What `make run` executes once .venv is filled: database, preparation, then web server and jobs until told to stop.

Owns everything it starts. Children die with it, even by kill -9; the database notices by its own means (devdb).
"""

from __future__ import annotations

import contextlib
import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from jobboard import devdb

ROOT = Path(__file__).resolve().parent.parent
TICK = 0.2  # seconds between two looks at everything
STOP_WITHIN = 8  # seconds, then kill -9
SHORT_LIFE = 10  # seconds; who dies younger is restarted later each time
LONGEST_PAUSE = 30
TRIES = 5  # of a server that has not answered once
PR_SET_PDEATHSIG = 1
libc = ctypes.CDLL(None, use_errno=True)
DEMO_SIGN_INS = """
Sign in at {url}accounts/login/ with the password first-commit-demo as
  student@demo.test    student2@demo.test      students
  owner@demo.test      recruiter@demo.test     reviewer@demo.test      of one employer
  rival@demo.test                              owner at another employer
  moderator@demo.test                          staff"""


class Failure(Exception):
    """One sentence for the developer."""


def die_with_parent(parent: int, how: signal.Signals = signal.SIGKILL) -> None:
    """Call in a new child; asks the kernel, then looks whether it was too late to ask."""
    if sys.platform == "linux":
        libc.prctl(PR_SET_PDEATHSIG, int(how))
    if os.getppid() != parent:
        os._exit(1)


class Child:
    """A process that is started again when it ends, ever later when it ends at once."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        self.name, self.command, self.environment = name, command, environment
        self.process: subprocess.Popen[bytes] | None = None
        self.started, self.start_at, self.pause, self.deaths = 0.0, 0.0, 0.0, 0

    def start(self) -> None:
        launcher = os.getpid()
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the launcher, which stops all in order
            preexec_fn=lambda: die_with_parent(launcher),  # safe: we have one thread
        )

    def tend(self) -> None:
        now = time.monotonic()
        if self.process is None:
            if now >= self.start_at:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            if now - self.started > SHORT_LIFE:
                self.pause, self.deaths = 0.0, 0
            return
        self.process, self.deaths = None, self.deaths + 1
        self.pause = min(max(0.5, self.pause * 2), LONGEST_PAUSE)
        self.start_at = now + self.pause
        say(f"{self.name} ended ({code}), starting it again in {self.pause:g} s.")

    def end(self) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                self.process.terminate()

    def wait(self, deadline: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Launcher:
    def __init__(self) -> None:
        self.port = port_number()
        self.data = Path(os.environ.get("DATA_DIR") or ROOT / "var").resolve()
        self.demo = os.environ.get("DEMO", "1").lower() in ("1", "true", "yes", "on")
        self.url = f"http://localhost:{self.port}/"
        self.embedded = not (os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE"))
        self.environment = {**os.environ, "PORT": str(self.port), "DEMO": str(int(self.demo))}
        self.environment["DATA_DIR"] = str(self.data)
        self.environment["PYTHONUNBUFFERED"] = "1"
        self.stopping = False
        self.children: list[Child] = []

    def stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def run(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.stop)
        refuse_taken_port(self.port)
        try:
            self.bring_database()
            self.prepare()
            self.serve()
        finally:
            self.end()

    def bring_database(self) -> None:
        if self.embedded:
            self.environment["DATABASE_URL"] = devdb.acquire(self.data)
            self.environment["EMBEDDED_DATABASE"] = "1"

    def manage(self, *words: str) -> list[str]:
        return [sys.executable, str(ROOT / "manage.py"), *words]

    def prepare(self) -> None:
        preparation = Child("The preparation", self.manage("prepare"), self.environment)
        self.children.append(preparation)
        preparation.start()
        assert preparation.process is not None
        while (code := preparation.process.poll()) is None and not self.stopping:
            time.sleep(TICK)
        if code:
            raise Failure("The preparation failed: its own words stand above.")
        if code == 0:
            self.children.clear()

    def serve(self) -> None:
        server = [sys.executable, "-m", "gunicorn", "--config", "python:jobboard.gunicorn_conf"]
        self.children += [
            Child("The web server", server, self.environment),
            Child("run_jobs", self.manage("run_jobs"), self.environment),
        ]
        answered, last_look = False, time.monotonic()
        while not self.stopping:
            for child in self.children:
                child.tend()
            if not answered:
                if answered := self.answers():
                    self.greet()
                elif self.children[0].deaths >= TRIES:
                    raise Failure("The web server does not start: its own words stand above.")
            if self.embedded and time.monotonic() - last_look > 1:
                last_look = time.monotonic()
                if not devdb.is_kept(self.data):
                    say("The database's keeper is gone, starting it again.")
                    self.bring_database()
            time.sleep(TICK)

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/healthz", headers={"Host": f"localhost:{self.port}"})
            return connection.getresponse().status < 500
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def greet(self) -> None:
        say(f"\n{self.environment.get('SITE_NAME') or 'First Commit'} answers at {self.url}")
        if self.demo:
            say(DEMO_SIGN_INS.format(url=self.url))
        say("\nCtrl-C stops it, and all it has started.")

    def end(self) -> None:
        deadline = time.monotonic() + STOP_WITHIN
        for child in self.children:
            child.end()
        for child in self.children:
            child.wait(deadline)
        if self.embedded:
            devdb.release(self.data)
            devdb.wait_until_stopped(self.data)


def port_number() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise Failure(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def refuse_taken_port(port: int) -> None:
    """Before anything is started. A server that has just ended does not count: gunicorn reuses its address too."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Failure(f"Port {port} cannot be used ({error.strerror}): choose another, as in PORT=8001.") from error


def say(words: str) -> None:
    with contextlib.suppress(OSError):  # nobody reads any more: no reason to leave the rest running
        print(words, flush=True)


def main(words: list[str]) -> None:
    if "--under-make" in words:  # make killed with -9 cannot pass the signal on
        die_with_parent(os.getppid(), signal.SIGTERM)
    try:
        Launcher().run()
    except (Failure, devdb.DevDBError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv[1:])
