"""A real browser for tests: Debian's Chromium, driven by Playwright. Without one these tests are skipped."""

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page
    from pytest_django.live_server_helper import LiveServer

# A loaded machine may be many times slower than a quiet one; only a test that fails ever waits this long.
PATIENCE = 30_000  # milliseconds
SLOWER = float(os.environ.get("SLOW_BROWSER") or 1)  # times: races show themselves in a slow page
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",  # root has none
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


def find_chromium() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium was found: apt-get install chromium")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, which runs only inside Playwright's own calls. Django sees the
        # loop and refuses its database for fear of blocking it: no such danger here, for as long as the loop lives.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS, timeout=4 * PATIENCE)
        yield started
        started.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)


def new_page(context: "BrowserContext") -> "Page":
    """As patient as a loaded machine asks for, and as slow as SLOW_BROWSER does."""
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    if SLOWER > 1:
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


@pytest.fixture
def page(browser: "Browser", live_server: "LiveServer") -> Iterator["Page"]:
    """A page of its own context, so no cookie or storage is left over; paths are relative to the live server."""
    context = browser.new_context(base_url=live_server.url)
    yield new_page(context)
    context.close()
