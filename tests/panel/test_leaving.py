"""Leaving an employer by its page, whatever one's role there."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from applications import privacy
from jobboard import jobs
from listings.models import Invitation, Membership
from listings.models.choices import MembershipRole
from listings.postings import team
from tests.cast import WHO, Cast, make_cast
from tests.factories import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: Any) -> Cast:
    settings.REQUIRE_MFA = False
    return make_cast()


def page_of(cast: Cast) -> str:
    return f"/employer/{cast.employer.slug}/leave/"


@pytest.mark.parametrize("who", ["recruiter", "reviewer"])
def test_a_get_asks_and_a_post_leaves(cast: Cast, who: str, settings: Any) -> None:
    settings.REQUIRE_MFA = True  # nobody sets one up in order to leave
    client = cast.client(who)
    assert "Leave Acme?" in client.get(page_of(cast)).text
    assert Membership.objects.filter(user=cast.people[who]).exists()
    assert "You have left Acme" in client.post(page_of(cast), follow=True).text
    assert not Membership.objects.filter(user=cast.people[who]).exists()
    assert client.get(page_of(cast)).status_code == client.post(page_of(cast)).status_code == 404


@pytest.mark.parametrize("who", [who for who in WHO if who not in ("recruiter", "reviewer")])
def test_a_stranger_finds_nothing(cast: Cast, who: str) -> None:
    client = cast.client(who)
    wanted = 302 if who == "visitor" else 404
    assert client.get(page_of(cast)).status_code == client.post(page_of(cast)).status_code == wanted


def test_the_last_owner_stays_and_reads_why(cast: Cast) -> None:
    owner = make_member(cast.employer, "owner")
    client = Client()
    client.force_login(owner)
    assert "Make a colleague owner first" in client.get(page_of(cast)).text
    assert client.post(page_of(cast)).status_code == 409
    assert Membership.objects.filter(user=owner).exists()
    with pytest.raises(privacy.LastOwner):
        privacy.erase(owner, by=owner)
    make_member(cast.employer, "owner")
    assert client.post(page_of(cast)).status_code == 302


def test_every_seat_has_its_door_out(cast: Cast) -> None:
    page = cast.client("reviewer").get("/employer/?show=all").text
    assert page_of(cast) in page
    assert "reviewer" in page
    inbox = cast.client("reviewer").get(f"/review/{cast.employer.slug}/").text
    assert "/employer/?show=all" in inbox


def test_an_address_that_was_invited_is_forgotten(cast: Cast, time_machine: Any) -> None:
    seat = Membership.objects.get(user=make_member(cast.employer, "owner"))
    team.invite(seat, "nobody@example.org", MembershipRole.REVIEWER)
    time_machine.move_to(timezone.now() + team.GOOD_FOR + team.KEPT_FOR - timedelta(minutes=1))
    assert team.purge() == 0
    time_machine.move_to(timezone.now() + timedelta(minutes=2))
    assert next(job for job in jobs.JOBS if job.name == "invitations").do() == 1
    assert not Invitation.objects.exists()


def test_who_deletes_the_account_is_in_no_invitation(cast: Cast) -> None:
    seat = Membership.objects.get(user=make_member(cast.employer, "owner"))
    student = cast.people["student"]
    team.invite(seat, student.email.upper(), MembershipRole.REVIEWER)
    made, _token = team.invite(seat, "alias@example.org", MembershipRole.REVIEWER)
    team.accept(made, by=student)
    team.claim(cast.other, by=student)
    privacy.erase(student, by=student)
    assert not Invitation.objects.exists()
    assert not cast.other.claims.exists()
