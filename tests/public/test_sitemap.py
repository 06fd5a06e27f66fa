"""The sitemap: an index, chunks of postings with true dates, employers and pages, and nothing that is not open."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client

from listings.models import PostingRevision
from listings.public import sitemaps
from tests.factories import make_employer, make_posting

pytestmark = pytest.mark.django_db
OPENED = datetime(2026, 1, 10, 6, 30, tzinfo=UTC)


def entries(client: Client, address: str) -> dict[str, str]:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml")
    found = re.findall(r"<loc>(.*?)</loc>(?:<lastmod>(.*?)</lastmod>)?", answer.text)
    return {loc.removeprefix(settings.SITE_URL): changed for loc, changed in found}


def test_every_role_in_chunks(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "CHUNK", 2)
    made = [make_posting(role=role) for role in ("back-end", "mobile", "other")]
    make_posting(status="closed")
    make_posting(status="draft")
    index = entries(client, "/sitemap.xml")
    assert list(index) == [f"/sitemaps/{name}.xml" for name in ("postings-1", "postings-2", "employers", "pages")]
    listed = [set(entries(client, f"/sitemaps/postings-{number}.xml")) for number in (1, 2)]
    assert listed == [{posting.get_absolute_url() for posting in part} for part in (made[:2], made[2:])]
    assert client.get("/sitemaps/postings-3.xml").status_code == 404


def test_a_posting_changed_when_its_words_last_did(client: Client) -> None:
    same, changed = make_posting(published_at=OPENED), make_posting(published_at=OPENED)
    for days in (1, 3):
        PostingRevision.objects.create(posting=changed, at=OPENED + timedelta(days=days), facet="pay")
    listed = entries(client, "/sitemaps/postings-1.xml")
    assert listed[same.get_absolute_url()] == "2026-01-10T06:30:00+00:00"
    assert listed[changed.get_absolute_url()] == "2026-01-13T06:30:00+00:00"
    assert entries(client, "/sitemap.xml")["/sitemaps/postings-1.xml"] == "2026-01-13T06:30:00+00:00"


def test_employers_that_hire_and_skills_that_are_named(client: Client) -> None:
    make_posting(employer=make_employer("Kestrel"), skills={"go": "needed"})
    make_posting(employer=make_employer("Heron"), skills={"kafka": "needed"}, status="closed")
    assert set(entries(client, "/sitemaps/employers.xml")) == {"/employers/kestrel/"}
    pages = set(entries(client, "/sitemaps/pages.xml"))
    assert pages == {"/", "/internships/", "/employers/", "/guide/", "/skills/go/"}


@pytest.mark.parametrize("part", ["postings", "postings-0", "postings-01", "postings-x", "postings-999999", "nothing"])
def test_no_such_part(client: Client, part: str) -> None:
    assert client.get(f"/sitemaps/{part}.xml").status_code == 404


def test_robots_leads_there_and_away_from_filters(client: Client) -> None:
    said = client.get("/robots.txt").text.splitlines()
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in said
    assert "Disallow: /internships/?" in said
