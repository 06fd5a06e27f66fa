"""Small PDFs written by hand: objects in, a file with its table out."""

import zlib

CATALOG = "<</Type/Catalog/Pages 2 0 R%s>>"
PAGES = "<</Type/Pages/Kids[%s]/Count %d>>"
PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>%s>>"
FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
WORDS = "Zoë Ünal, back-end engineer: Go, PostgreSQL"
Body = str | bytes


def encoded(body: Body) -> bytes:
    return body if isinstance(body, bytes) else body.encode("latin-1")


def stream(data: bytes, extra: str = "") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), extra.encode(), data)


def flate(data: bytes, extra: str = "") -> bytes:
    return stream(zlib.compress(data, 9), f"/Filter/FlateDecode{extra}")


def drawn(words: str) -> bytes:
    lines = "".join(f"({line}) Tj T* " for line in words.split("\n"))
    return f"BT /F1 12 Tf 14 TL 72 720 Td {lines}ET".encode("cp1252")


def assemble(objects: dict[int, Body], trailer: str = "", start: bytes = b"") -> bytes:
    data = bytearray(start or b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, encoded(body))
    return bytes(data) + ending(places, len(data), trailer)


def ending(places: dict[int, int], at: int, trailer: str = "") -> bytes:
    table = "".join(f"{number} 1\n{place:010} 00000 n \n" for number, place in sorted(places.items()))
    size = max(places) + 1
    words = f"xref\n0 1\n0000000000 65535 f \n{table}trailer\n<</Root 1 0 R/Size {size}{trailer}>>\nstartxref\n{at}\n%%EOF\n"
    return words.encode()


def objects(
    words: str = WORDS,
    catalog: str = "",
    page: str = "",
    pages: int = 1,
    packed: bool = False,
    more: dict[int, Body] | None = None,
) -> dict[int, Body]:
    """1 catalog, 2 pages, 3 font, then page and content in turn; own ones from 900 on."""
    numbers = [4 + 2 * index for index in range(pages)]
    made: dict[int, Body] = {
        1: CATALOG % catalog,
        2: PAGES % (" ".join(f"{number} 0 R" for number in numbers), pages),
        3: FONT,
    }
    for index, number in enumerate(numbers):
        text = drawn(words if pages == 1 else f"{words}, page {index + 1}")
        made[number] = PAGE % (number + 1, page)
        made[number + 1] = flate(text) if packed else stream(text)
    return made | (more or {})


def pdf(trailer: str = "", **parts: object) -> bytes:
    return assemble(objects(**parts), trailer)  # type: ignore[arg-type]


def update(data: bytes, changed: dict[int, Body]) -> bytes:
    """A later revision behind the file, as editors write it."""
    at = data.rindex(b"startxref") + len(b"startxref")
    before = int(data[at:].split()[0])
    grown = bytearray(data)
    places = {}
    for number, body in changed.items():
        places[number] = len(grown)
        grown += b"%d 0 obj\n%s\nendobj\n" % (number, encoded(body))
    return bytes(grown) + ending(places, len(grown), f"/Prev {before}")


def in_object_stream(bodies: dict[int, Body], words: str = WORDS, catalog: str = "") -> bytes:
    """Version 1.5: small objects in a packed stream, a packed table instead of a trailer."""
    plain: dict[int, Body] = {1: CATALOG % catalog, 2: PAGES % ("4 0 R", 1), 3: FONT, 4: PAGE % (5, "")} | bodies
    head, body = "", b""
    for number, text in plain.items():
        head += f"{number} {len(body)} "
        body += encoded(text) + b"\n"
    packed = flate(head.encode() + body, f"/Type/ObjStm/N {len(plain)}/First {len(head)}")
    data = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, part in ((5, flate(drawn(words))), (6, packed)):
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    at = len(data)
    size = max([7, *plain]) + 1
    rows = {0: (0, 0, 65535), 7: (1, at, 0), **{number: (1, place, 0) for number, place in places.items()}}
    rows |= {number: (2, 6, index) for index, number in enumerate(plain)}
    table = b"".join(
        kind.to_bytes(1, "big") + place.to_bytes(4, "big") + rest.to_bytes(2, "big")
        for kind, place, rest in (rows.get(number, (0, 0, 0)) for number in range(size))
    )
    told = f"/Type/XRef/W[1 4 2]/Size {size}/Root 1 0 R"
    return bytes(data) + b"7 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (flate(table, told), at)
