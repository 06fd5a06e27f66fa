"""Every page of an employer's panel, walked from the URLconf: axe in both schemes on a phone and a desk, by the keyboard,
and with scripts off. One browser, the pages one after the other: to open each anew is what would take the time.
"""

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Watched
from tests.browser.test_axe_people import enter, walk
from tests.browser.test_pages import everything, faults, overflow
from tests.panel.everywhere import NO_PAGE, Everywhere, make_everywhere

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.browser
PAGES = 26
# A button that nothing happens to without a script, and a form to be filled in that nothing sends.
DEAD = """() => [
  ...[...document.querySelectorAll("button[type=button]:enabled")].filter((e) => e.checkVisibility()),
  ...[...document.forms].filter((form) => {
    const seen = [...form.elements].filter((e) => e.type !== "hidden" && e.checkVisibility());
    return seen.length && !seen.some((e) => e.type === "submit" || e.matches("[type=search], [type=text], [type=email]"));
  }),
].map((e) => e.outerHTML.slice(0, 300))"""


@pytest.fixture
def made(live_server: "LiveServer", settings: Any) -> Everywhere:
    settings.REQUIRE_MFA = False
    return make_everywhere()


def pages(made: Everywhere) -> list[str]:
    """Each address that answers with a page; the others are refused a GET, or said to be none."""
    client, found = Client(), []
    client.force_login(made.owner)
    for name, address in made.pages().items():
        answer = client.get(address)
        if answer.status_code != 405 and name not in NO_PAGE:
            assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8"), (name, address)
            found.append(address)
    assert len(found) >= PAGES
    return found


def looked_at(one: Watched) -> list[str]:
    """As a desk sees it, then a phone in both schemes, then by Tab alone."""
    one.page.set_viewport_size({"width": DESK, "height": 800})
    found = [*overflow(one.page), *faults(one.page)]
    one.page.set_viewport_size({"width": PHONE, "height": 844})
    found += [*everything(one), *walk(one.page)]
    if (count := one.page.locator("h1").count()) != 1:
        found.append(f"{one.page.url}: {count} headings of the first rank")
    return found


def test_every_page(made: Everywhere, watched: Any, live_server: "LiveServer") -> None:
    found: list[str] = []
    with watched(PHONE) as one:
        enter(one.page, made.owner, live_server)
        for address in pages(made):
            one.visit(address)
            found += looked_at(one)
        found += many_at_once(one, made)
    assert "\n".join(found) == ""


def many_at_once(one: Watched, made: Everywhere) -> list[str]:
    """Its page comes only by a form; what was done is said on one more."""
    found: list[str] = []
    for verb in ("Extend", "Close"):
        one.visit(f"/employer/{made.employer.slug}/postings/")
        for box in one.page.locator("input[name=ids]").all():
            box.check()
        one.page.get_by_role("button", name=f"{verb}…").click()
        expect(one.page.get_by_role("heading", level=1)).to_contain_text(verb)
        found += looked_at(one)
    one.page.get_by_role("radio", name="It is filled").check()
    one.page.get_by_role("button", name="Close").last.click()
    expect(one.page.get_by_role("heading", level=1)).to_contain_text("closed")
    return found + looked_at(one)


def test_every_page_without_a_script(made: Everywhere, watched: Any, live_server: "LiveServer") -> None:
    found: list[str] = []
    with watched(PHONE, script=False) as one:
        enter(one.page, made.owner, live_server)
        for address in pages(made):
            one.page.goto(address)
            found += [f"{address}: dead: {html}" for html in one.page.evaluate(DEAD)]
            found += overflow(one.page)
            if one.page.locator("h1").count() != 1 or not one.page.locator("h1").is_visible():
                found.append(f"{address}: nothing to be read")
    assert "\n".join(found) == ""
