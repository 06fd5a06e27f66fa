"""Whose look at a posting counts, on the pages themselves."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from listings.models import PostingDay
from listings.postings import traffic
from listings.postings.traffic import Traffic
from tests.cast import make_cast
from tests.factories import make_posting, make_source

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
TELEPHONE = (
    "Mozilla/5.0 (Linux; Android 10; CUBOT NOTE 20) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130 Safari/537.36"
)
PROGRAMS = (
    "", "Mozilla/5.0", "curl/8.9", "python-requests/2.32", "Go-http-client/1.1", "facebookexternalhit/1.1", "WhatsApp/2.24",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Mozilla/5.0 AppleWebKit (HeadlessChrome/130)",
)  # fmt: skip


def count() -> int:
    return sum(day.seen + day.started for day in PostingDay.objects.all())


def test_who_looks_opens_the_form_and_leaves(client: Client) -> None:
    here, elsewhere = make_posting(), make_posting(source=make_source())
    apply = reverse("apply", args=[f"{here.pk}-{here.slug}"])
    for address in (
        here.get_absolute_url(),
        apply,
        apply,
        elsewhere.get_absolute_url(),
        reverse("out", args=[elsewhere.pk]),
    ):
        assert client.get(address, {"src": "club"}, headers={"User-Agent": FIREFOX}).status_code in (200, 302)
    assert traffic.by_posting([here.pk, elsewhere.pk]) == {here.pk: Traffic(1, 1), elsewhere.pk: Traffic(1, 1)}
    assert set(PostingDay.objects.values_list("src", flat=True)) == {"club"}


def test_two_browsers_and_two_networks_are_four(client: Client) -> None:
    posting = make_posting()
    for agent in (FIREFOX, TELEPHONE):
        for address in ("192.0.2.1", "192.0.2.2", "192.0.2.2"):
            client.get(posting.get_absolute_url(), headers={"User-Agent": agent}, REMOTE_ADDR=address)
    assert count() == 4


@pytest.mark.parametrize("agent", PROGRAMS)
def test_programs_do_not_count(client: Client, agent: str) -> None:
    client.get(make_posting().get_absolute_url(), headers={"User-Agent": agent})
    assert count() == 0


@pytest.mark.parametrize(
    "header",
    [
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X-Moz": "prefetch"},
        {"Sec-GPC": "1"},
        {"DNT": "1"},
    ],
    ids=str,
)
def test_nor_who_has_not_come_or_asks_not_to_be_counted(client: Client, header: dict[str, str]) -> None:
    client.get(make_posting().get_absolute_url(), headers={"User-Agent": FIREFOX, **header})
    assert count() == 0


def test_nor_a_look_at_the_head_or_at_what_is_over(client: Client) -> None:
    client.head(make_posting().get_absolute_url(), headers={"User-Agent": FIREFOX})
    client.get(make_posting(status="closed").get_absolute_url(), headers={"User-Agent": FIREFOX})
    assert count() == 0


@pytest.mark.parametrize("name", ["posting", "apply"])
def test_counting_is_one_statement_more(client: Client, name: str) -> None:
    posting = make_posting()
    address = reverse(name, args=[f"{posting.pk}-{posting.slug}"])
    asked = []
    for agent in ("", "", FIREFOX):
        with CaptureQueriesContext(connection) as queries:
            client.get(address, headers={"User-Agent": agent})
        asked.append(len(queries))
    assert asked[2] == asked[1] + 1


def test_nor_staff_nor_the_team(client: Client) -> None:
    cast = make_cast()
    posting = make_posting(employer=cast.employer)
    for who, expected in (("recruiter", 0), ("moderator", 0), ("rival", 1), ("student", 2)):
        headers = {"User-Agent": f"{FIREFOX} {who}"}
        assert cast.client(who).get(posting.get_absolute_url(), headers=headers).status_code == 200
        assert count() == expected, who


def test_what_is_no_code_is_none(client: Client) -> None:
    posting = make_posting()
    for number, said in enumerate(("Club", "a b", "x" * 41, "é", "<b>", "")):
        client.get(posting.get_absolute_url(), {"src": said}, headers={"User-Agent": f"{FIREFOX} {number}"})
    assert set(PostingDay.objects.values_list("src", flat=True)) == {""}
    assert count() == 6
