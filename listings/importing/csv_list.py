"""Our own CSV of internships, and, with a mapping of its columns, anybody's. No row is skipped for its title."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _

from listings.importing import base, identity
from listings.importing.base import BadRow, RawPosting
from listings.models.choices import Role, Visa, Workplace

NEEDED = ("title", "employer", "url")
OPTIONAL = (
    *("id", "places", "description", "posted_on", "closes_on", "terms", "workplace", "skills", "pay", "visa", "role"),
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")  # dots are never put after a month
NOT_STATED = "not-stated"


def read(text: str, columns: Mapping[str, str] | None = None) -> Iterator[RawPosting | BadRow]:
    """COLUMNS: our name → the name in the first line of the file; what is not named there is not read."""
    names = {name: name for name in (*NEEDED, *OPTIONAL)}
    if columns is not None:
        names = {name: columns.get(name, "") for name in names}
    needed = tuple(names[name] for name in NEEDED if names[name])
    for number, row in list(base.parse_csv(text, needed, fold=_fold, ended=False)):
        if row is None:
            yield BadRow(number, _("The row has not as many columns as the first line."))
        else:
            yield _posting(number, row, {name: row.get(_fold(said), "") for name, said in names.items() if said})


def header(text: str) -> list[str]:
    """The names in the first line, as they stand; for choosing which is which."""
    first = next(iter(base.parse_csv_rows(text)), [])
    return [name.strip() for name in first]


def sample(text: str) -> list[str]:
    """The first row below them, for telling columns apart by what stands in them."""
    rows = base.parse_csv_rows(text)
    return [words.strip() for words in rows[1]] if len(rows) > 1 else []


def _fold(name: str) -> str:
    return name.strip().casefold()


def _posting(number: int, raw: Mapping[str, str], row: Mapping[str, str]) -> RawPosting:
    url, title = base.address(row.get("url")), base.text(row.get("title"))
    return RawPosting(
        row=number,
        raw=raw,
        key=identity.clean_url(url),
        title_key=identity.title_key(title),
        source_id=base.text(row.get("id")),
        employer=base.text(row.get("employer")),
        title=title,
        url=url,
        places=base.texts(row.get("places"), split=";"),
        terms=base.texts(row.get("terms"), split=";"),
        workplace=_one_of(Workplace.values, row.get("workplace")),
        skills=base.texts(row.get("skills"), split=";"),
        pay=base.text(row.get("pay")),
        visa=tuple(value for value in base.texts(row.get("visa"), split=";") if value in Visa.values),
        role=_one_of(Role.values, row.get("role")),
        body=base.text(row.get("description")),
        closes_on=_day(base.text(row.get("closes_on"))),
        posted_at=base.instant(row.get("posted_on")) if _DAY.fullmatch(base.text(row.get("posted_on"))) else None,
    )


def _day(said: str) -> date | None:
    """Of 03/04/2027 nobody knows the month, so it says nothing."""
    if found := _DAY_FIRST.fullmatch(said):
        day, month, year = found.groups()
        said = f"{year}-{month:0>2}-{day:0>2}"
    return base.day(said) if _DAY.fullmatch(said) else None


def _one_of(values: list[str], said: str | None) -> str:
    """What is none of the values counts as not stated; its words stay in the entry."""
    value = base.text(said)
    return value if value in values and value != NOT_STATED else ""


FORMAT = base.Format("csv", read)
