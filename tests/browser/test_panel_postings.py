"""The panel's overview, its list of postings and what is asked before one is acted on: axe in both schemes, at the width
of a phone and of a desk; by keyboard; without JavaScript."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from applications.models import Application
from listings.models import AnswerRecord, Employer, Posting
from listings.postings import editing, moderating, traffic
from listings.postings.traffic import Visitor
from tests.applicants import make_application
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_axe_people import enter
from tests.browser.test_pages import everything
from tests.contents import everything as everything_said
from tests.factories import make_employer, make_member, make_posting, make_user

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.browser


@pytest.fixture
def owner(live_server: "LiveServer", settings: Any) -> User:
    settings.REQUIRE_MFA = False
    employer = make_employer("Tidewater Ledger", verified_at=timezone.now())
    owner = make_member(employer, "owner", name="Dana Doe")
    _postings(employer, owner)
    return owner


def _postings(employer: Employer, owner: User) -> None:
    """One of each kind that the overview speaks of."""
    at = timezone.now()
    ledger = _open("Back-end Engineering Intern, Ledger Services", employer, 35)
    storage, risk = _open("Storage Intern", employer, 4), _open("Risk Engine Intern", employer, 80)
    for n in range(9):
        made = make_application(ledger if n % 3 else storage)
        sent = at - timedelta(days=n)
        Application.objects.filter(pk=made.pk).update(submitted_at=sent, answer_due_at=sent + timedelta(days=7))
    one = make_application(ledger, name="Copper Heron")
    due = {"submitted_at": at - timedelta(days=24), "answer_due_at": at - timedelta(days=2)}
    Application.objects.filter(pk=one.pk).update(**due)
    for n in range(40):
        traffic.seen(ledger.pk, Visitor(str(n)))
    Posting.objects.filter(pk=risk.pk).update(status="paused", paused_at=at, paused_reason="employer")
    back = make_posting("Data Platform Intern", employer=employer, status="in_moderation")
    words = "The pay looks monthly but is marked hourly."
    moderating.send_back(back, words, by=make_user(is_staff=True))
    old = make_posting("Developer Tools Intern", employer=employer, expires_at=at + timedelta(days=9))
    editing._hold_back(old, everything_said(), owner)
    make_posting("", employer=employer, status="draft", indexed=False)
    make_posting("Back-end Intern, summer 2025", employer=employer, status="closed")
    said = {"counted_at": at, "since": at.date(), "until": at.date(), "promised": 4, "days": 21}
    AnswerRecord.objects.create(employer=employer, on_time=[7, 9, 11], **said)


def _open(title: str, employer: Employer, days: int) -> Posting:
    closes = timezone.now() + timedelta(days=days)
    return make_posting(title, employer=employer, closes_at=closes, closes_on=closes.date())


def pages(owner: User) -> list[str]:
    home = f"/employer/{owner.memberships.get().employer.slug}/"
    ids = dict(Posting.objects.values_list("title", "pk"))
    storage, closed = ids["Storage Intern"], ids["Back-end Intern, summer 2025"]
    asking = [f"postings/{storage}/{verb}/" for verb in ("close", "extend", "archive")]
    asking += [f"postings/{closed}/{verb}/" for verb in ("reopen", "archive")]
    return [home, *(home + rest for rest in ("postings/", "postings/?show=drafts", "postings/?q=nothing", *asking))]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page(owner: User, watched: Any, live_server: "LiveServer", width: int) -> None:
    found: list[str] = []
    with watched(width) as one:
        enter(one.page, owner, live_server)
        for address in pages(owner):
            one.visit(address)
            found += everything(one)
        one.visit(pages(owner)[1])
        one.page.get_by_label("Select Storage Intern").check()
        one.page.get_by_role("button", name="Close…").click()
        expect(one.page.get_by_role("heading", name="Close 1 posting")).to_be_visible()
        found += everything(one)
    assert found == []


@pytest.mark.parametrize("script", [True, False])
def test_a_menu_acts_by_keyboard_and_without_a_script(
    owner: User, watched: Any, live_server: "LiveServer", script: bool
) -> None:
    with watched(script=script) as one:
        enter(one.page, owner, live_server)
        one.visit(pages(owner)[1])
        menu = one.page.get_by_role("row", name="Storage Intern").locator("summary")
        menu.focus()
        menu.press("Enter")
        pause = one.page.get_by_role("button", name="Pause").locator("visible=true")
        expect(pause).to_have_count(1)
        pause.focus()
        pause.press("Enter")
        expect(one.page.get_by_role("status").first).to_contain_text("is paused")
        assert Posting.objects.get(title="Storage Intern").status == "paused"


def test_many_are_closed_without_a_script(owner: User, watched: Any, live_server: "LiveServer") -> None:
    with watched(PHONE, script=False) as one:
        enter(one.page, owner, live_server)
        one.visit(pages(owner)[1])
        for title in ("Storage Intern", "Data Platform Intern"):
            one.page.get_by_label(f"Select {title}").check()
        one.page.get_by_role("button", name="Close…").click()
        one.page.get_by_label("It is filled").check()
        one.page.get_by_role("button", name="Close 1 posting").click()
        expect(one.page.get_by_role("heading", name="1 posting was closed")).to_be_visible()
        expect(one.page.get_by_text("stays as it is: sent back")).to_be_visible()
