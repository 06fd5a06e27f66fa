"""The line at the top: on a phone two rows and a menu, elsewhere one row; by finger, and without a script."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect

from accounts.models import User
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_pages import everything, overflow
from tests.factories import make_user

pytestmark = pytest.mark.browser
TAP, TWO_ROWS = 44, 120
SMALL = f"""() => [...document.querySelectorAll(".masthead :is(a, summary, button)")].filter((e) => e.checkVisibility()
    && !e.matches(".skip") && e.getBoundingClientRect().height < {TAP}).map((e) => e.textContent)"""


@pytest.fixture
def user(live_server: Any) -> User:
    return make_user(name="Maximiliane-Konstanze von Hohenberg")


def signed_in(page: Any, user: User, live_server: Any) -> None:
    client = Client()
    client.force_login(user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])


@pytest.mark.parametrize("width", [PHONE, 320])
def test_two_rows_and_a_menu_on_a_phone(user: User, watched: Any, live_server: Any, width: int) -> None:
    with watched(width, script=False) as one:
        page = one.page
        signed_in(page, user, live_server)
        one.visit("/guide/")
        assert page.locator(".masthead").bounding_box()["height"] < TWO_ROWS
        mine = page.get_by_role("link", name="My applications")
        expect(mine).to_be_hidden()
        page.get_by_text("Menu:").locator("..").click()
        expect(page.get_by_role("button", name="Sign out")).to_be_in_viewport(ratio=1)
        assert page.evaluate(SMALL) == []
        assert overflow(page) == []
        mine.click()
        page.wait_for_url("**/me/")
        assert page.locator(".menu").get_attribute("open") is None


def test_the_open_menu_is_sound(user: User, watched: Any, live_server: Any) -> None:
    with watched(PHONE) as one:
        signed_in(one.page, user, live_server)
        one.visit("/guide/")
        one.page.get_by_text("Menu:").locator("..").click()
        assert everything(one) == []


def test_one_row_where_there_is_room(user: User, watched: Any, live_server: Any) -> None:
    with watched(DESK, script=False) as one:
        page = one.page
        signed_in(page, user, live_server)
        one.visit("/guide/")
        assert page.locator(".masthead").bounding_box()["height"] < TWO_ROWS - TAP + 4
        for name in ("Saved", "My applications"):
            expect(page.get_by_role("link", name=name)).to_be_visible()
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("link", name="Sign in")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_after_signing_out_the_way_back_shows_nobody(user: User, watched: Any, live_server: Any, script: bool) -> None:
    """At a computer in a library."""
    with watched(DESK, script=script) as one:
        page = one.page
        signed_in(page, user, live_server)
        one.visit("/employers/")
        expect(page.locator(".in-row", has_text="Maximiliane-Konstanze")).to_be_visible()
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("link", name="Sign in")).to_be_visible()
        page.go_back()
        page.wait_for_url("**/employers/")
        expect(page.get_by_role("link", name="Sign in")).to_be_visible()
        expect(page.get_by_text("Maximiliane-Konstanze")).to_have_count(0)
