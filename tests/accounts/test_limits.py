"""So often and no more: over any window, by whatever spelling, however many try at one instant."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone

from accounts import limits
from accounts.models import Limit
from lib import http

MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.django_db


def test_so_often_and_no_more() -> None:
    assert [limits.hit("try", "a", most=3, per=MINUTE) for _ in range(5)] == [True] * 3 + [False] * 2
    assert limits.hit("try", "b", most=3, per=MINUTE)
    assert limits.hit("look", "a", most=3, per=MINUTE)


def test_any_window_holds_no_more() -> None:
    """Ten at the end of one window and ten at the start of the next would be twenty in a moment."""
    allowed: list[float] = []
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for second in range(0, 1200, 7):
            if limits.hit("try", "a", most=10, per=timedelta(minutes=5)):
                allowed.append(second)
            clock.shift(7)
    assert all(sum(start <= at < start + 300 for at in allowed) <= 10 for start in range(1200))
    assert len(allowed) >= 36, "what is refused does not count, so nobody is locked out for good"


def test_a_right_try_is_taken_back() -> None:
    for _ in range(20):
        assert limits.hit("try", "a", most=3, per=MINUTE)
        limits.forgive("try", "a")
    limits.forgive("try", "never")
    limits.forgive("try", "a")


def test_it_says_how_long_to_wait() -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        limits.require("try", "a", most=1, per=MINUTE)
        clock.shift(20)
        with pytest.raises(limits.TooMany) as refused:
            limits.require("try", "a", most=1, per=MINUTE)
    assert (refused.value.seconds, refused.value.minutes) == (40, 1)


def test_nobody_is_named_in_the_table() -> None:
    limits.hit("password", limits.person("noor@example.org"), most=1, per=MINUTE)
    assert "noor" not in str(list(Limit.objects.values()))


def test_old_ones_are_purged() -> None:
    limits.hit("try", "old", most=1, per=MINUTE)
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        limits.hit("try", "new", most=1, per=MINUTE)
        assert limits.purge() == 1
    assert Limit.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_one_instant_are_many() -> None:
    def once(_number: int) -> bool:
        try:
            return limits.hit("try", "a", most=10, per=MINUTE)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(once, range(80))) == 10


@pytest.mark.parametrize(
    "spelling",
    ["noor.h@example.org", "NOOR.H@Example.ORG", "noorh@example.org", "n.o.o.r.h+x@example.org", " noor.h@example.org. ",
     "ｎｏｏｒ.h@example.org", "noor.\u200bh@example.org"],
)  # fmt: skip
def test_another_spelling_is_no_other_person(spelling: str) -> None:
    assert limits.person(spelling) == "noorh@example.org"


@pytest.mark.parametrize(
    ("remote", "forwarded", "trusted", "client"),
    [
        ("192.0.2.1", "", 0, "192.0.2.1"),
        ("192.0.2.1", "203.0.113.9", 0, "192.0.2.1"),
        ("127.0.0.1", "203.0.113.9", 1, "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.9", 1, "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9", 2, "127.0.0.1"),
        ("127.0.0.1", "nonsense", 1, "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9:4711", 1, "203.0.113.9"),
        ("127.0.0.1", "[2001:db8::1]:443", 1, "2001:db8::1"),
        ("::ffff:192.0.2.1", "", 0, "192.0.2.1"),
        ("", "", 0, "0.0.0.0"),
    ],
)
def test_only_our_own_proxies_are_believed(remote: str, forwarded: str, trusted: int, client: str) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    with override_settings(TRUSTED_PROXIES=trusted):
        assert limits.client(request) == client


def test_one_customer_has_a_network_of_addresses() -> None:
    assert http.network("2001:db8:1:2:3:4:5:6") == http.network("2001:db8:1:2:ffff::1") == "2001:db8:1:2::/64"
    assert http.network("192.0.2.1") == "192.0.2.1"


def test_the_page_says_when_to_come_back(client: Client, rf: RequestFactory) -> None:
    middleware = limits.LimitsMiddleware(lambda request: HttpResponse())
    response = middleware.process_exception(rf.get("/"), limits.TooMany(90, "try"))
    assert response
    assert (response.status_code, response["Retry-After"]) == (429, "90")
    assert middleware.process_exception(rf.get("/"), ValueError()) is None
