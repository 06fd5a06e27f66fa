"""What is picked survives paging, and is said on each page of its list; no other list is touched by it."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from applications import applying
from applications.desk import inbox
from applications.models import Application, Move
from tests.applications.desk import Desk, apply


@pytest.fixture
def client(desk: Desk) -> Client:
    return desk.client("recruiter")


@pytest.fixture
def some(desk: Desk, monkeypatch: Any) -> dict[str, Application]:
    monkeypatch.setattr(inbox, "PAGE_SIZE", 2)
    return {name: apply(desk.posting, name) for name in ("Ann", "Ben", "Cleo", "Dan", "Eve")}


def turn(client: Client, desk: Desk, page: int, *ids: Any, query: str = "sort=name") -> Any:
    answer = client.post(desk.url("bulk/"), {"page": page, "ids": [str(one) for one in ids], "query": query})
    assert answer.status_code == 303
    return client.get(answer["Location"], follow=True)


def test_over_pages_and_back(client: Client, desk: Desk, some: dict[str, Application]) -> None:
    page = turn(client, desk, 2, some["Ann"].pk)
    assert [row.name for row in page.context["rows"]] == ["Cleo", "Dan"]
    assert "1 is selected on another page of this list: Ann." in page.text
    assert f'<input type="hidden" name="ids" value="{some["Ann"].pk}">' in page.text
    page = turn(client, desk, 3, page.context["elsewhere"]["ids"], some["Dan"].pk, query="sort=name&page=2")
    assert "2 are selected on other pages of this list: Ann and Dan." in page.text
    page = turn(client, desk, 2, page.context["elsewhere"]["ids"], query="sort=name&page=3")
    assert page.text.count(" checked>") == 1  # Dan, where he stands
    assert page.context["elsewhere"]["count"] == 1
    asks = client.post(
        desk.url("bulk/"),
        {"do": "reject", "ids": [page.context["elsewhere"]["ids"], some["Dan"].pk], "query": "sort=name&page=2"},
    )
    assert [one.name for one in asks.context["chosen"].applications] == ["Ann", "Dan"]


def test_back_from_the_page_that_asks(client: Client, desk: Desk, some: dict[str, Application]) -> None:
    client.post(desk.url("bulk/"), {"do": "reject", "ids": [some["Ann"].pk, some["Ben"].pk], "query": "sort=name"})
    assert client.get(desk.url("?sort=name")).text.count(" checked>") == 2
    assert client.get(desk.url("?sort=newest")).context["elsewhere"]["count"] == 2  # the order is no other list
    page = client.post(desk.url("bulk/"), {"do": "drop", "query": "sort=name"}, follow=True)
    assert (page.text.count(" checked>"), page.context["elsewhere"]) == (0, None)


def test_what_is_done_is_no_longer_picked(client: Client, desk: Desk, some: dict[str, Application]) -> None:
    turn(client, desk, 2, some["Ann"].pk)
    ids = [some["Ann"].pk, some["Cleo"].pk]
    done = client.post(desk.url("bulk/"), {"do": "move", "to": "review", "ids": ids, "query": "page=2&sort=name"})
    page = client.get(done["Location"])
    assert Move.objects.count() == 2
    assert (page.context["elsewhere"], page.text.count(" checked>")) == (None, 0)


def test_another_list_has_its_own(client: Client, desk: Desk, some: dict[str, Application]) -> None:
    turn(client, desk, 2, some["Ann"].pk)
    for query in (f"?posting={desk.posting.pk}", "?q=event", "?stage=all"):
        page = client.get(desk.url(query))
        assert (page.context["elsewhere"], page.text.count('name="ids"')) == (None, 2), query
    assert client.get(desk.url("?page=2&sort=name")).context["elsewhere"]
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        assert client.get(desk.url("?page=2&sort=name")).context["elsewhere"] is None


def test_the_withdrawn_are_left_out(client: Client, desk: Desk, some: dict[str, Application]) -> None:
    turn(client, desk, 2, some["Ann"].pk, some["Ben"].pk)
    applying.withdraw(some["Ann"], by=some["Ann"].student.user)
    assert client.get(desk.url("?page=2&sort=name")).context["elsewhere"]["text"].endswith(": Ben.")


def test_nothing_foreign_is_kept(client: Client, desk: Desk, some: dict[str, Application]) -> None:
    foreign = apply(desk.foreign, "Foreign")
    for wrong in (foreign.pk, 999_999_999, "x"):
        assert client.post(desk.url("bulk/"), {"page": "2", "ids": wrong}).status_code == 404
    assert client.get(desk.url("?page=2")).context["elsewhere"] is None
    assert desk.client("reviewer").post(desk.url("bulk/"), {"page": "2"}).status_code == 403
    for page in ("x", "-1", "1", "9" * 40, "2&q=x"):
        assert turn(client, desk, page, query="").status_code == 200  # type: ignore[arg-type]


def test_links_until_something_is_picked(client: Client, desk: Desk, some: dict[str, Application]) -> None:
    page = client.get(desk.url("?page=2")).text
    for words in (
        'rel="next"',
        'rel="prev"',
        'form="picks" name="page" value="3"',
        'form="picks" name="page" value="1"',
    ):
        assert words in page, words
    assert "all 5 of this list" in page
    assert 'href="#bulk-bar"' in page
    assert "of this list" not in client.get(desk.url("?q=ann")).text  # nothing but this page
