"""All that we hold of a person, as the models declare it: JSON, the same as tables, and the files they sent."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.timezone import now

from accounts import privacy as declarations
from accounts.models import User
from applications import privacy, resumes
from applications.models import Resume

FORMULA = ("=", "+", "-", "@", "\t", "\r")
Tables = dict[str, list[dict[str, Any]]]


def tables(user: User, at: datetime) -> Tables:
    """By the name of each model that holds something: rows of the declared fields."""
    whose = privacy.addresses(user)
    found: Tables = {}
    for model in declarations.all_models():
        for declared in declarations.declared(model):
            if not declared.export:
                continue
            rows = privacy.rows(model, declared, user, whose)
            rows = declared.shown(rows, at) if declared.shown else rows
            values = [_plain(row) for row in rows.order_by("pk").values(*declared.export)]
            if values:
                found.setdefault(str(model._meta.model_name), []).extend(values)
    return found


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name.replace("__", "_"): value for name, value in row.items()}


def as_json(found: Tables, at: datetime) -> str:
    said = {"site": settings.SITE_NAME, "exported_at": at, **found}
    return json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def as_csv(rows: list[dict[str, Any]]) -> str:
    """For spreadsheets; a cell that one would run as a formula is text."""
    out = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.writer(out)
    writer.writerow(names)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in names])
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = (
        json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
    )
    return f"'{text}" if text.startswith(FORMULA) else text


class _Sink(io.RawIOBase):
    """Takes what the archive writes, and gives it away piece by piece."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.pieces.append(bytes(data))
        return len(data)

    def taken(self) -> Iterator[bytes]:
        yield from self.pieces
        self.pieces.clear()


def archive(user: User) -> Iterator[bytes]:
    """A ZIP file in pieces, none larger than one résumé: whatever somebody sent, it is never all in memory."""
    at, sink = now(), _Sink()
    found = tables(user, at)
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("data.json", as_json(found, at))
        for name, rows in found.items():
            zipped.writestr(f"tables/{name}.csv", "\ufeff" + as_csv(rows))
            yield from sink.taken()
        for name, data in _files(user):
            zipped.writestr(name, data)
            yield from sink.taken()
    yield from sink.taken()


def _files(user: User) -> Iterator[tuple[str, bytes]]:
    for resume in Resume.objects.filter(student__user=user).order_by("pk").iterator(chunk_size=20):
        try:
            data = resumes.read(resume)
        except resumes.FileGone:
            continue
        yield f"files/{resume.pk}-{resume.name or 'resume.txt'}", data
