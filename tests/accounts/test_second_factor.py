"""A second factor: set up, asked for, used once, guarded, removed; and required of whoever sees others' data."""

import html
import re
import time as clock
from urllib.parse import parse_qsl, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts import mfa
from accounts.models import AuditEvent, User
from tests.accounts.people import (
    NOOR,
    PASSWORD,
    events,
    give_second_factor,
    is_in,
    last_mail,
    noor,
    secret_of,
    signed_in,
    totp,
)
from tests.factories import make_user

pytestmark = pytest.mark.django_db
APP, CODES = "/accounts/2fa/totp/activate/", "/accounts/2fa/recovery-codes/"
FACTOR = "/accounts/2fa/authenticate/"


@pytest.fixture(autouse=True)
def early_in_a_step(time_machine) -> None:
    """Codes change every half minute, not in the middle of a test."""
    time_machine.move_to(clock.time() // 30 * 30 + 5, tick=False)


def secret_on(client: Client) -> str:
    client.get(APP)
    return client.session["mfa.totp.secret"]


def half_way(password: str = PASSWORD) -> Client:
    """Past the password."""
    client = Client()
    answer = client.post("/accounts/login/", {"login": NOOR, "password": password, "next": "/guide/"})
    assert answer["Location"] == FACTOR
    assert not is_in(client)
    return client


def test_the_app_on_the_same_device_gets_it_by_a_link() -> None:
    noor()
    client = signed_in()
    page = client.get(APP).text
    secret = client.session["mfa.totp.secret"]
    link = html.unescape(re.search(r'href="(otpauth://[^"]+)"', page)[1])  # type: ignore[index]
    assert dict(parse_qsl(urlsplit(link).query)) == {"secret": secret, "issuer": settings.SITE_NAME}
    groups = re.findall(r"<span>(\w{1,4})</span>", page)
    assert "".join(groups) == secret
    assert {len(group) for group in groups} == {4}


def test_a_wrong_code_of_the_app_is_recorded() -> None:
    user = noor()
    give_second_factor(user)
    half_way().post(FACTOR, {"code": "000000"})
    found = AuditEvent.objects.get(code="user.fail_second_factor")
    assert (found.subject_id, found.actor_id) == (user.pk, None)


def test_set_up_and_asked_for(django_capture_on_commit_callbacks) -> None:
    user, client = noor(), signed_in()
    secret = secret_on(client)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(APP, {"code": totp(secret)})["Location"] == CODES
    page = client.get(CODES).content.decode()
    assert "10 codes of 10 are left" in page
    assert "second factor" in last_mail().subject
    assert "user.add_authenticator_app" in events()
    stored = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert secret not in stored, "a copy of the database does not give it away"
    visitor = half_way()
    assert visitor.get(FACTOR).status_code == 200
    # The code of setting up is used up; the next one comes.
    assert "That is not the code" in visitor.post(FACTOR, {"code": totp(secret)}).content.decode()
    assert visitor.post(FACTOR, {"code": totp(secret, clock.time() + 30)})["Location"] == "/guide/"
    assert is_in(visitor)


def test_a_code_counts_once() -> None:
    user = noor()
    give_second_factor(user)
    code = totp(secret_of(user))
    assert half_way().post(FACTOR, {"code": code}).status_code == 302
    assert half_way().post(FACTOR, {"code": code}).status_code == 200
    assert half_way().post(FACTOR, {"code": f"{code[:3]} {code[3:]}"}).status_code == 200


def test_a_clock_may_be_half_a_minute_late() -> None:
    user = noor()
    give_second_factor(user)
    secret = secret_of(user)
    assert half_way().post(FACTOR, {"code": totp(secret, clock.time() - 95)}).status_code == 200
    assert half_way().post(FACTOR, {"code": totp(secret, clock.time() - 30)}).status_code == 302


def test_codes_are_not_guessed() -> None:
    user = noor()
    give_second_factor(user)
    pages = [half_way().post(FACTOR, {"code": f"{number:06d}"}).content.decode() for number in range(11)]
    assert "one try too many" in pages[10]
    client = half_way()
    assert "one try too many" in client.post(FACTOR, {"code": totp(secret_of(user))}).content.decode()
    assert not is_in(client)


def test_a_recovery_code_opens_the_door_once() -> None:
    noor()
    client = signed_in()
    secret_on(client)
    client.post(APP, {"code": totp(client.session["mfa.totp.secret"])})
    code = client.get(CODES + "download/").content.decode().split()[0]
    visitor = half_way()
    assert visitor.post(FACTOR, {"code": code}).status_code == 302
    assert is_in(visitor)
    assert half_way().post(FACTOR, {"code": code}).status_code == 200


def test_removing_it_takes_the_code_once_more_and_a_mail_tells() -> None:
    user, client = noor(), Client()
    give_second_factor(user)
    client.force_login(user)
    remove = "/accounts/2fa/totp/deactivate/"
    assert "reauthenticate" in client.get(remove)["Location"]
    code = {"code": totp(secret_of(user)), "next": remove}
    assert client.post("/accounts/2fa/reauthenticate/", code)["Location"] == remove
    assert client.get(remove).status_code == 200
    assert client.post(remove).status_code == 302
    assert not Authenticator.objects.exists()
    assert "removed" in last_mail().subject
    assert "user.remove_authenticator_app" in events()


def test_nobody_touches_anothers() -> None:
    key = Authenticator.objects.create(user=noor(), type="webauthn", data={"name": "blue", "credential": {}})
    rival = make_user("rival@example.org", password=PASSWORD)
    client = signed_in(rival.email)
    for what in ("edit", "remove"):
        for pk in (key.pk, key.pk + 1000):
            assert client.get(f"/accounts/2fa/webauthn/keys/{pk}/{what}/", follow=True).status_code in (200, 404)
            client.post("/accounts/reauthenticate/", {"password": PASSWORD})
            assert client.post(f"/accounts/2fa/webauthn/keys/{pk}/{what}/", {"name": "mine"}).status_code == 404
    key.refresh_from_db()
    assert key.data["name"] == "blue"


@mfa.needs_second_factor
def others_data(request) -> HttpResponse:
    return HttpResponse("personal")


@pytest.fixture
def ask(rf):
    def asking(user, required: bool = True) -> HttpResponse:
        request = rf.get("/review/acme/?stage=new")
        request.user, request.session = user, {}
        response = others_data(request)
        response.session = request.session
        return response

    return asking


def test_required_before_others_data(ask, settings) -> None:
    settings.REQUIRE_MFA = True
    user = noor()
    response = ask(user)
    assert response["Location"] == reverse("mfa_index")
    assert response.session[mfa.WANTED] == "/review/acme/?stage=new"
    give_second_factor(user)
    assert ask(user).content == b"personal"


def test_not_required_where_the_setting_says_so(ask, settings) -> None:
    settings.REQUIRE_MFA = False
    assert ask(noor()).content == b"personal"


def test_the_page_says_why_and_leads_back(settings) -> None:
    settings.REQUIRE_MFA = True
    noor(is_staff=True)
    client = signed_in()
    page = client.get("/admin/", follow=True).content.decode()
    assert "needs a second factor" in page
    secret_on(client)
    page = client.post(APP, {"code": totp(client.session["mfa.totp.secret"])}, follow=True).content.decode()
    assert 'href="/admin/"' in page
    assert "Go on to where you were" in page
    assert client.get("/admin/").status_code == 200


def test_staff_pages_have_one_door(settings) -> None:
    settings.REQUIRE_MFA = True
    assert Client().get("/admin/")["Location"] == "/admin/login/?next=/admin/"
    assert Client().get("/admin/login/?next=/admin/")["Location"] == "/accounts/login/?next=/admin/"
    user = User.objects.create_superuser("root@example.org", PASSWORD)
    give_second_factor(user)
    answer = Client().post("/admin/login/", {"username": user.email, "password": PASSWORD})
    assert answer["Location"].startswith("/accounts/login/"), "the password is not even looked at"
    noor()
    assert signed_in().get("/admin/", follow=True).status_code == 403
