"""Employers' index and pages: every role, only what is open in the list, and counts that agree."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from listings.models import Employer
from tests.factories import make_complete_posting, make_employer, make_posting, make_source, make_user
from tests.public.following import assert_counts_lead_to_what_they_count

pytestmark = pytest.mark.django_db


def page(client: Client, employer: Employer) -> str:
    answer = client.get(employer.get_absolute_url())
    assert answer.status_code == 200
    assert not answer.cookies
    return answer.content.decode()


def test_a_claimed_employer(client: Client) -> None:
    employer = make_employer("Tidewater", claimed_at=datetime(2024, 3, 2, tzinfo=UTC), about="We keep **books**.",
                             website="https://tidewater.example/", is_demo=True)  # fmt: skip
    make_complete_posting(employer=employer)
    make_posting("iOS Intern", employer=employer, role="mobile", places=("san-francisco",))
    past = make_posting("Last year's intern", employer=employer, status="closed")
    make_posting("Secret", employer=employer, status="draft")
    text = page(client, employer)
    assert "<dt>Claimed</dt><dd>March 2024</dd>" in text
    assert "2 postings" in text
    assert "2 internships in New York, NY and San Francisco, CA." in text
    assert "We keep <strong>books</strong>." in text
    assert 'href="https://tidewater.example/" rel="nofollow noopener">tidewater.example' in text
    assert "iOS Intern" in text
    assert f'<a href="{past.get_absolute_url()}">Last year&#x27;s intern</a>' in text
    assert "Closed on" in text
    assert "Not claimed" not in text
    assert "Secret" not in text
    assert_counts_lead_to_what_they_count(client, employer.get_absolute_url())


def test_an_unclaimed_employer_says_where_its_postings_come_from(client: Client) -> None:
    source = make_source(title="Summer list", homepage="https://list.example/")
    posting = make_posting(source=source)
    text = page(client, posting.employer)
    assert "Not claimed." in text
    assert "read from a public list, Summer list, last on" in text
    assert '<a href="https://list.example/">See the list</a>' in text
    assert "Applications go to their own site." in text
    assert 'class="unknown">not yet</span>' in text


def test_an_employer_with_nothing_open_has_a_page(client: Client) -> None:
    employer = make_employer()
    make_posting("Paused one", employer=employer, status="paused")
    text = page(client, employer)
    assert "None is open today." in text
    assert "No internship is open today." in text
    assert "Paused one" in text


@pytest.mark.parametrize("status", ["unknown", "suspended"])
def test_no_page_for_the_unknown_and_the_suspended(client: Client, status: str) -> None:
    make_employer("Suspended", slug="suspended", suspended_at=timezone.now())
    assert client.get(f"/employers/{status}/").status_code == 404


def test_the_index_counts_what_the_pages_show(client: Client) -> None:
    zebra, accent = make_employer("Zebra"), make_employer("Éclair & Sons")
    digit, closed, gone = make_employer("3D Works"), make_employer("Closed Co"), make_employer("Gone Co")
    make_posting(employer=zebra)
    make_posting(employer=zebra, role="mobile")
    make_posting(employer=accent, source=make_source())
    make_posting(employer=digit)
    make_posting(employer=closed, status="closed")
    make_posting(employer=gone, source=make_source(read_at=timezone.now() - timedelta(days=40)))
    text = client.get("/employers/").content.decode()
    found = re.findall(r'<a href="(/employers/[^"]+/)"><span>(.*?)</span><b>(\d+)</b>', text)
    assert [name for _url, name, _count in found] == ["3D Works", "Éclair &amp; Sons", "Zebra"]
    assert re.findall(r'<h2 id="letter-\d">(.)</h2>', text) == ["#", "E", "Z"]
    for url, _name, count in found:
        assert re.search(rf">{count} postings?<", client.get(url).content.decode())
    assert "3 employers have postings open today." in text


def test_an_empty_index(client: Client) -> None:
    assert "Nobody has an open posting today." in client.get("/employers/").content.decode()


def count_of_queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_few_queries_whatever_there_is(client: Client) -> None:
    employer = make_employer()
    address = employer.get_absolute_url()
    make_complete_posting(employer=employer)
    make_posting(employer=employer, status="closed")
    one, index = count_of_queries(client, address), count_of_queries(client, "/employers/")
    for _number in range(3):
        make_complete_posting(employer=employer)
        make_posting(employer=employer, status="closed")
        make_posting()
    assert count_of_queries(client, address) == one <= 9
    assert count_of_queries(client, "/employers/") == index <= 4
    client.force_login(make_user())
    assert count_of_queries(client, address) <= 15
