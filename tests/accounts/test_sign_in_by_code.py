"""A code instead of a password: the same for everybody, in only for who has an account."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent, OutgoingMail
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
    assert OutgoingMail.objects.filter(to=email).count() == mails + 1, "nobody learns by a mailbox either"
    if email == NOOR:
        client.post(CODE, {"code": last_code()})
        assert is_in(client)


RESET, RESET_CODE = "/accounts/password/reset/", "/accounts/password/reset/confirm/"


@pytest.mark.parametrize("email", [NOOR, NOBODY])
@pytest.mark.parametrize(("ask", "code"), [(ASK, CODE), (RESET, RESET_CODE)])
def test_sending_again_ends_with_the_mails_of_an_hour(
    client: Client, ask: str, code: str, email: str, time_machine
) -> None:
    noor()
    client.post(ask, {"email": email})
    for mails in range(1, 6):
        page = client.get(code).content.decode()
        assert 'value="resend"' in page or (mails == 5 and ask == ASK)
        assert OutgoingMail.objects.filter(to=email).count() == mails
        time_machine.move_to(timezone.now() + timedelta(seconds=61))
        again = client.post(code, {"action": "resend"}, follow=True).content.decode()
    assert OutgoingMail.objects.filter(to=email).count() == 5
    assert "Five mails" in again or ask == ASK


def test_a_new_code_has_tries_of_its_own(client: Client, time_machine) -> None:
    noor()
    client.post(ASK, {"email": NOOR})
    for _ in range(4):
        client.post(CODE, {"code": other(last_code())})
    time_machine.move_to(timezone.now() + timedelta(seconds=61))
    client.post(CODE, {"action": "resend"})
    for _ in range(4):
        assert client.post(CODE, {"code": other(last_code())}).status_code == 200
    client.post(CODE, {"code": last_code()})
    assert is_in(client)


def test_a_new_code_resets_the_password(client: Client, time_machine) -> None:
    noor()
    client.post(RESET, {"email": NOOR})
    old = last_code()
    time_machine.move_to(timezone.now() + timedelta(seconds=61))
    client.post(RESET_CODE, {"action": "resend"})
    assert client.post(RESET_CODE, {"code": last_code()})["Location"].startswith("/accounts/password/reset/")
    assert old != last_code() or OutgoingMail.objects.count() == 2


@pytest.mark.parametrize(("ask", "code", "event"), [
    (ASK, CODE, "user.fail_to_sign_in"), (RESET, RESET_CODE, "user.fail_to_reset_password"),
])  # fmt: skip
def test_wrong_codes_are_recorded(ask: str, code: str, event: str) -> None:
    user = noor()
    for email in (NOOR, NOBODY):
        client = Client()
        client.post(ask, {"email": email})
        client.post(code, {"code": "000000" if email == NOBODY else other(last_code())})
    found = AuditEvent.objects.filter(code=event).order_by("pk").values_list("subject_id", "actor_id", "data")
    assert list(found) == [(user.pk, None, {"why": "code"}), (0, None, {"why": "code"})]


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
