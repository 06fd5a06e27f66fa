"""Every public page in a real browser, both schemes, phone and desk: nothing in the console, nothing from axe."""

import re
import time
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import expect

from tests.board import Board
from tests.browser.conftest import DESK, PHONE, Watched
from tests.factories import make_user

pytestmark = pytest.mark.browser
AXE = Axe().axe_script
OF_COLOURS = ("color-contrast", "link-in-text-block")


def faults(page: Any, *rules: str) -> list[str]:
    """What axe finds, each with the place; by all of its rules unless some are named."""
    page.evaluate(AXE)
    options = {"resultTypes": ["violations"], **({"runOnly": rules} if rules else {})}
    violations = page.evaluate("options => axe.run(options)", options)["violations"]
    return [
        f"{page.url}: {violation['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for violation in violations
        for node in violation["nodes"]
    ]


def overflow(page: Any) -> list[str]:
    """A page never scrolls sideways."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [f"{page.url}: {wide} px wide in a window of {window} px"] if wide > window else []


def everything(watched: Watched) -> list[str]:
    watched.page.wait_for_load_state()  # who was led here has perhaps seen the words before the style
    found = [*watched.found(), *overflow(watched.page), *faults(watched.page)]
    # Nothing but colours depends on the scheme: the same page is looked at again, for those alone.
    watched.page.emulate_media(color_scheme="dark")
    found += [f"dark: {fault}" for fault in faults(watched.page, *OF_COLOURS)]
    watched.page.emulate_media(color_scheme="light")
    return found


def test_the_guard_sees_what_is_wrong(board: Board, watched: Any) -> None:
    with watched() as one:
        one.visit("/")
        one.page.evaluate(
            """document.body.insertAdjacentHTML("beforeend", '<img src="/nowhere.png"><p id="dim" style="width: 5000px">Hardly read</p>');
            document.getElementById("dim").style.color = "light-dark(black, #222)";
            console.error("as intended"); import("https://elsewhere.example/x.js").catch(() => {})"""
        )
        found = everything(one)
        deadline = time.monotonic() + 30
        for sign in ("image-alt", "style-src", "script-src", "as intended", "nowhere.png", "color-contrast: <p id"):
            while sign not in "\n".join(found):
                assert time.monotonic() < deadline, sign
                found += everything(one)
        one.page.evaluate("document.querySelector('main').append(document.createElement('canvas'))")
        one.page.evaluate("document.querySelector('canvas').width = 5000")
        assert overflow(one.page)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_is_sound(board: Board, watched: Any, width: int) -> None:
    addresses = [*board.pages().values(), *(address for address, _status in board.failures().values())]
    found: list[str] = []
    with watched(width) as one:
        for address in addresses:
            one.visit(address)
            found += everything(one)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_is_sound_for_who_is_signed_in(board: Board, watched: Any, live_server: Any, width: int) -> None:
    client, found = Client(), []
    client.force_login(make_user(name="Sam Student"))
    with watched(width) as one:
        cookie = client.cookies["sessionid"].value
        one.page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        for address in board.pages().values():
            one.visit(address)
            found += everything(one)
    assert not found, "\n".join(found)


def test_the_reader_may_choose_the_other_scheme(board: Board, watched: Any) -> None:
    """The choice outlives the page and is no cookie."""
    with watched() as one:
        one.visit("/")
        ground = "getComputedStyle(document.documentElement).backgroundColor + getComputedStyle(document.body).backgroundColor"
        light = one.page.evaluate(ground)
        one.page.get_by_role("button", name="Light or dark").click()
        dark = one.page.evaluate(ground)
        assert dark != light
        one.visit(board.native.get_absolute_url())
        assert one.page.evaluate(ground) == dark
        assert everything(one) == []
        one.page.get_by_role("button", name="Light or dark").click()
        assert one.page.evaluate(ground) == light
        assert one.page.context.cookies() == []


def test_the_sheet_on_a_phone(board: Board, watched: Any) -> None:
    with watched(PHONE) as one:
        one.visit("/internships/")
        facets = one.page.locator("#facets")
        expect(facets).to_be_hidden()
        one.page.get_by_role("button", name="Narrow").first.click()
        expect(facets).to_be_visible()
        assert everything(one) == []
        facets.get_by_role("button", name="Close").click()
        expect(facets).to_be_hidden()
        assert one.found() == []


def test_by_keyboard_alone(board: Board, watched: Any) -> None:
    """The first stop skips to the content; what has the focus shows it."""
    with watched() as one:
        one.visit("/internships/")
        one.page.keyboard.press("Tab")
        expect(one.page.locator(".skip")).to_be_focused()
        one.page.keyboard.press("Enter")
        expect(one.page).to_have_url(re.compile("#main$"))
        for _ in range(12):
            one.page.keyboard.press("Tab")
            shown = one.page.evaluate(
                """(() => { const e = document.activeElement, s = getComputedStyle(e), box = e.getBoundingClientRect();
                return [box.width > 0, s.outlineStyle !== "none" || s.boxShadow !== "none" || Boolean(e.closest(".seek"))]; })()"""
            )
            assert shown == [True, True], one.page.evaluate("document.activeElement.outerHTML")
