"""An employer's postings on its own pages: named, copied and framed, on a phone and a desk, light and dark."""

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from listings.models import Employer
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_axe_people import enter, walk
from tests.browser.test_pages import everything
from tests.factories import make_complete_posting, make_employer, make_member

if TYPE_CHECKING:
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
        page.get_by_role("link", name="Show it on your own site").click()
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
