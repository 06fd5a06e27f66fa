"""Looks for words in everything the database and the disk hold: every column of every table, every file."""

import base64
import binascii
import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

CHUNK = 500


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        return [name for (name,) in cursor.fetchall()]


def rows(table: str) -> Iterator[str]:
    """Each row as PostgreSQL writes it: JSON, arrays and search vectors too."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT t::text FROM "{table}" t')
        while found := cursor.fetchmany(CHUNK):
            yield from (text for (text,) in found)


def unpacked(table: str) -> Iterator[str]:
    """What lies packed in a column: sessions, the cache."""
    if table == "django_session":
        yield from (str(session.get_decoded()) for session in Session.objects.all())
    if table == "cache":
        with connection.cursor() as cursor:
            cursor.execute("SELECT value FROM cache")
            for (value,) in cursor.fetchall():
                with contextlib.suppress(binascii.Error):
                    yield base64.b64decode(value).decode("latin-1")


def in_database(words: Iterable[str], *, but: Iterable[str] = ()) -> list[str]:
    """Where any of the words is, letter case aside."""
    wanted = [word.lower() for word in words]
    found = []
    for table in tables():
        if table in but:
            continue
        for text in [*rows(table), *unpacked(table)]:
            found += [f"{table}: {word} in {text[:300]}" for word in wanted if word in text.lower()]
    return found


def files() -> dict[Path, bytes]:
    folders = [Path(settings.MEDIA_ROOT), Path(settings.MAIL_DIR)]
    return {
        path: path.read_bytes() for folder in folders if folder.exists() for path in folder.rglob("*") if path.is_file()
    }


def on_disk(words: Iterable[str]) -> list[str]:
    wanted = [word.lower().encode() for word in words]
    return [str(path) for path, data in files().items() if any(word in data.lower() for word in wanted)]
