"""A page asks the database as often for a hundred rows as for one; signed in, the session counts too."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from listings.models import Employer, Posting, PostingDraft
from listings.postings import drafting
from listings.postings.content import Content
from panel.editor.standing import typed_of
from tests.cast import make_cast
from tests.contents import everything
from tests.factories import make_complete_posting, make_employer, make_posting, make_source

pytestmark = pytest.mark.django_db
Asked = Callable[[Client, str], int]
SIGNED_IN = 6  # session, person, last visit read and written, what is saved, the profile

# Address of a page that shows the newest posting, and what it may cost a visitor.
PAGES: dict[str, tuple[str, int]] = {
    "home": ("/", 8),
    "search": ("/internships/", 8),
    "search-asked": (
        "/internships/?q=intern+go&skill=go&place=united-states&employer={employer}&term=summer-2027&pay_min=20&role=all",
        8,
    ),
    "search-all-of-a-facet": ("/internships/?all=skill&role=all", 8),
    "search-nothing": ("/internships/?q=nothing+at+all&skill=go&place=united-states", 8),
    "json": ("/internships.json?per_page=100&role=all", 8),
    "atom": ("/internships.atom", 8),
    "posting": ("/internships/{posting}/", 8),
    "apply": ("/internships/{posting}/apply/", 8),
    "apply-closed": ("/internships/{closed}/apply/", 8),
    "posting-closed": ("/internships/{closed}/", 8),
    "employers": ("/employers/", 8),
    "employer": ("/employers/{employer}/", 10),
    "skill": ("/skills/go/", 8),
    "guide": ("/guide/", 8),
    "sitemap": ("/sitemap.xml", 1),
    "sitemap-postings": ("/sitemaps/postings-1.xml", 1),
    "sitemap-employers": ("/sitemaps/employers.xml", 1),
    "sitemap-pages": ("/sitemaps/pages.xml", 1),
    "embed": ("/embed/{employer}/", 5),
    "embed-json": ("/embed/{employer}.json", 7),
    "xml": ("/feeds/postings.xml", 4),
    "out": ("/internships/{imported}/out/", 1),
    "sign-in": ("/accounts/login/", 0),
    "hiring": ("/employer/", 2),
    "claim": ("/employer/claim/{employer}/", 5),
    "saved": ("/me/saved/", 4),
    "profile": ("/me/profile/", 4),
    "me": ("/me/", 8),
    "me-elsewhere": ("/me/?show=elsewhere", 8),
    "robots": ("/robots.txt", 0),
    "healthz": ("/healthz", 0),
}


@pytest.fixture
def grow(db: None) -> Callable[[int], None]:
    """More of everything that a page may list: postings, and rows below each."""
    employer, source = make_employer("Kestrel"), make_source("list-one")

    def make(number: int) -> None:
        for _ in range(number):
            make_complete_posting(employer=employer)
            make_posting(
                employer=make_employer(),
                source=source,
                places=("berlin", "london", "new-york"),
                raw_places=("Somewhere",),
                skills={"go": "needed", "kafka": "mentioned", "java": "nice"},
                terms=("summer-2027", "fall-2027"),
            )
            make_posting(employer=employer, status="closed", skills={"go": "needed"}, places=("berlin",))

    return make


def asked(client: Client, page: str) -> int:
    newest = Posting.objects.order_by("-pk")
    native, imported = newest.filter(status="published", source=None)[0], newest.exclude(source=None)[0]
    closed = newest.filter(status="closed")[0]
    address = PAGES[page][0].format(
        posting=f"{native.pk}-{native.slug}",
        closed=f"{closed.pk}-{closed.slug}",
        imported=imported.pk,
        employer=Employer.objects.get(name="Kestrel").slug,
    )
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(address)
        response.getvalue()
    assert response.status_code in (200, 302)
    return len(queries)


@pytest.mark.parametrize("who", ["visitor", "student", "recruiter", "moderator"])
@pytest.mark.parametrize("page", PAGES)
def test_the_same_for_one_row_and_for_three(grow: Callable[[int], None], page: str, who: str) -> None:
    client = make_cast().client(who)
    grow(1)
    asked(client, page)  # what is read once a process, and the visit's first note
    one = asked(client, page)
    grow(2)
    asked(client, page)  # who leaves for an employer's site is noted once a posting
    assert asked(client, page) <= one  # a posting with few like it asks once more for similar ones
    assert one <= PAGES[page][1] + (SIGNED_IN if who != "visitor" else 0)


def test_the_same_for_a_hundred_rows(client: Client, grow: Callable[[int], None]) -> None:
    pages = ("home", "search", "search-asked", "json", "atom", "posting", "employers", "employer", "skill")
    grow(1)
    for page in pages:
        asked(client, page)
    first = {page: asked(client, page) for page in pages}
    grow(50)
    assert all(asked(client, page) <= PAGES[page][1] for page in pages)
    assert all(asked(client, page) <= first[page] for page in pages)
    assert "Next page" in client.get(reverse("search")).text


def test_a_posting_with_many_parts_costs_the_same(client: Client, grow: Callable[[int], None]) -> None:
    grow(1)
    few = asked(client, "posting")
    make_complete_posting(
        employer=Employer.objects.get(name="Kestrel"),
        places=("berlin", "london", "new-york", "san-francisco"),
        raw_places=tuple(f"Place {number}" for number in range(40)),
        terms=("summer-2027", "fall-2027", "winter-2028"),
        skills=dict.fromkeys(("sql", "kafka", "docker", "redis", "git", "linux", "aws"), "needed"),
        remote_countries=["germany", "united-states"],
    )
    assert asked(client, "posting") <= few


def test_the_editor_costs_the_same_for_three_of_each_as_for_one(settings: Any) -> None:
    settings.REQUIRE_MFA = False
    cast = make_cast()
    client, everywhere = cast.client("recruiter"), everything()
    posting = drafting.start(cast.employer, by=cast.people["recruiter"])
    address = reverse("panel_editor", args=[cast.employer.slug, posting.pk])

    def cost(said: Content) -> int:
        PostingDraft.objects.update_or_create(
            posting=posting, defaults={"data": typed_of(said).as_data(), "saved_at": timezone.now()}
        )
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    one = cost(replace(everywhere, needs=everywhere.needs[:1], places=everywhere.places[:1], work=()))
    assert cost(everywhere) <= one <= 8 + SIGNED_IN


def test_a_claimed_employers_answers_cost_a_posting_one_more(client: Client, grow: Callable[[int], None]) -> None:
    grow(1)
    asked(client, "posting")
    plain = asked(client, "posting")
    Employer.objects.filter(name="Kestrel").update(claimed_at=timezone.now())
    assert asked(client, "posting") <= min(plain + 1, PAGES["posting"][1])
