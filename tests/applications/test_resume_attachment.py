"""What goes out is kept, never shown: every header that says so."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from applications import resumes
from tests.applications.resume_files.pdfs import pdf
from tests.applications.resume_files.words import docx

pytestmark = pytest.mark.django_db
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "Zoë Ünal".encode("latin-1")


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT, settings.DATA_DIR = tmp_path / "media", tmp_path


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [("a.pdf", pdf(), "application/pdf"), ("b.docx", docx(), WORD), ("c.txt", TEXT, "text/plain")],
)
def test_a_file_goes_out_as_it_came_in(name: str, data: bytes, media_type: str) -> None:
    resume = resumes.store(SimpleUploadedFile(name, data, content_type="text/html"), student=None)
    response = resumes.attachment(resume)
    assert response.content == data
    assert dict(response.headers) == {
        "Content-Type": media_type,
        "Content-Disposition": f"attachment; filename=\"{name}\"; filename*=UTF-8''{name}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def test_pasted_text_goes_out_as_a_text_file() -> None:
    response = resumes.attachment(resumes.store_text("Zoë\n<script>", student=None), "Zoë Ünal, Kestrel")
    assert response.content.decode() == "Zoë\n<script>"
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="Zoe Unal_ Kestrel.txt"')
