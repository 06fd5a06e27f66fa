"""The team of an employer, and how one comes into it and out of it."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import OutgoingMail
from listings.models import Invitation, Membership
from tests.cast import Cast, make_cast
from tests.factories import make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: object) -> Cast:
    settings.REQUIRE_MFA = False
    return make_cast()


def owner_of(cast: Cast) -> Client:
    client = Client()
    client.force_login(make_member(cast.employer, "owner"))
    return client


def team(cast: Cast, rest: str = "") -> str:
    return f"/employer/{cast.employer.slug}/team/{rest}"


def link() -> str:
    text = str(OutgoingMail.objects.values().get(kind="invitation"))
    return re.search(r"/employer/join/[\w-]+/", text)[0]  # type: ignore[index]


def test_the_invited_joins_once(cast: Cast) -> None:
    sent = owner_of(cast).post(team(cast), {"email": "student@example.org", "role": "recruiter"})
    assert sent.status_code == 302
    assert Client().get(link()).status_code == 302
    student = cast.client("student")
    assert "Join Acme" in student.get(link()).content.decode()
    assert not Membership.objects.filter(user=cast.people["student"]).exists()
    assert student.post(link())["Location"] == "/employer/"
    assert student.get(team(cast)).status_code == 200
    assert student.get(link()).status_code == student.post(link()).status_code == 410
    assert student.get("/employer/join/never-was/").status_code == 404


def test_of_another_address_only_after_saying_so(cast: Cast) -> None:
    owner_of(cast).post(team(cast), {"email": "else@example.org", "role": "reviewer"})
    other = Client()
    other.force_login(make_user())
    assert other.post(link()).status_code == 422
    assert other.post(link(), {"other": "1"}).status_code == 302


def test_leaving_ends_access_with_the_next_request(cast: Cast) -> None:
    seat = Membership.objects.get(user=cast.people["recruiter"])
    recruiter = cast.client("recruiter")
    assert recruiter.post(team(cast, f"members/{seat.pk}/"))["Location"] == "/employer/"
    assert recruiter.get(team(cast)).status_code == 404


def test_the_last_owner_is_told_why_not(cast: Cast) -> None:
    owner = owner_of(cast)
    seat = Membership.objects.get(employer=cast.employer, role="owner")
    page = owner.post(team(cast, f"members/{seat.pk}/"), follow=True).content.decode()
    assert "Make somebody else owner first" in page
    assert Membership.objects.filter(pk=seat.pk).exists()


def test_a_withdrawn_link_is_spent_and_a_rival_finds_none(cast: Cast) -> None:
    owner = owner_of(cast)
    owner.post(team(cast), {"email": "student@example.org", "role": "reviewer"})
    made = Invitation.objects.get()
    rival, seat = f"/employer/{cast.other.slug}/team/", Membership.objects.get(user=cast.people["recruiter"])
    assert cast.client("rival").post(f"{rival}invitations/{made.pk}/").status_code == 404
    assert cast.client("rival").post(f"{rival}members/{seat.pk}/").status_code == 404
    assert owner.post(team(cast, f"invitations/{made.pk}/")).status_code == 302
    assert cast.client("student").get(link()).status_code == 410


def test_a_recruiter_offers_no_higher_seat(cast: Cast) -> None:
    recruiter = cast.client("recruiter")
    assert recruiter.post(team(cast), {"email": "a@example.org", "role": "owner"}).status_code == 422
    assert recruiter.post(team(cast), {"email": "a@example.org", "role": "reviewer"}).status_code == 302
    assert Invitation.objects.get().expires_at > timezone.now()
