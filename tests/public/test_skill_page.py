"""Skill pages: how one skill is asked for, in numbers that agree with the search."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from listings.public import skill_page
from listings.public.skill_texts import TEXTS
from listings.search import PostingSearch
from listings.vocabulary import taxonomy
from tests.factories import make_complete_posting, make_employer, make_posting, make_source, make_user
from tests.public.following import assert_counts_lead_to_what_they_count

pytestmark = pytest.mark.django_db
PAID = {"pay_kind": "paid", "pay_currency": "USD", "pay_period": "hour"}


def make_some() -> None:
    make_complete_posting()  # any one of Go, Java
    make_posting("Two", skills={"go": "nice", "python": "needed"}, places=("new-york",), **PAID, pay_min=3000,
                 pay_max=3000, hourly_min=3000, hourly_max=3000, employer=make_employer("Kestrel"))  # fmt: skip
    make_posting("Three", skills={"go": "learn"}, workplace="remote", source=make_source())
    make_posting("Four", skills={"go": "mentioned"}, role="general-software")
    make_posting("Other trade", skills={"go": "needed"}, role="mobile")
    make_posting("Over", skills={"go": "needed"}, status="closed")
    make_posting("Python alone", skills={"python": "needed"})
    make_posting("Names nothing")


def test_counts_agree_with_the_search(client: Client) -> None:
    make_some()
    text = client.get("/skills/go/").content.decode()
    assert "4 of 5 name it" in text
    for said in ("<b>1</b> needs it on day one", "<b>1</b> would like it", "<b>1</b> teaches it", "<b>1</b> names it"):
        assert said in text
    assert PostingSearch({"skill": ["go"]}).total == 4
    queries = assert_counts_lead_to_what_they_count(client, "/skills/go/")
    assert "skill=go&skill=python" in queries
    assert "skill=go&workplace=remote" in queries
    assert "Other trade" not in text
    assert "Over" not in re.sub("Overview", "", text)
    assert "<dt>Also written</dt><dd>golang" in text
    assert "2 of 4 say it in dollars:" in text
    assert "Kestrel $30 an hour" in text


def test_the_pay_line_runs_from_the_lowest_to_the_highest() -> None:
    stated = [skill_page.Stated("A", 2000, 2000), skill_page.Stated("B", 2500, 3900)]
    line = skill_page._pay_line(stated, 3)
    assert (line["low"], line["high"], line["points"]) == ("$20 an hour", "$40", ["0.0%"])
    assert line["spans"] == [{"x": "25.0%", "width": "70.0%"}]
    assert line["ticks"] == ["25.0%", "50.0%", "75.0%"]
    many = [skill_page.Stated("A", cents, cents) for cents in range(2000, 4000, 200)]
    assert skill_page._pay_line(many, 50)["text"].startswith("10 of 50 say it in dollars. The median is about $29")


def test_every_skill_of_the_vocabulary_has_a_page(client: Client) -> None:
    for slug in taxonomy.skills():
        answer = client.get(f"/skills/{slug}/")
        assert answer.status_code == 200
        assert not answer.cookies
    assert client.get("/skills/juggling/").status_code == 404


def test_texts_are_about_skills_we_have() -> None:
    assert set(TEXTS) <= set(taxonomy.skills())
    assert len(TEXTS) >= 40
    assert len({str(text) for text in TEXTS.values()}) == len(TEXTS)


def count_of_queries(client: Client) -> int:
    client.get("/skills/go/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/skills/go/").status_code == 200
    return len(queries)


def test_few_queries_whatever_there_is(client: Client) -> None:
    make_complete_posting()
    one = count_of_queries(client)
    for _number in range(3):
        make_complete_posting()
    assert count_of_queries(client) == one <= 7
    client.force_login(make_user())
    assert count_of_queries(client) <= 13
