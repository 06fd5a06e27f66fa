"""The staff's pages and the page to report on: axe in both schemes, at the width of a phone and of a desk."""

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from accounts import outbox
from accounts.models import OutgoingMail, User
from listings.models import CannedReason, Posting, PostingReport
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_axe_people import enter
from tests.browser.test_pages import everything
from tests.factories import make_posting, make_user
from tests.staff.standing import Staffed, make_staffed

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.browser


@pytest.fixture
def staffed(live_server: "LiveServer", settings: Any) -> Staffed:
    settings.REQUIRE_MFA = False
    return make_staffed()


def moderator() -> User:
    return make_user(is_staff=True, is_superuser=True, name="Mara")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_our_own_pages(staffed: Staffed, watched: Any, live_server: "LiveServer", width: int) -> None:
    found: list[str] = []
    with watched(width) as one:
        enter(one.page, moderator(), live_server)
        for address in staffed.pages():
            one.visit(address)
            found += everything(one)
    assert found == []


def test_djangos_pages_in_our_colours(staffed: Staffed, watched: Any, live_server: "LiveServer") -> None:
    """Its own marks of structure are its affair; what our style sheet does to them is ours."""
    with watched(PHONE) as one:
        enter(one.page, moderator(), live_server)
        for address in (
            "/admin/",
            "/admin/listings/posting/",
            "/admin/listings/cannedreason/",
            "/admin/accounts/auditevent/",
        ):
            one.visit(address)
            assert one.found() == []
            wide, window = one.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
            assert wide <= window, address
            assert "Faustina" in one.page.evaluate("getComputedStyle(document.body).fontFamily")


def test_a_reason_brings_its_words_and_the_keys_lead_on(
    staffed: Staffed, watched: Any, live_server: "LiveServer"
) -> None:
    CannedReason.objects.all().delete()
    CannedReason.objects.create(code="site", decision="request_changes", label="Who are you", words="Name your site.")
    first, second = list(Posting.objects.filter(status="in_moderation").order_by("submitted_at"))[:2]
    with watched() as one:
        page = one.page
        enter(page, moderator(), live_server)
        one.visit(f"/admin/moderation/{first.pk}/")
        page.locator("body").press("j")
        expect(page).to_have_url(f"{live_server.url}/admin/moderation/{second.pk}/")
        page.locator("body").press("k")
        expect(page).to_have_url(f"{live_server.url}/admin/moderation/{first.pk}/")
        page.get_by_label("Reason", exact=True).select_option("site")
        expect(page.get_by_label("What they read")).to_have_value("Name your site.")
        expect(page.get_by_role("radio", name="Send back")).to_be_checked()
        page.get_by_label("What they read").fill("Name your site, please.")
        page.get_by_role("button", name="Decide").click()
        expect(page.get_by_role("status")).to_contain_text("sent back")
    assert first.decisions.get().words == "Name your site, please."


def test_reporting_without_script(live_server: "LiveServer", watched: Any) -> None:
    posting = make_posting("Payments Intern")
    with watched(PHONE, script=False) as one:
        page = one.page
        page.goto(posting.get_absolute_url())
        page.get_by_role("link", name="Report this posting").click()
        page.get_by_label("It looks like a scam").check()
        page.get_by_label("In your words").fill("They want my passport.")
        page.get_by_role("button", name="Send the report").click()
        expect(page.get_by_text("Waits for a moderator")).to_be_visible()
    assert PostingReport.objects.get().words == "They want my passport."


def test_the_page_to_report_on(live_server: "LiveServer", watched: Any) -> None:
    posting = make_posting("Payments Intern")
    found: list[str] = []
    with watched(PHONE) as one:
        one.visit(f"{posting.get_absolute_url()}report/")
        found += everything(one)
        one.page.get_by_label("It looks like a scam").check()
        one.page.get_by_role("button", name="Send the report").click()
        expect(one.page.get_by_text("Waits for a moderator")).to_be_visible()
        found += everything(one)
    assert found == []
    assert not OutgoingMail.objects.exists()
    assert outbox.deliver_due() == 0
