"""Follow the numbers of a page: each link to a search must find exactly as many as stands beside it."""

import re
from html import unescape

from django.http import QueryDict
from django.test import Client

from listings.search import PostingSearch

LINK = re.compile(r'<a href="/internships/\?([^"]*)">(.*?)</a>', re.DOTALL)
NUMBER = re.compile(r"<b>([\d,]+)")


def counted_links(html: str) -> list[tuple[str, int]]:
    """Query strings of the links that carry a count."""
    found = []
    for query, inner in LINK.findall(html):
        if number := NUMBER.search(inner):
            found.append((unescape(query), int(number[1].replace(",", ""))))
    return found


def total(query: str) -> int:
    return PostingSearch(dict(QueryDict(query).lists())).total


def assert_counts_lead_to_what_they_count(client: Client, address: str) -> list[str]:
    links = counted_links(client.get(address).content.decode())
    assert links, "no counts on the page"
    assert {query: total(query) for query, _count in links} == dict(links)
    return [query for query, _count in links]
