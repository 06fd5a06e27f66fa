"""The site as `make run` serves it: gunicorn, WhiteNoise and collected static files, on this test run's database."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection

ROOT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[int]:
    """The port of a server that answers; it sees what other connections have committed."""
    port = free_port()
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    environment = {
        **os.environ,
        "DATABASE_URL": database.geturl(),
        "DATA_DIR": str(folder),
        "PORT": str(port),
        "WEB_CONCURRENCY": "1",
    }
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(collect, cwd=ROOT, env=environment, check=True)
    server = [sys.executable, "-m", "gunicorn", "--config", "python:jobboard.gunicorn_conf"]
    process = subprocess.Popen(server, cwd=ROOT, env=environment)
    try:
        wait(process, port)
        yield port
    finally:
        process.terminate()
        process.wait(60)


def wait(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + 120
    while True:
        assert process.poll() is None, "the server has ended"
        assert time.monotonic() < deadline
        with contextlib.suppress(OSError):
            assert ask(port, "/healthz").status == 200
            return
        time.sleep(0.05)


class Answer:
    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body


def ask(port: int, target: str, method: str = "GET", **headers: str) -> Answer:
    """Header names are written with underscores."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        client.request(method, target, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = client.getresponse()
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
    finally:
        client.close()
