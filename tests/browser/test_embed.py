"""An employer's postings on its own pages: named, copied and framed, on a phone and a desk, light and dark."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from listings.models import Employer, Posting
from listings.postings import traffic
from listings.postings.traffic import Visitor
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_axe_people import enter, walk
from tests.browser.test_pages import everything, overflow
from tests.factories import make_complete_posting, make_employer, make_member

if TYPE_CHECKING:
    from playwright.sync_api import Route
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.browser


@pytest.fixture
def employer(live_server: "LiveServer", settings: Any) -> Employer:
    settings.REQUIRE_MFA = False
    made = make_employer("Kestrel")
    make_complete_posting(employer=made)
    return made


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_named_copied_and_seen(employer: Employer, watched: Any, live_server: "LiveServer", width: int) -> None:
    found: list[str] = []
    with watched(width) as one:
        page = one.page
        enter(page, make_member(employer), live_server)
        one.visit("/employer/kestrel/profile/")
        page.get_by_role("link", name="On your own pages").click()
        found += [*everything(one), *walk(page)]
        page.get_by_label("Sites that may show the frame").fill("careers.kestrel.example\nlocalhost")
        page.get_by_role("button", name="Save the sites").click()
        expect(page.get_by_text("“localhost” is no name of a site")).to_be_visible()
        found += everything(one)
        page.get_by_label("Sites that may show the frame").fill("careers.kestrel.example")
        page.get_by_role("button", name="Save the sites").click()
        expect(page.get_by_text("Saved. These sites may show the frame")).to_be_visible()
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.get_by_role("button", name="Copy JSON").click()
        expect(page.get_by_role("button", name="Copied JSON")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == page.get_by_label("JSON").input_value()
        found += everything(one)
        page.get_by_role("link", name="See the frame by itself").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("1 internship at Kestrel")
        found += everything(one)
    assert found == []


def test_without_a_script(employer: Employer, watched: Any, live_server: "LiveServer") -> None:
    with watched(PHONE, script=False) as one:
        page = one.page
        enter(page, make_member(employer), live_server)
        one.visit("/employer/kestrel/embed/")
        expect(page.get_by_label("JSON")).to_have_value(f"http://localhost:8000/embed/{employer.slug}.json")
        expect(page.get_by_role("button", name="Copy")).to_have_count(0)
        page.get_by_label("Sites that may show the frame").fill("careers.kestrel.example")
        page.get_by_role("button", name="Save the sites").click()
        expect(page.get_by_text("Saved. These sites may show the frame")).to_be_visible()
    employer.refresh_from_db()
    assert employer.embed_hosts == ["careers.kestrel.example"]


@pytest.mark.parametrize(("host", "is_shown"), [("careers.kestrel.example", True), ("evil.example", False)])
def test_a_browser_frames_it_for_named_sites_alone(
    employer: Employer, watched: Any, live_server: "LiveServer", host: str, is_shown: bool
) -> None:
    """Both sites are answered within the browser, ours with what the server really says."""
    Employer.objects.filter(pk=employer.pk).update(embed_hosts=["careers.kestrel.example"])
    around = (
        '<!doctype html><title>Careers</title><iframe src="https://board.example/embed/kestrel/"></iframe><p>Below</p>'
    )

    def ours(route: "Route") -> None:
        route.fulfill(response=route.fetch(url=live_server.url + urlsplit(route.request.url).path))

    with watched() as one:
        page = one.page
        page.route(f"https://{host}/", lambda route: route.fulfill(body=around, content_type="text/html"))
        page.route("https://board.example/**", ours)
        one.visit(f"https://{host}/")
        expect(page.get_by_text("Below")).to_be_visible()
        if is_shown:
            heading = page.frame_locator("iframe").get_by_role("heading", level=1)
            expect(heading).to_have_text("1 internship at Kestrel")
        told = " ".join(one.troubles)
    assert ("frame-ancestors" in told) is not is_shown, told


@pytest.mark.parametrize(("width", "script"), [(PHONE, True), (DESK, True), (PHONE, False)])
def test_who_came(employer: Employer, watched: Any, live_server: "LiveServer", width: int, script: bool) -> None:
    posting = Posting.objects.get(employer=employer)
    for number, src in enumerate(("", "", "a-fair-with-a-name-that-does-not-end-26", "embed-kestrel")):
        traffic.seen(posting.pk, Visitor(str(number), src=src))
    with watched(width, script=script) as one:
        enter(one.page, make_member(employer), live_server)
        one.visit(f"/employer/kestrel/postings/{posting.pk}/traffic/")
        expect(one.page.get_by_role("region", name="By channel, a table")).to_contain_text("a-fair-with-a-name")
        assert (everything(one) if script else overflow(one.page)) == []
        one.page.get_by_role("link", name="90 days").click()
        expect(one.page.get_by_role("link", name="90 days")).to_have_attribute("aria-current", "page")
