"""All sorts are stable keyset pages: nothing is skipped or repeated when postings arrive between pages."""

import pytest

from listings.models import Posting
from listings.search import PostingSearch
from tests.factories import make_posting

SORTS = ["newest", "closing", "pay", "relevance"]


def walk(asked: dict[str, list[str]], *, size: int) -> list[int]:
    ids: list[int] = []
    after: list[str] = []
    while True:
        search = PostingSearch({**asked, "after": after}, per_page=size)
        assert search.ignored == []
        ids += [result.id for result in search.results]
        if not search.next:
            return ids
        after = [search.next]


@pytest.mark.parametrize("sort", SORTS)
def test_small_pages_are_the_large_one_in_order(many: list[Posting], sort: str) -> None:
    asked = {"role": ["all"], "sort": [sort], "q": ["intern"]}
    assert walk(asked, size=7) == walk(asked, size=100)
    assert len(walk(asked, size=7)) == 60


@pytest.mark.parametrize("sort", SORTS)
def test_a_posting_that_arrives_between_pages_moves_nothing(many: list[Posting], sort: str) -> None:
    asked = {"role": ["all"], "sort": [sort], "q": ["intern"]}
    first = PostingSearch(asked, per_page=20)
    shown = [result.id for result in first.results]
    make_posting("Intern Intern")
    assert first.next
    rest = PostingSearch({**asked, "after": [first.next]}, per_page=100)
    assert set(shown).isdisjoint(result.id for result in rest.results)
    assert len(shown) + len(rest.results) in (60, 61)


def test_pay_puts_the_currency_asked_for_first(many: list[Posting]) -> None:
    search = PostingSearch({"role": ["all"], "sort": ["pay"], "pay_currency": ["EUR"]}, per_page=100)
    currencies = [result.card["pay"]["currency"] if result.card["pay"] else "" for result in search.results]
    first = currencies.index(next(c for c in currencies if c != "EUR"))
    assert first > 0
    assert "EUR" not in currencies[first:]
    euros = [result.card["pay"]["hourly_min"] for result in search.results[:first]]
    assert euros == sorted(euros, reverse=True)


@pytest.mark.parametrize("after", ["x", "W10", "bm9uZQ", "\x00", "é", "WyJuZXdlc3QiLDEsIjIwMjYtMDEtMDEiLDFd"])
def test_a_broken_cursor_is_dropped_and_named(many: list[Posting], after: str) -> None:
    search = PostingSearch({"after": [after]})
    assert search.ignored == [f"after={after}"]
    assert search.results


def test_a_cursor_of_another_order_is_dropped(many: list[Posting]) -> None:
    cursor = PostingSearch({"role": ["all"]}, per_page=5).next
    assert cursor
    assert PostingSearch({"sort": ["pay"], "after": [cursor]}).ignored == [f"after={cursor}"]
