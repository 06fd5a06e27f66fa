"""Typing and ticking in a real browser; and the same journeys by the form alone, with JavaScript off."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.board import Board
from tests.browser.conftest import DESK, PHONE
from tests.factories import make_posting

pytestmark = pytest.mark.browser
NATIVE, IMPORTED = "Back-end Engineering Intern", "Software Engineering Intern, Payments"


@pytest.fixture
def page(board: Board, watched: Any) -> Any:
    """The search page on a desk; whatever goes wrong in it fails the test at its end."""
    with watched() as one:
        one.visit("/internships/")
        yield one.page
        assert one.found() == []


def shows(page: Any, *wanted: str | re.Pattern[str]) -> None:
    """Waits for the list, since going back loads the page anew after the address has changed."""
    expect(page.locator("#results .row .what a[href^='/internships/']")).to_have_text(list(wanted))


ANY = re.compile(".")


def address(page: Any) -> str:
    return page.url.partition("/internships/")[2]


def settled(page: Any, query: str) -> None:
    """Waits for the address, and for the list that belongs to it."""
    page.wait_for_url(re.compile(re.escape(f"/internships/{query}") + "$"))
    # Not by wait_for_function, which evaluates strings in the page: the policy forbids it.
    expect(page.locator(".htmx-request, .htmx-settling, .htmx-swapping")).to_have_count(0)


def test_typing(page: Any) -> None:
    before = page.evaluate("history.length")
    page.locator("#q").click()
    page.locator("#q").press_sequentially("tidewater", delay=20)
    settled(page, "?q=tidewater")
    shows(page, IMPORTED)
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#q")).to_have_value("tidewater")
    expect(page.locator("#heard")).to_have_text("1 internship")
    expect(page.locator("#said")).to_contain_text("1 internship matching tidewater")
    expect(page).to_have_title(re.compile("matching tidewater"))
    page.locator("#q").press_sequentially(" intern", delay=20)
    settled(page, "?q=tidewater%20intern")
    assert page.evaluate("history.length") == before + 1  # by thoughts, not by letters
    page.go_back()
    settled(page, "")
    shows(page, ANY, ANY)
    expect(page.locator("#q")).to_have_value("")


def test_ticking(page: Any) -> None:
    box = page.locator("#f-workplace-remote")
    box.focus()
    page.keyboard.press("Space")
    settled(page, "?workplace=remote")  # nothing empty stands in the address
    shows(page, IMPORTED)
    expect(box).to_be_focused()
    expect(box).to_be_checked()
    page.locator("#f-skill-go").check()
    settled(page, "?skill=go&workplace=remote")
    page.go_back()
    settled(page, "?workplace=remote")
    expect(page.locator("#f-skill-go")).not_to_be_checked()
    expect(box).to_be_checked()
    page.go_back()
    settled(page, "")
    shows(page, ANY, ANY)
    expect(box).not_to_be_checked()
    page.go_forward()
    settled(page, "?workplace=remote")
    shows(page, IMPORTED)
    expect(box).to_be_checked()
    box.uncheck()
    settled(page, "")
    shows(page, ANY, ANY)


def test_a_clause_can_be_taken_away(page: Any) -> None:
    page.locator("#f-workplace-hybrid").check()
    settled(page, "?workplace=hybrid")
    page.locator(".sentence").get_by_role("link", name="Remove: hybrid").click()
    settled(page, "")
    shows(page, ANY, ANY)


def test_a_group_stays_as_the_reader_left_it(page: Any) -> None:
    page.locator("#facet-employer summary").click()
    page.locator("#facet-workplace summary").click()
    page.locator("#f-skill-go").check()
    settled(page, "?skill=go")
    expect(page.locator("#facet-employer")).to_have_attribute("open", "")
    expect(page.locator("#facet-workplace[open]")).to_have_count(0)


def test_nothing_found_leads_on(page: Any) -> None:
    page.locator("#q").fill("cobol")
    settled(page, "?q=cobol")
    expect(page.locator("#heard")).to_have_text("No internships")
    page.get_by_role("link", name="Drop cobol").click()
    settled(page, "")
    shows(page, ANY, ANY)


def test_the_page_opened_anew_is_the_same(page: Any) -> None:
    page.locator("#f-workplace-remote").check()
    settled(page, "?workplace=remote")
    live = page.locator("main").inner_text()
    page.reload()
    expect(page.locator("main")).to_have_text(live, use_inner_text=True)


def test_a_failing_request_becomes_a_plain_visit(board: Board, watched: Any) -> None:
    with watched() as one:
        one.visit("/internships/")
        one.page.route("**/internships/?**", lambda route: route.abort() if is_live(route) else route.continue_())
        one.page.locator("#f-workplace-remote").check()
        one.page.wait_for_url(re.compile(r"\?workplace=remote$"))
        shows(one.page, IMPORTED)


def is_live(route: Any) -> bool:
    return "hx-request" in route.request.headers


def test_a_late_answer_never_overtakes(board: Board, watched: Any) -> None:
    """The first request hangs while a second is asked and answered."""
    with watched() as one:
        one.visit("/internships/")
        held: list[Any] = []
        one.page.route(
            "**/internships/?workplace=hybrid",
            lambda route: held.append(route) if is_live(route) else route.continue_(),
        )
        with one.page.expect_request("**/internships/?workplace=hybrid"):
            one.page.locator("#f-workplace-hybrid").check()
        one.page.locator("#f-workplace-remote").check()
        settled(one.page, "?workplace=hybrid&workplace=remote")
        shows(one.page, ANY, ANY)
        assert len(held) == 1


@pytest.mark.parametrize("script", [True, False], ids=["live", "by-the-form"])
def test_a_journey_with_and_without_javascript(board: Board, watched: Any, script: bool) -> None:
    """From home to one posting, narrowing on the way; turning the page; taking away."""
    for number in range(25):
        make_posting(f"Ledger Intern {number}", workplace="remote")
    with watched(script=script) as one:
        page = one.page
        one.visit("/")
        page.locator("#q").fill("intern")
        page.get_by_role("button", name="Search").click()
        page.wait_for_url("**/internships/?q=intern")
        page.locator("#f-workplace-remote").check()
        if not script:
            page.get_by_role("button", name="Narrow the list").last.click()
        page.wait_for_url(re.compile(r"q=intern.*workplace=remote|workplace=remote.*q=intern"))
        expect(page.locator("#results .row")).to_have_count(20)
        page.get_by_role("link", name="Next page").click()
        page.wait_for_url("**after=**")
        shows(page, *[ANY] * 6)
        page.get_by_role("link", name="First page").click()
        expect(page.locator("#results .row")).to_have_count(20)
        page.locator(".sentence").get_by_role("link", name="Remove: remotely").click()
        page.wait_for_url(re.compile(r"\?q=intern$"))
        page.locator("#results .row .what a").first.click()
        page.wait_for_url(re.compile(r"/internships/\d+-"))
        assert page.locator("h1").text_content()
        page.go_back()
        page.wait_for_url(re.compile(r"\?q=intern$"))
        if script:
            assert one.found() == []


def test_the_sheet_without_javascript(board: Board, watched: Any) -> None:
    with watched(PHONE, script=False) as one:
        one.page.goto("/internships/")
        one.page.get_by_role("button", name="Narrow").first.click()
        one.page.locator("#f-workplace-remote").check()
        one.page.locator("#facets").get_by_role("button", name="Show").click()
        one.page.wait_for_url("**workplace=remote**")
        shows(one.page, IMPORTED)


def test_the_sheet_narrows_live_on_a_phone(board: Board, watched: Any) -> None:
    with watched(PHONE) as one:
        one.visit("/internships/")
        one.page.get_by_role("button", name="Narrow").first.click()
        one.page.locator("#f-workplace-remote").check()
        settled(one.page, "?workplace=remote")
        expect(one.page.locator("#facets")).to_be_visible()
        one.page.locator("#facets").get_by_role("button", name="Show 1 internship").click()
        expect(one.page.locator("#facets")).to_be_hidden()
        shows(one.page, IMPORTED)
        assert one.found() == []


def test_new_since_the_last_visit_from_the_browsers_own_storage(board: Board, watched: Any) -> None:
    old = timezone.now() - timedelta(days=9)
    make_posting("Old Intern", published_at=old)
    yesterday = (timezone.now() - timedelta(days=1)).timestamp() * 1000
    with watched(DESK) as one:
        one.visit("/internships/")
        expect(one.page.locator(".here")).to_have_count(0)
        one.page.evaluate(f"localStorage.setItem('visits', '{json.dumps({'seen': yesterday})}')")
        one.visit("/internships/")
        expect(one.page.locator("#results li.here")).to_have_count(1)
        expect(one.page.locator("#results li.new")).to_have_count(2)
        one.page.locator("#f-skill-go").check()
        settled(one.page, "?skill=go")
        expect(one.page.locator("#results li.new")).to_have_count(2)
        one.visit("/internships/")
        one.page.locator("[data-forget]").click()
        expect(one.page.locator("#results li.here, #results li.new")).to_have_count(0)
        assert one.page.evaluate("localStorage.getItem('visits')") is None
        assert one.page.context.cookies() == []
        assert one.found() == []
