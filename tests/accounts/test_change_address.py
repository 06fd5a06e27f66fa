"""Another address: proved by a code, told to the old one, and never by who merely finds a screen open."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from accounts.models import OutgoingMail
from tests.accounts.people import NOOR, PASSWORD, events, last_code, last_mail, noor, signed_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db
CHANGE, CODE, NEW = "/accounts/email/", "/accounts/confirm-email/", "noor.h@new.example"


def asked(client: Client, email: str = NEW):
    return client.post(CHANGE, {"email": email, "action_add": "1"})


def test_changed_by_the_code() -> None:
    user, client = noor(), signed_in()
    assert "Your address" in client.get(CHANGE).content.decode()
    assert asked(client)["Location"] == CODE
    user.refresh_from_db()
    assert user.email == NOOR, "nothing changes until the code is typed"
    assert "Enter the code" not in client.get(CHANGE).content.decode()
    assert NEW in client.get(CODE).content.decode()
    arrived = client.post(CODE, {"code": last_code(NEW)}, follow=True)
    assert f"You sign in with {NEW} from now on" in arrived.content.decode()
    user.refresh_from_db()
    assert user.email == NEW
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [(NEW, True, True)]
    assert "user.change_address" in events()
    signed_in(NEW)


def test_the_old_address_is_told() -> None:
    noor()
    client = signed_in()
    asked(client)
    client.post(CODE, {"code": last_code(NEW)})
    assert "was changed" in last_mail(NOOR).subject
    assert NEW in last_mail(NOOR).body


def test_not_from_a_screen_left_open(time_machine) -> None:
    noor()
    client = signed_in()
    time_machine.move_to(timezone.now() + timezone.timedelta(minutes=16))
    assert client.get(CHANGE)["Location"] == "/accounts/reauthenticate/?next=%2Faccounts%2Femail%2F"
    assert asked(client)["Location"].startswith("/accounts/reauthenticate/")
    assert not OutgoingMail.objects.exists()
    page = client.get("/accounts/reauthenticate/?next=/accounts/email/").content.decode()
    assert "Send me a code by mail" in page
    again = client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": CHANGE})
    assert again["Location"] == CHANGE
    assert asked(client)["Location"] == CODE


def test_without_a_password_a_code_shows_that_it_is_still_oneself(time_machine) -> None:
    user, client = make_user(NOOR), Client()
    client.force_login(user)
    page = client.get(CHANGE, follow=True)
    assert page.redirect_chain[-1][0] == "/accounts/reauthenticate/code/?next=%2Faccounts%2Femail%2F"
    assert not OutgoingMail.objects.exists(), "reading a page sends no mail"
    again = "/accounts/reauthenticate/code/"
    assert 'name="code"' in client.post(again, {"action": "resend", "next": CHANGE}).content.decode()
    assert client.post(again, {"code": "12", "next": CHANGE}).status_code == 200
    assert client.post(again, {"code": last_code(), "next": CHANGE})["Location"] == CHANGE
    assert client.get(CHANGE).status_code == 200


def test_an_address_of_somebody_else_gets_the_same_words() -> None:
    """The mail goes to who holds it; whoever typed it learns nothing."""
    noor()
    make_user("taken@example.org")
    free, taken = signed_in(), signed_in()
    answers = [asked(free, "free@example.org"), asked(taken, "taken@example.org")]
    assert [answer["Location"] for answer in answers] == [CODE, CODE]
    pages = [client.get(CODE).content.decode() for client in (free, taken)]
    assert pages[0].replace("free@", "taken@")[-400:] == pages[1][-400:]
    bodies = [OutgoingMail.objects.get(to=to).body for to in ("free@example.org", "taken@example.org")]
    assert bodies[0].split("\n")[3:] == bodies[1].split("\n")[3:]
    page = taken.post(CODE, {"code": last_code("taken@example.org")}).content.decode()
    assert "This address cannot be used" in page


def test_another_code_after_a_pause(time_machine) -> None:
    """The same for an address that is somebody else's."""
    noor()
    make_user("taken@example.org")
    for email in ("free@example.org", "taken@example.org"):
        client = signed_in()
        asked(client, email)
        assert 'value="resend"' in client.get(CODE).content.decode()
        assert "You can have another in" in client.post(CODE, {"action": "resend"}, follow=True).content.decode()
        time_machine.move_to(timezone.now() + timezone.timedelta(seconds=61))
        client.post(CODE, {"action": "resend"})
        assert OutgoingMail.objects.filter(to=email).count() == 2
    client.post(CODE, {"code": "000000"})
    assert events()[-1] == "user.fail_to_change_address"


def test_a_code_of_another_person_is_worth_nothing() -> None:
    noor()
    make_user("rival@example.org", password=PASSWORD)
    asked(signed_in())
    rival = signed_in("rival@example.org")
    assert rival.post(CODE, {"code": last_code(NEW)})["Location"] == CHANGE
    assert not EmailAddress.objects.filter(email=NEW).exists()
