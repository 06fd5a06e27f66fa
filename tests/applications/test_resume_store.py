"""Storing, reading, deleting: a row has its file, a file has its row, and a failure leaves neither."""

import errno
import os
import resource
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.db import OperationalError, transaction

from applications import resume_files, resumes
from applications.models import Resume
from tests.applicants import make_student
from tests.applications.resume_files.pdfs import pdf
from tests.applications.resume_files.words import docx

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.DATA_DIR = tmp_path
    return tmp_path / "media"


def upload(data: bytes | None = None, name: str = "Zoë Ünal.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf() if data is None else data, content_type="text/html")


def files(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def test_a_file_is_kept_under_a_name_nobody_knows(media: Path) -> None:
    student = make_student()
    resume = resumes.store(upload(), student=student)
    assert (resume.student, resume.name, resume.media_type, resume.pages) == (
        student,
        "Zoë Ünal.pdf",
        "application/pdf",
        1,
    )
    assert "PostgreSQL" in resume.text
    assert resume.size == len(pdf())
    assert resume.key and len(resume.key) == 64
    (path,) = files(media)
    assert path == media / "resumes" / resume.key[:2] / resume.key
    assert path.read_bytes() == resumes.read(resume) == pdf()
    assert [oct(part.stat().st_mode & 0o777) for part in (path, path.parent, media / "resumes")] == [
        "0o600",
        "0o700",
        "0o700",
    ]


def test_the_same_file_twice_is_two_files(media: Path) -> None:
    first, second = (resumes.store(upload(), student=None) for _time in range(2))
    assert first.key != second.key
    assert first.sha256 == second.sha256
    assert len(files(media)) == 2


def test_what_was_just_checked_is_not_checked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    file = upload(docx(), "cv.docx")
    found = resumes.check(file)
    monkeypatch.setattr(resumes, "check", lambda _upload: pytest.fail("checked again"))
    assert resumes.store(file, student=None, inspected=found).text.startswith("Zoë Ünal")


def test_a_refused_file_leaves_nothing(media: Path) -> None:
    with pytest.raises(resumes.Refused) as refused:
        resumes.store(upload(b"MZ\x90\0" + b"\0" * 100), student=None)
    assert refused.value.code == "executable"
    assert (
        str(refused.value)
        == refused.value.reason
        == ("This is a program, not a document. Export it as a PDF and choose that file, or paste your résumé as text.")
    )
    assert files(media) == []
    assert not Resume.objects.exists()


def test_a_file_that_says_it_is_larger_is_not_read() -> None:
    large = InMemoryUploadedFile(BytesIO(), "resume", "a.pdf", "application/pdf", 6 * 2**20, None)
    with pytest.raises(resumes.Refused, match="larger than 5 MB"):
        resumes.check(large)


def test_pasted_text_needs_no_file(media: Path) -> None:
    resume = resumes.store_text("  Go\r\n\x00PostgreSQL\u202e ", student=None)
    assert (resume.text, resume.key, resume.is_pasted, resume.size) == ("Go\nPostgreSQL", None, True, 13)
    assert resumes.read(resume) == b"Go\nPostgreSQL"
    assert files(media) == []
    with pytest.raises(resumes.Refused, match="no words"):
        resumes.store_text(" \n- ", student=None)
    assert resumes.delete(resume) == 1


def test_a_row_that_is_refused_takes_its_file_with_it(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resumes.names, "clean", lambda name: name * 100)
    with pytest.raises(Exception, match="too long"), transaction.atomic():
        resumes.store(upload(), student=None)
    assert files(media) == []


def test_a_lost_connection_leaves_the_file_for_the_job(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody knows whether the row was committed; to lose its file would be worse."""

    def lost(**_fields: Any) -> Resume:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(resumes, "add", lost)
    with pytest.raises(OperationalError):
        resumes.store(upload(), student=None)
    assert len(files(media)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_transaction_rolled_back_takes_its_files_back(media: Path) -> None:
    kept = resumes.store(upload(), student=None)
    with pytest.raises(ZeroDivisionError), resumes.taking_back(), transaction.atomic():
        resumes.store(upload(), student=None)
        raise ZeroDivisionError
    assert [path.name for path in files(media)] == [kept.key]
    with pytest.raises(ZeroDivisionError), resumes.taking_back():
        with transaction.atomic():
            second = resumes.store(upload(), student=None)
        raise ZeroDivisionError
    assert {path.name for path in files(media)} == {kept.key, second.key}


@pytest.mark.django_db(transaction=True)
def test_a_deleted_row_loses_its_file_only_when_that_is_sure(media: Path) -> None:
    resume = resumes.store(upload(), student=None)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert resumes.delete(resume) == 1
        raise ZeroDivisionError
    assert len(files(media)) == 1
    assert [resumes.delete(resume), resumes.delete(resume)] == [1, 0]
    assert files(media) == []


@pytest.fixture
def full_disk() -> Iterator[None]:
    """Files of this process may hold 100 bytes: a real error in the middle of a write."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_leaves_nothing(media: Path, full_disk: None, caplog: pytest.LogCaptureFixture) -> None:
    found = resumes.Inspected("application/pdf", "pdf", "Go", 1)
    with pytest.raises(resumes.StorageFull, match="try again later"):
        resumes.store(upload(), student=None, inspected=found)
    assert files(media) == []
    assert not Resume.objects.exists()
    assert "No résumé can be stored" in caplog.text


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO])
def test_the_disk_fails_when_it_is_asked_to_keep(code: int, media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_number: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(resumes.StorageFull):
        resumes.store(upload(), student=None)
    assert files(media) == []
    monkeypatch.undo()


def test_a_folder_that_is_a_file(media: Path) -> None:
    media.mkdir()
    (media / "resumes").write_text("")
    with pytest.raises(resumes.StorageFull):
        resumes.store(upload(), student=None)


@pytest.mark.parametrize("harm", ["gone", "cut", "changed", "link"])
def test_a_file_that_is_not_what_was_stored(harm: str, media: Path, tmp_path: Path) -> None:
    resume = resumes.store(upload(), student=None)
    path = resume_files.path_of(resume.key)
    whole = path.read_bytes()
    if harm == "cut":
        path.write_bytes(whole[:-1])
    elif harm == "changed":
        path.write_bytes(b"x" + whole[1:])
    else:
        path.unlink()
    if harm == "link":
        (tmp_path / "elsewhere").write_bytes(whole)
        path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(resumes.FileGone, match="missing"):
        resumes.attachment(resume)
