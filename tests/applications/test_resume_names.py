"""Names that files come with, and the header they go out with."""

import pytest

from applications import resumes
from applications.inspection import names

PDF = "application/pdf"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Zoë Ünal.pdf", "Zoë Ünal.pdf"),
        ("a.b.pdf", "a.b.pdf"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\zoe\\cv.docx", "cv.docx"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie_ x=1.pdf"),
        ("resume\u202efdp.exe", "resumefdp.exe"),
        ("a\u200bb\ufeff.pdf", "ab.pdf"),
        ("resume.pdf\0.exe", "resume.pdf.exe"),
        ("resume.pdf. . ", "resume.pdf"),
        (".htaccess", "htaccess"),
        (".pdf", "pdf"),
        ("con.pdf", "_con.pdf"),
        ('a"b<c>|d?*.pdf', "a_b_c__d__.pdf"),
        ("", "resume"),
        ("///", "resume"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
        ("e\u0301.pdf", "é.pdf"),
        ("a    b.pdf", "a b.pdf"),
    ],
)
def test_a_name_is_cleaned(given: str, kept: str) -> None:
    assert names.clean(given) == kept
    assert names.clean(kept) == kept
    assert len(kept) <= 150


@pytest.mark.parametrize(
    ("given", "header"),
    [
        ("cv.pdf", "attachment; filename=\"cv.pdf\"; filename*=UTF-8''cv.pdf"),
        ("Zoë Ünal.pdf", "attachment; filename=\"Zoe Unal.pdf\"; filename*=UTF-8''Zo%C3%AB%20%C3%9Cnal.pdf"),
        ("履歴書.pdf", "attachment; filename=\"resume.pdf\"; filename*=UTF-8''%E5%B1%A5%E6%AD%B4%E6%9B%B8.pdf"),
        (
            'a"; filename="b.html',
            "attachment; filename=\"a__ filename__b.html.pdf\"; filename*=UTF-8''a_%3B%20filename%3D_b.html.pdf",
        ),
        ("a\r\nX: y", "attachment; filename=\"a X_ y.pdf\"; filename*=UTF-8''a%20X_%20y.pdf"),
        ("", "attachment; filename=\"resume.pdf\"; filename*=UTF-8''resume.pdf"),
    ],
)
def test_the_header_a_file_goes_out_with(given: str, header: str) -> None:
    assert resumes.disposition(given, PDF) == header
