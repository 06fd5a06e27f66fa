"""PDF: what may be in one, its pages and its words. Refused is what acts, carries files, or asks for them."""

import re
from collections.abc import Iterator
from typing import Any

from applications.inspection import kinds, links, pdf_forms, pdf_streams, pdf_syntax
from applications.inspection.limits import MAX_PAGES, PDF_CONTENT, PDF_DEPTH
from applications.inspection.pdf_syntax import Document, Name, Ref, Stream
from applications.inspection.verdict import Refused

KEYS = {
    "JS": "pdf-script",
    "JavaScript": "pdf-script",
    "AA": "pdf-action",
    "EmbeddedFiles": "pdf-attachment",
    "EF": "pdf-attachment",
    "RichMediaContent": "pdf-media",
    "XFA": "pdf-form",
    "Encrypt": "encrypted",
}
NAMES = {
    "JavaScript": "pdf-script",
    **dict.fromkeys(("Launch", "GoToR", "GoToE", "ImportData", "SubmitForm", "ResetForm", "Thread"), "pdf-action"),
    **dict.fromkeys(("RichMedia", "RichMediaExecute", "Movie", "Sound", "Screen", "3D", "Rendition"), "pdf-media"),
    **dict.fromkeys(("EmbeddedFile", "FileAttachment"), "pdf-attachment"),
}
TELLING = ("S", "Subtype", "Type")  # the keys whose value is one of the names above
OCTAL = re.compile(rb"\\([0-7]{1,3})")
NESTED = re.compile(rb"(?:(?:\[|<<)[\0\t\n\f\r ]*){65}")
ZIP_END = b"PK\x05\x06"


def read(data: bytes) -> tuple[str, int]:
    if ZIP_END in data[-66_000:]:
        raise Refused("mixed")
    data = data.lstrip(kinds.BEFORE_PDF)
    document = pdf_syntax.parse(data)
    if any(trailer.get("Encrypt", b"null") != b"null" for trailer in document.trailers):
        raise Refused("encrypted")  # nothing in it could be unpacked
    pdf_streams.expand(document)
    for value in everything(document):
        harmless(document, value)
    pages = count_pages(document)
    pdf_forms.bounded(document)
    from applications.inspection import pdf_text

    return pdf_text.words(data, pages), pages


def everything(document: Document) -> Iterator[Any]:
    """Every value of every definition, however deep."""
    stack: list[Any] = [value for values in document.objects.values() for value in values] + document.trailers
    while stack:
        value = stack.pop()
        yield value
        if isinstance(value, Stream):
            if {"F", "FFilter", "FDecodeParms"} & value.values.keys():
                raise Refused("remote")  # its data would lie in another file
            value = value.values
            yield value
        if isinstance(value, dict):
            stack += value.values()
        elif isinstance(value, list):
            stack += value


def harmless(document: Document, value: Any) -> None:
    if not isinstance(value, dict):
        return
    for marked, item in value.items():
        key = marked.rstrip("\0")
        if key in KEYS and item != b"null":
            raise Refused(KEYS[key])
        meant = meanings(document, item)
        if key in TELLING:
            for name in meant:
                if isinstance(name, Name) and name in NAMES:
                    raise Refused(NAMES[name])
        elif key == "OpenAction":
            opening(document, meant)
        elif key in ("URI", "Base"):
            for address in meant:
                if isinstance(address, bytes) and not links.is_allowed(unescape(address)):
                    raise Refused("link", unescape(address)[: links.LONGEST_SHOWN])
        elif key == "FS" and "URL" in meant:
            raise Refused("remote")


def meanings(document: Document, value: Any) -> list[Any]:
    """What it may stand for, in any revision."""
    return document.objects.get(value.number, []) if isinstance(value, Ref) else [value]


def opening(document: Document, meant: list[Any]) -> None:
    """To open at a page is all that may happen by itself."""
    for action in meant:
        kind = document.resolve(action.get("S", Name("GoTo"))) if isinstance(action, dict) else "GoTo"
        if kind != "GoTo":
            raise Refused(NAMES.get(str(kind), "pdf-action"))


def unescape(text: bytes) -> str:
    text = OCTAL.sub(lambda found: bytes([int(found[1], 8) & 255]), text)
    text = re.sub(rb"\\(?:\r\n|[\r\n])|\\(?=[^\\])", b"", text).replace(b"\\\\", b"\\")
    return text.decode("utf-16", "replace") if text[:2] in (b"\xfe\xff", b"\xff\xfe") else text.decode("latin-1")


def count_pages(document: Document) -> int:
    """Walks the tree of each root; the one of the last trailer counts."""
    roots = [document.resolve(trailer["Root"]) for trailer in document.trailers if "Root" in trailer]
    if not roots or not all(isinstance(root, dict) for root in roots):
        raise Refused("damaged")
    counted = 0
    for root in roots[-3:]:
        counted = walk(document, root.get("Pages"))
    return counted


def walk(document: Document, top: Any) -> int:
    stack: list[tuple[Any, int]] = [(top, 0)]
    seen: set[int] = set()
    pages = drawn = 0
    while stack:
        reference, depth = stack.pop()
        node = document.resolve(reference)
        if not isinstance(node, dict) or not isinstance(reference, Ref):
            raise Refused("damaged")
        if reference.number in seen or depth > PDF_DEPTH or len(seen) > 20 * MAX_PAGES:
            raise Refused("too-complex")
        seen.add(reference.number)
        kids = document.resolve(node.get("Kids"))
        if isinstance(kids, list):
            stack += [(kid, depth + 1) for kid in kids]
            continue
        pages += 1
        drawn += content(document, node, PDF_CONTENT - drawn)
        if pages > MAX_PAGES:
            raise Refused("too-many-pages")
    if not pages:
        raise Refused("damaged")
    return pages


def content(document: Document, page: dict[str, Any], left: int) -> int:
    """How many bytes are drawn on a page."""
    told = document.resolve(page.get("Contents"))
    size = 0
    for part in told if isinstance(told, list) else [told]:
        stream = document.resolve(part)
        if isinstance(stream, Stream):
            part_size, words = pdf_streams.unpack(document, stream, left - size, keep=True)
            size += part_size
            if NESTED.search(words):
                raise Refused("too-complex")
    return size
