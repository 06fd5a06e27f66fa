"""All of them: name of the file, builder, code (or codes, where a library decides how far it gets)."""

import gzip
import io
import zipfile

from tests.applications.resume_files import hostile_pdfs, hostile_words
from tests.applications.resume_files.honest import PNG
from tests.applications.resume_files.hostile_pdfs import Case
from tests.applications.resume_files.pdfs import pdf
from tests.applications.resume_files.words import docx

MIB = 1024 * 1024
PE = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0" + b"\0" * 400
SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def archive(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        for name, part in parts.items():
            opened.writestr(name, part)
    return file.getvalue()


OTHER: tuple[Case, ...] = (
    ("photograph.pdf", lambda: b"\xff\xd8\xff\xe0\0\x10JFIF" + b"\0" * 500, "image"),
    ("picture.docx", lambda: PNG, "image"),
    ("picture.txt", lambda: b"GIF89a" + b"\x01\0" * 20, "image"),
    ("video.pdf", lambda: b"\0\0\0\x18ftypmp42" + b"\0" * 100, "media"),
    ("program.pdf", lambda: PE, "executable"),
    ("program.txt", lambda: b"\x7fELF" + b"\0" * 100, "executable"),
    ("resume.pdf.exe", lambda: PE, "executable"),
    ("resume.pdf.exe ", pdf, "ending"),
    ("resume\u202efdp.exe", pdf, "ending"),
    ("resume.pdf\0.exe", pdf, "ending"),
    ("resume", pdf, "ending"),
    ("resume.docx", pdf, "ending"),
    ("resume.pdf", docx, "ending"),
    ("resume.txt", docx, "ending"),
    ("words.pdf", lambda: b"Only words", "ending"),
    ("page.txt", lambda: b"\xef\xbb\xbf \n<!DOCTYPE html><script>alert(1)</script>", "html"),
    ("page.pdf", lambda: b"<html><body>hello</body></html>", "html"),
    ("page in UTF-16.txt", lambda: "<html><script>1</script>".encode("utf-16"), "html"),
    ("page after words.txt", lambda: b"Hello there\n<script>alert(1)</script>", "html"),
    ("saved page.txt", lambda: b"From: a\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>", "html"),
    ("drawing.txt", lambda: SVG.encode(), "svg"),
    ("drawing.pdf", lambda: f'<?xml version="1.0"?>\n{SVG}'.encode(), "svg"),
    ("data.txt", lambda: b'<?xml version="1.0"?><a/>', "xml"),
    ("shell.txt", lambda: b"#!/bin/sh\nrm -rf ~\n", "script"),
    ("page.php.txt", lambda: b"<?php system($_GET['c']); ?>", "script"),
    ("old.doc", lambda: hostile_words.in_ole("WordDocument"), "old-word"),
    ("old.docx", lambda: hostile_words.in_ole("WordDocument"), "old-word"),
    ("sheet.docx", lambda: hostile_words.in_ole("Workbook"), "other-office"),
    ("rich.docx", lambda: b"{\\rtf1\\ansi hello}", "rtf"),
    ("open.odt", lambda: archive(mimetype="application/vnd.oasis.opendocument.text", content="x"), "odt"),
    ("archive.zip", lambda: archive(resume="x"), "archive"),
    ("archive.docx", lambda: archive(resume="x"), "archive"),
    ("packed.pdf", lambda: gzip.compress(b"x" * 1000), "archive"),
    ("print.pdf", lambda: b"%!PS-Adobe-3.0\n(x) show", "postscript"),
    ("virus.txt", lambda: EICAR, "virus-test"),
    ("noise.txt", lambda: bytes(range(256)) * 20, "unknown"),
    ("noughts.txt", lambda: b"Hello\0world", "unknown"),
    ("controls.txt", lambda: b"Hello \x1b[31mred", "unknown"),
    ("empty.pdf", lambda: b"", "empty"),
    ("blank.txt", lambda: b" \n" * 1000, "empty"),
    ("signs.txt", lambda: b"--- ... ---", "empty"),
    ("large.pdf", lambda: pdf() + b"\n" * (5 * MIB), "too-large"),
    ("large.txt", lambda: b"a " * (5 * MIB // 2) + b"a", "too-large"),
)


def named(cases: tuple[Case, ...], ending: str) -> tuple[Case, ...]:
    return tuple((f"{name}.{ending}", build, code) for name, build, code in cases)


HOSTILE: tuple[Case, ...] = (
    *named(hostile_pdfs.ACTING + hostile_pdfs.HIDING + hostile_pdfs.EXHAUSTING, "pdf"),
    *named(hostile_words.ACTING + hostile_words.XML + hostile_words.PACKED, "docx"),
    *OTHER,
)
