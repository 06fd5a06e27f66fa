"""The team of an employer, and how one comes into it and out of it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import OutgoingMail
from applications import pipeline
from listings.models import Invitation, Membership
from tests.accounts.people import PASSWORD, last_code
from tests.applicants import make_application
from tests.cast import Cast, make_cast
from tests.factories import make_member, make_posting, make_user

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
    student = cast.client("student")
    assert "Join Acme" in student.get(link()).content.decode()
    assert not Membership.objects.filter(user=cast.people["student"]).exists()
    assert student.post(link())["Location"] == f"/employer/{cast.employer.slug}/"
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


def test_who_has_no_account_makes_one_and_comes_back(cast: Cast) -> None:
    owner_of(cast).post(team(cast), {"email": "new@example.org", "role": "reviewer"})
    visitor, where = Client(), link()
    page = visitor.get(where)
    assert (page.status_code, "Join Acme" in page.text) == (200, True)
    assert visitor.post(where)["Location"] == f"/accounts/login/?next={where}"
    signup = re.search(r'href="(/accounts/signup/[^"]+)"', page.text)[1]  # type: ignore[index]
    assert f'name="next" value="{where}"' in visitor.get(signup).text
    visitor.post(signup, {"name": "New", "email": "new@example.org", "password1": PASSWORD, "next": where})
    assert visitor.post("/accounts/signup/code/", {"code": last_code("new@example.org")})["Location"] == where
    assert visitor.post(where)["Location"] == f"/review/{cast.employer.slug}/"


def test_who_signs_in_instead_comes_back_too(cast: Cast) -> None:
    owner_of(cast).post(team(cast), {"email": "student@example.org", "role": "reviewer"})
    cast.people["student"].set_password(PASSWORD)
    cast.people["student"].save()
    visitor, where = Client(), link()
    said = {"login": "student@example.org", "password": PASSWORD, "next": where}
    assert visitor.post("/accounts/login/", said)["Location"] == where


def test_the_page_counts_people_and_invitations(cast: Cast) -> None:
    owner = owner_of(cast)
    page = owner.get(team(cast)).text
    assert "<strong>Three people</strong>, one of them owner." in page
    assert "are out" not in page
    assert "(the last one)" in page
    assert page.count('name="role"') == 3  # two colleagues and the form to invite: the last owner stays one
    for number in range(2):
        owner.post(team(cast), {"email": f"new{number}@example.org", "role": "reviewer"})
    page = owner.get(team(cast)).text
    assert "<strong>Two invitations</strong> are out." in page
    assert "good for 7 more days, once" in page


def test_nobody_is_offered_what_would_be_refused(cast: Cast) -> None:
    owner, recruiter = owner_of(cast), cast.client("recruiter")
    owner.post(team(cast), {"email": "a@example.org", "role": "recruiter"})
    buttons = re.compile(r"<button[^>]*>(Send again|Withdraw)<span class=\"hidden-text\"> (\S+@\S+)</span>")
    assert buttons.findall(owner.get(team(cast)).text) == [
        ("Send again", "a@example.org"),
        ("Withdraw", "a@example.org"),
    ]
    assert buttons.findall(recruiter.get(team(cast)).text) == []
    recruiter.post(team(cast), {"email": "b@example.org", "role": "reviewer"})
    assert buttons.findall(recruiter.get(team(cast)).text) == [
        ("Send again", "b@example.org"),
        ("Withdraw", "b@example.org"),
    ]
    page = recruiter.get(team(cast)).text
    assert "Remove" not in page
    assert f"/employer/{cast.employer.slug}/leave/" in page


def test_a_mail_that_no_server_took_is_said(cast: Cast) -> None:
    owner = owner_of(cast)
    owner.post(team(cast), {"email": "a@example.exmaple", "role": "reviewer"})
    assert "Came back" not in owner.get(team(cast)).text
    OutgoingMail.objects.filter(kind="invitation").update(failed_at=timezone.now())
    assert "Came back" in owner.get(team(cast)).text


def test_a_reviewers_postings_are_said(cast: Cast) -> None:
    reviewer = cast.people["reviewer"]
    assert "nothing assigned" in owner_of(cast).get(team(cast)).text
    application = make_application(make_posting("Ledger Intern", employer=cast.employer))
    pipeline.assign([application], [reviewer.memberships.get()], by=cast.people["recruiter"])
    assert "Ledger Intern" in owner_of(cast).get(team(cast)).text


def test_three_of_each_cost_what_one_costs(cast: Cast) -> None:
    owner, posting = owner_of(cast), make_posting(employer=cast.employer)

    def grow(number: int) -> None:
        for _ in range(number):
            reviewer = make_member(cast.employer, "reviewer")
            pipeline.assign([make_application(posting)], [reviewer.memberships.get()], by=cast.people["recruiter"])
            make_member(cast.employer, "owner")
            owner.post(team(cast), {"email": make_user().email, "role": "recruiter"})

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert owner.get(team(cast)).status_code == 200
        return len(queries)

    grow(1)
    asked()
    one = asked()
    grow(2)
    asked()  # the words about what was sent are read once
    assert asked() <= one <= 12
