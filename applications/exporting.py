"""All that we hold of a person, as the models declare it: JSON, the same as tables, and the files they sent."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.timezone import now
from django.utils.translation import gettext as _

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


def readme(found: Tables, at: datetime) -> str:
    """What each file of the archive is, for who opens it in ten years."""
    titles = {model._meta.model_name: str(model._meta.verbose_name_plural) for model in declarations.all_models()}
    said = {"site": settings.SITE_NAME, "url": settings.SITE_URL, "when": f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"}
    lines = [
        _("What %(site)s (%(url)s) held of you on %(when)s.") % said,
        "",
        _("data.json: everything, for programs. Each list has the rows of one table."),
        _("tables/: the same as tables, one file each, for a spreadsheet (UTF-8, separated by commas)."),
        *(f"  {name}.csv: {titles[name]} ({len(rows)})" for name, rows in found.items()),
        _("files/: the résumés you sent, as you sent them; the number in front is their row in resume.csv."),
        "",
        _("Times are UTC. What an employer can still take back and what colleagues wrote for each other is not here."),
        _("In the tables an apostrophe stands before words that a spreadsheet would take for a formula."),
    ]
    return "\r\n".join(lines) + "\r\n"


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
        zipped.writestr("README.txt", readme(found, at))
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
