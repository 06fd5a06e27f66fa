"""Asking for an employer that an import made, and for a seat at one that has owners."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import OutgoingMail, User
from listings.models import Employer, EmployerClaim, Membership, Posting
from listings.postings import employers, team
from panel.editor import sitting
from tests.factories import make_employer, make_member, make_posting, make_source, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_second_factor(settings: Any) -> None:
    settings.REQUIRE_MFA = False


@pytest.fixture
def ramp() -> Employer:
    employer = make_employer("Ramp", website="https://ramp.example")
    make_posting("Backend Intern", employer=employer, source=make_source())
    return employer


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(employer: Employer) -> str:
    return f"/employer/claim/{employer.slug}/"


def test_the_public_page_leads_there(ramp: Employer) -> None:
    public = f"/employers/{ramp.slug}/"
    assert page_of(ramp) in Client().get(public).text
    Employer.objects.update(claimed_at=timezone.now())
    assert page_of(ramp) not in Client().get(public).text


def test_a_visitor_reads_what_comes_of_it_and_signs_up(ramp: Employer) -> None:
    page = Client().get(page_of(ramp))
    assert page.status_code == 200
    assert f"/accounts/signup/?next=%2Femployer%2Fclaim%2F{ramp.slug}%2F" in page.text
    assert Client().post(page_of(ramp))["Location"] == f"/accounts/login/?next={page_of(ramp)}"
    assert not EmployerClaim.objects.exists()


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("ana@ramp.example", "that speaks for you"),
        ("ana@gmail.com", "says nothing of where you work"),
        ("ana@other.example", "how they belong together"),
    ],
)
def test_the_address_is_what_speaks(ramp: Employer, email: str, words: str) -> None:
    assert words in client_of(make_user(email)).get(page_of(ramp)).text


def test_a_claim_waits_and_is_seen_to_wait(ramp: Employer) -> None:
    client = client_of(make_user("ana@ramp.example"))
    for _ in range(2):
        assert client.post(page_of(ramp))["Location"] == page_of(ramp)
    assert EmployerClaim.objects.count() == 1
    assert "Waits for a moderator" in client.get(page_of(ramp)).text
    assert "waits for a moderator since" in client.get("/employer/").text
    assert not Membership.objects.exists()


def test_refused_it_can_be_asked_again(ramp: Employer) -> None:
    user, staff = make_user("ana@gmail.com"), make_user(is_staff=True)
    client = client_of(user)
    client.post(page_of(ramp))
    employers.refuse(EmployerClaim.objects.get(), by=staff)
    assert "not granted" in client.get("/employer/").text
    assert "Ask again" in client.get(page_of(ramp)).text
    client.post(page_of(ramp))
    assert EmployerClaim.objects.filter(decided_at=None).count() == 1


def test_granted_it_is_theirs_to_correct(ramp: Employer) -> None:
    """Through the editor; what was corrected is locked against the next reading."""
    user = make_user("ana@ramp.example")
    client = client_of(user)
    client.post(page_of(ramp))
    employers.grant(EmployerClaim.objects.get(), by=make_user(is_staff=True))
    assert OutgoingMail.objects.filter(kind="claim-decided", user=user).exists()
    assert client.get("/employer/")["Location"] == f"/employer/{ramp.slug}/"
    posting = Posting.objects.get()
    address = f"/employer/{ramp.slug}/postings/{posting.pk}/"
    assert "Backend Intern" in client.get(f"/employer/{ramp.slug}/postings/").text
    look = sitting.opened(posting)
    assert look.is_writable
    assert client.get(address).status_code == 200
    typed = look.typed.as_data() | {"title": "Back-end Intern, Payments"}
    sent = client.post(address, {**typed, "version": "0", "action": "save"})
    assert sent.status_code == 302
    assert "Payments" in client.get(address).text
    assert Posting.objects.get().title == "Backend Intern", "a draft, until it is sent"


def test_one_with_owners_is_asked_for_a_seat(ramp: Employer) -> None:
    Employer.objects.update(claimed_at=timezone.now())
    owner, colleague = make_member(ramp, "owner", name="Otto Owner"), make_member(ramp, "recruiter")
    client = client_of(make_user("ana@ramp.example", name="Ana"))
    page = client.get(page_of(ramp))
    assert page.status_code == 409
    assert "Otto" not in page.text
    assert owner.email not in page.text
    assert "Its owners have your name" in client.post(page_of(ramp), follow=True).text
    mail = OutgoingMail.objects.get(kind="seat-wanted")
    assert (mail.user, colleague.email in mail.to) == (owner, False)
    assert "email=ana%40ramp.example" in mail.body
    assert (
        'value="ana@ramp.example"' in client_of(owner).get(f"/employer/{ramp.slug}/team/?email=ana@ramp.example").text
    )
    assert "within the last week" in client.post(page_of(ramp), follow=True).text
    assert OutgoingMail.objects.filter(kind="seat-wanted").count() == 1
    assert not EmployerClaim.objects.exists()
    assert "Open its panel" in client_of(colleague).get(page_of(ramp)).text
    client_of(colleague).post(page_of(ramp))
    assert OutgoingMail.objects.filter(kind="seat-wanted").count() == 1


def test_whose_owners_are_gone_is_asked_for_again(ramp: Employer) -> None:
    Employer.objects.update(claimed_at=timezone.now())
    owner, colleague = make_member(ramp, "owner"), make_member(ramp, "recruiter")
    User.objects.filter(pk=owner.pk).update(is_active=False)
    client = client_of(make_user("ana@ramp.example"))
    page = client.get(page_of(ramp))
    assert page.status_code == 200
    assert "Those who looked after this page have left" in page.text
    assert "Waits for a moderator" in client.post(page_of(ramp), follow=True).text
    assert not OutgoingMail.objects.filter(kind="seat-wanted").exists()
    assert "Ask for it" in client_of(colleague).get(page_of(ramp)).text
    employers.grant(EmployerClaim.objects.get(), by=make_user(is_staff=True))
    assert client_of(make_user()).get(page_of(ramp)).status_code == 409


def test_what_cannot_be_claimed(ramp: Employer) -> None:
    client = client_of(make_user())
    assert client.get("/employer/claim/nobody-at-all/").status_code == 404
    Employer.objects.update(suspended_at=timezone.now())
    assert client.get(page_of(ramp)).status_code == client.post(page_of(ramp)).status_code == 404
    Employer.objects.update(suspended_at=None)
    unproved = client_of(make_user("b@ramp.example", verified=False))
    assert unproved.get(page_of(ramp)).status_code == unproved.post(page_of(ramp)).status_code == 403
    assert not EmployerClaim.objects.exists()


def test_how_long_it_takes_is_measured(ramp: Employer) -> None:
    staff = make_user(is_staff=True)
    for _number in range(5):
        assert "The last ones" not in Client().get(page_of(ramp)).text
        claim = team.claim(ramp, by=make_user())
        employers.refuse(claim, by=staff)
        EmployerClaim.objects.filter(pk=claim.pk).update(claimed_at=timezone.now() - timedelta(hours=5))
    assert "about 5 hours" in Client().get(page_of(ramp)).text
