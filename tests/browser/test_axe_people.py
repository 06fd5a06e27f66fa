"""The pages of each role: no wider than the smallest phone, one heading each, a title of their own, and every control
reached by Tab, with the focus to be seen. What axe says of the pages that the other tests do not come to, too.
"""

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from playwright.sync_api import expect

from accounts.models import User
from applications import pipeline
from applications.models import Application, Resume
from listings.models import Membership
from tests.accounts.people import PASSWORD
from tests.applicants import make_application, make_question, make_resume, make_student
from tests.applications.desk import Desk, apply, make_desk
from tests.browser.conftest import PHONE, Watched
from tests.browser.standing import make_standing
from tests.browser.test_pages import everything, overflow
from tests.factories import make_complete_posting, make_user

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.browser
SMALLEST = 320
# Every control that can be seen, but for the others of a group of radios: arrows lead to those.
WATCH = """() => {
  const names = new Map(), radios = new Set();
  const seen = (e) => e.checkVisibility() && e.tabIndex >= 0 && !e.disabled;
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
  window.wanted = new Set(all.filter(seen).filter((e) => {
    if (e.type !== "radio") return true;
    const known = radios.has(e.name);
    radios.add(e.name);
    return !known;
  }));
  window.unseen = [];
  window.reached = (e) => {
    const group = e.type === "radio" ? [...wanted].find((w) => w.type === "radio" && w.name === e.name) : e;
    wanted.delete(group);
    const marked = (x) => x && getComputedStyle(x).outlineStyle !== "none" || x && getComputedStyle(x).boxShadow !== "none";
    const box = e.getBoundingClientRect();
    if (!(box.width && (marked(e) || marked(e.parentElement) || marked(e.closest("label, .seek, .find")))))
      unseen.push(e.outerHTML.slice(0, 160));
  };
  document.addEventListener("focusin", (event) => reached(event.target));
  return wanted.size + 7 * all.filter((e) => ["month", "date", "datetime-local"].includes(e.type)).length;
}"""


def walk(page: "Page") -> list[str]:
    """What Tab does not reach, and where the focus cannot be seen."""
    stops = page.evaluate(WATCH)
    for _ in range(stops + 5):
        page.keyboard.press("Tab")
    missed = page.evaluate("[...wanted].map((e) => 'never reached: ' + e.outerHTML.slice(0, 160))")
    return [f"{page.url}: {what}" for what in [*missed, *(f"unseen: {one}" for one in page.evaluate("unseen"))]]


def troubles(one: Watched, addresses: list[str]) -> list[str]:
    titles, found = Counter[str](), list[str]()
    for address in addresses:
        one.page.set_viewport_size({"width": SMALLEST, "height": 800})
        one.visit(address)
        assert "/login/" not in one.page.url, address
        found += overflow(one.page)
        one.page.set_viewport_size({"width": PHONE, "height": 844})
        found += [*overflow(one.page), *walk(one.page), *one.found()]
        if (count := one.page.locator("h1").count()) != 1:
            found.append(f"{address}: {count} headings of the first rank")
        if "?" not in address:
            titles[one.page.title()] += 1
    return found + [f"{title}: {count} pages" for title, count in titles.items() if count > 1]


def enter(page: "Page", user: User, live_server: "LiveServer") -> None:
    client = Client()
    client.force_login(user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])


@pytest.fixture
def desk(live_server: "LiveServer", settings: Any) -> Desk:
    settings.REQUIRE_MFA = False
    made = make_desk(cover_letter="optional")
    make_question(
        made.posting, "Which of these have you run in production, even for a friend?", "one-of", options=["Go", "Java"]
    )
    for name in ("Ann Lee", "Ben Roy", "Cleo Fox"):
        apply(made.posting, name, skills={"go": "strong"})
    apply(made.other, "A Name That Is Much Longer Than Any Table Would Ever Wish For, Really")
    return made


def desk_pages(desk: Desk) -> list[str]:
    one = Application.objects.filter(posting=desk.posting).first()
    interview = desk.stage("interview").pk
    rests = ("", "?stage=all&sort=name&skill=go&q=store", f"?posting={desk.posting.pk}", "?q=cobol", "board/", "templates/",
             "templates/rejected/", f"board/{desk.posting.pk}/", f"applications/{one.pk}/", f"applications/{one.pk}/reject/",
             f"applications/{one.pk}/assign/", f"applications/{one.pk}/move/?to={interview}", "nowhere/")  # fmt: skip
    return [desk.url(rest) for rest in rests]


def test_a_recruiters_pages(desk: Desk, watched: Any, live_server: "LiveServer") -> None:
    with watched(PHONE) as one:
        enter(one.page, desk.cast.people["recruiter"], live_server)
        assert troubles(one, desk_pages(desk)) == []


def test_a_reviewers_pages(desk: Desk, watched: Any, live_server: "LiveServer") -> None:
    first = Application.objects.first()
    pipeline.assign([first], [desk.seat("reviewer")], by=desk.cast.people["recruiter"])
    rests = ("", f"board/{desk.posting.pk}/", f"applications/{first.pk}/", "templates/")
    with watched(PHONE) as one:
        enter(one.page, desk.cast.people["reviewer"], live_server)
        assert troubles(one, [desk.url(rest) for rest in rests]) == []


def test_a_students_pages(live_server: "LiveServer", watched: Any) -> None:
    standing = make_standing()
    posting = make_complete_posting(title="Another Intern", cover_letter="optional")
    make_question(posting, "How many hours a week can you be there, at most?", "number")
    mine = f"/me/applications/{make_application(make_complete_posting(), standing.student).pk}"
    pages = [*standing.pages().values(), f"{mine}/sent/", f"{mine}/edit/", f"{posting.get_absolute_url()}apply/"]
    with watched(PHONE) as one:
        enter(one.page, standing.student.user, live_server)
        assert troubles(one, list(dict.fromkeys(pages))) == []


def test_a_visitors_pages(desk: Desk, watched: Any) -> None:
    form = f"{desk.posting.get_absolute_url()}apply/"
    pages = ["/me/saved/", "/me/profile/", "/me/profile/facts/", "/accounts/signup/", "/accounts/password/reset/", form]
    with watched(PHONE) as one:
        assert troubles(one, pages) == []


def test_the_walk_sees_what_is_wrong(desk: Desk, watched: Any) -> None:
    with watched() as one:
        one.visit("/guide/")
        assert walk(one.page) == []
        one.page.evaluate(
            """document.querySelector("main").innerHTML += "<button id=bare>x</button><p inert><a href='/'>y</a></p>";
            document.querySelector("#bare").style.outline = document.querySelector("#bare").style.boxShadow = "none" """
        )
        found = "\n".join(walk(one.page))
        assert "unseen: <button id=" in found
        assert 'never reached: <a href="/">y' in found


def test_what_others_do_not_come_to(desk: Desk, watched: Any, live_server: "LiveServer") -> None:
    """The steps of doing many at once, choosing a desk, and the pages that say no."""
    Membership.objects.create(user=desk.cast.people["recruiter"], employer=desk.cast.other, role="reviewer")
    gone = apply(desk.posting, "Gone File")
    Resume.objects.filter(applications=gone).update(key="0" * 32, name="gone.pdf", media_type="application/pdf")
    for number in range(30):
        apply(desk.posting, f"Candidate {number}")
    found: list[str] = []
    with watched(PHONE) as one:
        page = one.page
        enter(page, desk.cast.people["recruiter"], live_server)
        for address in ("/review/", desk.url("board/"), desk.one(gone, "resume/"), desk.url("nowhere/")):
            one.visit(address)
            found += everything(one)
        for button in ("Move", "Assign…", "Reject with a reason…"):
            one.visit(desk.url())
            page.get_by_role("checkbox", name="of this list").check()
            page.get_by_role("button", name=button, exact=True).click()
            expect(page.get_by_role("heading", level=1)).to_contain_text("35")
            found += everything(one)
        page.get_by_label("Reason, for colleagues").select_option("filled")
        page.get_by_label("Type 35 to reject that many").fill("12")
        page.get_by_role("button", name="Reject 35 applications").click()
        expect(page.get_by_text("That is not the number of applications: 35.")).to_be_visible()
        found += everything(one)
        enter(page, desk.cast.people["reviewer"], live_server)
        one.visit(desk.url("templates/"))
        found += everything(one)
    assert found == []


def tab_to(page: "Page", name: str) -> None:
    """On with Tab until what has the focus is called so."""
    page.wait_for_load_state()
    for _ in range(80):
        page.keyboard.press("Tab")
        called = page.evaluate(
            "(e => e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent)(document.activeElement)"
        )
        if name in " ".join(called.split()):
            return
    pytest.fail(f"{page.url}: Tab does not come to {name}")


def sign_in(one: Watched, address: str, email: str) -> None:
    one.visit(address)
    tab_to(one.page, "E-mail")
    one.page.keyboard.type(email)
    tab_to(one.page, "Password")
    one.page.keyboard.type(PASSWORD)
    one.page.keyboard.press("Enter")


def test_a_recruiters_day_by_keyboard_alone(desk: Desk, watched: Any) -> None:
    """Signed in, two picked and moved at once, that undone, one opened and rejected with a reason, that undone."""
    recruiter = desk.cast.people["recruiter"]
    recruiter.set_password(PASSWORD)
    recruiter.save()
    with watched() as one:
        page, keys = one.page, one.page.keyboard
        sign_in(one, "/accounts/login/", recruiter.email)
        expect(page.get_by_role("heading", level=1)).to_have_text("All applications")
        for name in ("Ann Lee", "Ben Roy"):
            tab_to(page, f"Select {name}")
            keys.press("Space")
        tab_to(page, "Move to")
        keys.type("In review")
        tab_to(page, "Move")
        keys.press("Enter")
        expect(page.get_by_text("2 applications moved to In review.")).to_be_visible()
        tab_to(page, "Undo")
        keys.press("Enter")
        expect(page.get_by_text("2 undone. No mail was sent.")).to_be_visible()
        tab_to(page, "Cleo Fox")
        tab_to(page, "Cleo Fox")
        keys.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Cleo Fox")
        tab_to(page, "Not this time…")
        keys.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Reject Cleo Fox")
        tab_to(page, "Reason, for colleagues")
        keys.type("the position is filled")
        tab_to(page, "Reject")
        keys.press("Enter")
        expect(page.get_by_text("Cleo Fox is rejected.")).to_be_visible()
        tab_to(page, "Undo")
        keys.press("Enter")
        expect(page.get_by_text("Undone. No mail was sent.")).to_be_visible()
        assert one.found() == []
    assert set(Application.objects.values_list("stage__type", flat=True)) == {"new"}


def test_a_student_withdraws_by_keyboard_alone(live_server: "LiveServer", watched: Any) -> None:
    student = make_student(make_user("noor@example.org", name="Noor", password=PASSWORD))
    application = make_application(make_complete_posting(), student, resume=make_resume(student))
    with watched() as one:
        page, keys = one.page, one.page.keyboard
        sign_in(one, f"/accounts/login/?next={application.get_absolute_url()}", "noor@example.org")
        expect(page.get_by_role("heading", level=1)).to_have_text(application.posting.title)
        tab_to(page, "Withdraw")
        keys.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Withdraw")
        tab_to(page, "Withdraw")
        keys.press("Enter")
        expect(page.get_by_text("You withdrew it on")).to_be_visible()
        tab_to(page, "Undo the withdrawal")
        keys.press("Enter")
        expect(page.get_by_text("It stands again where it stood.")).to_be_visible()
