"""Pages in a real browser, watched: what a console would show, what the policy stops, what does not arrive."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.board import Board, make_board
from tests.chromium import new_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

PHONE, DESK = 390, 1280
COUNT_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (e) => violations.push(`${e.violatedDirective}: ${e.blockedURI}`));
"""


class Watched:
    """A page of its own context, and everything that went wrong in it."""

    def __init__(self, page: "Page") -> None:
        self.page, self.troubles = page, list[str]()
        page.on("console", lambda message: self.note(message.type, message.text, message.location["url"]))
        page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        page.on("requestfailed", lambda request: self.lost(request.url, request.failure))
        page.add_init_script(COUNT_VIOLATIONS)

    def note(self, kind: str, text: str, url: str) -> None:
        # That the page itself answers 404 or 410 is no trouble of the page.
        if kind in ("error", "warning") and not (url == self.page.url and "Failed to load resource" in text):
            self.troubles.append(f"{kind}: {text} ({url})")

    def lost(self, url: str, why: str | None) -> None:
        if why != "net::ERR_ABORTED":  # the reader went on before it had arrived
            self.troubles.append(f"failed: {url} {why}")

    def visit(self, address: str) -> None:
        self.page.goto(address)
        self.page.wait_for_load_state("load")

    def found(self) -> list[str]:
        """All troubles since the last time, those of the policy too."""
        found = [*self.troubles, *self.page.evaluate("violations")]
        self.troubles.clear()
        return [f"{self.page.url}: {trouble}" for trouble in found]


@pytest.fixture
def board(live_server: "LiveServer") -> Board:
    """Made after the live server has claimed the database for real commits."""
    return make_board()


@pytest.fixture
def watched(browser: "Browser", live_server: "LiveServer") -> Any:
    """watched(width=…, scheme=…, script=…): a context manager that gives a Watched."""

    @contextmanager
    def open_page(width: int = DESK, scheme: Any = "light", script: bool = True) -> Iterator[Watched]:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 844 if width == PHONE else 800},
            color_scheme=scheme,
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        try:
            yield Watched(new_page(context))
        finally:
            context.close()

    return open_page
