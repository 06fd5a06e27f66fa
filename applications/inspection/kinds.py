"""What a file is by its first bytes, whatever it is called."""

import re
from typing import NamedTuple


class Taken(NamedTuple):
    media_type: str
    extensions: tuple[str, ...]


TAKEN = {
    "pdf": Taken("application/pdf", ("pdf",)),
    "docx": Taken("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",)),
    "txt": Taken("text/plain", ("txt", "text")),
}
BEFORE_PDF = (
    b"\xef\xbb\xbf\t\n\r "  # programs on servers let slip a blank line or a mark; the longest prefix they may be
)
MOST_BEFORE_PDF = 64
# The test file every virus scanner knows, in two pieces so that this file is none.
VIRUS_TEST = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!"

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "archive"),
    (b"PK\x07\x08", "archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"MZ", "executable"),
    (b"\x7fELF", "executable"),
    (b"\xca\xfe\xba\xbe", "executable"),
    (b"\xfe\xed\xfa\xce", "executable"),
    (b"\xfe\xed\xfa\xcf", "executable"),
    (b"\xce\xfa\xed\xfe", "executable"),
    (b"\xcf\xfa\xed\xfe", "executable"),
    (b"L\0\0\0\x01\x14\x02\0", "executable"),
    (b"\0asm", "executable"),
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"\0\0\x01\0", "image"),
    (b"8BPS", "image"),
    (b"\0\0\0\x0cjP  ", "image"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\0", "archive"),
    (b"7z\xbc\xaf'\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"MSCF", "archive"),
    (b"ITSF", "executable"),
    (b"OggS", "media"),
    (b"ID3", "media"),
    (b"fLaC", "media"),
    (b"\x1aE\xdf\xa3", "media"),
    (b"%!PS", "postscript"),
    (b"SQLite format 3\0", "unknown"),
)
TAGS = "html|head|body|script|iframe|img|div|p|a|table|title|meta|link|style|h1|form|object|embed|video|audio|base|math"
MARKUP = re.compile(rf"\s*<(?:!--|!doctype|\?xml|(?:{TAGS})[\s>/])", re.IGNORECASE)
HTML_INSIDE = re.compile(r"<(?:!doctype|html|head|body|script|iframe|object|embed|meta)[\s>/]", re.IGNORECASE)
SVG_INSIDE = re.compile(r"<(?:svg|[a-z]+:svg)[\s>]", re.IGNORECASE)
SCRIPT = re.compile(r"\s*(?:#!\s*/|@echo\s+off|<\?php|<%)", re.IGNORECASE)
MAIL_PAGE = re.compile(r"\s*(?:[\w-]+:[^\n]*\n){0,9}mime-version:", re.IGNORECASE)


def kind_of(data: bytes) -> str:
    """One of TAKEN, or the code with which it is refused."""
    if VIRUS_TEST in data:
        return "virus-test"
    found = by_magic(data)
    if b"%PDF-" in data[:1100] and found != "pdf":
        return "mixed"
    if found == "zip":
        return packed(data)
    if found == "ole":
        return old_office(data)
    return found or of_text(data)


def by_magic(data: bytes) -> str:
    if data[:MOST_BEFORE_PDF].lstrip(BEFORE_PDF).startswith(b"%PDF-"):
        return "pdf"
    return next((kind for magic, kind in MAGIC if data.startswith(magic)), "") or riff(data)


def riff(data: bytes) -> str:
    """Containers that tell their kind a few bytes in."""
    if data[:4] == b"RIFF":
        return "image" if data[8:12] == b"WEBP" else "media"
    if data[4:8] == b"ftyp":
        return "image" if data[8:12] in (b"heic", b"heix", b"mif1", b"avif") else "media"
    if data[:2] == b"BM" and data[6:10] == b"\0\0\0\0":
        return "image"
    return "archive" if data[257:262] == b"ustar" else ""


def packed(data: bytes) -> str:
    """Which of the many formats that are ZIP archives; names of entries stand uncompressed in its directory."""
    if data[30:38] == b"mimetype":
        return "odt" if b"opendocument" in data[38:120] else "archive"
    if b"[Content_Types].xml" not in data:
        return "archive"
    if b"word/" in data:
        return "docx"
    return "other-office" if re.search(rb"(?:xl|ppt|visio)/", data) else "archive"


def old_office(data: bytes) -> str:
    """An encrypted DOCX is wrapped in the old container too."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted"
    if "WordDocument".encode("utf-16-le") in data:
        return "old-word"
    return "other-office"


def of_text(data: bytes) -> str:
    from applications.inspection import plain

    text = plain.decode(data)
    if text is None:
        return "unknown"
    start = text[:4096]
    if SCRIPT.match(start):
        return "script"
    if SVG_INSIDE.search(start):
        return "svg"
    if HTML_INSIDE.search(start[:1024]) or MAIL_PAGE.match(start):
        return "html"
    if found := MARKUP.match(start):
        return "xml" if found[0].lower().endswith("?xml") else "html"
    return "rtf" if start.lstrip().startswith("{\\rtf") else "txt"
