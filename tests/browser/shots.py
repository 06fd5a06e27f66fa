"""`make shots`: the README's screenshots, of a demonstration that is made for them and thrown away.

With SHOTS_URL the pictures are taken of the site that runs there.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests import png
from tests.chromium import ARGUMENTS, find_chromium
from tests.served import ask, free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "screenshots"
SIZES = {390: 844, 1280: 800}
SCHEMES = ("light", "dark")
PAGES = {
    "home": "/",
    "search": "/internships/?q=engineer&term=summer-2027",
    "posting": "",  # the fullest of the demonstration's own, found below
    "apply": "",  # the form of that one
    "guide": "/guide/",
}
# Who signs in, and what is then seen.
PEOPLE = {
    "me": ("student@demo.test", "/me/"),
    "inbox": ("recruiter@demo.test", "/review/tidewater-ledger/"),
    "board": ("recruiter@demo.test", "/review/tidewater-ledger/board/"),
    "application": ("recruiter@demo.test", "/review/tidewater-ledger/"),
    "panel": ("owner@demo.test", "/employer/tidewater-ledger/"),
    "editor": ("owner@demo.test", "/employer/tidewater-ledger/postings/"),
    "moderation": ("moderator@demo.test", "/admin/moderation/"),
}
PASSWORD = "first-commit-demo"


@contextlib.contextmanager
def demonstration() -> Iterator[str]:
    """A board of its own, from nothing, as make run would make it."""
    if url := os.environ.get("SHOTS_URL"):
        yield url.rstrip("/")
        return
    with tempfile.TemporaryDirectory(prefix="firstcommit-shots-") as folder:
        Path(folder).chmod(0o755)  # root's database server runs as nobody
        port = free_port()
        environment = {**os.environ, "DATA_DIR": folder, "PORT": str(port), "DEMO": "1"}
        process = subprocess.Popen([sys.executable, "-m", "jobboard.launcher"], cwd=ROOT, env=environment)
        try:
            while True:
                if process.poll() is not None:
                    sys.exit("The demonstration has ended: its own words stand above.")
                with contextlib.suppress(OSError):
                    if ask(port, "/healthz").status == 200:
                        break
                time.sleep(0.5)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(30)


def fullest(url: str, page: "Page") -> str:
    """The longest posting of the two fictional employers."""
    page.goto(f"{url}/internships/?apply=here&role=all")
    found = page.locator("#results .row .what a[href^='/internships/']").evaluate_all("all => all.map(a => a.pathname)")
    return max(found, key=lambda path: len(ask(int(url.rpartition(":")[2]), path).body)) if found else "/internships/"


def take(browser: "Browser", url: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for width, height in SIZES.items():
        for scheme in SCHEMES:
            look: dict[str, Any] = {"viewport": {"width": width, "height": height}, "color_scheme": scheme}
            context = browser.new_context(**look, reduced_motion="reduce")
            page = context.new_page()
            for name, address in PAGES.items():
                if not address:
                    address = fullest(url, page) + ("apply/" if name == "apply" else "")
                page.goto(url + address, wait_until="networkidle")
                keep(page, f"{name}-{width}-{scheme}.png")
            context.close()
            for name, (email, address) in PEOPLE.items():
                context = browser.new_context(**look, reduced_motion="reduce")
                keep(as_person(context.new_page(), url, name, email, address), f"{name}-{width}-{scheme}.png")
                context.close()


def as_person(page: "Page", url: str, name: str, email: str, address: str) -> "Page":
    page.goto(f"{url}/accounts/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(url + address, wait_until="networkidle")
    if name == "application":
        page.locator("th[scope=row] a").first.click()
    if name == "editor":
        page.locator("th[scope=row] a", has_text="Ledger Services").click()
    if name == "board":
        page.get_by_role("link", name="Ledger Services").click()
    page.wait_for_load_state("networkidle")
    return page


def keep(page: "Page", name: str) -> None:
    page.evaluate("document.fonts.ready")
    file = FOLDER / name
    file.write_bytes(png.shrink(page.screenshot()))
    print(f"{file.relative_to(ROOT)}  {file.stat().st_size:,} bytes")


def main() -> None:
    from playwright.sync_api import sync_playwright

    path = find_chromium()
    if path is None:
        sys.exit("No Chromium was found: apt-get install chromium.")
    with demonstration() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        take(browser, url)
        browser.close()


if __name__ == "__main__":
    main()
