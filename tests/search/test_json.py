"""`.json` answers by the contract."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from tests.factories import make_complete_posting, make_posting, make_source

pytestmark = pytest.mark.django_db
KEYS = ["total", "total_is_exact", "sentence", "did_you_mean", "ignored", "results", "facets", "next"]
RESULT = {
    "id", "url", "source", "source_id", "title", "employer", "employer_slug", "role", "places", "workplace", "terms",
    "skills", "pay", "visa", "published_at", "closes_at", "apply", "why", "facts",
}  # fmt: skip
FACETS = {"role", "skill", "place", "workplace", "term", "degree", "visa", "pay_min", "employer", "apply"}


def ask(client: Client, query: str = "") -> Any:
    response = client.get(f"/internships.json?{query}")
    assert response.status_code == 200
    return response.json()


def test_the_shape(client: Client) -> None:
    make_complete_posting()
    answer = ask(client, "q=back-end&skill=go")
    assert list(answer) == KEYS
    [result] = answer["results"]
    assert set(result) == RESULT
    assert set(answer["facets"]) == FACETS
    for values in answer["facets"].values():
        for value in values:
            assert set(value) == {"value", "label", "count", "selected", "kind"}


def test_every_fact_of_a_native_posting(client: Client) -> None:
    posting = make_complete_posting()
    [result] = ask(client)["results"]
    assert result["url"] == f"http://localhost:8000/internships/{posting.pk}-{posting.slug}/"
    hourly = {"hourly_min": "42.00", "hourly_max": "46.00"}
    assert result["pay"] == {"min": "42.00", "max": "46.00", "currency": "USD", "period": "hour", **hourly}
    assert result["places"] == ["New York, NY"]
    assert result["terms"] == ["summer-2027"]
    assert result["workplace"] == "hybrid"
    assert result["visa"] == ["cpt", "opt"]
    assert (result["source"], result["source_id"], result["apply"]) == (None, None, "here")
    assert datetime.fromisoformat(result["published_at"]) == posting.first_published_at
    assert datetime.fromisoformat(result["closes_at"]) == posting.closes_at
    skills = {skill["slug"]: (skill["level"], skill["group"]) for skill in result["skills"]}
    assert {slug: level for slug, (level, _group) in skills.items()} == {
        "go": "needed", "java": "needed", "sql": "needed", "postgresql": "nice", "kafka": "learn",
    }  # fmt: skip
    assert skills["go"][1] == skills["java"][1] != skills["sql"][1]


def test_unknown_and_invalid_are_named(client: Client) -> None:
    answer = ask(
        client, "colour=red&term=someday&role=back-end&place=no-such-place&pay_min=much&after=zzz&employer=nobody"
    )
    assert sorted(answer["ignored"]) == [
        "after=zzz", "colour", "employer=nobody", "pay_min=much", "place=no-such-place", "term=someday",
    ]  # fmt: skip


def test_empty_values_of_a_form_are_not_ignored(client: Client) -> None:
    assert ask(client, "q=&pay_min=&graduates=&posted=&closes=")["ignored"] == []


def test_pages_by_next(client: Client) -> None:
    for number in range(5):
        make_posting(f"Intern {number}")
    first = ask(client, "per_page=2")
    assert len(first["results"]) == 2
    seen = [result["id"] for result in first["results"]]
    following = first["next"]
    while following:
        assert following.startswith("http://localhost:8000/internships.json?")
        page = client.get(following.removeprefix("http://localhost:8000")).json()
        seen += [result["id"] for result in page["results"]]
        following = page["next"]
    assert len(seen) == len(set(seen)) == 5


def test_per_page_is_at_most_a_hundred(client: Client) -> None:
    for number in range(3):
        make_posting(f"Intern {number}")
    assert len(ask(client, "per_page=5000")["results"]) == 3
    assert ask(client, "per_page=0")["ignored"] == ["per_page=0"]


def test_an_imported_posting_names_its_source(client: Client) -> None:
    source = make_source("list-one")
    posting = make_posting("Intern", source=source)
    posting.entries.create(source=source, key="k", raw=[{"id": "old"}, {"id": "new"}], digest="d")
    from listings.postings import search_row

    search_row.rebuild([posting.pk])
    [result] = ask(client)["results"]
    assert (result["source"], result["source_id"], result["apply"]) == ("list-one", "new", "outside")


def test_a_month_inside_the_window(client: Client) -> None:
    make_posting(
        "Window", grad_from=datetime(2027, 12, 1, tzinfo=UTC).date(), grad_to=datetime(2028, 6, 1, tzinfo=UTC).date()
    )
    make_posting("Open end", grad_from=datetime(2027, 12, 1, tzinfo=UTC).date())
    make_posting("Nothing stated")
    titles = {
        month: {r["title"] for r in ask(client, f"graduates={month}")["results"]}
        for month in ("2027-11", "2027-12", "2028-06", "2028-07")
    }
    assert titles == {
        "2027-11": set(),
        "2027-12": {"Window", "Open end"},
        "2028-06": {"Window", "Open end"},
        "2028-07": {"Open end"},
    }
