"""XML without document types, entities or foreign encodings, of bounded depth and size."""

import re
from xml.parsers import expat

from applications.inspection.limits import XML_DEPTH, XML_ELEMENTS, ZIP_XML
from applications.inspection.verdict import Refused

# What most programs that draw write above an SVG. It names grammar that nobody fetches; anything between brackets
# behind it would be declarations, and is refused.
DRAWING_TYPE = re.compile(r"https?://www\.w3\.org/(?:Graphics|TR)/[\w./-]+\.dtd")
ENCODINGS = (None, "utf-8", "utf-16", "us-ascii")
Attributes = dict[str, str]


class Handler:
    """What a reader of one part overrides. Names are local, without their namespace."""

    def start(self, name: str, attributes: Attributes) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, words: str) -> None: ...


def local(name: str) -> str:
    return name.rpartition("|")[2]


def parse(data: bytes, handler: Handler, drawing: bool = False) -> None:
    if len(data) > ZIP_XML:
        raise Refused("bomb")
    parser = expat.ParserCreate(namespace_separator="|")
    parser.buffer_text = True
    parser.EntityDeclHandler = parser.ExternalEntityRefHandler = no_types
    parser.StartDoctypeDeclHandler = drawing_type if drawing else no_types
    parser.XmlDeclHandler = declared
    depth = count = 0

    def start(name: str, attributes: Attributes) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > XML_DEPTH or count > XML_ELEMENTS:
            raise Refused("too-complex")
        handler.start(local(name), {local(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(local(name))

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, handler.text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Refused("damaged") from error


def drawing_type(name: str, address: str | None, _public: str | None, declares: bool) -> None:
    if name != "svg" or declares or not DRAWING_TYPE.fullmatch(address or ""):
        raise Refused("dtd")


def no_types(*_arguments: object) -> int:
    raise Refused("dtd")


def declared(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in ENCODINGS:
        raise Refused("dtd")
