"""Who may come to the panel, and what each may do there."""

import pytest
from django.test import Client

from panel import urls
from panel.offered import LABELS
from tests.cast import WHO, Cast, make_cast
from tests.factories import make_member

# Addresses below the employer's own that answer a GET, and what owner and recruiter get.
READS = {
    "": 200,
    "postings/": 200,
    "postings/skills/": 200,
    "import/": 200,
    "team/": 200,
    "leave/": 200,
    "profile/": 200,
    "embed/": 200,
    "twins/": 200,
}
# What only takes a POST, or names a row: tests/panel/test_team_pages.py, test_editor_pages.py.
POSTS = {
    "postings/bulk/",  # test_bulk.py
    "postings/new/",
    "postings/<int:posting_id>/",
    "postings/<int:posting_id>/duplicate/",
    *(
        f"import/{rest}" for rest in ("<int:upload_id>/", "<int:upload_id>/columns/", "runs/<int:run_id>/")
    ),  # test_import.py
    "postings/<int:posting_id>/draft/",  # test_autosave.py
    "postings/<int:posting_id>/preview/",
    "postings/<int:posting_id>/traffic/",  # test_traffic_page.py
    *(f"postings/<int:posting_id>/{verb}/" for verb in LABELS),  # test_acting.py
    "team/members/<int:member_id>/",
    "team/invitations/<int:invitation_id>/",
}
pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: object) -> Cast:
    settings.REQUIRE_MFA = False
    return make_cast()


def routes() -> set[str]:
    found = set()
    for pattern in urls.urlpatterns:
        route = str(pattern.pattern)
        below = [str(p.pattern) for p in getattr(pattern, "url_patterns", [])] or [""]
        found |= {(route + rest).removeprefix("<slug:slug>/") for rest in below if route.startswith("<slug:slug>/")}
    return found


def test_every_address_is_said_here() -> None:
    assert routes() == {*READS, *POSTS}


@pytest.mark.parametrize("who", WHO)
def test_who_gets_in(cast: Cast, who: str) -> None:
    client = cast.client(who)
    for rest, status in READS.items():
        got = client.get(f"/employer/{cast.employer.slug}/{rest}").status_code
        never = client.get(f"/employer/nobody-at-all/{rest}").status_code
        if who == "recruiter":
            assert got == status
        elif who == "reviewer":
            assert got == (200 if rest == "leave/" else 403)
        else:
            assert got == never == (302 if who == "visitor" else 404)


def test_the_bare_address_leads_to_the_only_employer(cast: Cast) -> None:
    assert cast.client("visitor").get("/employer/").status_code == 200
    assert cast.client("student").get("/employer/").status_code == 200
    found = cast.client("recruiter").get("/employer/")
    assert found["Location"] == f"/employer/{cast.employer.slug}/"
    led = cast.client("reviewer").get("/employer/")
    assert led["Location"] == f"/review/{cast.employer.slug}/"


def test_who_sits_at_two_employers_chooses(cast: Cast) -> None:
    user = make_member(cast.employer, "owner")
    user.memberships.create(employer=cast.other, role="recruiter")
    client = Client()
    client.force_login(user)
    page = client.get("/employer/").content.decode()
    assert f"/employer/{cast.employer.slug}/" in page
    assert f"/employer/{cast.other.slug}/" in page
