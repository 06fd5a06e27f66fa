"""Bringing a board as somebody does who never did: by mouse and file, on a phone and a desk, light and dark."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from listings.models import Posting
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_axe_people import enter
from tests.browser.test_pages import everything
from tests.factories import make_employer, make_member
from tests.importing.boards import ANSWERS

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_board_comes_in_and_goes_again(
    watched: Any, live_server: "LiveServer", settings: Any, width: int, tmp_path: Path
) -> None:
    settings.REQUIRE_MFA = False
    employer = make_employer("Acme")
    found: list[str] = []
    with watched(width) as one:
        enter(one.page, make_member(employer), live_server)
        one.visit("/employer/acme/postings/")
        one.page.get_by_role("link", name="Bring your board").click()
        found += everything(one)
        one.page.get_by_label("The saved file").set_input_files(ANSWERS / "greenhouse.json")
        one.page.get_by_role("button", name="See what it would do").click()
        expect(one.page.get_by_text("A trial. Nothing has changed.")).to_be_visible()
        found += everything(one)
        one.page.get_by_role("button", name="Make it so").click()
        expect(one.page.get_by_role("heading", name="What this import did")).to_be_visible()
        found += everything(one)
        one.page.get_by_role("button", name="Take it all back").click()
        expect(one.page.get_by_text("Everything stands as it stood")).to_be_visible()
        found += everything(one)
        one.visit("/employer/acme/import/")
        one.page.get_by_text("A table (CSV)").click()
        one.page.get_by_label("Or paste it here").fill("Job,Link\nIntern,https://acme.example/1\n")
        one.page.get_by_role("button", name="See what it would do").click()
        expect(one.page.get_by_role("heading", name="Which column is which")).to_be_visible()
        found += everything(one)
        one.page.get_by_label("Title").select_option("0")
        one.page.get_by_role("button", name="See what it would do").click()
        one.page.get_by_role("button", name="Throw the upload away").click()
        expect(one.page.get_by_text("Nothing was written.")).to_be_visible()
    assert found == []
    assert not Posting.objects.filter(employer=employer, removed_at=None).exists()
