"""A new password: forgotten, changed, or the first of who came by a code. Other sessions end, and a mail tells of it."""

import pytest
from django.test import Client

from tests.accounts.people import NOBODY, NOOR, PASSWORD, events, is_in, last_code, last_mail, noor, signed_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db
NEW = "another good long one"
RESET = "/accounts/password/reset/"


def test_forgotten(client: Client) -> None:
    user, elsewhere = noor(), signed_in_later()
    assert client.post(RESET, {"email": NOOR})["Location"] == RESET + "confirm/"
    client.get(RESET + "confirm/")
    assert client.post(RESET + "confirm/", {"code": last_code()})["Location"] == RESET + "complete/"
    assert client.get(RESET + "complete/").status_code == 200
    assert client.post(RESET + "complete/", {"password1": NEW, "password2": NEW})["Location"] == RESET + "done/"
    assert client.get(RESET + "done/").status_code == 200
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert "was changed" in last_mail().subject
    assert "user.reset_password" in events()
    assert "Sign out" not in elsewhere.get("/guide/").content.decode()


def signed_in_later() -> Client:
    return signed_in()


def test_forgotten_by_who_has_no_account(client: Client) -> None:
    assert client.post(RESET, {"email": NOBODY})["Location"] == RESET + "confirm/"
    assert "There is no account" in last_mail(NOBODY).body
    assert client.post(RESET + "confirm/", {"code": "123456"}).status_code == 200
    assert client.get(RESET + "complete/").status_code == 302


def test_the_code_comes_first(client: Client) -> None:
    user = noor()
    client.post(RESET, {"email": NOOR})
    client.post(RESET + "complete/", {"password1": NEW, "password2": NEW})
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_changed() -> None:
    user = noor()
    here, elsewhere = signed_in(), signed_in()
    words = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert here.post("/accounts/password/change/", words).status_code == 302
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert is_in(here)
    assert "Sign out" in here.get("/guide/").content.decode()
    assert "Sign out" not in elsewhere.get("/guide/").content.decode()
    assert "was changed" in last_mail().subject
    assert "user.change_password" in events()


def test_guessing_the_old_one_counts_as_guessing() -> None:
    noor()
    here = signed_in()
    words = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    pages = [here.post("/accounts/password/change/", words).content.decode() for _ in range(11)]
    assert "That is not your password of today." in pages[0]
    assert "Too many wrong passwords" in pages[10]
    page = Client().post("/accounts/login/", {"login": NOOR, "password": PASSWORD})
    assert "Too many wrong passwords" in page.content.decode()


def test_the_first_one_of_who_came_by_a_code(client: Client) -> None:
    user = make_user(NOOR)
    client.post("/accounts/login/code/", {"email": NOOR})
    client.post("/accounts/login/code/confirm/", {"code": last_code()})
    assert client.get("/accounts/password/change/")["Location"] == "/accounts/password/set/"
    assert client.get("/accounts/password/set/").status_code == 200
    client.post("/accounts/password/set/", {"password1": NEW, "password2": NEW})
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert "user.set_password" in events()
    assert "password" in last_mail().subject
