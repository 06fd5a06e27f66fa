"""One click saves, with a script in place and without one by a visit; and the points of a posting are sound."""

from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Locator, Page, expect

from listings.models import SavedPosting
from tests.board import Board
from tests.browser.conftest import DESK, PHONE, Watched
from tests.browser.test_live_search import settled
from tests.browser.test_pages import everything
from tests.public.test_checks import TOLD

pytestmark = pytest.mark.browser


def saver(page: Page, board: Board) -> Locator:
    return page.locator(f"#p{board.native.pk}").get_by_role("button", name="Save")


def pressed(button: Locator) -> None:
    expect(button).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("path", ["/", "/internships/", "/skills/go/", "/employers/kestrel/"])
def test_a_script_saves_in_place(board: Board, watched: Any, path: str) -> None:
    with watched() as one:
        one.visit(path)
        button = saver(one.page, board)
        button.press("Enter")
        pressed(button)
        expect(button).to_be_focused()
        expect(one.page.get_by_role("status").filter(has_text="Saved.")).to_have_count(1)
        assert one.page.url.endswith(path)
        one.visit("/internships/")
        pressed(saver(one.page, board))
        saver(one.page, board).click()
        expect(saver(one.page, board)).to_have_attribute("aria-pressed", "false")
        expect(one.page.get_by_text("No longer saved.")).to_have_count(1)
        assert not one.found()
    assert not SavedPosting.objects.exists()


def test_rows_that_came_later_save_too(board: Board, watched: Any) -> None:
    with watched() as one:
        one.visit("/internships/")
        one.page.locator("#q").fill("kestrel")
        settled(one.page, "?q=kestrel")
        saver(one.page, board).click()
        pressed(saver(one.page, board))
        assert not one.found()


def test_quick_clicks_of_a_visitor_are_all_kept(board: Board, watched: Any) -> None:
    with watched() as one:
        one.visit("/internships/?role=all")
        one.page.evaluate("for (const button of document.querySelectorAll('form[data-save] button')) button.click()")
        expect(one.page.locator('[aria-pressed="true"]')).to_have_count(2)
        one.visit("/internships/?role=all")
        expect(one.page.locator('[aria-pressed="true"]')).to_have_count(2)


def test_without_a_script_the_page_comes_back_where_it_was(board: Board, watched: Any) -> None:
    with watched(script=False) as one:
        one.visit("/internships/?q=intern")
        saver(one.page, board).click()
        pressed(saver(one.page, board))
        assert one.page.url.endswith(f"/internships/?q=intern#p{board.native.pk}")
        one.visit(board.native.get_absolute_url())
        pressed(saver(one.page, board))
        saver(one.page, board).click()
        expect(saver(one.page, board)).to_have_attribute("aria-pressed", "false")
        assert one.page.url.endswith(f"{board.native.get_absolute_url()}#p{board.native.pk}")


def test_where_the_script_fails_the_form_is_sent(board: Board, watched: Any) -> None:
    with watched() as one:
        one.visit("/internships/")
        one.page.route(
            "**/save/",
            lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_(),
        )
        with one.page.expect_navigation():
            saver(one.page, board).click()
        pressed(saver(one.page, board))


def told(one: Watched, address: str) -> None:
    session = SessionStore()
    session["facts"] = TOLD.to_json()
    session.create()
    assert session.session_key
    one.page.context.add_cookies([{"name": "sessionid", "value": session.session_key, "url": address}])


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_points_of_a_posting_are_sound(board: Board, watched: Any, live_server: Any, width: int) -> None:
    with watched(width) as one:
        told(one, live_server.url)
        found: list[str] = []
        for address in (board.native.get_absolute_url(), board.imported.get_absolute_url(), "/internships/?role=all"):
            one.visit(address)
            found += everything(one)
        one.visit(board.native.get_absolute_url())
        expect(one.page.locator(".checks > li.met")).to_have_count(4)
        expect(one.page.locator(".checks > li.not")).to_have_count(1)
        saver(one.page, board).click()
        pressed(saver(one.page, board))
        found += everything(one)
    assert not found, "\n".join(found)
