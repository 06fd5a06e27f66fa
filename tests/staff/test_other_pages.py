"""Employers, vocabularies, readings and mail, as staff use them; and who else comes there."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditEvent, OutgoingMail
from listings.models import EmployerClaim, Membership, PostingPlace, Requirement, Skill
from tests.cast import make_cast
from tests.factories import make_employer, make_member, make_place, make_posting, make_skill
from tests.site.test_templates import assert_clean
from tests.staff.standing import grow, make_staffed

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator() -> Client:
    return make_cast().client("moderator")


def test_every_page_answers_cleanly(moderator: Client) -> None:
    for address in make_staffed().pages():
        response = moderator.get(address)
        assert response.status_code == 200, address
        assert_clean(response.text)


def test_every_page_asks_as_often_for_three_as_for_one(moderator: Client) -> None:
    staffed = make_staffed()

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert moderator.get(address).status_code == 200
        return len(queries)

    one = {address: asked(address) for address in staffed.pages()}
    grow(3)
    assert {address: n for address, n in one.items() if asked(address) > n} == {}
    assert max(one.values()) <= 40


@pytest.mark.parametrize(("who", "where"), [("visitor", "/accounts/login/"), ("student", ""), ("rival", "/employer/"),
                                            ("recruiter", "/employer/"), ("reviewer", "/employer/")])  # fmt: skip
def test_outsiders(who: str, where: str) -> None:
    staffed, client = make_staffed(), make_cast().client(who)
    for address in staffed.pages():
        for method in (client.get, client.post):
            first = method(address)
            assert (first.status_code, first["Location"].startswith("/admin/login/")) == (302, True)
            then = client.get(first["Location"])
            assert then.status_code == (302 if where else 403)
            assert then.headers.get("Location", "").startswith(where)
    assert not AuditEvent.objects.filter(code="employer.suspend").exists()


@pytest.mark.parametrize(
    ("address", "website", "said"),
    [
        (
            "jo@mail.acme.example",
            "https://www.acme.example",
            "jo@mail.acme.example belongs to https://www.acme.example",
        ),
        ("jo@gmail.com", "https://acme.example", "jo@gmail.com is a free mail address"),
        ("jo@else.example", "https://acme.example", "jo@else.example does not belong to https://acme.example"),
        ("jo@else.example", "", "jo@else.example, and no site to compare it with"),
        ("", "https://acme.example", "no owner"),
    ],
)
def test_the_list_says_what_an_address_is_worth(moderator: Client, address: str, website: str, said: str) -> None:
    employer = make_employer("Fresh & Co", website=website, claimed_at=timezone.now())
    if address:
        make_member(employer, email=address)
    make_member(employer, "recruiter", email="recruiter@acme.example")  # it is the owner whom one would verify
    page = moderator.get("/admin/employers/").text
    assert said in page
    assert_clean(page)


def test_an_employer_is_verified_and_suspended(moderator: Client) -> None:
    posting = make_posting()
    address = f"/admin/employers/{posting.employer_id}/"
    for verb, field in (("verify", "verified_at"), ("suspend", "suspended_at")):
        moderator.post(address, {"do": verb})
        posting.employer.refresh_from_db()
        assert getattr(posting.employer, field)
    assert Client().get(posting.get_absolute_url()).status_code == 404
    assert "It stood so already." in moderator.post(address, {"do": "suspend"}, follow=True).text
    moderator.post(address, {"do": "lift"})
    assert Client().get(posting.get_absolute_url()).status_code == 200
    assert moderator.post(address, {"do": "explode"}).status_code == 303


def test_a_claim_is_granted(moderator: Client) -> None:
    make_staffed()
    claim = EmployerClaim.objects.get()
    moderator.post("/admin/employers/", {"claim": claim.pk, "do": "grant"})
    assert Membership.objects.get(user=claim.user).employer == claim.employer
    again = moderator.post("/admin/employers/", {"claim": claim.pk, "do": "refuse"}, follow=True)
    assert "Somebody else has decided this claim." in again.text
    assert moderator.post("/admin/employers/", {"claim": "x"}).status_code == 404


def test_skills_are_merged_after_a_look(moderator: Client) -> None:
    make_posting(skills={"postgresql": "needed"})
    make_skill("sql")
    both = {"skill": "PostgreSQL", "into": "sql"}
    assert "Merge PostgreSQL into SQL" in moderator.post("/admin/skills/", both).text
    assert Skill.objects.filter(slug="postgresql").exists()
    assert moderator.post("/admin/skills/", both | {"sure": "1"}).status_code == 303
    assert Requirement.objects.get().skill.slug == "sql"
    for wrong in ({"skill": "sql", "into": "sql"}, {"skill": "nothing", "into": "sql"}):
        assert "Name two different skills" in moderator.post("/admin/skills/", wrong | {"sure": "1"}).text


def test_a_fragment_is_placed(moderator: Client) -> None:
    make_posting(raw_places=("Big B",))
    make_place("berlin")
    assert "big b" in moderator.get("/admin/places/").text
    assert "No place has this name" in moderator.post("/admin/places/", {"raw": "big b", "place": "xyzzyville"}).text
    assert moderator.post("/admin/places/", {"raw": "big b", "place": "Berlin"}).status_code == 303
    assert PostingPlace.objects.get().place.slug == "berlin"


def test_mail_that_was_given_up_is_tried_again(moderator: Client) -> None:
    make_staffed()
    lost = OutgoingMail.objects.get(failed_at__isnull=False)
    page = moderator.get("/admin/mail/").text
    assert "Refused: nobody" in page
    assert "nothing is late" not in page
    moderator.post("/admin/mail/", {"mail": [lost.pk, "x"]})
    lost.refresh_from_db()
    assert (lost.failed_at, lost.attempts) == (None, 0)
    assert AuditEvent.objects.filter(code="mail.retry", subject_id=lost.pk).exists()


def test_a_run_that_changed_nothing_cannot_be_undone(moderator: Client) -> None:
    run = make_staffed().run
    answer = moderator.post(f"/admin/runs/{run.pk}/")
    assert (answer.status_code, "nothing to undo" in answer.text) == (409, True)
