"""DOCX: which parts it may have, where they may point, and the words in them."""

import posixpath
from collections.abc import Iterator

from applications.inspection import archive, kinds, safe_xml, word_text
from applications.inspection.links import LONGEST_SHOWN, SCHEME, is_allowed, is_local_template
from applications.inspection.verdict import Refused

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
XML_PARTS = ("xml", "rels", "vml", "svg")
PICTURES = ("png", "jpg", "jpeg", "jfif", "jpe", "gif", "bmp", "tif", "tiff", "emf", "wmf", "webp", "wdp", "ico")
MOST_UP = 3  # steps: no part lies deeper
FONTS = ("odttf", "ttf", "fntdata")
# What each kind of content or relationship would bring along; the first word found decides.
FORBIDDEN = (
    ("macroenabled", "macros"),
    ("vbaproject", "macros"),
    ("vbadata", "macros"),
    ("keymapcustomizations", "macros"),
    ("attachedtoolbars", "macros"),
    ("activex", "activex"),
    ("/control", "activex"),
    ("oleobject", "embedded"),
    ("afchunk", "embedded"),
    ("relationships/package", "embedded"),
    ("subdocument", "remote"),
    ("relationships/frame", "remote"),
    ("/externallink", "remote"),
)


def read(data: bytes) -> str:
    parts = {name: part for name, part in archive.unpack(data).items() if not name.endswith("/")}
    types = content_types(parts)
    for name, part in parts.items():
        harmless(name, part)
    pointers = list(relationships(parts))
    for pointer in pointers:
        pointer.check()
    main = next((pointer.path for pointer in pointers if pointer.opens_document), None)
    if main is None or main not in parts:
        raise Refused("damaged")
    if types.get(main) != MAIN:
        raise Refused("other-office")
    words = word_text.words(parts, main)
    if not words.strip() and not any(name.startswith("word/media/") for name in parts):
        raise Refused("empty")
    return words


class ContentTypes(safe_xml.Handler):
    def __init__(self) -> None:
        self.types: dict[str, str] = {}

    def start(self, name: str, attributes: safe_xml.Attributes) -> None:
        kind = attributes.get("ContentType", "").strip()
        forbidden(kind)
        if name == "Override":
            self.types[attributes.get("PartName", "").lstrip("/")] = kind


def content_types(parts: dict[str, bytes]) -> dict[str, str]:
    if "[Content_Types].xml" not in parts:
        raise Refused("damaged")
    handler = ContentTypes()
    safe_xml.parse(parts["[Content_Types].xml"], handler)
    return handler.types


def forbidden(words: str) -> None:
    for mark, code in FORBIDDEN:
        if mark in words.lower():
            raise Refused(code)


def harmless(name: str, part: bytes) -> None:
    """By its ending and by what is in it: a program is one whatever it is called."""
    ending = name.rpartition(".")[2].lower()
    forbidden(name)
    if ending == "bin" and "printersettings" not in name.lower():
        raise Refused("embedded")
    if ending in XML_PARTS:
        word_text.check(part, drawing=ending == "svg")
        return
    if ending not in (*PICTURES, *FONTS, "bin"):
        raise Refused("embedded")
    if kinds.by_magic(part) not in ("image", ""):
        raise Refused("embedded")


class Pointer:
    """One relationship of a part to another one, or to somewhere outside."""

    def __init__(self, home: str, attributes: safe_xml.Attributes) -> None:
        self.kind = attributes.get("Type", "")
        self.target = attributes.get("Target", "")
        self.external = attributes.get("TargetMode", "").lower() == "external"
        self.path = posixpath.normpath(posixpath.join("/" + home, self.target)).lstrip("/")
        self.opens_document = not home and self.kind.endswith("/officeDocument")

    def check(self) -> None:
        forbidden(self.kind)
        target = "".join(letter for letter in self.target if letter > " ")
        if not self.external:
            # Broken pictures point nowhere; nothing may point out of the package.
            if SCHEME.match(target) or "\\" in target or target.startswith("//") or target.count("../") > MOST_UP:
                raise Refused("remote")
            return
        if self.kind.endswith("/attachedTemplate") and is_local_template(self.target):
            return
        if not self.kind.endswith("/hyperlink"):
            raise Refused("remote")
        if not is_allowed(target):
            raise Refused("link", target[:LONGEST_SHOWN])


class Relationships(safe_xml.Handler):
    def __init__(self, home: str) -> None:
        self.home = home
        self.found: list[Pointer] = []

    def start(self, name: str, attributes: safe_xml.Attributes) -> None:
        if name == "Relationship":
            self.found.append(Pointer(self.home, attributes))


def relationships(parts: dict[str, bytes]) -> Iterator[Pointer]:
    for name, part in parts.items():
        if name.lower().endswith(".rels"):
            handler = Relationships(posixpath.dirname(posixpath.dirname(name)))
            safe_xml.parse(part, handler)
            yield from handler.found
