"""What an answer says and what a request changes, in a form in which two of them can be compared."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse

from tests.sweep import tables

# Written by every visit, whoever asks for whatever.
VISITS = {"django_session", "listings_lastvisit", "accounts_limit", "cache", "usersessions_usersession"}


def told(response: HttpResponse, ids: dict[str, Any]) -> tuple[Any, ...]:
    """All that an answer says, but for the ids that were in the question, and the token against forgery."""
    text = response.getvalue().decode() + f"\n{response.headers.get('Location', '')}"
    for value in sorted({str(value) for value in ids.values()}, key=len, reverse=True):
        text = text.replace(value, "#")
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    return response.status_code, {*response.headers} - {"Content-Length"}, {*response.cookies}, text


def rows() -> dict[str, list[str]]:
    """Every row of every table, as PostgreSQL writes it."""
    with connection.cursor() as cursor:
        every = [f"SELECT '{name}', t::text FROM \"{name}\" t" for name in tables() if name not in VISITS]
        cursor.execute(" UNION ALL ".join(every))
        found: dict[str, list[str]] = {}
        for table, row in cursor.fetchall():
            found.setdefault(table, []).append(row)
    return {table: sorted(lines) for table, lines in found.items()}


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
