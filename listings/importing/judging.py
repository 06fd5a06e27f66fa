"""From the bytes of an answer to the rows that can be used, and why the others cannot."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from lib.text import tidy
from listings.importing import csv_list
from listings.importing.base import BadRow, RawPosting, Row
from listings.importing.registry import FORMATS
from listings.importing.report import Report

LONGEST_URL = 2000
LONGEST_KEY = 2200


def rows_of(format: str, text: str, columns: Mapping[str, str] | None = None) -> list[Row]:
    """COLUMNS are those of a CSV with other names than ours."""
    if format == "csv" and columns:
        return list(csv_list.read(text, columns))
    return list(FORMATS[format].read(text))


def named(row: RawPosting | BadRow, name: str) -> RawPosting | BadRow:
    return replace(row, employer=name) if isinstance(row, RawPosting) and not tidy(row.employer) else row


def usable(rows: Iterable[RawPosting | BadRow], report: Report) -> Iterable[RawPosting]:
    for row in rows:
        if isinstance(row, BadRow):
            report.rejected.append({"row": row.row, "reason": row.reason})
        elif not (row.visible and row.internship):
            report.skipped += 1
        elif reason := _fault(row):
            report.rejected.append({"row": row.row, "reason": reason})
        else:
            yield row


def _fault(row: RawPosting) -> str:
    if not tidy(row.title):
        return _("It has no title.")
    if not tidy(row.employer):
        return _("It names no employer.")
    if not row.url:
        return _("It has no address.")
    if len(row.url) > LONGEST_URL:
        return _("Its address is longer than %(limit)s characters.") % {"limit": LONGEST_URL}
    if not is_web(row.url):
        return _("Its address is not one of the web (http or https).")
    return "" if row.key and len(row.key) <= LONGEST_KEY else _("It has no usable id.")


def is_web(url: str) -> bool:
    """A name before the host would show readers another site than the one they are sent to."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False
