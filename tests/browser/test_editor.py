"""Writing a posting in a real browser: typed as a person would, kept by itself, by two at once, and without a script."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from applications import asking
from applications.asking import QuestionSaid
from listings.models import Posting, PostingDraft
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_axe_people import enter
from tests.browser.test_pages import everything
from tests.cast import Cast, make_cast
from tests.contents import everything as all_said
from tests.factories import make_member, make_place, make_posting

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.browser
SAVED = re.compile(r"^Draft saved at \d\d:\d\d$")
BODY = (
    "You join the ledger team and write the services that book every payment twice. In the first week you ship a small "
    "change with your mentor; in the second you design an endpoint of your own, test it and watch it in production. "
    "Every change is reviewed by two of us, and every Friday the whole team looks at what broke and why. "
    "Nobody here was born knowing how money moves: you may ask why until it is plain, and you will be asked why too."
)


@pytest.fixture
def cast(live_server: "LiveServer", settings: Any) -> Cast:
    settings.REQUIRE_MFA = False
    all_said()  # its skills and places
    make_place("new-york")
    return make_cast()


def open_new(page: "Page", cast: Cast) -> Posting:
    page.goto(f"/employer/{cast.employer.slug}/postings/")
    page.get_by_role("button", name="New posting").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Untitled")
    return Posting.objects.get()


def address(posting: Posting) -> str:
    return f"/employer/{posting.employer.slug}/postings/{posting.pk}/"


def write_all(page: "Page") -> None:
    """What is needed, from the top to the bottom, but the stack."""
    page.get_by_role("textbox", name="Title").fill("Back-end Intern, Ledger")
    page.get_by_role("combobox", name="Role").select_option("back-end")
    page.get_by_label("The work, in your words").fill(BODY)
    page.get_by_label("Mentor", exact=True).fill("Ada")
    page.get_by_label("Pay", exact=True).select_option("paid")
    page.get_by_label("From", exact=True).fill("42")
    page.get_by_label("Currency").select_option("USD")
    page.get_by_label("For each").select_option("hour")
    page.locator("[name=terms]").last.check()
    page.get_by_role("textbox", name="Places").fill("New York, NY")
    page.get_by_role("combobox", name="Where they work").select_option("on-site")
    page.get_by_label("Closes").fill((timezone.now() + timedelta(days=60)).date().isoformat())


def test_a_whole_role_from_nothing_to_sent(cast: Cast, watched: Any, live_server: "LiveServer") -> None:
    with watched() as one:
        page = one.page
        enter(page, cast.people["recruiter"], live_server)
        posting = open_new(page, cast)
        assert not PostingDraft.objects.exists()  # looking is no writing
        write_all(page)
        expect(page.locator("[role=status][data-saved]")).to_have_text(SAVED)
        expect(page.locator("#told")).to_contain_text(re.compile(r"Students find [6-9] of 14"))
        page.reload()
        expect(page.get_by_role("textbox", name="Title")).to_have_value("Back-end Intern, Ledger")
        expect(page.get_by_label("The work, in your words")).to_have_value(BODY)
        skill = page.get_by_role("combobox", name="Add a skill")
        skill.press_sequentially("golan")
        expect(page.get_by_role("listbox", name="Skills").get_by_role("option")).to_have_text(["Go"])
        assert skill.get_attribute("aria-expanded") == "true"
        page.keyboard.press("Escape")
        expect(page.get_by_role("listbox", name="Skills").get_by_role("option")).to_have_count(0)
        skill.press_sequentially("g")
        expect(page.get_by_role("listbox", name="Skills").get_by_role("option")).to_have_text(["Go"])
        page.keyboard.press("ArrowDown")
        assert skill.get_attribute("aria-activedescendant") == "add-skill-options-0"
        page.keyboard.press("Enter")
        expect(page.locator(".needs")).to_contain_text("Go")
        expect(page.get_by_label("Add a skill")).to_be_focused()
        page.get_by_label("What for: Go").fill("the ledger service")
        page.locator(".ways").get_by_role("button", name="Send for checking").click()
        expect(page.get_by_text("A moderator reads it")).to_be_visible()
        assert one.found() == []
    posting.refresh_from_db()
    assert (posting.status, posting.title, posting.pay_min) == ("in_moderation", "Back-end Intern, Ledger", 4200)
    assert posting.requirements.get().note == "the ledger service"


def test_a_new_posting_begins_in_the_zone_of_its_writer(cast: Cast, watched: Any, live_server: "LiveServer") -> None:
    with watched() as one:
        page = one.page
        page.context.new_cdp_session(page).send("Emulation.setTimezoneOverride", {"timezoneId": "Europe/Lisbon"})
        enter(page, cast.people["recruiter"], live_server)
        posting = open_new(page, cast)
        expect(page.get_by_label("Time zone")).to_have_value("Europe/Lisbon")
        page.get_by_label("Time zone").fill("Tokyo")
        page.locator(".ways").get_by_role("button", name="Save").click()
        expect(page.get_by_label("Time zone")).to_have_value("Tokyo")  # what is typed is not written over
        assert one.found() == []
    assert not posting.title and PostingDraft.objects.get(posting=posting).data["time_zone"] == ["Tokyo"]


def test_the_same_without_a_script(cast: Cast, watched: Any, live_server: "LiveServer") -> None:
    with watched(PHONE, script=False) as one:
        page = one.page
        enter(page, cast.people["recruiter"], live_server)
        posting = open_new(page, cast)
        write_all(page)
        page.get_by_label("The work, in your words").fill("You write services.")
        page.get_by_label("Add a skill").fill("golang")
        page.keyboard.press("Enter")
        expect(page.locator(".needs")).to_contain_text("Go")
        page.get_by_label("What for: Go").fill("the ledger service")
        page.locator(".save-bar").get_by_role("button", name="Send for checking").click()
        expect(page.get_by_role("heading", name="Not sent yet: please read these first")).to_be_visible()
        page.get_by_label("I have read the remarks: send it all the same").check()
        page.get_by_role("button", name="Send it", exact=True).click()
        expect(page.get_by_text("A moderator reads it")).to_be_visible()
    posting.refresh_from_db()
    assert posting.status == "in_moderation" and posting.requirements.get().note == "the ledger service"


def test_the_second_of_two_is_told_and_loses_nothing(cast: Cast, watched: Any, live_server: "LiveServer") -> None:
    olga = make_member(cast.employer, "owner", email="olga@example.org", name="Olga Owner")
    with watched() as one, watched() as other:
        enter(one.page, cast.people["recruiter"], live_server)
        enter(other.page, olga, live_server)
        posting = open_new(one.page, cast)
        other.visit(address(posting))
        one.page.get_by_role("textbox", name="Title").fill("Mine")
        expect(one.page.locator("[role=status][data-saved]")).to_have_text(SAVED)
        other.page.get_by_role("textbox", name="Title").fill("Olga's")
        other.page.get_by_label("Mentor", exact=True).fill("Grace")
        late = other.page.locator("#too-late")
        expect(late).to_be_visible()
        expect(late).to_contain_text(re.compile(r" saved at \d\d:\d\d\. Your words are kept here"))
        assert PostingDraft.objects.get().data["title"] == ["Mine"]
        expect(other.page.get_by_label("Mentor", exact=True)).to_have_value("Grace")
        late.get_by_role("button", name="See the difference").click()
        expect(other.page.get_by_role("definition").filter(has_text="Theirs: Mine")).to_be_visible()
        expect(other.page.get_by_role("textbox", name="Title")).to_have_value("Olga's")
        assert PostingDraft.objects.get().data["title"] == ["Mine"]
        other.page.locator(".ways").get_by_role("button", name="Save").click()
        expect(other.page.locator(".notice.bad:visible")).to_have_count(0)
        assert PostingDraft.objects.get().data["title"] == ["Olga's"]
        assert one.found() == []


def test_what_is_not_saved_is_said_and_tried_again(cast: Cast, watched: Any, live_server: "LiveServer") -> None:
    with watched() as one:
        page = one.page
        enter(page, cast.people["recruiter"], live_server)
        open_new(page, cast)
        page.route("**/draft/", lambda route: route.abort())
        page.get_by_role("textbox", name="Title").fill("Hardly kept")
        expect(page.locator("[role=status][data-saved]")).to_have_text("Not saved, will try again")
        page.unroute("**/draft/")
        expect(page.locator("[role=status][data-saved]")).to_have_text(SAVED)
    assert PostingDraft.objects.get().data["title"] == ["Hardly kept"]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_sound_in_every_state(cast: Cast, watched: Any, live_server: "LiveServer", width: int) -> None:
    found: list[str] = []
    with watched(width) as one:
        page = one.page
        enter(page, cast.people["recruiter"], live_server)
        posting = open_new(page, cast)
        found += everything(one)
        write_all(page)
        page.get_by_label("From", exact=True).fill("420000")
        page.get_by_label("Add a skill").fill("Go, Java")
        page.get_by_role("button", name="Add as “any one of”").click()
        expect(page.locator(".needs")).to_contain_text("One of")
        expect(page.get_by_role("button", name="Yes, a")).to_be_visible()
        page.get_by_label("Add a skill").press_sequentially("post")
        expect(page.get_by_role("listbox", name="Skills").get_by_role("option").first).to_be_visible()
        found += everything(one)
        page.get_by_label("Add a skill").fill("")
        send = page.locator(".ways" if width == DESK else ".save-bar").get_by_role("button", name="Send for checking")
        send.click()
        expect(page.locator(".remark.block")).to_be_visible()
        found += everything(one)
        page.get_by_label("From", exact=True).fill("42")
        page.get_by_label("The work, in your words").fill("You write services.")
        send.click()
        expect(page.get_by_role("heading", name="Not sent yet: please read these first")).to_be_visible()
        found += everything(one)
        page.get_by_label("I have read the remarks: send it all the same").check()
        page.get_by_role("button", name="Send it", exact=True).click()
        expect(page.get_by_text("A moderator reads it")).to_be_visible()
        found += everything(one)
    assert found == []
    posting.refresh_from_db()
    assert posting.status == "in_moderation"


def test_sound_with_ten_questions(cast: Cast, watched: Any, live_server: "LiveServer") -> None:
    """As many as there may be, of every kind, with long words and long options."""
    words = "Which of these have you run in production, even for a friend, and for how long?"
    kinds = ("text", "long-text", "one-of", "several-of", "date")
    options = ("Go", "A language that is not among the others, and whose name is long", "None")
    said = [
        QuestionSaid(kind, f"{number}. {words}", "Short.", options if kind.endswith("-of") else (), number % 2 > 0)
        for number, kind in enumerate(kinds * 2)
    ]
    posting = make_posting(employer=cast.employer, source=None)
    asking.ask(posting, said, by=cast.people["recruiter"])
    with watched(PHONE) as one:
        enter(one.page, cast.people["recruiter"], live_server)
        one.visit(address(posting))
        expect(one.page.locator("fieldset.ask[id^=question-]")).to_have_count(asking.MOST)
        assert everything(one) == []
