"""An employer's postings on its own pages: framed by those it names, and nobody else; as JSON for anybody."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from listings.postings.embedding import MOST, clean_hosts, policy
from tests.factories import make_complete_posting, make_employer, make_posting

pytestmark = pytest.mark.django_db


def ancestors(client: Client, slug: str = "kestrel") -> str:
    said = client.get(f"/embed/{slug}/")["Content-Security-Policy"]
    return next(part for part in said.split("; ") if part.startswith("frame-ancestors"))


def test_who_may_frame_it(client: Client) -> None:
    employer = make_employer("Kestrel")
    assert ancestors(client) == "frame-ancestors 'self'"
    employer.embed_hosts = ["careers.kestrel.example", "*.kestrel.example", "evil; script-src *"]
    employer.save()
    assert ancestors(client) == "frame-ancestors 'self' https://careers.kestrel.example https://*.kestrel.example"
    page = client.get("/embed/kestrel/")
    assert "X-Frame-Options" not in page.headers
    assert "script-src" not in page["Content-Security-Policy"]
    assert page["X-Robots-Tag"] == "noindex"
    for other in ("/employers/kestrel/", "/internships/"):
        assert client.get(other)["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in client.get(other)["Content-Security-Policy"]


def test_the_employers_open_postings_and_no_others(client: Client) -> None:
    employer, at = make_employer("Kestrel"), timezone.now()
    mine = make_complete_posting(employer=employer, title="Ledger Intern")
    make_posting("Shop Intern", employer=employer, role="front-end")
    for hidden in ({"status": "closed"}, {"status": "draft"}, {"published_at": at + timedelta(days=1)}):
        make_posting("Hidden Intern", employer=employer, **hidden)
    make_posting("Foreign Intern")
    page = client.get("/embed/kestrel/")
    assert "2 internships at Kestrel" in page.text
    assert f'<a href="{mine.get_absolute_url()}?src=embed-kestrel" target="_top" rel="noopener"' in page.text
    assert "$42–46 an hour" in page.text
    assert "Shop Intern" in page.text
    assert "Hidden" not in page.text
    assert "Foreign" not in page.text
    assert "<script" not in page.text
    assert not page.cookies
    assert "Cookie" not in page.get("Vary", "")


def test_nothing_open(client: Client) -> None:
    make_employer("Kestrel")
    page = client.get("/embed/kestrel/")
    assert page.status_code == 200
    assert "None is open today." in page.text


def test_a_code_of_ones_own_and_a_long_name(client: Client) -> None:
    employer = make_employer("Kestrel " + "and sons " * 6)
    posting = make_posting(employer=employer)
    code = client.get(f"/embed/{employer.slug}/").text.partition("?src=")[2].partition('"')[0]
    assert code.startswith("embed-kestrel-and-sons")
    assert len(code) <= 40
    assert f"{posting.get_absolute_url()}?src=fair" in client.get(f"/embed/{employer.slug}/?src=fair").text


def test_as_json(client: Client) -> None:
    employer = make_employer("Kestrel")
    posting = make_posting(employer=employer, role="data")
    found = client.get("/embed/kestrel.json")
    assert found["Access-Control-Allow-Origin"] == "*"
    answer = found.json()
    assert answer["total"] == 1
    assert answer["ignored"] == []
    assert urlsplit(answer["results"][0]["url"]).query == "src=embed-kestrel"
    assert answer["results"][0]["id"] == posting.pk
    same = client.get("/internships.json?employer=kestrel&role=all").json()
    assert set(same) == set(answer)


def test_a_suspended_employer_is_nobody(client: Client) -> None:
    make_posting(employer=make_employer("Kestrel", suspended_at=timezone.now()))
    assert client.get("/embed/kestrel/").status_code == client.get("/embed/nobody/").status_code == 404
    assert client.get("/embed/kestrel.json").status_code == 404


@pytest.mark.parametrize(
    ("typed", "hosts"),
    [
        ("careers.kestrel.example", ["careers.kestrel.example"]),
        (
            "https://Careers.Kestrel.example/jobs?x=1,\n*.kestrel.example",
            ["careers.kestrel.example", "*.kestrel.example"],
        ),
        ("a.example a.example", ["a.example"]),
        ("bücher.example", ["xn--bcher-kva.example"]),
        ("", []),
    ],
)
def test_hosts_as_typed(typed: str, hosts: list[str]) -> None:
    assert clean_hosts(typed) == (hosts, [])


@pytest.mark.parametrize(
    "typed",
    [
        "http://a.example",
        "localhost",
        "*",
        "*.*.example",
        "a.example:8443",
        "192.168.0.1",
        "'none'",
        "a_b.example",
        "-a.example",
    ],
)
def test_what_is_no_host(typed: str) -> None:
    hosts, wrong = clean_hosts(typed)
    assert hosts == []
    assert len(wrong) == 1
    assert policy([typed]) == policy([])


def test_not_endlessly_many() -> None:
    hosts, wrong = clean_hosts(" ".join(f"a{n}.example" for n in range(MOST + 3)))
    assert len(hosts) == MOST
    assert wrong
