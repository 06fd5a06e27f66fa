"""Guessing is stopped, whatever one writes and wherever one comes from; the right person is not."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent
from tests.accounts.people import NOBODY, NOOR, PASSWORD, is_in, last_code, noor
from tests.factories import make_user

pytestmark = pytest.mark.django_db
TOO_MANY = "Too many wrong passwords"


def attempt(login: str = NOOR, password: str = "wrong", **more: str) -> str:
    return Client().post("/accounts/login/", {"login": login, "password": password}, **more).content.decode()


@pytest.fixture(autouse=True)
def quick_hash(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def test_ten_wrong_ones_in_five_minutes(client: Client) -> None:
    noor()
    pages = [attempt() for _ in range(12)]
    assert [TOO_MANY in page for page in pages] == [False] * 10 + [True] * 2
    page = attempt(password=PASSWORD)
    assert TOO_MANY in page
    assert f'value="{NOOR}"' in page
    assert "Wait 5 minutes, or let us send you a code instead." in page


@pytest.mark.parametrize("login", ["NOOR@EXAMPLE.ORG", " noor@example.org "])
def test_another_spelling_is_the_same_person(login: str) -> None:
    noor()
    for number in range(10):
        attempt(NOOR if number % 2 else login)
    assert TOO_MANY in attempt(login)
    assert TOO_MANY in attempt(NOOR)


def test_a_forged_header_does_not_help() -> None:
    noor()
    pages = [attempt(HTTP_X_FORWARDED_FOR=f"203.0.113.{number}", HTTP_X_REAL_IP="198.51.100.1") for number in range(11)]
    assert TOO_MANY in pages[10]


def test_others_are_not_affected() -> None:
    noor()
    make_user("ann@example.org", password=PASSWORD)
    for _ in range(12):
        attempt()
    client = Client()
    client.post("/accounts/login/", {"login": "ann@example.org", "password": PASSWORD})
    assert is_in(client)


def test_the_right_person_gets_in_by_a_code_meanwhile(client: Client) -> None:
    noor()
    for _ in range(12):
        attempt()
    client.post("/accounts/login/code/", {"email": NOOR})
    client.post("/accounts/login/code/confirm/", {"code": last_code()})
    assert is_in(client)


def test_and_by_the_password_five_minutes_later(client: Client, time_machine) -> None:
    noor()
    for _ in range(12):
        attempt()
    time_machine.move_to(timezone.now() + timedelta(minutes=5, seconds=1))
    client.post("/accounts/login/", {"login": NOOR, "password": PASSWORD})
    assert is_in(client)


def test_a_campus_is_not_locked_out() -> None:
    noor()
    for number in range(60):
        attempt(f"student{number}@example.org")
    client = Client()
    client.post("/accounts/login/", {"login": NOOR, "password": PASSWORD})
    assert is_in(client)


def test_right_ones_are_not_counted() -> None:
    noor()
    for _ in range(30):
        client = Client()
        client.post("/accounts/login/", {"login": NOOR, "password": PASSWORD})
        assert is_in(client)


def test_a_hundred_wrong_ones_from_one_address() -> None:
    for number in range(100):
        assert TOO_MANY not in attempt(f"student{number}@example.org")
    assert TOO_MANY in attempt("one.more@example.org")
    assert TOO_MANY not in attempt("one.more@example.org", REMOTE_ADDR="192.0.2.1")


def test_one_customer_is_one_address_in_the_new_protocol_too() -> None:
    for number in range(100):
        attempt(f"student{number}@example.org", REMOTE_ADDR=f"2001:db8:1:2::{number:x}")
    assert TOO_MANY in attempt("one.more@example.org", REMOTE_ADDR="2001:db8:1:2:ffff::1")


def test_known_and_unknown_are_stopped_alike() -> None:
    noor()
    pages = {login: [attempt(login) for _ in range(11)] for login in (NOOR, NOBODY)}
    assert [TOO_MANY in page for page in pages[NOOR]] == [TOO_MANY in page for page in pages[NOBODY]]


def test_it_is_recorded_without_names() -> None:
    user = noor()
    attempt()
    attempt(NOBODY)
    rows = list(AuditEvent.objects.filter(code="user.fail_to_sign_in").values_list("subject_id", "data"))
    assert rows == [(user.pk, {}), (0, {})]


@pytest.mark.django_db(transaction=True)
def test_forty_at_one_instant(settings) -> None:
    user = noor()

    def once(_number: int) -> bool:
        try:
            return TOO_MANY in attempt()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        refused = sum(pool.map(once, range(40)))
    assert refused == 30
    assert AuditEvent.objects.filter(code="user.fail_to_sign_in", subject_id=user.pk).count() == 10
