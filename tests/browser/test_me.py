"""The student's own pages in a real browser: both schemes, phone and desk, with and without an account or scripts."""

from typing import Any

import pytest
from django.test import Client

from tests.browser.conftest import DESK, PHONE
from tests.browser.standing import Standing, make_standing
from tests.browser.test_pages import everything

pytestmark = pytest.mark.browser


@pytest.fixture
def standing(live_server: Any) -> Standing:
    return make_standing()


def signed_in(page: Any, standing: Standing, live_server: Any) -> None:
    client = Client()
    client.force_login(standing.student.user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_sound(standing: Standing, watched: Any, live_server: Any, scheme: str, width: int) -> None:
    found: list[str] = []
    with watched(width, scheme) as one:
        signed_in(one.page, standing, live_server)
        for address in standing.pages().values():
            one.visit(address)
            found += everything(one)
    assert not found, "\n".join(found)


def test_every_page_for_a_visitor_is_sound(standing: Standing, watched: Any) -> None:
    with watched(PHONE) as one:
        for address in ("/me/saved/", "/me/profile/", "/me/profile/facts/", "/me/gone/"):
            one.visit(address)
            assert everything(one) == []
