"""What a page says of itself where somebody shares it, and where it really stands."""

import re

import pytest
from django.test import Client

from tests.factories import make_employer, make_posting

pytestmark = pytest.mark.django_db


def said(client: Client, address: str) -> tuple[str, str]:
    page = client.get(address).text
    [canonical] = re.findall(r'<link rel="canonical" href="([^"]*)"', page)
    [url] = re.findall(r'<meta property="og:url" content="([^"]*)"', page)
    [title] = re.findall(r'<meta property="og:title" content="([^"]*)"', page)
    assert url == canonical
    assert "og:image" not in page
    return canonical.removeprefix("http://localhost:8000"), title


def test_a_page_stands_where_it_does_without_channel_and_cursor(client: Client) -> None:
    posting = make_posting('Intern "A" <b>', employer=make_employer("Kestrel"))
    path = posting.get_absolute_url()
    assert said(client, f"{path}?src=a") == (path, "Intern &quot;A&quot; &lt;b&gt; at Kestrel")
    assert said(client, "/employers/kestrel/?src=a") == ("/employers/kestrel/", "Kestrel")
    assert said(client, "/internships/?src=a&q=intern&after=x")[0] == "/internships/?q=intern"
    assert said(client, "/internships/")[0] == "/internships/"


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/", "Internships for back-end engineers"),
        ("/employers/", "Who hires"),
        ("/guide/", "What a back-end engineering intern does"),
        ("/skills/go/", "Internships with Go"),
    ],
)
def test_the_standing_pages_too(client: Client, address: str, title: str) -> None:
    make_posting(skills={"go": "needed"})
    page = client.get(f"{address}?src=a").text
    assert said(client, f"{address}?src=a") == (address, title)
    assert len(re.findall(r'<meta property="og:description" content="[^"]+"', page)) == 1


def test_an_employer_names_its_feeds(client: Client) -> None:
    posting = make_posting(employer=make_employer("Kestrel"))
    head = client.get("/employers/kestrel/").text.partition("</head>")[0]
    found = dict(re.findall(r'<link rel="alternate" type="application/(\S+)" href="([^"]*)"', head))
    assert set(found) == {"json", "atom+xml"}
    for address in found.values():
        assert f"/internships/{posting.pk}" in client.get(address.replace("&amp;", "&")).text
