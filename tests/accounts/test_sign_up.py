"""An account is made by who holds the address, and by nobody else."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from accounts.models import OutgoingMail, User
from jobboard.landing import resolved
from tests.accounts.people import NOOR, PASSWORD, events, is_in, last_code, last_mail, noor, other
from tests.cast import give_second_factor

pytestmark = pytest.mark.django_db
SIGN_UP, CODE = "/accounts/signup/", "/accounts/signup/code/"
ASKED = {"name": " Noor  Haddad ", "email": "Noor@Example.org", "password1": PASSWORD}


def asked(client: Client, **changed: str):
    return client.post(SIGN_UP, ASKED | changed)


def test_address_code_in(client: Client) -> None:
    assert asked(client)["Location"] == CODE
    assert not User.objects.exists()
    page = client.get(CODE).content.decode()
    assert NOOR in page
    assert "fifteen" in last_mail().body
    assert client.post(CODE, {"code": last_code()})["Location"] == resolved("me")
    user = User.objects.get()
    assert (user.email, user.name, user.is_staff) == (NOOR, "Noor Haddad", False)
    assert user.check_password(PASSWORD)
    assert EmailAddress.objects.get().verified
    assert is_in(client)
    assert events() == ["user.sign_up", "user.sign_in"]


def test_it_leads_back_to_where_one_was(client: Client) -> None:
    assert 'name="next" value="/guide/"' in client.get(SIGN_UP + "?next=/guide/").content.decode()
    asked(client, next="/guide/")
    assert client.post(CODE, {"code": last_code()})["Location"] == "/guide/"


def test_it_never_leads_elsewhere(client: Client) -> None:
    asked(client, next="https://evil.example/")
    assert client.post(CODE, {"code": last_code()})["Location"] == resolved("me")


def test_what_a_visitor_had_is_kept(client: Client) -> None:
    session = client.session
    session["facts"] = {"skills": ["go"]}
    session.save()
    before = str(session.session_key)
    client.cookies["sessionid"] = before
    asked(client)
    client.post(CODE, {"code": last_code()})
    assert client.session["facts"] == {"skills": ["go"]}
    assert client.session.session_key != before, "whoever knew the old session is not in"


def test_an_account_that_was_there_is_signed_in_and_stays_as_it_was(client: Client) -> None:
    user = noor()
    assert asked(client, name="Mallory", password1="another long password")["Location"] == CODE
    assert "already" in client.post(CODE, {"code": last_code()}, follow=True).content.decode()
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert (user.name, is_in(client)) == ("Noor Haddad", True)


def test_the_second_factor_of_an_account_that_was_there_is_asked_for(client: Client) -> None:
    give_second_factor(noor())
    asked(client)
    assert client.post(CODE, {"code": last_code()})["Location"] == "/accounts/2fa/authenticate/"
    assert not is_in(client)


def test_wrong_codes_run_out(client: Client) -> None:
    asked(client)
    code = last_code()
    pages = [client.post(CODE, {"code": other(code)}).content.decode() for _ in range(5)]
    assert "4 tries are left" in pages[0]
    assert "this code is spent" in pages[4]
    assert "this code is spent" in client.post(CODE, {"code": code}).content.decode()
    assert not User.objects.exists()


def test_a_new_code_comes_after_a_pause(client: Client, time_machine) -> None:
    time_machine.move_to(timezone.now())
    asked(client)
    first = last_code()
    page = client.post(CODE, {"action": "resend"}).content.decode()
    assert "You can have another in" in page
    assert OutgoingMail.objects.count() == 1
    time_machine.shift(61)
    assert client.post(CODE, {"action": "resend"})["Location"] == CODE
    assert OutgoingMail.objects.count() == 2
    assert client.post(CODE, {"code": last_code()}).status_code == 302
    assert first != last_code() or is_in(client)


def test_a_code_of_another_session_is_worth_nothing(client: Client) -> None:
    asked(client)
    thief = Client()
    assert thief.post(CODE, {"code": last_code()})["Location"] == SIGN_UP
    thief.post(SIGN_UP, ASKED | {"email": "thief@example.org"})
    thief.post(CODE, {"code": last_code()})
    assert not is_in(thief)


@pytest.mark.parametrize(
    ("password", "words"),
    [("short", "at least 8"), ("password123", "too common"), ("noor@example", "too similar"), ("", "required")],
)
def test_poor_passwords_are_refused_and_the_rest_is_kept(client: Client, password: str, words: str) -> None:
    page = asked(client, password1=password).content.decode()
    assert words in page
    assert "Haddad" in page
    assert f'value="{password}"' not in page
    assert not OutgoingMail.objects.exists()


def test_long_passwords_and_spaces_are_taken_as_they_are(client: Client) -> None:
    long = "  " + "ünïcode words " * 10
    assert len(long) > 128
    asked(client, password1=long)
    client.post(CODE, {"code": last_code()})
    assert User.objects.get().check_password(long)


def test_five_mails_an_hour(client: Client) -> None:
    for spelling in (
        "noor@example.org",
        "n.oor@example.org",
        "NOOR@example.org",
        "noor+1@example.org",
        "noo.r@example.org",
    ):
        assert Client().post(SIGN_UP, ASKED | {"email": spelling}).status_code == 302
    page = asked(client, email="noor+2@example.org").content.decode()
    assert "Five mails went to this address" in page
    assert 'value="noor+2@example.org"' in page
    assert OutgoingMail.objects.count() == 5
