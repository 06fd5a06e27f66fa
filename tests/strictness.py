"""Nothing talks to the outside, and no template of ours names what is not there."""

import logging
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template import VariableDoesNotExist

FOLDERS: list[Path] = settings.TEMPLATES[0]["DIRS"]  # type: ignore[assignment]
LOOPBACK = ("127.", "::1", "localhost")
patch = pytest.MonkeyPatch()


class NetworkRefused(OSError):
    pass


def is_local(address: Any) -> bool:
    host = address[0] if isinstance(address, tuple) else None  # a Unix socket's address is a path
    return host is None or str(host) == "" or str(host).startswith(LOOPBACK)


def guarded(function: Any) -> Any:
    def connect(self: socket.socket, address: Any) -> Any:
        if not is_local(address):
            raise NetworkRefused(f"a test tried to reach {address!r}")
        return function(self, address)

    return connect


def look_up(host: Any, *args: Any, _real: Any = socket.getaddrinfo, **options: Any) -> Any:
    if not is_local((host.decode() if isinstance(host, bytes) else host,)):
        raise NetworkRefused(f"a test tried to look up {host!r}")
    return _real(host, *args, **options)


def pytest_configure(config: pytest.Config) -> None:
    patch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
    patch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
    patch.setattr(socket, "getaddrinfo", look_up)
    logger = logging.getLogger("django.template")
    logger.setLevel(logging.DEBUG)
    logger.addFilter(unknown)


def pytest_unconfigure(config: pytest.Config) -> None:
    patch.undo()
    logging.getLogger("django.template").removeFilter(unknown)


class UnknownVariables(logging.Filter):
    """Django logs each failed look-up, in {% if %} and before |default too, where string_if_invalid is never asked.

    The name logged is the outermost template's: what the admin or Django's own forms leave out is their affair.
    """

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def filter(self, record: logging.LogRecord) -> bool:
        if not record.exc_info or not isinstance(record.args, tuple):
            return True
        variable, template = record.args
        ours = any((folder / str(template)).is_file() for folder in FOLDERS)
        # A missing row behind a one-to-one is logged too, and is no mistake.
        if ours and isinstance(record.exc_info[1], VariableDoesNotExist):
            self.found.append(f"{variable} in {template}: {record.exc_info[1]}"[:400])
        return False  # a page's worth of tracebacks helps nobody


unknown = UnknownVariables()


# Fails at the end of the call: raised inside, an {% if %} with "and" would swallow it.
@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    unknown.found.clear()
    result = yield
    logger = logging.getLogger("django.template")
    if not logger.isEnabledFor(logging.DEBUG) or unknown not in logger.filters:
        pytest.fail("after this test unknown template variables would not be noticed any more", pytrace=False)
    if unknown.found:
        pytest.fail("Unknown template variables:\n" + "\n".join(dict.fromkeys(unknown.found)), pytrace=False)
    return result
