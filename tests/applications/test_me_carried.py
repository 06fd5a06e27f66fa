"""Told and saved before there was an account, and still there after each way of getting one."""

from datetime import date

import pytest
from django.test import Client

from applications.models import Elsewhere, Proficiency, Student
from listings.models import SavedPosting
from tests.accounts.people import NOOR, PASSWORD, last_code, noor
from tests.factories import make_posting, make_skill

pytestmark = pytest.mark.django_db
FROM_HERE = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}


def visit(client: Client) -> int:
    """Tells facts and a skill, saves a posting; returns its id."""
    make_skill("go")
    posting = make_posting()
    client.post("/me/profile/facts/", {"degree": "bachelor", "graduates_on": "May 2028"})
    client.post("/me/profile/", {"skill": "golang", "level": "strong", "evidence": "a store"})
    assert client.post(f"/internships/{posting.pk}/save/", {"keep": "1"}, headers=FROM_HERE).status_code == 303
    return posting.pk


def assert_carried(client: Client, posting_id: int) -> None:
    assert client.get("/me/").status_code == 200
    student = Student.objects.get(user__email=NOOR)
    assert (student.degree, student.graduates_on) == ("bachelor", date(2028, 5, 1))
    assert Proficiency.objects.filter(student=student, skill__slug="go", evidence="a store").exists()
    assert SavedPosting.objects.filter(user=student.user, posting=posting_id).exists()
    assert not {"facts", "saved"} & set(client.session.keys())


def test_by_signing_up(client: Client) -> None:
    posting = visit(client)
    client.post("/accounts/signup/", {"name": "Noor", "email": NOOR, "password1": PASSWORD})
    assert not Student.objects.exists()
    client.post("/accounts/signup/code/", {"code": last_code()})
    assert_carried(client, posting)


def test_by_signing_in(client: Client) -> None:
    noor()
    posting = visit(client)
    client.post("/accounts/login/", {"login": NOOR, "password": PASSWORD})
    assert_carried(client, posting)


def test_the_next_person_at_the_browser_gets_nothing(client: Client) -> None:
    """Signing out empties the session."""
    user = noor()
    posting = visit(client)
    client.force_login(user)
    client.get("/me/")
    client.post("/accounts/logout/")
    assert "bachelor" not in client.get("/me/profile/").text.lower()
    assert str(posting) not in client.session.get("saved", [])
    assert not Elsewhere.objects.exists()
