"""The list in a real browser: what is picked goes along from page to page, and the bar is a key away."""

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from applications.models import Application
from tests.applications.desk import Desk, apply, make_desk
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_desk import sign_in
from tests.browser.test_pages import everything

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(live_server: "LiveServer", settings: Any) -> Desk:
    settings.REQUIRE_MFA = False
    return make_desk()


@pytest.mark.parametrize("script", [True, False])
def test_picked_on_two_pages(desk: Desk, watched: Any, live_server: "LiveServer", script: bool) -> None:
    for number in range(27):
        apply(desk.posting, f"Candidate {number:02}")
    with watched(PHONE, script=script) as seen:
        page = seen.page
        sign_in(page, desk, live_server)
        page.goto(desk.url("?sort=name"))
        expect(page.get_by_role("link", name="Next 2")).to_be_visible()
        page.get_by_label("Select Candidate 03").check()
        page.get_by_role("button", name="Next 2").click()
        expect(page.get_by_text("1 is selected on another page of this list: Candidate 03.")).to_be_visible()
        page.get_by_label("Select Candidate 26").check()
        if script:
            expect(page.get_by_text("2 selected", exact=True)).to_be_visible()
        page.get_by_role("button", name="Previous").click()
        expect(page.get_by_label("Select Candidate 03")).to_be_checked()
        page.get_by_role("button", name="Reject with a reason").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Reject 2 applications")
        page.get_by_role("link", name="Back to the list").click()
        page.get_by_role("button", name="Let them go").click()
        expect(page.get_by_label("Select Candidate 03")).not_to_be_checked()
        expect(page.get_by_role("link", name="Next 2")).to_be_visible()
        assert not Application.objects.exclude(outcome="").exists()


def test_the_bar_by_keyboard(desk: Desk, watched: Any, live_server: "LiveServer") -> None:
    for number in range(8):
        apply(desk.posting, f"Candidate {number:02}")
    with watched() as seen:
        page = seen.page
        sign_in(page, desk, live_server)
        seen.visit(desk.url("?sort=name"))
        page.keyboard.press("j")
        page.keyboard.press("x")
        page.keyboard.press("a")
        assert page.evaluate("document.activeElement.id") == "to"
        # And without a script: the link behind the box of a row that is picked, and only there.
        page.get_by_label("Select Candidate 00").focus()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "To the actions"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.bulk') !== null")
        page.get_by_label("Select Candidate 01").focus()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Candidate 01"
        assert seen.found() == []


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_search_with_picks_is_sound(
    desk: Desk, watched: Any, live_server: "LiveServer", scheme: str, width: int
) -> None:
    desk.posting.visa, desk.posting.degrees = ["no-sponsorship"], ["bachelor"]
    desk.posting.save()
    for number in range(27):
        apply(desk.posting, f"Candidate {number:02}", facts={"work_permit": "needs-sponsorship"})
    with watched(width, scheme) as seen:
        sign_in(seen.page, desk, live_server)
        seen.visit(desk.url("?q=golang+store&sort=name"))
        expect(seen.page.locator("mark").nth(1)).to_have_text("Go")
        seen.page.get_by_label("Select Candidate 03").check()
        found = everything(seen)
        seen.page.get_by_role("button", name="Next 2").click()
        expect(seen.page.get_by_text("1 is selected on another page")).to_be_visible()
        found += everything(seen)
    assert not found, "\n".join(found)
