"""Leaving an employer by its page, whatever one's role there."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent
from applications import privacy
from jobboard import jobs
from listings.importing import bringing, uploads
from listings.models import Employer, Invitation, Membership, Posting, Source
from listings.models.choices import MembershipRole
from listings.postings import drafting, moderating, team
from tests.applicants import make_application
from tests.cast import WHO, Cast, make_cast
from tests.factories import make_employer, make_member, make_posting, make_source, make_user
from tests.importing.boards import answer
from tests.postings.test_team import at_once

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
    claim = team.claim(make_employer(), by=student)
    privacy.erase(student, by=student)
    assert not Invitation.objects.exists()
    assert not claim.employer.claims.exists()


def founder_of(employer: Employer) -> Client:
    client = Client()
    client.force_login(make_member(employer, "owner"))
    return client


def test_who_founded_by_mistake_takes_it_back() -> None:
    employer = make_employer("Oops & Co", claimed_at=timezone.now())
    founder, page = founder_of(employer), "/employer/oops-co/leave/"
    seat = employer.memberships.get()
    drafting.start(employer, by=seat.user)
    make_posting(employer=employer, status="in_moderation", submitted_by=seat.user)
    team.invite(seat, "nobody@example.org", MembershipRole.REVIEWER)
    bringing.bring(uploads.keep(employer, "greenhouse", answer("greenhouse"), by=seat.user), by=seat.user)
    assert "Remove this employer" in founder.get(page).text
    assert Employer.objects.filter(pk=employer.pk).exists()
    assert "Oops &amp; Co is removed" in founder.post(page, {"do": "dissolve"}, follow=True).text
    assert not any(model.objects.exists() for model in (Employer, Invitation, Posting, Source))
    assert AuditEvent.objects.get(code="employer.dissolve").subject_id == employer.pk
    assert founder.post(page, {"do": "dissolve"}).status_code == 404


def test_what_was_read_elsewhere_is_nobodys_again() -> None:
    employer = make_employer("Acme", claimed_at=timezone.now(), about="Ours", verified_at=timezone.now())
    founder = founder_of(employer)
    own = drafting.start(employer, by=employer.memberships.get().user)
    read = make_posting(employer=employer, source=make_source())
    founder.post("/employer/acme/leave/", {"do": "dissolve"})
    employer.refresh_from_db()
    assert (employer.claimed_at, employer.verified_at, employer.about) == (None, None, "")
    assert not employer.memberships.exists()
    assert list(Posting.objects.values_list("pk", flat=True)) == [read.pk] != [own.pk]
    assert founder.get("/employer/claim/acme/").status_code == 200


KEPT: dict[str, Callable[[Employer], Any]] = {
    "it is public": lambda e: make_posting(employer=e),
    "it was public": lambda e: make_posting(employer=e, status="closed"),
    "somebody applied": lambda e: make_application(make_posting(employer=e)),
    "a moderator has decided": lambda e: moderating.reject(
        make_posting(employer=e, status="in_moderation"), "No.", by=make_user(is_staff=True)
    ),
    "a colleague is there": lambda e: make_member(e, "reviewer"),
    "it is suspended": lambda e: Employer.objects.filter(pk=e.pk).update(suspended_at=timezone.now()),
}


@pytest.mark.parametrize("why", KEPT)
def test_what_is_others_too_is_kept(why: str) -> None:
    employer = make_employer("Acme", claimed_at=timezone.now())
    founder = founder_of(employer)
    KEPT[why](employer)
    assert "Remove this employer" not in founder.get("/employer/acme/leave/").text
    assert founder.post("/employer/acme/leave/", {"do": "dissolve"}).status_code == 409
    assert Employer.objects.filter(pk=employer.pk).exists()


def test_nobody_but_the_last_owner_takes_it_back(cast: Cast) -> None:
    for who in ("recruiter", "reviewer"):
        assert cast.client(who).post(page_of(cast), {"do": "dissolve"}).status_code == 409
    assert cast.client("rival").post(page_of(cast), {"do": "dissolve"}).status_code == 404
    assert Employer.objects.filter(pk=cast.employer.pk).exists()


@pytest.mark.parametrize("who", ["recruiter", "reviewer"])
def test_the_members_of_a_suspended_employer_can_leave(cast: Cast, who: str) -> None:
    Employer.objects.filter(pk=cast.employer.pk).update(suspended_at=timezone.now())
    client = cast.client(who)
    assert page_of(cast) in client.get("/employer/").text
    assert client.get(page_of(cast)).status_code == 200
    assert client.post(page_of(cast)).status_code == 302
    assert not Membership.objects.filter(user=cast.people[who]).exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_take_it_back_at_once_do_it_once() -> None:
    employer = make_employer("Acme", claimed_at=timezone.now())
    make_member(employer)
    seat = Membership.objects.select_related("employer", "user").get()
    answers = at_once(*[lambda: team.dissolve(seat)] * 2)
    assert sorted(map(type, answers), key=str) == sorted([type(None), team.Kept], key=str)
    assert AuditEvent.objects.filter(code="employer.dissolve").count() == 1
