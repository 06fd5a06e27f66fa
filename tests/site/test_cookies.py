"""A visitor gets no cookie from any page, whatever it answers."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.board import make_board
from tests.cast import make_cast

pytestmark = pytest.mark.django_db
# Forms that change something, such as the sign-in, need a token against forgery, which is a cookie; they are not here.


def test_no_answer_to_a_visitor_sets_a_cookie(client: Client) -> None:
    board = make_board()
    addresses = {**board.pages(), **board.machines(), "out": reverse("out", args=[board.imported.pk])}
    addresses |= {name: address for name, (address, _status) in board.failures().items()}
    addresses |= {"wrong-slug": f"/internships/{board.native.pk}-wrong/", "no-slash": "/guide", "admin": "/admin/"}
    for method in (client.get, client.head, client.options, client.post):
        for name, address in addresses.items():
            response = method(address)
            assert "Set-Cookie" not in response.headers, name
            assert not response.cookies, name
    assert not client.cookies


def test_a_page_does_not_differ_by_cookie_for_visitors(client: Client) -> None:
    """A shared cache could serve one visitor's page to another only if there were nothing personal in it."""
    page = client.get(reverse("search"))
    client.cookies["sessionid"] = "x" * 32
    again = client.get(reverse("search"))
    assert page.content == again.content
    assert "Set-Cookie" not in again.headers or again.cookies["sessionid"]["max-age"] == 0


def test_signing_in_sets_the_session_alone() -> None:
    cast = make_cast()
    cast.people["student"].set_password("correct horse battery staple")
    cast.people["student"].save()
    client = Client()
    client.post(reverse("sign_in"), {"login": "student@example.org", "password": "correct horse battery staple"})
    assert set(client.cookies) == {"sessionid", "csrftoken"}
    assert all(client.cookies[name]["httponly"] for name in client.cookies)
    assert all(client.cookies[name]["samesite"] == "Lax" for name in client.cookies)
