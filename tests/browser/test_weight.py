"""What a first visit costs over the wire in all, measured by the browser against the real server with real postings."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from listings.models import Posting
from tests.chromium import new_page
from tests.factories import make_complete_posting
from tests.served import serve

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
MOST = 80_000  # bytes
FEED = ROOT / "data" / "feeds" / "vanshb03-summer2026.json.gz"


@pytest.fixture
def port(transactional_db: None, browser: Any, tmp_path: Path) -> Iterator[int]:
    """After the browser: where there is none, nothing needs to be read."""
    call_command("load_skills", verbosity=0)
    call_command("load_places", verbosity=0)
    call_command("import_postings", str(FEED), format="simplify", source=FEED.name.partition(".")[0], verbosity=0)
    with serve(tmp_path) as number:
        yield number


def first_visit(browser: Any, address: str, width: int = 390) -> dict[str, int]:
    """Bytes by address, answer lines and headers included; nothing is in the cache."""
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = new_page(context)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    named: dict[str, str] = {}
    bytes_of: dict[str, int] = {}
    wire.on("Network.requestWillBeSent", lambda event: named.update({event["requestId"]: event["request"]["url"]}))
    wire.on(
        "Network.loadingFinished",
        lambda event: bytes_of.update({named[event["requestId"]]: int(event["encodedDataLength"])}),
    )
    page.goto(address, wait_until="networkidle")
    page.mouse.wheel(0, 20_000)
    page.wait_for_timeout(500)
    context.close()
    return {url: size for url, size in bytes_of.items() if not url.startswith("data:")}


def told(sizes: dict[str, int]) -> str:
    lines = [f"{size:>7} {url}" for url, size in sorted(sizes.items(), key=lambda entry: -entry[1])]
    return "\n".join([f"{sum(sizes.values()):>7} in all", *lines])


def test_first_visits(browser: Any, port: int, capsys: pytest.CaptureFixture[str]) -> None:
    fullest = Posting.objects.open().filter(source__isnull=False).order_by("-title")[0]
    pages = {
        "search": "/internships/",
        "search, every role": "/internships/?role=all",
        "posting": fullest.get_absolute_url(),
        "posting with every facet": make_complete_posting(places=("new-york", "berlin")).get_absolute_url(),
    }
    for name, address in pages.items():
        for width in (390, 1280):
            sizes = first_visit(browser, f"http://localhost:{port}{address}", width)
            assert len(sizes) > 5, "style sheets, font, icons and scripts belong to it"
            assert sum(sizes.values()) <= MOST, told(sizes)
            with capsys.disabled():
                print(f"\n{name} at {width} px: {sum(sizes.values()):,} bytes", end="")
