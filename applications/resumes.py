"""Taking, keeping, serving and forgetting résumés. See docs/resumes.md."""

import contextlib
import hashlib
import logging
import unicodedata
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import inspection, refusals, resume_files
from applications.inspection import Inspected, kinds, names, plain, runner
from applications.inspection.limits import MAX_BYTES
from applications.models import Resume, Student

log = logging.getLogger("resumes")
CONNECTION_LOST = (OperationalError, InterfaceError)
SURELY_FORGOTTEN = timedelta(days=1)
_stored: ContextVar[list[str] | None] = ContextVar("stored", default=None)


class Refused(inspection.Refused):
    """Not taken; as text it is the sentence for the person who sent it."""

    @property
    def reason(self) -> str:
        return refusals.reason(self.code, self.found)

    def __str__(self) -> str:
        return self.reason


class StorageFull(Exception):
    """Nothing was kept; as text it is the sentence for the person who sent it."""

    @property
    def reason(self) -> str:
        return _("We cannot store your résumé at the moment. Please try again later, or paste it as text.")

    def __str__(self) -> str:
        return self.reason


class FileGone(Exception):
    """The row is there and its file is not, or not as it was stored: a 404 page with these words."""

    @property
    def reason(self) -> str:
        return _("The file of this résumé is missing. What could be read of it is kept as text.")

    def __str__(self) -> str:
        return self.reason


@dataclass(frozen=True)
class Orphans:
    files_without_row: list[Path]
    rows_without_file: list[int]  # or with one of another size


def check(upload: "UploadedFile[Any]") -> Inspected:
    """Looks into the file in a process of its own; Refused says why not."""
    if (upload.size or 0) > MAX_BYTES:
        raise Refused("too-large")
    try:
        return runner.inspect(content(upload), upload.name or "", Path(settings.DATA_DIR) / "inspection")
    except inspection.Refused as refused:
        raise Refused(refused.code, refused.found) from None
    except OSError as error:
        log.error("No résumé can be checked: %s", error)
        raise Refused("busy") from error


def content(upload: "UploadedFile[Any]") -> bytes:
    upload.seek(0)
    data: bytes = upload.read(MAX_BYTES + 1)
    upload.seek(0)
    return data


def store(upload: "UploadedFile[Any]", *, student: Student | None, inspected: Inspected | None = None) -> Resume:
    """The file, then its row in the caller's transaction; give `inspected` when `check` has just said it.

    Wrap a transaction that may still be rolled back in `taking_back`; else `delete_orphans` finds the file later.
    """
    found = inspected or check(upload)
    data = content(upload)
    try:
        key = resume_files.write(data)
    except resume_files.CannotStore as error:
        raise StorageFull from error
    try:
        resume = add(
            key=key,
            student=student,
            name=names.clean(upload.name or ""),
            media_type=found.media_type,
            data=data,
            text=found.text,
            pages=found.pages,
        )
    except CONNECTION_LOST:
        raise  # nobody knows whether the row is there: the job will
    except BaseException:
        resume_files.remove(key)
        raise
    if (keys := _stored.get()) is not None:
        keys.append(key)
    return resume


def store_text(text: str, *, student: Student | None) -> Resume:
    """A pasted résumé has no file."""
    words = plain.clean(text)
    if not any(letter.isalnum() for letter in words):
        raise Refused("empty")
    data = words.encode()
    return add(key=None, student=student, name="", media_type="text/plain", data=data, text=words, pages=None)


def add(
    *, key: str | None, student: Student | None, name: str, media_type: str, data: bytes, text: str, pages: int | None
) -> Resume:
    return Resume.objects.create(
        key=key,
        student=student,
        name=name,
        media_type=media_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
        pages=pages,
        uploaded_at=timezone.now(),
    )


@contextlib.contextmanager
def taking_back() -> Iterator[None]:
    """Around a transaction that stores: if it fails, the files whose rows are not there are removed at once."""
    keys: list[str] = []
    token = _stored.set(keys)
    try:
        yield
    except BaseException:
        with contextlib.suppress(DatabaseError):  # then nobody knows, and the job will
            for key in set(keys) - with_row(keys):
                resume_files.remove(key)
        raise
    finally:
        _stored.reset(token)


def with_row(keys: Iterable[str]) -> set[str]:
    return {key for key in Resume.objects.filter(key__in=list(keys)).values_list("key", flat=True) if key}


def read(resume: Resume) -> bytes:
    """What was sent; of pasted text the text."""
    if resume.key is None:
        return resume.text.encode()
    data = resume_files.read(resume.key, resume.size, resume.sha256)
    if data is None:
        log.error("The file of résumé %s is gone", resume.pk)
        raise FileGone
    return data


def delete(resume: Resume) -> int:
    """The row, and its file once that is sure; says how many rows."""
    key = resume.key
    gone, _each = Resume.objects.filter(pk=resume.pk).delete()
    if key is not None:
        transaction.on_commit(lambda: resume_files.remove(key))
    return min(gone, 1)


def attachment(resume: Resume, filename: str = "") -> HttpResponse:
    """To keep, never to show: no browser runs or guesses anything, no cache holds it. The caller audits."""
    response = HttpResponse(read(resume), content_type=resume.media_type)
    if resume.is_pasted:
        response.headers["Content-Type"] = "text/plain; charset=utf-8"
    response.headers["Content-Disposition"] = disposition(filename or resume.name, resume.media_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def disposition(filename: str, media_type: str) -> str:
    """Twice the name: in letters every browser reads, and as it is."""
    ending = next(taken.extensions[0] for taken in kinds.TAKEN.values() if taken.media_type == media_type)
    name = names.clean(filename)
    if names.extension_of(name) != ending:
        name = names.clean(f"{name}.{ending}")
    simple = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    simple = "".join(letter if letter.isalnum() or letter in " .-_()" else "_" for letter in simple).strip(" ")
    simple = simple if simple.removesuffix(f".{ending}").strip(" ._-()") else f"resume.{ending}"
    return f"attachment; filename=\"{simple}\"; filename*=UTF-8''{quote(name, safe='')}"


def orphans(older_than: timedelta = timedelta(hours=1)) -> Orphans:
    """Files first: one that is old and has no row now will never get one."""
    paths = list(resume_files.everything(older_than))
    known = with_row(path.name for path in paths)
    before = timezone.now() - older_than
    rows = Resume.objects.filter(key__isnull=False, uploaded_at__lt=before).values_list("pk", "key", "size")
    missing = [pk for pk, key, size in rows if key and not resume_files.holds(key, size)]
    still = set(Resume.objects.filter(pk__in=missing).values_list("pk", flat=True))
    return Orphans([path for path in paths if path.name not in known], [pk for pk in missing if pk in still])


def delete_orphans() -> int:
    """The job: files that a rolled back or killed request has left."""
    found = orphans(SURELY_FORGOTTEN)
    for pk in found.rows_without_file:
        log.error("The file of résumé %s is gone", pk)
    for path in found.files_without_row:
        path.unlink(missing_ok=True)
    return len(found.files_without_row)
