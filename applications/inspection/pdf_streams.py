"""What PDF streams unpack to, counted before anything is kept."""

import base64
import binascii
import re
import zlib
from typing import Any

from applications.inspection.limits import MIB, PDF_CONTENT, PDF_UNPACKED
from applications.inspection.pdf_syntax import Document, Keyword, Name, Reader, Stream
from applications.inspection.verdict import Refused

SHORT = {
    "Fl": "FlateDecode",
    "AHx": "ASCIIHexDecode",
    "A85": "ASCII85Decode",
    "LZW": "LZWDecode",
    "RL": "RunLengthDecode",
    "DCT": "DCTDecode",
    "CCF": "CCITTFaxDecode",
}
TEXTUAL = ("ASCIIHexDecode", "ASCII85Decode")
PACKING = ("FlateDecode", "LZWDecode", "RunLengthDecode", "BrotliDecode")
PICTURES = ("DCTDecode", "CCITTFaxDecode", "JBIG2Decode", "JPXDecode")
LZW_MOST = 64 * 1024  # bytes packed: an old filter, unpacked slowly


def filters(document: Document, stream: Stream) -> list[str]:
    told = document.resolve(stream.values.get("Filter"))
    listed = told if isinstance(told, list) else [] if told is None else [told]
    named = [document.resolve(item) for item in listed]
    if not all(isinstance(item, Name) for item in named):
        raise Refused("damaged")
    return [SHORT.get(item, str(item)) for item in named]


def checked(document: Document, stream: Stream) -> list[str]:
    """A packing in a packing serves nobody but a bomb."""
    chain = filters(document, stream)
    if "Crypt" in chain:
        raise Refused("encrypted")
    if set(chain) - {*TEXTUAL, *PACKING, *PICTURES}:
        raise Refused("damaged")
    if len(chain) > 3 or sum(item in PACKING for item in chain) > 1:
        raise Refused("bomb")
    if "LZWDecode" in chain and len(stream.raw) > LZW_MOST:
        raise Refused("too-complex")
    return chain


def unpack(document: Document, stream: Stream, most: int, keep: bool = False) -> tuple[int, bytes]:
    """The size after the first unpacking, and the bytes when they are to be kept."""
    chain, data = checked(document, stream), stream.raw
    try:
        while chain and chain[0] in TEXTUAL:
            data = from_text(chain.pop(0), data)
        if chain[:1] == ["FlateDecode"]:
            return inflate(data, most, keep)
    except (ValueError, binascii.Error, zlib.error) as error:
        if keep:
            raise Refused("damaged") from error
    if keep and chain:
        raise Refused("damaged")
    return len(data), data if keep else b""


def from_text(name: str, data: bytes) -> bytes:
    data = data.translate(None, b"\0\t\n\f\r ")
    if name == "ASCIIHexDecode":
        digits = data.partition(b">")[0]
        return binascii.unhexlify(digits + b"0" * (len(digits) % 2))
    return base64.a85decode(data.removeprefix(b"<~").partition(b"~")[0])


def inflate(data: bytes, most: int, keep: bool) -> tuple[int, bytes]:
    size, parts, engine = 0, [], zlib.decompressobj()
    while data and not engine.eof:
        part = engine.decompress(data, MIB)
        data = engine.unconsumed_tail
        size += len(part)
        if size > most:
            raise Refused("bomb")
        if keep:
            parts.append(part)
        if not part and not data:
            break
    return size, b"".join(parts)


def expand(document: Document) -> None:
    """Counts what all streams unpack to, and adds what stands in object streams."""
    left = PDF_UNPACKED
    for values in list(document.objects.values()):
        for value in list(values):
            if not isinstance(value, Stream):
                continue
            left -= unpack(document, value, left)[0]
            kind = document.resolve(value.values.get("Type"))
            # Some readers take whatever a table calls an object stream for one.
            if kind == "ObjStm" or "First" in value.values:
                packed_objects(document, value)
            if document.resolve(value.values.get("Subtype")) == "XML":
                no_entities(document, value)


def packed_objects(document: Document, stream: Stream) -> None:
    """Read by their table, one behind the other without a gap that another table could point into."""
    data = unpack(document, stream, PDF_CONTENT, keep=True)[1]
    first, count = (document.resolve(stream.values.get(key)) for key in ("First", "N"))
    if not isinstance(first, int) or not isinstance(count, int) or not 0 <= first <= len(data):
        raise Refused("damaged")
    if "DecodeParms" in stream.values and document.resolve(stream.values["DecodeParms"]) is not None:
        raise Refused("damaged")
    head = [int(word) for word in re.findall(rb"\d+", data[:first])]
    if len(head) < 2 * count:
        raise Refused("damaged")
    places = sorted(zip(head[1 : 2 * count : 2], head[0 : 2 * count : 2], strict=True))
    ends = [*(first + place for place, _number in places[1:]), len(data)]
    for (place, number), end in zip(places, ends, strict=False):
        document.add(number, alone(data[first + place : end]))


def alone(data: bytes) -> Any:
    items, _end = Reader(data + b" endobj").body((b"endobj",))
    if len(items) != 1 or (isinstance(items[0], Keyword) and items[0] not in (b"null", b"true", b"false")):
        raise Refused("damaged")
    return items[0]


def no_entities(document: Document, stream: Stream) -> None:
    words = unpack(document, stream, PDF_CONTENT, keep=True)[1].replace(b"\0", b"")
    if b"<!DOCTYPE" in words or b"<!ENTITY" in words:
        raise Refused("dtd")
