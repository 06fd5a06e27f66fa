"""Saving a posting with one click: before sign-in too, from this site alone, once however often."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from lib import http
from listings.models import Posting, SavedPosting
from listings.postings import saving
from tests.factories import make_employer, make_posting, make_user

pytestmark = pytest.mark.django_db
OURS = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}


def save(client: Client, posting: Posting | int, keep: str = "1", headers: dict[str, str] = OURS, **form: str) -> Any:
    number = posting if isinstance(posting, int) else posting.pk
    return client.post(f"/internships/{number}/save/", {"keep": keep, **form}, headers=headers)


def pressed(client: Client, address: str) -> int:
    return client.get(address).text.count('aria-pressed="true"')


def kept(user: Any) -> list[int]:
    return list(
        SavedPosting.objects.filter(user=user).order_by("-saved_at", "-pk").values_list("posting_id", flat=True)
    )


def test_a_visitor_saves_and_drops(client: Client) -> None:
    posting = make_posting()
    assert not client.get("/internships/").cookies
    answer = save(client, posting, next="/internships/?q=intern")
    assert (answer.status_code, answer["Location"]) == (303, f"/internships/?q=intern#p{posting.pk}")
    assert pressed(client, "/internships/") == pressed(client, posting.get_absolute_url()) == 1
    assert pressed(client, posting.employer.get_absolute_url()) == 1
    assert save(client, posting, "0").status_code == 303
    assert pressed(client, "/internships/") == 0
    assert not client.cookies["sessionid"].value  # nothing is left in it, so it is not left either


def test_who_is_signed_in_saves_into_the_account(client: Client) -> None:
    user, posting = make_user(), make_posting()
    client.force_login(user)
    save(client, posting)
    save(client, posting)
    assert kept(user) == [posting.pk]
    assert "saved" not in client.session
    assert pressed(client, "/internships/") == 1
    assert pressed(Client(), "/internships/") == 0
    save(client, posting, "0")
    assert kept(user) == []


def test_a_script_gets_no_page(client: Client) -> None:
    answer = save(client, make_posting(), headers={**OURS, "Accept": "application/json"})
    assert (answer.status_code, answer.content) == (204, b"")


def test_back_to_where_the_form_stood(client: Client) -> None:
    posting = make_posting()
    answer = save(client, posting, headers={**OURS, "Referer": "http://testserver/internships/?skill=go#old"})
    assert answer["Location"] == f"/internships/?skill=go#p{posting.pk}"
    assert save(client, posting)["Location"] == f"/internships/{posting.pk}/#p{posting.pk}"


@pytest.mark.parametrize(
    "evil",
    ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "evil", "\n//evil.example"],
)
def test_never_back_to_another_site(client: Client, evil: str) -> None:
    posting = make_posting()
    answer = save(client, posting, headers={**OURS, "Referer": f"http://testserver{evil}"}, next=evil)
    assert answer["Location"].startswith("/internships/") or answer["Location"].startswith("/%")
    assert save(client, posting, next=evil)["Location"] == f"/internships/{posting.pk}/#p{posting.pk}"


ALLOWED: list[dict[str, str]] = [
    OURS,
    {"Origin": "http://testserver"},
    {"Sec-Fetch-Site": "same-origin"},
    {"Referer": "http://testserver/internships/"},
    {"Origin": "http://localhost:8000"},  # SITE_URL, as seen before a proxy
]
REFUSED: list[dict[str, str]] = [
    {},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://testserver.evil.example"},
    {"Origin": "https://testserver"},
    {"Origin": "http://testserver:81"},
    {"Referer": "https://evil.example/?http://testserver/"},
    {"Referer": "http://testserver@evil.example/"},
    {"Referer": "http://[broken"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver", "Referer": "http://testserver/"},
]


@pytest.mark.parametrize("headers", ALLOWED)
def test_from_this_site(headers: dict[str, str]) -> None:
    assert save(Client(enforce_csrf_checks=True), make_posting(), headers=headers).status_code == 303


@pytest.mark.parametrize("headers", REFUSED)
def test_from_no_other_site(headers: dict[str, str]) -> None:
    client, user = Client(enforce_csrf_checks=True), make_user()
    client.force_login(user)
    assert save(client, make_posting(), headers=headers).status_code == 403
    assert kept(user) == []
    assert Session.objects.count() == 1


def test_only_what_can_be_read_is_saved(client: Client) -> None:
    user = make_user()
    suspended = make_posting(employer=make_employer(suspended_at=timezone.now()))
    hidden = [make_posting(status="draft"), make_posting(status="removed"), suspended, 999_999_999, 10**25]
    for person in (client, Client()):
        assert [save(person, posting).status_code for posting in hidden] == [404] * 5
        assert save(person, make_posting(status="closed")).status_code == 303
        client.force_login(user)
    removed = make_posting(status="removed")
    SavedPosting.objects.create(user=user, posting=removed)
    save(client, removed, "0")
    assert removed.pk not in kept(user)


def test_reading_it_is_refused(client: Client) -> None:
    assert client.get(f"/internships/{make_posting().pk}/save/", headers=OURS).status_code == 405


def test_a_session_keeps_the_newest(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "MOST_VISITING", 2)
    postings = [make_posting() for _number in range(3)]
    for posting in postings:
        save(client, posting)
    assert client.session["saved"] == [postings[2].pk, postings[1].pk]


@pytest.mark.parametrize("rubbish", ["x", 7, {"a": 1}, [None, "4", [1]], [10**25]])
def test_rubbish_in_a_session_harms_nobody(client: Client, rubbish: Any) -> None:
    session = client.session
    session["saved"] = session["facts"] = rubbish
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    posting = make_posting(skills={"go": "needed"})
    assert client.get(posting.get_absolute_url()).status_code == 200
    assert save(client, posting).status_code == 303
    assert pressed(client, "/internships/") == 1


def test_an_account_keeps_so_many(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "MOST", 1)
    user, first, second = make_user(), make_posting(), make_posting()
    client.force_login(user)
    save(client, first)
    assert save(client, second, headers={**OURS, "Accept": "application/json"}).status_code == 409
    save(client, second)
    assert "Drop one first." in client.get("/internships/").text
    assert save(client, first).status_code == 303
    assert kept(user) == [first.pk]


def test_what_a_visitor_saved_is_carried_over(monkeypatch: pytest.MonkeyPatch) -> None:
    user, old, newer, newest = make_user(), make_posting(), make_posting(), make_posting()
    saving.save(user, old)
    ids = [newest.pk, make_posting(status="draft").pk, old.pk, newer.pk, 999_999_999]
    saving.carry_over(user, ids)
    saving.carry_over(user, ids)
    assert kept(user) == [newest.pk, newer.pk, old.pk]
    monkeypatch.setattr(saving, "MOST", 4)
    saving.carry_over(user, [make_posting().pk, make_posting().pk])
    assert len(kept(user)) == 4


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_save_once() -> None:
    user, posting = make_user(), make_posting()
    clients = [Client() for _number in range(8)]
    for client in clients:
        client.force_login(user)

    def click(client: Client) -> int:
        try:
            return int(save(client, posting).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(click, clients)) == {303}
    assert kept(user) == [posting.pk]


def test_the_decorator_lifts_the_token_and_nothing_else() -> None:
    view = http.same_origin_only(lambda request: request)
    assert getattr(view, "csrf_exempt", False) is True
