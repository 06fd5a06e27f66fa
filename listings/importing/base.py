"""What an importer hands over, and how it reads what a source wrote.

An importer knows its source only: it turns the text of one answer into `RawPosting` and `BadRow`, row by row, and
never touches the database.
"""

import csv
import gzip
import io
import json
import math
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from lib.text import INVISIBLE

GZIP_MAGIC = b"\x1f\x8b"
# Seconds since 1970 pass this in the year 5138: larger numbers are milliseconds.
LARGEST_SECONDS = 100_000_000_000
DEEPEST = 50
FIRST_YEAR, LAST_YEAR = 2000, 2100


class Refused(Exception):
    """A reading that changes nothing; the message says why in one sentence."""


class Unreadable(Refused):
    """The file cannot be read to its end."""


@dataclass(frozen=True, slots=True)
class StatedPay:
    """Figures that stand in fields of their own, in major units; `period` is a value of PayPeriod."""

    low: Decimal | None
    high: Decimal | None
    currency: str
    period: str


@dataclass(frozen=True, slots=True)
class RawPosting:
    """One row, in the source's own words without the space around them.

    Rows of one `key` and `title_key` are one posting. Where the key alone is the identity, `title_key` stays empty.
    `employer` is empty where the answer names none. `workplace`, `role` and `visa` are values of the search
    parameters, which the importer tells from the words of its source.
    """

    row: int  # counted from 1
    raw: Mapping[str, Any]
    key: str
    title_key: str
    employer: str
    title: str
    url: str
    source_id: str = ""
    places: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    sponsorship: str = ""
    degrees: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    pay: str = ""
    active: bool = True
    visible: bool = True
    internship: bool = True
    body: str = ""  # HTML, unescaped once and not yet cleaned; lists may have Markdown or plain words
    workplace: str = ""
    employment: str = ""
    department: str = ""
    role: str = ""
    visa: tuple[str, ...] = ()
    stated_pay: StatedPay | None = None
    closes_on: date | None = None
    posted_at: datetime | None = None
    closed_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BadRow:
    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Rest:
    """Said once by an answer that is one page of several: what it lacks is not gone."""

    total: int


Row = RawPosting | BadRow | Rest


@dataclass(frozen=True, slots=True)
class Format:
    """How one kind of source is read: the whole text in, rows out; raises Unreadable before the first row is used.

    `names_employers`: a row that names none is rejected; else it is of the employer whom the reading is of.
    """

    name: str
    read: Callable[[str], Iterator[Row]] = field(repr=False)
    names_employers: bool = True


# --- from bytes to rows --------------------------------------------------------------------------------------


def decode(data: bytes, most: int | None = None) -> str:
    """MOST bytes of text, where those who sent it are strangers: a small file may unfold into a huge one."""
    if data[:2] == GZIP_MAGIC:
        data = _unzip(data, most)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            _("The file is not UTF-8 at line %(line)s (byte %(byte)s).") % {"line": line, "byte": error.start}
        ) from error


def _unzip(data: bytes, most: int | None) -> bytes:
    stream = gzip.GzipFile(fileobj=io.BytesIO(data))
    parts: list[bytes] = []
    size = 0
    try:
        while part := stream.read1(1 << 16):
            parts.append(part)
            size += len(part)
            if most is not None and size > most:
                raise Unreadable(_("Unpacked, the file is larger than %(most)s MB.") % {"most": most // 1_000_000})
    except (OSError, EOFError, zlib.error) as error:
        good = sum(map(len, parts))
        message = _("The compressed file breaks off after %(bytes)s bytes of text: %(reason)s.")
        raise Unreadable(message % {"bytes": good, "reason": str(error).rstrip(".")}) from error
    return b"".join(parts)


def parse_json(text: str, strict: bool = True) -> Any:
    """Not STRICT: line breaks may stand inside strings, as pages have them."""
    if not text.strip():
        raise Unreadable(_("The file is empty."))
    try:
        return json.loads(text, parse_constant=_no_constant, strict=strict)
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno, "char": error.pos, "reason": error.msg}
        message = _("The file is not JSON at line %(line)s, column %(column)s (char %(char)s): %(reason)s.")
        raise Unreadable(message % where) from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("The file is not JSON: %(reason)s.") % {"reason": error}) from error


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no value")


def parse_csv(
    text: str, needed: tuple[str, ...], *, fold: Callable[[str], str] = str.strip, ended: bool = True
) -> Iterator[tuple[int, dict[str, str] | None]]:
    """(number, columns by name), None for a row of another length. FOLD makes names comparable.

    Where programs END each line, a last line without an end is where the file was cut, perhaps inside an address;
    elsewhere only if it has too few columns.
    """
    rows = parse_csv_rows(text)
    header = [fold(name) for name in rows[0]] if rows else []
    missing = [name for name in needed if fold(name) not in header]
    if missing:
        raise Unreadable(_("The first line lacks the columns: %(names)s.") % {"names": ", ".join(missing)})
    if not text.endswith(("\n", "\r")) and (ended or len(rows[-1]) < len(header)):
        line = text.count("\n") + 1
        raise Unreadable(_("The file breaks off in line %(line)s, which has no end.") % {"line": line})
    for number, row in enumerate(rows[1:], 1):
        yield number, dict(zip(header, row, strict=True)) if len(row) == len(header) else None


def parse_csv_rows(text: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return [row for row in reader if row]
    except csv.Error as error:
        message = _("The file is not CSV at line %(line)s: %(reason)s.")
        raise Unreadable(message % {"line": reader.line_num, "reason": error}) from error


# --- values as sources write them ----------------------------------------------------------------------------


def text(value: Any) -> str:
    if isinstance(value, bool):
        return ""
    return storable(str(value)).strip() if isinstance(value, str | int | float) else ""


def address(value: Any) -> str:
    return INVISIBLE.sub("", text(value)).strip()


def texts(value: Any, split: str = "") -> tuple[str, ...]:
    """The words of a list, or of one string parted at SPLIT; empty ones say nothing."""
    values = value if isinstance(value, list) else [value]
    parts = [part for one in values for part in (text(one).split(split) if split else [text(one)])]
    return tuple(part.strip() for part in parts if INVISIBLE.sub("", part).strip())


def flag(value: Any, default: bool = True) -> bool:
    if value is None or value == "":
        return default
    return value.strip().casefold() not in ("false", "0", "no") if isinstance(value, str) else bool(value)


def instant(value: Any) -> datetime | None:
    """Seconds or milliseconds since 1970, ISO 8601, or "2026-08-11 20:45:29 UTC"; no zone means UTC."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        if isinstance(value, str):
            words = value.strip()
            if not words.replace(".", "", 1).isdigit():
                found = datetime.fromisoformat(words.removesuffix(" UTC"))
                found = found if found.tzinfo else found.replace(tzinfo=UTC)
                return found.astimezone(UTC)
            value = float(words)
        seconds = value / 1000 if value > LARGEST_SECONDS else value
        return datetime.fromtimestamp(seconds, UTC) if seconds > 0 else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def day(value: Any) -> date | None:
    """The date that stands first in what a source wrote, in the zone it was written in; far ones say "never"."""
    try:
        found = date.fromisoformat(text(value)[:10])
    except ValueError:
        moment = None if isinstance(value, str) else instant(value)
        if moment is None:
            return None
        found = moment.date()
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def amount(value: Any) -> Decimal | None:
    """A figure, or one in words as fields have them ("65000", "65,000.00"); nothing and nought say nothing."""
    try:
        found = Decimal(re.sub(r"[\s,](?=\d{3})", "", text(value)))
    except InvalidOperation:
        return None
    return found if found.is_finite() and found > 0 else None


def words(*parts: Any) -> str:
    """Parts of an address as one: "Austin, Texas, United States"; empty and repeated ones left out."""
    return ", ".join(dict.fromkeys(said for part in parts if (said := text(part))))


def table(value: Any) -> Mapping[str, Any]:
    """The object a source should have, also where it has nothing or something else."""
    return value if isinstance(value, dict) else {}


def rows(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def storable(value: Any, depth: int = 0) -> Any:
    """The value as the database can hold it: no NUL, no half of a surrogate pair, no infinity, no endless nesting."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    if (isinstance(value, float) and not math.isfinite(value)) or depth > DEEPEST:
        return None
    if isinstance(value, list):
        return [storable(one, depth + 1) for one in value]
    if isinstance(value, dict):
        return {storable(str(name)): storable(one, depth + 1) for name, one in value.items()}
    return value
