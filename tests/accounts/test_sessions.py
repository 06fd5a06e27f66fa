"""Where one is signed in, and ending it."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from tests.accounts.people import NOOR, PASSWORD, noor, signed_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def is_signed_in(client: Client) -> bool:
    return "Sign out" in client.get("/guide/").content.decode()


def elsewhere(agent: str = FIREFOX) -> Client:
    client = Client(HTTP_USER_AGENT=agent)
    client.post("/accounts/login/", {"login": NOOR, "password": PASSWORD})
    return client


def test_they_are_listed() -> None:
    noor()
    here = signed_in()
    elsewhere()
    page = here.get("/accounts/sessions/").content.decode()
    assert "Firefox on Linux" in page
    assert page.count("127.0.0.1") >= 2
    assert "Here" in page


def test_one_is_ended() -> None:
    noor()
    here, there, third = signed_in(), elsewhere(), elsewhere()
    session = UserSession.objects.get(session_key=there.session.session_key)
    assert here.post(f"/accounts/sessions/{session.pk}/end/")["Location"] == "/accounts/sessions/"
    assert [is_signed_in(client) for client in (here, there, third)] == [True, False, True]


def test_all_others_are_ended() -> None:
    noor()
    here, there = signed_in(), elsewhere()
    here.post("/accounts/sessions/")
    assert [is_signed_in(client) for client in (here, there)] == [True, False]


def test_nobody_ends_anothers() -> None:
    noor()
    make_user("rival@example.org", password=PASSWORD)
    here, rival = signed_in(), signed_in("rival@example.org")
    session = UserSession.objects.get(session_key=here.session.session_key)
    for pk in (session.pk, session.pk + 1000):
        assert rival.post(f"/accounts/sessions/{pk}/end/").status_code == 404
    rival.post("/accounts/sessions/")
    assert is_signed_in(here)
    assert session.user_agent not in rival.get("/accounts/sessions/").content.decode() or not session.user_agent


def test_a_new_sign_in_is_a_new_session(client: Client) -> None:
    noor()
    session = client.session
    session["draft"] = "kept"
    session.save()
    known = str(session.session_key)
    client.cookies["sessionid"] = known
    client.post("/accounts/login/", {"login": NOOR, "password": PASSWORD})
    assert client.session["draft"] == "kept"
    assert client.session.session_key != known
    assert not type(client.session)(known).load(), "whoever planted the old one has nothing"


def test_signing_out_leaves_nothing_behind() -> None:
    noor()
    client = signed_in()
    session = client.session
    session["draft"] = "private"
    session.save()
    key = session.session_key
    client.post("/accounts/logout/")
    assert not type(session)(key).load()
