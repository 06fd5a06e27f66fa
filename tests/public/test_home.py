"""Home: indexes whose numbers are links to exactly what they count."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from listings.public import counting
from listings.search import PostingSearch
from tests.factories import make_complete_posting, make_employer, make_posting, make_source, make_user
from tests.public.following import assert_counts_lead_to_what_they_count

pytestmark = pytest.mark.django_db


def make_some() -> None:
    closes = timezone.now() + timedelta(days=3)
    make_complete_posting()
    make_posting("Go Intern", places=("san-francisco", "new-york"), skills={"go": "needed", "python": "nice"},
                 terms=("fall-2026", "summer"), visa=["sponsors"], closes_on=closes.date(), closes_at=closes)  # fmt: skip
    make_posting("Python Intern", workplace="remote", skills={"python": "mentioned"}, source=make_source())
    old = timezone.now() - timedelta(days=20)
    make_posting("Older Intern", role="general-software", places=("new-york",), published_at=old, pay_kind="paid")
    make_posting("iOS Intern", role="mobile", places=("new-york",), skills={"swift": "needed"})
    make_posting("Closed Intern", status="closed", skills={"go": "needed"})


def test_every_number_leads_to_what_it_counts(client: Client) -> None:
    make_some()
    queries = assert_counts_lead_to_what_they_count(client, "/")
    asked = {query.partition("=")[0] for query in queries}
    assert asked == {"skill", "place", "workplace", "term", "paid", "visa", "apply", "closes", "posted"}
    text = client.get("/").content.decode()
    assert f"{PostingSearch({}).total} internships behind the screen" in text
    assert "All 4, newest first" in text
    assert "iOS Intern" not in text
    assert "Closed Intern" not in text
    assert "Swift" not in text


def test_terms_to_come_in_their_order_and_none_that_are_over() -> None:
    year = timezone.now().year
    coming = (f"summer-{year + 1}", f"spring-{year + 2}", "summer")
    make_posting(terms=(coming[2], coming[1], f"summer-{year - 1}"))
    make_posting(terms=(coming[1], coming[0]))
    make_posting(terms=(f"fall-{year - 1}",))
    make_posting(terms=(f"fall-{year - 1}",))
    found = [entry.url.partition("term=")[2] for entry in counting.term_items(PostingSearch({}), 6)]
    assert found == list(coming)


def test_an_employer_whose_terms_are_over_still_says_which() -> None:
    make_posting(terms=("summer-2020",))
    assert [entry.label for entry in counting.term_items(PostingSearch({}), 6)] == ["Summer 2020"]


def test_an_empty_board_has_a_home(client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert not answer.cookies
    assert "No internships behind the screen" in answer.content.decode()


def test_a_signed_in_reader_sees_what_is_new(client: Client) -> None:
    make_some()
    user = make_user()
    client.force_login(user)
    client.get("/")
    user.last_visit.seen_at = timezone.now() - timedelta(days=2)
    user.last_visit.save()
    text = client.get("/").content.decode()
    assert text.count('class="row new"') == 3


def count_of_queries(client: Client) -> int:
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/").status_code == 200
    return len(queries)


def test_few_queries_whatever_there_is(client: Client) -> None:
    make_complete_posting()
    one = count_of_queries(client)
    employer = make_employer()
    for number in range(3):
        make_complete_posting(title=f"Intern {number}", employer=employer)
    assert count_of_queries(client) == one <= 8
    client.force_login(make_user())
    assert count_of_queries(client) <= 13
