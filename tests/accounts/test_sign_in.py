from typing import Any

import pytest
from django.test import Client

from jobboard.landing import resolved
from tests.accounts.people import events
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture
def known() -> None:
    make_user("Noor@Example.org", password=PASSWORD)


def sign_in(client: Client, login: str, password: str, **more: str) -> Any:
    return client.post("/accounts/login/", {"login": login, "password": password, **more})


@pytest.mark.parametrize("login", ["noor@example.org", "NOOR@EXAMPLE.ORG", "Noor@Example.org"])
def test_letter_case_of_the_address_does_not_matter(client: Client, known: None, login: str) -> None:
    assert sign_in(client, login, PASSWORD).status_code == 302
    assert "Sign out" in client.get("/guide/").content.decode()


def test_a_known_and_an_unknown_address_get_the_same_words(client: Client, known: None) -> None:
    wrong, unknown = sign_in(client, "noor@example.org", "no"), sign_in(client, "nobody@example.org", "no")
    words = "The address and the password do not belong together."
    assert words in wrong.content.decode() and words in unknown.content.decode()
    assert wrong.status_code == unknown.status_code == 200


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example/", "javascript:alert(1)", "\\\\evil.example"]
)
def test_signing_in_never_leads_elsewhere(client: Client, known: None, target: str) -> None:
    assert sign_in(client, "noor@example.org", PASSWORD, next=target)["Location"] == resolved("me")


def test_signing_in_leads_back(client: Client, known: None) -> None:
    assert sign_in(client, "noor@example.org", PASSWORD, next="/guide/")["Location"] == "/guide/"


def test_signing_out_takes_a_post(client: Client, known: None) -> None:
    sign_in(client, "noor@example.org", PASSWORD)
    assert "Sign out?" in client.get("/accounts/logout/").content.decode()
    assert "Sign out" in client.get("/guide/").content.decode()
    assert client.post("/accounts/logout/").status_code == 302
    assert events() == ["user.sign_in", "user.sign_out"]
    assert "Sign in" in client.get("/guide/").content.decode()
