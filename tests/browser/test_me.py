"""The student's own pages in a real browser: both schemes, phone and desk, with and without an account or scripts."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.standing import Standing, make_standing
from tests.browser.test_pages import everything

pytestmark = pytest.mark.browser


@pytest.fixture
def standing(live_server: Any) -> Standing:
    return make_standing()


def signed_in(page: Any, standing: Standing, live_server: Any) -> None:
    client = Client()
    client.force_login(standing.student.user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_is_sound(standing: Standing, watched: Any, live_server: Any, width: int) -> None:
    found: list[str] = []
    with watched(width) as one:
        signed_in(one.page, standing, live_server)
        for address in standing.pages().values():
            one.visit(address)
            found += everything(one)
    assert not found, "\n".join(found)


def test_every_page_for_a_visitor_is_sound(standing: Standing, watched: Any) -> None:
    with watched(PHONE) as one:
        for address in ("/me/saved/", "/me/profile/", "/me/profile/facts/", "/me/gone/"):
            one.visit(address)
            assert everything(one) == []


def test_all_of_it_works_without_a_script(standing: Standing, watched: Any, live_server: Any) -> None:
    with watched(PHONE, script=False) as one:
        page = one.page
        signed_in(page, standing, live_server)
        one.visit("/me/profile/")
        page.get_by_label("Skill", exact=True).fill("golang")
        page.get_by_label("How well").select_option("strong")
        page.get_by_label("Where it comes from").fill("a scheduler")
        page.get_by_role("button", name="Add").click()
        expect(page.get_by_text("a scheduler")).to_be_visible()
        one.visit("/me/?show=elsewhere")
        page.get_by_role("button", name="Yes, today").click()
        expect(page.get_by_text("Did you apply?")).to_have_count(0)
        one.visit(standing.pages()["withdraw"])
        page.get_by_role("button", name="Withdraw").click()
        expect(page.get_by_text("You withdrew it on")).to_be_visible()
        page.get_by_role("button", name="Undo the withdrawal").click()
        expect(page.get_by_text("It stands again where it stood.")).to_be_visible()
        one.visit("/me/saved/")
        page.locator("main summary").first.click()
        page.get_by_label("Note to yourself about").first.fill("Ask about pay.")
        page.get_by_role("button", name="Keep").first.click()
        expect(page.get_by_text("“Ask about pay.”")).to_be_visible()
        page.get_by_role("button", name="Saved: Undated Intern").click()
        expect(page.get_by_text("Two saved.")).to_be_visible()
