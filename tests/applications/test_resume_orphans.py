"""check_files and the job: files without a row, rows without their file."""

import io
import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from applications import resume_files, resumes
from applications.models import Resume
from jobboard.jobs import JOBS
from tests.applications.resume_files.pdfs import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT, settings.DATA_DIR = tmp_path / "media", tmp_path
    return tmp_path / "media"


def stored(hours: float = 0) -> Resume:
    resume = resumes.store(SimpleUploadedFile("a.pdf", pdf()), student=None)
    Resume.objects.filter(pk=resume.pk).update(uploaded_at=timezone.now() - timedelta(hours=hours))
    age(resume_files.path_of(resume.key), hours)
    return resume


def age(path: Path, hours: float) -> Path:
    at = time.time() - hours * 3600
    os.utime(path, (at, at))
    return path


def lost(hours: float, part: bool = False) -> Path:
    """A file whose row was rolled back, or whose writer was killed."""
    path = resume_files.path_of(resume_files.write(b"Go"))
    return age(path.rename(f"{path}.part") if part else path, hours)


def check(**options: Any) -> str:
    output = io.StringIO()
    call_command("check_files", stdout=output, **options)
    return output.getvalue()


def test_all_is_well_without_any_file() -> None:
    assert check() == "Every résumé has its file.\n"


def test_files_without_a_row_are_listed_and_removed() -> None:
    kept, old, half, young = stored(3), lost(2), lost(2, part=True), lost(0.5)
    assert sorted(check().splitlines()[:-1]) == sorted(f"Without a row: {path}" for path in (old, half))
    assert old.exists()
    assert sorted(check(delete=True).splitlines()[:-1]) == sorted(f"Removed: {path}" for path in (old, half))
    assert [old.exists(), half.exists()] == [False, False]
    assert [young.exists(), resume_files.path_of(kept.key).exists()] == [True, True]
    assert check(delete=True) == "Every résumé has its file.\n"


def test_rows_without_their_file_are_listed_and_fail() -> None:
    gone, cut, _well, young = stored(3), stored(3), stored(3), stored()
    resume_files.remove(gone.key)
    resume_files.path_of(cut.key).write_bytes(b"x")
    resume_files.remove(young.key)
    resumes.store_text("pasted", student=None)
    found = resumes.orphans(timedelta(hours=1))
    assert found.files_without_row == []
    assert sorted(found.rows_without_file) == [gone.pk, cut.pk]
    output = io.StringIO()
    with pytest.raises(CommandError, match=r"^2 files are missing; restore them from a backup\.$"):
        call_command("check_files", stdout=output)
    assert f"Without its file: résumé {gone.pk}" in output.getvalue()


def test_the_job_removes_what_a_day_has_not_claimed(caplog: pytest.LogCaptureFixture) -> None:
    job = next(job for job in JOBS if job.name == "files")
    kept, old, younger, missing = stored(50), lost(25), lost(5), stored(30)
    resume_files.remove(missing.key)
    assert [job.do(), job.do()] == [1, 0]
    assert [old.exists(), younger.exists(), resume_files.path_of(kept.key).exists()] == [False, True, True]
    assert f"The file of résumé {missing.pk} is gone" in caplog.text


def test_no_query_a_file(django_assert_num_queries: Any) -> None:
    for _time in range(5):
        stored(3)
        lost(3)
    with django_assert_num_queries(2):
        assert len(resumes.orphans().files_without_row) == 5
