"""How often something may be done: exact over any window, checked and counted by one statement.

A person is an address without letter case, dots and what follows a plus, so that another spelling is no other person.
Call outside a transaction: what is rolled back was never counted.
"""

import math
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import Limit
from lib import http
from lib.text import tidy

BY_PERSON = ("mail", "mail again", "password")  # actions whose key is person()
FIVE_MINUTES, HOUR, DAY = timedelta(minutes=5), timedelta(hours=1), timedelta(days=1)

# What has passed falls out, and this try goes in unless it is one too many; others wait for the row meanwhile.
TAKE = """
INSERT INTO accounts_limit AS old (key, hits, refused, until) VALUES (%(key)s, ARRAY[%(now)s], false, %(until)s)
ON CONFLICT (key) DO UPDATE SET (hits, refused, until) = (
    SELECT CASE WHEN full_ THEN fresh ELSE fresh || %(now)s END, full_, %(until)s
    FROM (SELECT fresh, cardinality(fresh) >= %(most)s AS full_
          FROM (SELECT ARRAY(SELECT hit FROM unnest(old.hits) AS hit WHERE hit > %(since)s ORDER BY hit) AS fresh) AS f
    ) AS g)
RETURNING refused, cardinality(hits), hits[1]
"""


class TooMany(Exception):
    """One try too many; where nobody says it in the form, the page for it is answered (LimitsMiddleware)."""

    def __init__(self, seconds: int, action: str) -> None:
        super().__init__(f"{action}: wait {seconds} seconds")
        self.seconds, self.action = seconds, action

    @property
    def minutes(self) -> int:
        return math.ceil(self.seconds / 60)


@dataclass(frozen=True)
class Taken:
    """Whether a try was let through, how many count now, and in how many seconds the oldest no longer does."""

    allowed: bool
    count: int
    seconds: int


def take(action: str, key: str, *, most: int, per: timedelta) -> Taken:
    now = timezone.now()
    values: dict[str, Any] = {
        "key": _digest(action, key),
        "now": now,
        "until": now + per,
        "since": now - per,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(TAKE, values)
        refused, count, oldest = cursor.fetchone()
    return Taken(not refused, count, _seconds(oldest + per, now))


def hit(action: str, key: str, *, most: int, per: timedelta) -> bool:
    """Count one try under KEY; False when there were already MOST within PER, and then it does not count."""
    return take(action, key, most=most, per=per).allowed


def require(action: str, key: str, *, most: int, per: timedelta) -> None:
    """As hit(), but raises TooMany."""
    taken = take(action, key, most=most, per=per)
    if not taken.allowed:
        raise TooMany(taken.seconds, action)


def forgive(action: str, key: str) -> None:
    """Take one try back: it turned out to be right."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE accounts_limit SET hits = trim_array(hits, 1) WHERE key = %s AND cardinality(hits) > 0",
            [_digest(action, key)],
        )


def purge() -> int:
    return Limit.objects.filter(until__lt=timezone.now()).delete()[0]


def forget(address: str) -> None:
    """For a person who leaves."""
    Limit.objects.filter(key__in=[_digest(action, person(address)) for action in BY_PERSON]).delete()


def person(address: str) -> str:
    local, _at, domain = unicodedata.normalize("NFKC", tidy(address)).casefold().replace(" ", "").rpartition("@")
    return f"{local.partition('+')[0].replace('.', '')}@{domain.rstrip('.')}"


def client(request: HttpRequest) -> str:
    """The client's address; see TRUSTED_PROXIES."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    return http.client_address(request.META.get("REMOTE_ADDR", ""), forwarded, settings.TRUSTED_PROXIES)


def network(request: HttpRequest) -> str:
    """Whom to count a client as: one IPv6 customer has a whole network of addresses."""
    return http.network(client(request))


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(seconds)
    return response


class LimitsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return too_many(request, exception.seconds) if isinstance(exception, TooMany) else None


def _digest(action: str, key: str) -> str:
    return salted_hmac("accounts.limits", f"{action}\n{key}", algorithm="sha256").hexdigest()


def _seconds(until: datetime, now: datetime) -> int:
    return max(1, math.ceil((until - now).total_seconds()))
