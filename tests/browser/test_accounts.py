"""The account pages in a real browser: every one sound, sign-up without a script, a passkey with one."""

from typing import Any

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from playwright.sync_api import expect

from accounts.models import User
from tests.accounts.people import NOOR, PASSWORD, give_second_factor, last_code, noor, secret_of, signed_in, totp
from tests.board import Board
from tests.browser.conftest import DESK, PHONE, Watched
from tests.browser.test_pages import everything
from tests.factories import make_user

pytestmark = pytest.mark.browser
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
GUARDED = ["2fa/", "2fa/recovery-codes/", "2fa/recovery-codes/generate/", "2fa/totp/deactivate/"]


def enter(one: Watched, url: str, email: str = NOOR) -> Any:
    """Signed in by the front door, in this browser too."""
    client = signed_in(email)
    one.page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])
    return client


def test_every_page_is_sound(board: Board, watched: Any, live_server: Any) -> None:
    noor()
    found: list[str] = []
    with watched(PHONE) as one:
        for page in DOORS:
            one.visit(f"/accounts/{page}")
            found += everything(one)
        enter(one, live_server.url)
        for page in OWN:
            one.visit(f"/accounts/{page}")
            assert one.page.url.endswith(page), page
            found += everything(one)
    assert not found, "\n".join(found)


def test_every_page_of_a_code_is_sound(board: Board, watched: Any) -> None:
    noor()
    found: list[str] = []
    with watched(PHONE) as one:
        page = one.page
        for address, button in (
            ("/accounts/signup/", "Send me the code"),
            ("/accounts/login/code/", "Send me a code"),
            ("/accounts/password/reset/", "Send me the code"),
        ):
            page.context.clear_cookies()
            one.visit(address)
            if "signup" in address:
                page.get_by_label("Your name").fill("Ann")
                page.get_by_label("A password").fill(PASSWORD)
            page.get_by_label("E-mail").fill(NOOR)
            page.get_by_role("button", name=button).click()
            page.get_by_role("textbox", name="The code").fill("000000")
            found += everything(one)
            page.get_by_role("button", name="Go on").click()
            page.get_by_text("That is not the code").wait_for()
            found += everything(one)
        page.context.clear_cookies()
        one.visit("/accounts/login/")
        page.get_by_label("E-mail").fill(NOOR)
        page.get_by_label("Password", exact=True).fill("wrong")
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_text("do not belong together").wait_for()
        found += everything(one)
    assert not found, "\n".join(found)


def test_every_page_of_the_second_factor_is_sound(board: Board, watched: Any, live_server: Any) -> None:
    user = noor()
    give_second_factor(user)
    RecoveryCodes.activate(user)
    found: list[str] = []
    with watched(PHONE) as one:
        page = one.page
        one.visit("/accounts/login/")
        page.get_by_label("E-mail").fill(NOOR)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_role("textbox", name="The code").fill("12")
        found += everything(one)
        page.get_by_role("textbox", name="The code").fill(totp(secret_of(user)))
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.locator(".masthead .menu").wait_for()
        for address in GUARDED:
            one.visit(f"/accounts/{address}")
            assert page.url.endswith(address)
            found += everything(one)
        forget(user)
        for address in ("reauthenticate/", "2fa/reauthenticate/", "reauthenticate/code/"):
            one.visit(f"/accounts/{address}")
            found += everything(one)
    assert not found, "\n".join(found)


def forget(user: User) -> None:
    """As if the sign-in were long ago."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session

    for row in Session.objects.all():
        store = SessionStore(row.session_key)
        if store.pop(AUTHENTICATION_METHODS_SESSION_KEY, None):
            store.save()


def test_sign_up_without_a_script(board: Board, watched: Any) -> None:
    with watched(PHONE, script=False) as one:
        page = one.page
        one.visit("/accounts/login/?next=/guide/")
        assert not page.get_by_role("button", name="Sign in with a passkey").is_visible()
        page.get_by_role("link", name="Make an account").click()
        page.get_by_label("Your name").fill("Noor Haddad")
        page.get_by_label("E-mail").fill(NOOR)
        page.get_by_label("A password").fill(PASSWORD)
        page.get_by_role("button", name="Send me the code").click()
        page.get_by_role("button", name="Send again").click()
        page.get_by_text("You can have another in").wait_for()
        page.get_by_role("textbox", name="The code").fill(last_code())
        page.get_by_role("button", name="Go on").click()
        expect(page.locator(".masthead .menu summary")).to_contain_text("Noor")
        expect(page.locator(".menu .who")).to_have_text("Noor")


@pytest.fixture
def localhost(live_server: Any, settings: Any) -> str:
    """Passkeys belong to a name, and an address of numbers is none."""
    url = live_server.url.replace("127.0.0.1", "localhost")
    settings.SITE_URL = url
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
    settings.CSRF_TRUSTED_ORIGINS = [url]
    return url


def test_a_passkey(board: Board, watched: Any, localhost: str) -> None:
    """Added, used alone instead of a password, and as the second step after one."""
    user = make_user(NOOR, name="Noor", password=PASSWORD)
    with watched(DESK) as one:
        page = one.page
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
        session.send(
            "WebAuthn.addVirtualAuthenticator",
            {"options": {**options, "isUserVerified": True, "automaticPresenceSimulation": True}},
        )
        enter(one, localhost)
        one.visit(f"{localhost}/accounts/2fa/webauthn/add/")
        page.get_by_label("What you call it").fill("This computer")
        page.get_by_label("Sign in with it alone").check()
        page.get_by_role("button", name="Add it").click()
        page.get_by_role("heading", name="Recovery codes").wait_for()
        assert Authenticator.objects.filter(user=user, type="webauthn").count() == 1
        one.visit(f"{localhost}/accounts/2fa/webauthn/")
        page.get_by_text("This computer").wait_for()
        assert everything(one) == []
        page.context.clear_cookies()
        one.visit(f"{localhost}/accounts/login/")
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.locator(".masthead .menu").wait_for()
        page.context.clear_cookies()
        one.visit(f"{localhost}/accounts/login/")
        page.get_by_label("E-mail").fill(NOOR)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("button", name="Use a passkey instead")).to_be_visible()
        page.wait_for_load_state()  # seen before its script is there
        page.get_by_role("button", name="Use a passkey instead").click()
        page.locator(".masthead .menu").wait_for()
        assert one.found() == []


def test_the_secret_is_read_in_groups_and_copied_as_one_word(board: Board, watched: Any) -> None:
    noor()
    with watched(PHONE) as one:
        page = one.page
        one.visit("/accounts/login/?next=/accounts/2fa/totp/activate/")
        page.get_by_label("E-mail").fill(NOOR)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        secret = page.locator(".secret")
        secret.click()
        selected = page.evaluate("getSelection().toString()")
        assert selected == "".join(secret.locator("span").all_text_contents())
        assert len(selected) == 32
