"""Where people land: where they were going, else where their work is."""

import pytest
from django.test import Client

from jobboard.landing import resolved
from tests.accounts.people import NOOR, PASSWORD, noor
from tests.factories import make_employer, make_member

pytestmark = pytest.mark.django_db


def landing(client: Client, email: str = NOOR, **more: str) -> str:
    return client.post("/accounts/login/", {"login": email, "password": PASSWORD, **more})["Location"]


def test_a_student(client: Client) -> None:
    noor()
    assert landing(client) == resolved("me")


def test_staff(client: Client) -> None:
    noor(is_staff=True)
    assert landing(client) == "/admin/"


def test_a_team(client: Client) -> None:
    user = make_member(make_employer(), "reviewer", password=PASSWORD)
    assert landing(client, user.email) == resolved("review")


def test_where_they_were_going(client: Client) -> None:
    noor(is_staff=True)
    assert landing(client, next="/guide/?x=1") == "/guide/?x=1"


def test_signed_in_already(client: Client) -> None:
    noor()
    landing(client)
    assert client.get("/accounts/login/?next=/guide/")["Location"] == "/guide/"
    assert client.get("/accounts/signup/")["Location"] == resolved("me")


def test_an_address_of_a_page_to_come_is_home() -> None:
    assert resolved("no-such-page") == "/"


def test_a_closed_account(client: Client) -> None:
    noor(is_active=False)
    assert landing(client) == "/accounts/inactive/"
    assert client.get("/accounts/inactive/").status_code == 200


def test_an_address_nobody_has_proved_is_proved_at_the_door(client: Client) -> None:
    """Made by staff: the password is right, the code shows that the mail arrives."""
    noor(verified=False)
    assert landing(client) == "/accounts/confirm-email/"
    assert client.get("/accounts/confirm-email/").status_code == 200
