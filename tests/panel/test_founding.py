"""Setting up an employer: who may, what they are told, and what stands in their way."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent
from listings.importing.employers import name_key
from listings.models import Employer, Membership
from listings.postings import team
from panel import urls
from tests.accounts.people import PASSWORD, last_code
from tests.factories import make_employer, make_member, make_user

pytestmark = pytest.mark.django_db
NEW = "/employer/new/"
ACME = {"name": " Acme  GmbH ", "website": "acme.example", "kind": "for-profit"}


def client_of(email: str = "ana@acme.example", **fields: Any) -> Client:
    client = Client()
    client.force_login(make_user(email, **fields))
    return client


def test_a_visitor_signs_up_and_comes_back() -> None:
    client = Client()
    where = client.get(NEW)["Location"]
    assert where == f"/accounts/signup/?next={NEW}"
    page = client.get(where).text
    assert f'name="next" value="{NEW}"' in page
    assert "your address at work" in page and "until you apply" not in page
    assert "until you apply" in client.get("/accounts/signup/").text
    assert "back to where you were" in client.get("/accounts/signup/?next=/employer/join/abc/").text
    client.post(where, {"name": "Ana", "email": "ana@acme.example", "password1": PASSWORD, "next": NEW})
    assert client.post("/accounts/signup/code/", {"code": last_code("ana@acme.example")})["Location"] == NEW
    assert "acme.example" in client.get(NEW).text
    assert client.post(NEW, ACME)["Location"] == "/employer/acme-gmbh/"


def test_a_browser_lets_an_address_without_https_through() -> None:
    """The help says acme.example; a field of the kind "url" would refuse it before we see it."""
    field = re.search(r'<input[^>]*name="website"[^>]*>', client_of().get(NEW).text)
    assert field and re.findall(r'type="(\w+)"', field[0]) == ["text"]


@pytest.mark.parametrize("door", ["login/", "signup/", "login/code/"])
def test_every_door_leads_on_to_the_others(door: str) -> None:
    page = Client().get(f"/accounts/{door}?next=/employer/new/").text
    others = re.findall(r'href="(/accounts/(?:login|signup|login/code)/[^"]*)"', page.partition('id="main"')[2])
    assert others
    assert {address.partition("?")[2] for address in others} == {"next=%2Femployer%2Fnew%2F"}


def test_what_was_founded() -> None:
    client = client_of()
    assert client.post(NEW, ACME | {"recruits_for_others": "on"})["Location"] == "/employer/acme-gmbh/"
    employer = Employer.objects.get()
    assert (employer.name, employer.website, employer.kind) == ("Acme GmbH", "https://acme.example", "for-profit")
    assert employer.recruits_for_others
    assert (employer.verified_at, employer.memberships.get().role) == (None, "owner")
    assert AuditEvent.objects.filter(code="employer.found").exists()


@pytest.mark.parametrize(
    ("email", "website", "before", "after"),
    [
        ("ana@acme.example", "acme.example", "If the employer’s site is there too", "speaks for you"),
        ("ana@mail.acme.example", "https://www.acme.example/jobs", "If the employer’s site", "speaks for you"),
        ("ana@gmail.com", "acme.example", "where anybody gets one", "where anybody gets one"),
        ("ana@other.example", "acme.example", "If the employer’s site", "how they belong together"),
    ],
)
def test_they_are_told_what_comes(email: str, website: str, before: str, after: str) -> None:
    client = client_of(email)
    assert before in client.get(NEW).text
    assert after in client.post(NEW, ACME | {"website": website}, follow=True).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": " \u200b "},
        {"name": "!!!"},
        {"name": "x" * 201},
        {"website": ""},
        {"website": "acme"},
        {"website": "ftp://acme.example"},
        {"website": "javascript:alert(1)"},
        {"website": "https://google.com@evil.example/"},
        {"kind": ""},
        {"kind": "not-stated"},
    ],
)
def test_what_is_wrong_is_said_beside_it(wrong: dict[str, str]) -> None:
    answer = client_of().post(NEW, ACME | wrong)
    assert answer.status_code == 422
    assert answer.text.count('class="error"') == 1
    assert not Employer.objects.exists()


def test_a_name_nobody_has_claimed_can_be_claimed() -> None:
    there = make_employer("Acme GmbH", name_key=name_key("Acme GmbH"))
    answer = client_of().post(NEW, ACME)
    assert answer.status_code == 409
    assert f"/employer/claim/{there.slug}/" in answer.text
    assert "claim it" in answer.text


def test_of_a_name_with_owners_nobody_is_named() -> None:
    there = make_employer("Acme GmbH", name_key=name_key("Acme GmbH"), claimed_at=timezone.now())
    owner = make_member(there, "owner", name="Otto Owner")
    page = client_of().post(NEW, ACME).text
    assert "ask its owners" in page
    assert owner.email not in page
    assert "Otto" not in page
    mine = Client()
    mine.force_login(owner)
    assert f"/employer/{there.slug}/" in mine.post(NEW, ACME).text
    Employer.objects.update(suspended_at=timezone.now())
    assert "This name cannot be used" in client_of("b@acme.example").post(NEW, ACME).text
    assert Membership.objects.count() == 1


def test_who_has_not_proved_an_address_does_that_first() -> None:
    client = client_of(verified=False)
    assert client.get(NEW).status_code == client.post(NEW, ACME).status_code == 403
    assert not Employer.objects.exists()


def test_five_a_day() -> None:
    client = client_of()
    answers = [client.post(NEW, ACME | {"name": f"Acme {number}"}).status_code for number in range(6)]
    assert answers == [302] * 5 + [429]


def test_no_employer_takes_an_address_of_the_panel() -> None:
    first = {str(one.pattern).partition("/")[0] for one in urls.urlpatterns} - {"", "<slug:slug>"}
    assert first == team.RESERVED
    for word in first:
        client_of(f"{word}@acme.example").post(NEW, ACME | {"name": word})
    assert set(Employer.objects.values_list("slug", flat=True)) == {f"{word}-2" for word in first}


def test_who_sits_nowhere_reads_how_it_goes() -> None:
    for client in (Client(), client_of()):
        page = client.get("/employer/")
        assert page.status_code == 200
        assert NEW in page.text
        assert "/employers/" in page.text
    assert not Client().get("/employer/").cookies
    for public in ("/employers/", "/"):
        assert 'href="/employer/"' in Client().get(public).text
