"""The desk in a real browser: by hand, by finger, by keyboard, and without a script."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from applications.models import Application
from tests.applications.desk import Desk, apply, make_desk
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_pages import everything
from tests.chromium import new_page

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(live_server: "LiveServer", settings: Any) -> Desk:
    settings.REQUIRE_MFA = False
    return make_desk()


def sign_in(page: "Page", desk: Desk, live_server: "LiveServer", who: str = "recruiter") -> None:
    cookie = desk.client(who).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])


def stage_of(application: Application) -> str:
    return Application.objects.select_related("stage").get(pk=application.pk).stage.type


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_is_sound(desk: Desk, watched: Any, live_server: "LiveServer", width: int) -> None:
    one = apply(desk.posting, "Noor Haddad", skills={"go": "strong"}, cover_letter="Hello.", facts={"school": "Hudson"})
    other = apply(desk.other, "A Name That Is Much Longer Than Any Table Would Ever Wish For, Really")
    stage = desk.stage("interview").pk
    found: list[str] = []
    with watched(width) as seen:
        sign_in(seen.page, desk, live_server)
        for rest in ("", f"?posting={desk.posting.pk}&skill=go&q=store", "?q=cobol", "board/", f"board/{desk.posting.pk}/",
                     f"applications/{one.pk}/", f"applications/{other.pk}/?sort=name", f"applications/{one.pk}/move/?to={stage}",
                     f"applications/{one.pk}/reject/", f"applications/{one.pk}/assign/", "templates/", "templates/rejected/"):  # fmt: skip
            seen.visit(desk.url(rest))
            found += everything(seen)
        seen.visit(desk.url())
        seen.page.locator("[name=ids]").first.check()
        seen.page.locator(".filters > summary").click()
        found += everything(seen)
        seen.page.get_by_role("button", name="Reject with a reason").click()
        expect(seen.page.get_by_role("heading", level=1)).to_have_text("Reject 1 application")
        seen.page.wait_for_load_state("load")
        found += everything(seen)
        seen.visit(desk.url(f"board/{desk.posting.pk}/"))
        seen.page.locator(".card summary").first.click()
        found += everything(seen)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("who", ["reviewer", "rival"])
def test_every_page_is_sound_for_others(desk: Desk, watched: Any, live_server: "LiveServer", who: str) -> None:
    from applications import pipeline

    posting = desk.posting if who == "reviewer" else desk.foreign
    slug = posting.employer.slug
    one = apply(posting, "Noor Haddad")
    pipeline.assign([one], [desk.seat(who)], by=desk.cast.people[who])
    with watched(PHONE) as seen:
        sign_in(seen.page, desk, live_server, who)
        for rest in ("", f"board/{posting.pk}/", f"applications/{one.pk}/"):
            seen.visit(f"/review/{slug}/{rest}")
            assert everything(seen) == []


def test_a_card_dragged_by_the_mouse(desk: Desk, watched: Any, live_server: "LiveServer") -> None:
    one, other = apply(desk.posting, "Ann Lee"), apply(desk.posting, "Ben Roy")
    with watched() as seen:
        page = seen.page
        sign_in(page, desk, live_server)
        seen.visit(desk.url(f"board/{desk.posting.pk}/"))
        drag(page, one, desk.stage("review").pk)
        expect(page.locator(f"#stage-{desk.stage('review').pk} #card-{one.pk}")).to_be_visible()
        expect(page.locator("#heard")).to_have_text("Ann Lee moved from New to In review.")
        expect(page.locator(".stage-jump a").nth(1)).to_have_text("In review 1")
        assert page.evaluate("document.activeElement.closest('.card')?.id") == f"card-{one.pk}"
        assert stage_of(one) == "review"
        page.get_by_role("button", name="Undo").click()
        expect(page.locator(f"#stage-{desk.stage('new').pk} #card-{one.pk}")).to_be_visible()
        page.wait_for_load_state()  # seen before its script is there
        # Where mail goes out the letter comes first; a rejection asks why.
        drag(page, one, desk.stage("interview").pk)
        expect(page.get_by_role("heading", level=1)).to_have_text("Ann Lee: from New to Interview")
        page.get_by_role("button", name="Move and send").click()
        expect(page.locator(f"#stage-{desk.stage('interview').pk} #card-{one.pk}")).to_be_visible()
        page.wait_for_load_state()
        drag(page, other, desk.stage("rejected").pk)
        expect(page.get_by_role("heading", level=1)).to_have_text("Reject Ben Roy")
        assert stage_of(other) == "new"
        assert seen.found() == []


def box(locator: Any) -> Any:
    found = locator.bounding_box()
    assert found
    return found


def drag(page: "Page", application: Application, stage: int) -> None:
    """Picked up at its name, let go in the stage's upper half."""
    card, to = page.locator(f"#card-{application.pk}"), page.locator(f"#stage-{stage}")
    start, end = box(card), box(to)
    page.mouse.move(start["x"] + 30, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(start["x"] + 60, start["y"] + 30, steps=3)
    expect(card).to_have_class("card lifted")
    page.mouse.move(end["x"] + min(20, end["width"] / 2), end["y"] + 60, steps=6)
    page.mouse.up()


def test_a_card_that_is_only_clicked_opens(desk: Desk, watched: Any, live_server: "LiveServer") -> None:
    one = apply(desk.posting, "Ann Lee")
    with watched() as seen:
        sign_in(seen.page, desk, live_server)
        seen.visit(desk.url(f"board/{desk.posting.pk}/"))
        seen.page.locator(f"#card-{one.pk}").click()
        expect(seen.page.get_by_role("heading", level=1)).to_have_text("Ann Lee")


def test_a_card_dragged_by_a_finger(desk: Desk, browser: Any, live_server: "LiveServer") -> None:
    """Held for a moment it lifts; drawn at once the board scrolls."""
    one = apply(desk.posting, "Ann Lee")
    context = browser.new_context(base_url=live_server.url, viewport={"width": 700, "height": 800}, has_touch=True)
    page = new_page(context)
    sign_in(page, desk, live_server)
    page.goto(desk.url(f"board/{desk.posting.pk}/"))
    finger = context.new_cdp_session(page)
    start, end = (box(page.locator(at)) for at in (f"#card-{one.pk}", f"#stage-{desk.stage('review').pk}"))

    def touch(kind: str, *points: tuple[float, float]) -> None:
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    at = (start["x"] + 40, start["y"] + 20)
    touch("touchStart", at)
    touch("touchMove", (at[0], at[1] + 40))
    touch("touchEnd")
    expect(page.locator(".lifted")).to_have_count(0)
    assert stage_of(one) == "new"
    for again in range(5):  # the board may still be rolling from the time before; then a finger only stops it
        touch("touchStart", at)
        with suppress(AssertionError):
            expect(page.locator(f"#card-{one.pk}")).to_have_class("card lifted", timeout=1000 + 2000 * again)
            break
        touch("touchCancel")
    for step in range(1, 7):
        touch("touchMove", (at[0] + (end["x"] + 10 - at[0]) * step / 6, at[1] + 10 * step))
    touch("touchEnd")
    expect(page.locator(f"#stage-{desk.stage('review').pk} #card-{one.pk}")).to_be_visible()
    assert stage_of(one) == "review"
    context.close()


def test_the_board_by_keyboard(desk: Desk, watched: Any, live_server: "LiveServer") -> None:
    one = apply(desk.posting, "Ann Lee")
    with watched() as seen:
        page = seen.page
        sign_in(page, desk, live_server)
        seen.visit(desk.url(f"board/{desk.posting.pk}/"))
        page.locator(f"#card-{one.pk} h3 a").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # the first of "Move to…"
        expect(page.locator("#heard")).to_have_text("Ann Lee moved from New to In review.")
        assert page.evaluate("document.activeElement.closest('.card')?.id") == f"card-{one.pk}"


def test_the_list_by_keyboard(desk: Desk, watched: Any, live_server: "LiveServer") -> None:
    for name in ("Ann Lee", "Ben Roy", "Cleo Fox"):
        apply(desk.posting, name)
    with watched() as seen:
        page = seen.page
        sign_in(page, desk, live_server)
        seen.visit(desk.url("?sort=name"))
        focused = page.locator("[data-row]:focus")
        page.keyboard.press("j")
        page.keyboard.press("j")
        expect(focused).to_have_text("Ben Roy")
        page.keyboard.press("x")
        expect(page.get_by_label("Select Ben Roy")).to_be_checked()
        expect(page.get_by_text("1 selected")).to_be_visible()
        page.keyboard.press("k")
        expect(focused).to_have_text("Ann Lee")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Ann Lee")
        page.wait_for_load_state()
        page.keyboard.press("j")
        expect(page.get_by_role("heading", level=1)).to_have_text("Ben Roy")
        expect(page.get_by_text("2 of 3")).to_be_visible()
        page.locator("textarea").first.focus()
        page.keyboard.type("jkx")  # words are words
        expect(page.get_by_role("heading", level=1)).to_have_text("Ben Roy")
        assert seen.found() == []


def test_picking_a_page(desk: Desk, watched: Any, live_server: "LiveServer") -> None:
    for number in range(27):
        apply(desk.posting, f"Candidate {number}")
    with watched() as seen:
        page = seen.page
        sign_in(page, desk, live_server)
        seen.visit(desk.url())
        page.get_by_label("Select all on this page").check()
        expect(page.get_by_text("25 selected")).to_be_visible()
        page.get_by_label("Select Candidate 3", exact=True).uncheck()
        expect(page.get_by_text("24 selected")).to_be_visible()
        page.get_by_label("all 27 of this list").check()
        expect(page.get_by_text("27 selected")).to_be_visible()
        page.get_by_role("button", name="Assign…").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Assign 27 applications")


def test_the_keys_can_be_turned_off(desk: Desk, watched: Any, live_server: "LiveServer") -> None:
    """WCAG 2.1.4: a key of one letter is pressed by who speaks to the computer, too."""
    for name in ("Ann Lee", "Ben Roy"):
        apply(desk.posting, name)
    with watched() as seen:
        page = seen.page
        sign_in(page, desk, live_server)
        seen.visit(desk.url("?sort=name"))
        page.get_by_role("button", name="Turn these keys off").click()
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.matches('[data-row]')") is False
        page.get_by_role("link", name="Ann Lee").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Ann Lee")
        page.wait_for_load_state()
        expect(page.locator(".path-keys kbd")).to_be_hidden()
        page.keyboard.press("j")
        page.get_by_role("button", name="Turn the keys on").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Ann Lee")
        page.keyboard.press("j")
        expect(page.get_by_role("heading", level=1)).to_have_text("Ben Roy")


def test_the_bar_and_the_toast_leave_the_list_free(desk: Desk, watched: Any, live_server: "LiveServer") -> None:
    """On a phone the bar follows once something is picked; then the toast no longer lies over it."""
    for number in range(12):
        apply(desk.posting, f"Candidate {number:02}")
    with watched(PHONE) as seen:
        page = seen.page
        sign_in(page, desk, live_server)
        seen.visit(desk.url("?sort=name"))
        bar, toast = page.locator(".bulk"), page.locator(".toast-box")
        expect(bar).to_have_css("position", "static")
        page.get_by_role("button", name="Reject with a reason").click()
        expect(page.get_by_text("Nothing was selected, so nothing was done.")).to_be_visible()
        expect(toast).to_have_css("position", "sticky")
        page.get_by_label("Select Candidate 00").check()
        expect(bar).to_have_css("position", "sticky")
        expect(toast).to_have_css("position", "static")


def test_thirty_cleared_without_a_script(desk: Desk, watched: Any, live_server: "LiveServer") -> None:
    """Twenty rejected at once and undone, then rejected again; the other ten moved on."""
    for number in range(30):
        apply(desk.posting, f"Candidate {number:02}", skills={"go": "basics"} if number < 10 else None)
    with watched(PHONE, script=False) as seen:
        page = seen.page
        sign_in(page, desk, live_server)
        page.goto(desk.url("?sort=meets"))
        for _turn in range(2):
            page.goto(desk.url("?sort=name&page=2"))
            page.goto(desk.url("?sort=name"))
            for number in range(10, 25):
                page.get_by_label(f"Select Candidate {number}").check()
            page.get_by_role("button", name="Reject with a reason").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Reject 15 applications")
            page.get_by_label("Reason, for colleagues and statistics").select_option("skill-missing")
            page.get_by_role("button", name="Reject 15 applications").click()
            expect(page.get_by_text("15 applications rejected.")).to_be_visible()
            assert Application.objects.filter(outcome="rejected").count() == 15
            if _turn == 0:
                page.get_by_role("button", name="Undo").click()
                expect(page.get_by_text("15 undone.")).to_be_visible()
                assert not Application.objects.exclude(outcome="").exists()
        page.goto(desk.url("?skill=go"))
        page.get_by_label("Select Candidate 00").check()
        page.get_by_label("Move to", exact=True).select_option(label="In review")
        page.get_by_role("button", name="Move", exact=True).click()
        expect(page.get_by_text("1 application moved to In review.")).to_be_visible()
        page.get_by_role("link", name="Candidate 00").click()
        page.get_by_role("link", name="Not this time…").click()
        page.get_by_label("Reason, for colleagues and statistics").select_option("filled")
        page.get_by_role("button", name="Reject", exact=True).click()
        expect(page.get_by_text("Candidate 00 is rejected.")).to_be_visible()
        expect(page.locator(".path")).to_contain_text("1 of")
