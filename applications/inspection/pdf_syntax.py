"""Reads the syntax of a PDF from its first byte to its last, so that nothing can hide.

A reader of PDFs jumps by a table to the objects it needs and sees nothing else; which objects these are, readers
do not agree about when a file is made to be misread. So every object of every revision is read here, and whatever
belongs to no object, table, trailer or short comment makes the file refused.
"""

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from applications.inspection.limits import PDF_COMMENT, PDF_DEPTH, PDF_OBJECTS
from applications.inspection.verdict import Refused

WHITE = b"\0\t\n\f\r "
TOKEN = re.compile(
    rb"<<|>>|[\[\]{}(]|/[^\0\t\n\f\r ()<>\[\]{}/%]*|<[0-9A-Fa-f\0\t\n\f\r ]*>|[^\0\t\n\f\r ()<>\[\]{}/%]+"
)
BLANK = re.compile(rb"[\0\t\n\f\r ]*")
COMMENT = re.compile(rb"%[^\r\n]*")
FOREIGN = re.compile(rb"<[!?/a-z]|PK\x03\x04|MZ\x90", re.IGNORECASE)  # in a comment: another format's beginning
PARENTHESIS = re.compile(rb"[()]|\\.", re.DOTALL)
NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)$")
HASH = re.compile(rb"#([0-9A-Fa-f]{2})")
TABLE = re.compile(rb"[0-9fn\0\t\n\f\r ]*")
LINE_END = re.compile(rb"\r?\n|\r")
GAP = rb"(?:[\0\t\n\f\r ]|%[^\r\n]{0,99}[\r\n])"
OBJECT = re.compile(rb"\d" + GAP + rb"{1,99}\d{1,10}" + GAP + rb"{0,99}obj(?![a-z])")
TRAILER = re.compile(rb"trailer[\0\t\n\f\r ]*<<")


class Name(str):
    """With its #41 escapes undone, so that /J#53 is /JS."""


class Keyword(bytes):
    pass


class Ref(NamedTuple):
    number: int
    generation: int


@dataclass
class Stream:
    values: dict[str, Any]
    raw: bytes


@dataclass
class Document:
    """Every definition of every object, older revisions too; the last one of a number counts for readers."""

    objects: dict[int, list[Any]] = field(default_factory=dict)
    trailers: list[dict[str, Any]] = field(default_factory=list)
    ends: int = 0
    count: int = 0

    def add(self, number: int, value: Any) -> None:
        self.objects.setdefault(number, []).append(value)
        self.count += 1
        if self.count > PDF_OBJECTS:
            raise Refused("too-complex")

    def resolve(self, value: Any) -> Any:
        for _step in range(8):
            if not isinstance(value, Ref):
                return value
            value = self.objects.get(value.number, [None])[-1]
        raise Refused("damaged")


class Reader:
    def __init__(self, data: bytes, position: int = 0) -> None:
        self.data, self.position = data, position

    def token(self) -> bytes:
        """The next one, empty at the end."""
        while True:
            self.position = BLANK.match(self.data, self.position).end()  # type: ignore[union-attr]
            if self.position >= len(self.data):
                return b""
            if self.data[self.position] != 0x25:
                break
            self.comment()
        found = TOKEN.match(self.data, self.position)
        if not found:
            raise Refused("damaged")
        self.position = found.end()
        return found[0]

    def comment(self) -> None:
        found = COMMENT.match(self.data, self.position)
        assert found
        if len(found[0]) > PDF_COMMENT or FOREIGN.search(found[0]):
            raise Refused("mixed")
        self.position = found.end()

    def body(self, ends: tuple[bytes, ...]) -> tuple[list[Any], bytes]:
        """Values up to one of the keywords; the stack is our own, so that depth is a number and not a crash."""
        stack: list[list[Any]] = [[]]
        opened: list[bytes] = []
        while True:
            token = self.token()
            if not opened and token in ends:
                return stack[0], token
            if token in (b"<<", b"["):
                opened.append(token)
                stack.append([])
                if len(opened) > PDF_DEPTH:
                    raise Refused("too-complex")
            elif token in (b">>", b"]"):
                if not opened or opened.pop() != (b"<<" if token == b">>" else b"["):
                    raise Refused("damaged")
                items = stack.pop()
                stack[-1].append(dictionary(items) if token == b">>" else items)
            elif token == b"R":
                stack[-1].append(reference(stack[-1]))
            elif token:
                stack[-1].append(self.atom(token))
            else:
                raise Refused("damaged")

    def atom(self, token: bytes) -> Any:
        first = token[:1]
        if first == b"/":
            return name(token)
        if first == b"(":
            return self.string()
        if first == b"<":
            digits = token[1:-1].translate(None, WHITE)
            return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
        if NUMBER.match(token):
            return int(token) if token.isdigit() and len(token) < 12 else float(token)
        return Keyword(token)

    def string(self) -> bytes:
        start, depth = self.position, 1
        for found in PARENTHESIS.finditer(self.data, start):
            depth += {b"(": 1, b")": -1}.get(found[0], 0)
            if not depth:
                self.position = found.end()
                return self.data[start : found.start()]
        raise Refused("damaged")

    def stream(self, values: dict[str, Any]) -> Stream:
        end_of_line = LINE_END.match(self.data, self.position)
        start = end_of_line.end() if end_of_line else self.position
        length = values.get("Length")
        told = start + length if isinstance(length, int) else -1
        end = told if told >= start and self.ends_at(told) else self.data.find(b"endstream", start)
        if end < 0:
            raise Refused("damaged")
        self.position = end
        if self.token() != b"endstream":
            raise Refused("damaged")
        return Stream(values, self.data[start:end])

    def ends_at(self, position: int) -> bool:
        return self.data.startswith(b"endstream", BLANK.match(self.data, position).end())  # type: ignore[union-attr]


def name(token: bytes) -> Name:
    if b"#" in token:
        token = HASH.sub(lambda found: bytes([int(found[1], 16)]), token)
    return Name(token[1:].decode("latin-1"))


def reference(items: list[Any]) -> Ref:
    if len(items) < 2 or not isinstance(items[-1], int) or not isinstance(items[-2], int):
        raise Refused("damaged")
    generation, number = items.pop(), items.pop()
    return Ref(number, generation)


def dictionary(items: list[Any]) -> dict[str, Any]:
    """A key that stands twice keeps both values, the second under the name with a NUL behind it."""
    if len(items) % 2:
        raise Refused("damaged")
    made: dict[str, Any] = {}
    for key, value in zip(items[::2], items[1::2], strict=True):
        if not isinstance(key, Name):
            raise Refused("damaged")
        while key in made:
            key = Name(key + "\0")
        made[key] = value
    return made


def parse(data: bytes) -> Document:
    """Everything from the first byte to the last."""
    reader, document = Reader(data), Document()
    while token := outer(reader, document):
        if token.isdigit():
            indirect(reader, document, token)
        elif token == b"xref":
            reader.position = TABLE.match(data, reader.position).end()  # type: ignore[union-attr]
        elif token == b"trailer":
            items, _end = reader.body((b"startxref",))
            document.trailers += [item for item in items if isinstance(item, dict)]
            reader.position -= len(b"startxref")
        elif token == b"startxref" and reader.token().isdigit():
            document.ends += 1
        else:
            raise Refused("mixed" if document.ends else "damaged")
    if not document.ends or not data.rstrip(WHITE).endswith(b"%%EOF"):
        raise Refused("damaged")
    if len(OBJECT.findall(data)) != document.count or len(TRAILER.findall(data)) > len(document.trailers):
        raise Refused("hidden")  # one more stands where no object should: in a stream, a string, a comment
    return document


def outer(reader: Reader, document: Document) -> bytes:
    """The next token outside of objects; behind the end of a document, what is no PDF is something else."""
    try:
        return reader.token()
    except Refused as refused:
        raise Refused("mixed" if document.ends else refused.code) from None


def indirect(reader: Reader, document: Document, number: bytes) -> None:
    generation, keyword = reader.token(), reader.token()
    if not generation.isdigit() or keyword != b"obj" or len(number) > 10:
        raise Refused("mixed" if document.ends else "damaged")
    items, end = reader.body((b"endobj", b"stream"))
    if len(items) > 1:
        raise Refused("damaged")
    value: Any = items[0] if items else None
    if end == b"stream":
        if not isinstance(value, dict):
            raise Refused("damaged")
        value = reader.stream(value)
        if reader.token() != b"endobj":
            raise Refused("damaged")
        if value.values.get("Type") == "XRef":
            document.trailers.append(value.values)
    document.add(int(number), value)
