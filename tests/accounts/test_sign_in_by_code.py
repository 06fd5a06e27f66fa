"""A code instead of a password: the same for everybody, in only for who has an account."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import OutgoingMail
from tests.accounts.people import NOBODY, NOOR, is_in, last_code, last_mail, noor, other
from tests.cast import give_second_factor

pytestmark = pytest.mark.django_db
ASK, CODE = "/accounts/login/code/", "/accounts/login/code/confirm/"


def test_a_code_lets_in(client: Client) -> None:
    noor()
    assert client.post(ASK, {"email": "NOOR@example.org", "next": "/guide/"})["Location"] == CODE + "?next=%2Fguide%2F"
    assert client.get(CODE).status_code == 200
    assert client.post(CODE, {"code": last_code(), "next": "/guide/"})["Location"] == "/guide/"
    assert is_in(client)


def test_then_the_second_factor(client: Client) -> None:
    give_second_factor(noor())
    client.post(ASK, {"email": NOOR})
    assert client.post(CODE, {"code": last_code()})["Location"] == "/accounts/2fa/authenticate/"
    assert not is_in(client)


def test_without_an_account_the_mail_says_so(client: Client) -> None:
    assert client.post(ASK, {"email": NOBODY})["Location"] == CODE
    assert "There is no account" in last_mail(NOBODY).body
    assert "/accounts/signup/" in last_mail(NOBODY).body
    page = client.post(CODE, {"code": "123456"}).content.decode()
    assert "That is not the code." in page
    assert not is_in(client)


@pytest.mark.parametrize("email", [NOOR, NOBODY])
def test_five_wrong_codes_and_one_begins_anew(client: Client, email: str) -> None:
    noor()
    client.post(ASK, {"email": email})
    code = last_code() if email == NOOR else "123456"
    answers = [client.post(CODE, {"code": other(code)}) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [302]
    assert client.post(CODE, {"code": code}).status_code == 302
    assert not is_in(client)


def test_many_tries_at_one_instant_are_many(client: Client) -> None:
    """The session's own count is read before it is written; ours is not."""
    noor()
    client.post(ASK, {"email": NOOR})
    code, session = last_code(), client.session
    before = dict(session)
    for _ in range(5):
        client.post(CODE, {"code": other(code)})
        session = client.session
        session.update(before)
        session.save()
    client.post(CODE, {"code": code})
    assert not is_in(client)


def test_a_closed_account_gets_no_code(client: Client) -> None:
    noor(is_active=False)
    client.post(ASK, {"email": NOOR})
    assert "There is no account" in last_mail().body


@pytest.mark.parametrize("email", [NOOR, NOBODY])
def test_another_code_after_a_pause(client: Client, email: str, time_machine) -> None:
    noor()
    client.post(ASK, {"email": email})
    mails = OutgoingMail.objects.count()
    assert "You can have another in" in client.post(CODE, {"action": "resend"}, follow=True).content.decode()
    assert OutgoingMail.objects.count() == mails
    time_machine.move_to(timezone.now() + timedelta(seconds=61))
    page = client.post(CODE, {"action": "resend"}, follow=True).content.decode()
    assert "Good for 15 more minutes" in page
    assert "You can have another in" not in page
    if email == NOOR:
        client.post(CODE, {"code": last_code()})
        assert is_in(client)


def test_five_mails_an_hour_by_whatever_way(client: Client) -> None:
    noor()
    for address, field in (("/accounts/login/code/", "email"), ("/accounts/password/reset/", "email")) * 2:
        Client().post(address, {field: NOOR})
    Client().post("/accounts/signup/", {"name": "N", "email": NOOR, "password1": "a long enough one"})
    for address in (ASK, "/accounts/password/reset/"):
        page = Client().post(address, {"email": "n.oor+x@EXAMPLE.org"})
        assert page.status_code == 200
        assert "Five mails" in page.content.decode()
    assert OutgoingMail.objects.count() == 5
