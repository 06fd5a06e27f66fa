"""zshah101's list: its JSON, a dict keyed by id, and its CSV of the open rows. Both feed the same entries.

Only what both forms share is understood, so that reading one after the other is no change.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from listings.importing import base
from listings.importing.base import BadRow, RawPosting

COLUMNS = ("id", "company", "title", "url")
SILENCE = ("", "not stated")


def read(text: str) -> Iterator[RawPosting | BadRow]:
    if text.lstrip()[:1] in ("{", "[", ""):
        yield from _read_json(text)
    else:
        yield from _read_csv(text)


def _read_json(text: str) -> Iterator[RawPosting | BadRow]:
    rows = base.parse_json(text)
    if not isinstance(rows, dict):
        raise base.Unreadable(_("The file is JSON but not the rows by id this format has."))
    for number, (key, row) in enumerate(rows.items(), 1):
        if isinstance(row, dict):
            yield _posting(number, {**row, "id": row.get("id") or key}, active=base.flag(row.get("is_open")))
        else:
            yield BadRow(number, _("The row is no object."))


def _read_csv(text: str) -> Iterator[RawPosting | BadRow]:
    for number, row in list(base.parse_csv(text, COLUMNS)):
        if row is None:
            yield BadRow(number, _("The row has not as many columns as the first line."))
        else:
            yield _posting(number, row, active=True)


def _posting(number: int, row: dict[str, Any], *, active: bool) -> RawPosting:
    source_id = base.text(row.get("id"))
    return RawPosting(
        row=number,
        raw=row,
        key=source_id,
        title_key="",
        source_id=source_id,
        employer=base.text(row.get("company")),
        title=base.text(row.get("title")),
        url=base.address(row.get("url")),
        places=base.texts(row.get("location"), split=";"),
        terms=_terms(row),
        sponsorship=base.text(row.get("sponsorship")),
        skills=base.texts(row.get("skills"), split=";"),
        pay=base.text(row.get("salary")),
        active=active,
        posted_at=base.instant(row.get("posted_at")),
        closed_at=None if active else base.instant(row.get("closed_at")),
    )


def _terms(row: dict[str, Any]) -> tuple[str, ...]:
    """A season the list inferred itself was said by nobody."""
    if base.flag(row.get("season_inferred"), default=False):
        return ()
    said = base.texts(row.get("seasons"), split=";") or base.texts(row.get("season"))
    return tuple(term for term in said if term.casefold() not in SILENCE)


FORMAT = base.Format("zshah", read)
