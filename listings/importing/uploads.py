"""What an employer uploaded of its board, kept from one step to the next; strangers' bytes, so all is bounded."""

import csv
import io
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from listings.importing import base, csv_list, judging
from listings.importing.base import Refused, Unreadable
from listings.models import Employer, ImportUpload

MB = 1_000_000
MOST_BYTES, MOST_TEXT = 10 * MB, 30 * MB
MOST_COLUMNS = 200
MOST_WAITING = 3  # of each employer
KEPT = timedelta(days=1)
FORMATS = ("greenhouse", "lever", "ashby", "smartrecruiters", "recruitee", "workable", "jsonld", "csv")


def keep(employer: Employer, format: str, data: bytes, *, by: User) -> ImportUpload:
    """Raises Refused, with one sentence, where it is too large or not of this format. Of a CSV columns come next. Only
    the newest few of an employer wait; what they push out was abandoned."""
    if not data.strip():
        raise Unreadable(_("The file is empty."))
    if len(data) > MOST_BYTES:
        raise Refused(too_large(MOST_BYTES))
    text = base.decode(data, MOST_TEXT)
    if len(text) > MOST_TEXT:
        raise Refused(too_large(MOST_TEXT))
    if format == "csv":
        data = _with_commas(text).encode()
        if not 0 < len(csv_list.header(data.decode())) <= MOST_COLUMNS:
            raise Unreadable(_("The first line names no columns, or more than %(most)s.") % {"most": MOST_COLUMNS})
    else:
        _look_at(format, text)
    kept = ImportUpload.objects.create(employer=employer, by=by, format=format, data=data, kept_at=timezone.now())
    waiting = ImportUpload.objects.filter(employer=employer, run=None).order_by("-kept_at", "-pk")
    ImportUpload.objects.filter(pk__in=list(waiting.values_list("pk", flat=True)[MOST_WAITING:]), run=None).delete()
    return kept


def reads_as(data: bytes, besides: str) -> str:
    """The one other board whose answer this is, or ''."""
    try:
        text = base.decode(data, MOST_TEXT)
    except Refused:
        return ""
    others = [format for format in FORMATS if format not in (besides, "csv", "jsonld") and _has_postings(format, text)]
    return others[0] if len(others) == 1 else ""


def _has_postings(format: str, text: str) -> bool:
    try:
        rows = judging.rows_of(format, text)
    except Refused:
        return False
    return any(isinstance(row, base.RawPosting) and row.title and row.url for row in rows)


def too_large(most: int) -> str:
    return _("The file is larger than %(most)s MB.") % {"most": most // MB}


def text_of(upload: ImportUpload) -> str:
    return base.decode(bytes(upload.data), MOST_TEXT)


def tidy() -> int:
    """After a day, written or not; what a run did stays with the run."""
    return ImportUpload.objects.filter(kept_at__lte=timezone.now() - KEPT).delete()[0]


def _look_at(format: str, text: str) -> None:
    if format != "jsonld" and text.lstrip()[:1] == "<":
        raise Unreadable(
            _("This is a web page, not what the board answers to programs. Open the address named above and save that.")
        )
    rows = judging.rows_of(format, text)
    # Greenhouse, Ashby and Workable all call their list "jobs".
    if rows and not _has_postings(format, text) and reads_as(text.encode(), format):
        raise Unreadable(_("Nothing in it reads as a posting of this board."))


def _with_commas(text: str) -> str:
    """Spreadsheets of many countries part columns by semicolons, or by tabs."""
    first = text.lstrip("\r\n").partition("\n")[0]
    parted_by = max(",;\t", key=first.count)
    if parted_by == ",":
        return text
    written = io.StringIO()
    try:
        csv.writer(written).writerows(csv.reader(io.StringIO(text, newline=""), delimiter=parted_by, strict=True))
    except csv.Error as error:
        raise Unreadable(_("The file is not CSV: %(reason)s.") % {"reason": error}) from error
    return written.getvalue()
