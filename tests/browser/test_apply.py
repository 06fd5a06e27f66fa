"""Applying in a real browser, with a script and without: sound in every state, by keyboard too, and nothing is lost."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import OutgoingMail
from applications.models import Application, ApplicationDraft
from listings.models import Posting
from tests.applicants import RESUME, make_question
from tests.browser.conftest import DESK, PHONE, Watched
from tests.browser.test_pages import everything
from tests.factories import make_complete_posting

pytestmark = pytest.mark.browser
KINDS = ("text", "long-text", "number", "date", "yes-no", "one-of", "several-of", "link")


@pytest.fixture
def posting(live_server: Any) -> Posting:
    """Made after the live server has claimed the database for real commits."""
    made = make_complete_posting(cover_letter="optional")
    for kind in KINDS:
        options = ["Go", "A very long option that takes more than one line of a small phone"] if "of" in kind else []
        made_options = options if kind in ("one-of", "several-of") else []
        make_question(made, f"About {kind}?", kind, help="Briefly.", options=made_options, required=kind == "number")
    return made


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    good, bad = tmp_path / "noor.txt", tmp_path / "IMG_2041.pdf"
    good.write_text(RESUME)
    bad.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\0" * 300)
    return {"good": str(good), "bad": str(bad)}


def form(posting: Posting) -> str:
    return f"{posting.get_absolute_url()}apply/"


def fill(page: Page) -> None:
    page.get_by_label("Name", exact=True).fill("Noor Haddad")
    page.get_by_label("E-mail address").fill("noor@campus.example")
    page.get_by_label("About number?").fill("12")


def send(page: Page) -> None:
    page.get_by_role("button", name="Send application").click()


def code() -> str:
    found = re.search(r"\b(\d{6})\b", OutgoingMail.objects.filter(kind="account").latest("pk").body)
    assert found
    return found[1]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_sound_in_every_state(posting: Posting, files: dict[str, str], watched: Any, width: int) -> None:
    found: list[str] = []

    def look(one: Watched) -> None:
        found.extend(everything(one))

    with watched(width) as one:
        page = one.page
        one.visit(form(posting))
        look(one)
        page.get_by_text("Or paste it as text").click()
        page.locator("#resume").set_input_files(files["bad"])
        page.get_by_label("When do you graduate?").fill("2028")
        page.get_by_label("About link?").fill("http://plain.example")
        send(page)
        expect(page.get_by_role("alert").get_by_role("listitem")).to_have_count(6)
        look(one)
        fill(page)
        page.get_by_label("When do you graduate?").fill("05/2028")
        page.get_by_label("About link?").fill("example.org/noor")
        page.locator("#resume").set_input_files(files["good"])
        send(page)
        expect(page.get_by_role("heading", name="Six digits are on their way")).to_be_visible()
        look(one)
        page.get_by_role("textbox", name="The code").fill(code())
        send(page)
        expect(page.get_by_role("heading", name="Your application is with")).to_be_visible()
        look(one)
        page.get_by_role("link", name="Change what you sent").click()
        expect(page.get_by_role("heading", name="Change your application to")).to_be_visible()
        look(one)
        Posting.objects.update(status="paused", paused_at=timezone.now(), paused_reason="employer")
        one.visit(form(make_complete_posting(status="closed")))
        look(one)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("script", [True, False])
def test_from_nothing_to_sent(posting: Posting, files: dict[str, str], watched: Any, script: bool) -> None:
    """A mistake first: the file is kept, the focus goes to the summary, its link to the field."""
    with watched(PHONE, script=script) as one:
        page = one.page
        one.visit(form(posting))
        fill(page)
        page.get_by_label("About number?").fill("many")
        page.get_by_role("checkbox", name="Go").check()
        page.locator("#resume").set_input_files(files["good"])
        send(page)
        expect(page.get_by_text("noor.txt is kept, and goes off with your application.")).to_be_visible()
        if script:
            expect(page.locator("#wrong")).to_be_focused()
        page.get_by_role("link", name="About number?").click()
        number = page.get_by_label("About number?")
        expect(number).to_be_in_viewport()
        expect(number).to_have_attribute("aria-invalid", "true")
        described = number.get_attribute("aria-describedby") or ""
        assert "Write a number" in " ".join(page.locator(f"[id='{part}']").inner_text() for part in described.split())
        number.fill("12")
        send(page)
        expect(page.get_by_role("heading", name="Six digits are on their way")).to_be_visible()
        page.get_by_role("textbox", name="The code").fill(code())
        send(page)
        expect(page.get_by_role("heading", name="Your application is with Employer")).to_be_visible()
        expect(page.get_by_text("You have an account now.")).to_be_visible()
    application = Application.objects.get()
    assert (application.name, application.resume.name) == ("Noor Haddad", "noor.txt")
    assert {a.asked["kind"]: a.value for a in application.answers.all()} == {"number": 12, "several-of": ["Go"]}


def test_a_draft_keeps_itself_and_comes_back(posting: Posting, files: dict[str, str], watched: Any) -> None:
    with watched() as one:
        page = one.page
        one.visit(form(posting))
        fill(page)
        page.get_by_label("Cover letter").fill("Half a sentence")
        page.locator("#resume").set_input_files(files["good"])
        expect(page.locator("[data-saved]")).to_have_text(re.compile(r"^Draft saved on \d"))
        expect(page.locator("[data-held-name]")).to_have_text("noor.txt")
        one.visit("/")
        one.visit(form(posting))
        expect(page.get_by_label("Cover letter")).to_have_value("Half a sentence")
        expect(page.get_by_text("noor.txt is kept")).to_be_visible()
        expect(page.locator("[data-saved]")).to_have_text(re.compile(r"^Draft saved on \d"))
        page.locator("#resume").set_input_files(files["bad"])
        expect(page.get_by_text("This is a picture.")).to_be_visible()
        assert everything(one) == []
    draft = ApplicationDraft.objects.get()
    assert draft.resume
    assert draft.resume.name == "noor.txt"


def test_the_button_keeps_it_where_there_is_no_script(posting: Posting, files: dict[str, str], watched: Any) -> None:
    with watched(script=False) as one:
        page = one.page
        one.visit(form(posting))
        fill(page)
        page.locator("#resume").set_input_files(files["good"])
        page.get_by_role("button", name="Keep as draft").click()
        expect(page.get_by_text("Your draft is kept. Nothing was sent.")).to_be_visible()
        expect(page.get_by_text("noor.txt is kept")).to_be_visible()
        expect(page.get_by_label("Name", exact=True)).to_have_value("Noor Haddad")


def test_by_keyboard_alone(posting: Posting, watched: Any) -> None:
    with watched() as one:
        page = one.page
        one.visit(form(posting))
        page.get_by_label("Name", exact=True).focus()
        page.keyboard.type("Noor Haddad")
        page.keyboard.press("Tab")
        page.keyboard.type("noor@campus.example")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("Two years of Go.")
        for _ in range(60):
            if page.evaluate("document.activeElement.type") == "radio":
                page.keyboard.press("Space")
            if page.evaluate("document.activeElement.inputMode") == "decimal":
                page.keyboard.type("12")
            if page.evaluate("document.activeElement.className") == "button primary":
                break
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Six digits are on their way")).to_be_visible()
        page.get_by_role("textbox", name="The code").focus()
        page.keyboard.type(code())
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Your application is with")).to_be_visible()
    assert Application.objects.get().resume.text == "Two years of Go."
