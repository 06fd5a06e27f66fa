"""The words of a DOCX in reading order, and a look at every element on the way."""

import posixpath

from applications.inspection import safe_xml
from applications.inspection.links import SCHEME
from applications.inspection.verdict import Refused

# Elements that bring something else along, wherever they stand.
ELEMENTS = {
    "OLEObject": "embedded",
    "objectEmbed": "embedded",
    "altChunk": "embedded",
    "control": "activex",
    "ocx": "activex",
    "subDoc": "remote",
    "script": "script",
    "foreignObject": "script",
}
LOADING = ("image", "imagedata", "fill", "use", "link", "feImage")  # others with href are links to click
FIELDS = ("dde", "ddeauto", "includepicture", "includetext", "import", "include", "link", "embed", "database", "rd")
BREAKS = {"p": "\n", "br": "\n", "cr": "\n", "tab": "\t", "tc": "\t", "tr": "\n"}
UNSEEN = ("delText", "instrText", "Fallback", "del", "moveFrom", "rPr", "pPr")
ORDER = ("header", "", "footnotes", "endnotes", "footer")


class Check(safe_xml.Handler):
    """Refuses what acts or reaches out; field instructions may be cut into many runs."""

    def __init__(self) -> None:
        self.fields: list[list[str]] = []
        self.instruction = False

    def start(self, name: str, attributes: safe_xml.Attributes) -> None:
        if name in ELEMENTS:
            raise Refused(ELEMENTS[name])
        for key, value in attributes.items():
            loads = key == "src" or (key == "href" and name in LOADING)
            if loads and SCHEME.match(value.strip()) and not value.strip().lower().startswith("data:image/"):
                raise Refused("remote")
            if key.lower().startswith("on") and name.lower() in ("svg", "g", "image", "path", "rect"):
                raise Refused("script")
        if name == "fldSimple":
            field(attributes.get("instr", ""))
        elif name == "fldChar":
            self.field_mark(attributes.get("fldCharType", ""))
        self.instruction = name == "instrText"

    def field_mark(self, kind: str) -> None:
        if kind == "begin":
            if self.fields and not "".join(self.fields[-1]).strip():
                raise Refused("fields")  # its name would be made by another field
            self.fields.append([])
        elif kind in ("separate", "end") and self.fields:
            field("".join(self.fields[-1]))
            if kind == "end":
                self.fields.pop()

    def text(self, words: str) -> None:
        if self.instruction:
            if not self.fields:
                field(words)
            else:
                self.fields[-1].append(words)

    def end(self, name: str) -> None:
        self.instruction = False


def field(instruction: str) -> None:
    words = instruction.split()
    if words and words[0].lower().strip('"\\') in FIELDS:
        raise Refused("fields")


def check(part: bytes, drawing: bool = False) -> None:
    safe_xml.parse(part, Check(), drawing)


class Words(safe_xml.Handler):
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.unseen = self.inside = 0

    def start(self, name: str, attributes: safe_xml.Attributes) -> None:
        self.unseen += name in UNSEEN
        self.inside += name == "t"
        if name in ("br", "cr", "tab") and not self.unseen:
            self.parts.append(BREAKS[name])
        elif name == "noBreakHyphen":
            self.parts.append("-")

    def end(self, name: str) -> None:
        self.unseen -= name in UNSEEN
        self.inside -= name == "t"
        if name in ("p", "tc", "tr") and not self.unseen:
            self.parts.append(BREAKS[name])

    def text(self, words: str) -> None:
        if self.inside and not self.unseen:
            self.parts.append(words)


def words(parts: dict[str, bytes], main: str) -> str:
    """Headers first: the name often stands there."""
    folder = posixpath.dirname(main)
    said: list[str] = []
    for kind in ORDER:
        for name in sorted(parts) if kind else [main]:
            if name == main or (kind and posixpath.dirname(name) == folder and name.endswith(".xml")):
                if not kind or posixpath.basename(name).startswith(kind):
                    handler = Words()
                    safe_xml.parse(parts[name], handler)
                    said.append("".join(handler.parts).strip())
    return "\n\n".join(words for words in said if words)
