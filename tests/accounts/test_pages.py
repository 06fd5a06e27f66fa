"""Every account page: clean markup, never stored by a proxy, no more questions to the database than it needs."""

import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.people import give_second_factor, noor, secret_of, signed_in, totp
from tests.site.test_templates import NASTY, assert_clean

pytestmark = pytest.mark.django_db
DOORS = ["login/", "signup/", "login/code/", "password/reset/", "password/reset/done/", "inactive/"]
OWN = [
    "logout/",
    "email/",
    "password/change/",
    "sessions/",
    "2fa/",
    "2fa/totp/activate/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
]
GUARDED = ["2fa/recovery-codes/", "2fa/recovery-codes/generate/", "2fa/totp/deactivate/", "2fa/reauthenticate/"]


@pytest.mark.parametrize("page", DOORS)
def test_doors(client: Client, page: str) -> None:
    response = client.get(f"/accounts/{page}")
    assert response.status_code == 200
    assert_clean(response.text)


@pytest.mark.parametrize("page", OWN)
def test_own_pages(page: str) -> None:
    noor()
    response = signed_in().get(f"/accounts/{page}")
    assert response.status_code == 200
    # A picture for the app to read comes with the page, so that nobody else ever gets its secret.
    assert_clean(re.sub(r'src="data:image/svg\+xml;base64,[\w+/=]+"', "", response.text))


@pytest.mark.parametrize("page", GUARDED)
def test_pages_of_the_second_factor(client: Client, page: str) -> None:
    user = noor()
    give_second_factor(user)
    RecoveryCodes.activate(user)
    client.force_login(user)
    client.post("/accounts/2fa/reauthenticate/", {"code": totp(secret_of(user))})
    response = client.get(f"/accounts/{page}")
    assert response.status_code == 200
    assert_clean(response.text)


def test_what_is_typed_stays_words(client: Client) -> None:
    for address, fields in (
        ("signup/", {"name": NASTY, "email": NASTY, "password1": NASTY}),
        ("login/", {"login": NASTY, "password": NASTY, "next": NASTY}),
        ("login/code/", {"email": NASTY}),
        ("password/reset/", {"email": NASTY}),
    ):
        page = client.post(f"/accounts/{address}", fields).text
        assert_clean(page)
        assert "<script>alert" not in page


def test_what_a_browser_calls_itself_stays_words() -> None:
    noor()
    client = signed_in()
    client.defaults["HTTP_USER_AGENT"] = NASTY
    assert_clean(client.get("/accounts/sessions/").text)


def test_pages_for_one_person_are_not_stored() -> None:
    noor()
    client = signed_in()
    for page in ("email/", "2fa/totp/activate/", "sessions/"):
        assert "no-store" in client.get(f"/accounts/{page}").get("Cache-Control", ""), page


@pytest.mark.parametrize(("page", "most"), [("2fa/", 8), ("email/", 8), ("password/change/", 6), ("logout/", 4)])
def test_few_questions(page: str, most: int) -> None:
    noor()
    client = signed_in()
    client.get(f"/accounts/{page}")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/accounts/{page}")
    assert len(queries) <= most, [query["sql"][:80] for query in queries]
