"""PDFs that act, carry, hide or exhaust: (name, builder, the code with which it is refused)."""

import base64
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

from tests.applications.resume_files import pdfs
from tests.applications.resume_files.pdfs import assemble, flate, in_object_stream, objects, pdf, stream, update
from tests.applications.resume_files.words import docx

Case = tuple[str, Callable[[], bytes], str]
SCRIPT = "<</S/JavaScript/JS(app.alert\\(1\\))>>"
FIRST = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def with_object(body: pdfs.Body, **parts: str) -> bytes:
    return pdf(more={900: body}, **parts)


def opening(action: str) -> Callable[[], bytes]:
    return lambda: pdf(catalog=f"/OpenAction {action}")


def annotation(words: str) -> Callable[[], bytes]:
    return lambda: with_object(f"<</Type/Annot/Rect[0 0 9 9]{words}>>", page="/Annots[900 0 R]")


def link(address: str) -> Callable[[], bytes]:
    return annotation(f"/Subtype/Link/A<</S/URI/URI({address})>>")


def replaced(number: int, body: pdfs.Body, catalog: str = "") -> bytes:
    return assemble(objects(catalog=catalog) | {number: body})


def in_a_stream() -> bytes:
    """The table could point into the stream."""
    inner = b"900 0 obj <</S/JavaScript/JS(1)>> endobj"
    return with_object(stream(b"q " + inner + b" Q"), catalog="/OpenAction 900 0 R")


def commented_in_a_stream() -> bytes:
    return with_object(stream(b"901%a\n0%b\nobj <</S/JavaScript/JS(1)>> endobj"))


def second_trailer() -> bytes:
    return with_object(stream(b"trailer <</Root 1 0 R/Encrypt 2 0 R>>"))


def zipped_behind() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.html", "<script>alert(1)</script>")
    return pdf() + file.getvalue()


def zipped_inside() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.html", "x")
    return with_object(stream(file.getvalue()))


def encrypted_object_streams() -> bytes:
    """None of its streams can be unpacked."""
    broken = stream(b"noise", "/Type/ObjStm/N 1/First 5/Filter/FlateDecode")
    return pdf(trailer="/Encrypt 901 0 R", more={900: broken, 901: "<</Filter/Standard/V 5/R 6/P -4>>"})


def twice_packed() -> bytes:
    data = zlib.compress(zlib.compress(b"\0" * 50_000_000, 9), 9)
    return replaced(5, stream(data, "/Filter[/FlateDecode/FlateDecode]"))


def packed_as_text() -> bytes:
    data = base64.a85encode(zlib.compress(b"\0" * 150_000_000, 9)) + b"~>"
    return with_object(stream(data, "/Filter[/ASCII85Decode/FlateDecode]"))


def page_tree(kids: str) -> bytes:
    return replaced(2, f"<</Type/Pages/Kids[{kids}]/Count 1>>")


def many_pages() -> bytes:
    return pdf(pages=51)


def one_page_often() -> bytes:
    return page_tree("4 0 R " * 5000)


def deep_page_tree() -> bytes:
    nodes: dict[int, pdfs.Body] = {
        900 + level: f"<</Type/Pages/Kids[{901 + level if level < 199 else 4} 0 R]/Count 1>>" for level in range(200)
    }
    return assemble(objects() | {2: "<</Type/Pages/Kids[900 0 R]/Count 1>>"} | nodes)


def self_drawing_form() -> bytes:
    """A form that draws itself, four times each time."""
    form = stream(
        b"/X Do /X Do /X Do /X Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 900 0 R>>>>"
    )
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R/Resources<</XObject<</X 900 0 R>>>>>>"
    return assemble(objects() | {4: page, 5: stream(b"/X Do"), 900: form})


def drawing_tree() -> bytes:
    """Ten levels, each of which draws the next ten times."""
    forms: dict[int, pdfs.Body] = {
        900 + level: stream(
            b"/X Do " * 10 if level < 9 else b"BT /F1 9 Tf (a) Tj ET",
            f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {901 + level} 0 R>>/Font<</F1 3 0 R>>>>",
        )
        for level in range(10)
    }
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R/Resources<</XObject<</X 900 0 R>>>>>>"
    return assemble(objects() | {4: page, 5: stream(b"/X Do")} | forms)


def endless_drawing() -> bytes:
    return replaced(5, flate(b"BT /F1 9 Tf (a) Tj ET " * 360_000))


def map_bomb() -> bytes:
    ranges = b"".join(b"<0000> <ffff> <%04x>\n" % number for number in range(3000))
    mapped = flate(b"begincmap 3000 beginbfrange\n" + ranges + b"endbfrange endcmap")
    font = "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 900 0 R/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/A>>]>>"
    return assemble(objects() | {3: font, 900: mapped})


def length_loop() -> bytes:
    return assemble(objects() | {900: "901 0 R", 901: "900 0 R", 2: "900 0 R"})


ACTING: tuple[Case, ...] = (
    ("script at opening", opening(SCRIPT), "pdf-script"),
    ("script behind a reference", lambda: with_object(SCRIPT, catalog="/OpenAction 900 0 R"), "pdf-script"),
    ("script with an escaped name", opening("<</S/J#61vaScript/#4a#53(1)>>"), "pdf-script"),
    (
        "script by name only",
        lambda: pdf(catalog="/Names<</JavaScript 900 0 R>>", more={900: "<</Names[]>>"}),
        "pdf-script",
    ),
    ("script whose kind is a reference", lambda: pdf(more={900: "<</S 901 0 R>>", 901: "/JavaScript"}), "pdf-script"),
    ("script in hexadecimal", opening("<</S/JavaScript/JS<6170702E616C657274>>>"), "pdf-script"),
    ("script under a doubled key", opening("<</S/GoTo/S/JavaScript/D[4 0 R/Fit]>>"), "pdf-script"),
    (
        "script in an object stream",
        lambda: in_object_stream({900: SCRIPT}, catalog="/OpenAction 900 0 R"),
        "pdf-script",
    ),
    ("script in an older revision", lambda: update(with_object(SCRIPT), {900: "null"}), "pdf-script"),
    ("script in a later revision", lambda: update(with_object("null"), {900: SCRIPT}), "pdf-script"),
    ("script nothing points to", lambda: with_object(SCRIPT), "pdf-script"),
    ("script of a field", annotation(f"/Subtype/Widget/FT/Btn/T(a)/A{SCRIPT}"), "pdf-script"),
    ("launch", opening("<</S/Launch/F(cmd.exe)/Win<</F(cmd.exe)>>>>"), "pdf-action"),
    ("launch by a click", annotation("/Subtype/Link/A<</S/Launch/F(a.exe)>>"), "pdf-action"),
    ("launch after a jump", opening("<</S/GoTo/D[4 0 R/Fit]/Next<</S/Launch/F(a)>>>>"), "pdf-action"),
    ("web page at opening", opening("<</S/URI/URI(https://example.org)>>"), "pdf-action"),
    ("additional actions of a page", lambda: pdf(page="/AA<</O<</S/Named/N/Print>>>>"), "pdf-action"),
    ("other document", annotation("/Subtype/Link/A<</S/GoToR/F(\\\\\\\\host\\\\share)/D[0/Fit]>>"), "pdf-action"),
    ("embedded document", annotation("/Subtype/Link/A<</S/GoToE/D[0/Fit]>>"), "pdf-action"),
    ("form that is sent", annotation("/Subtype/Widget/A<</S/SubmitForm/F(https://example.org)>>"), "pdf-action"),
    ("import of data", annotation("/Subtype/Link/A<</S/ImportData/F(a)>>"), "pdf-action"),
    (
        "attached file",
        lambda: pdf(catalog="/Names<</EmbeddedFiles 900 0 R>>", more={900: "<</Names[]>>"}),
        "pdf-attachment",
    ),
    ("attached by an annotation", annotation("/Subtype/FileAttachment/FS<</Type/Filespec/F(a)>>"), "pdf-attachment"),
    ("attachment of a file", lambda: with_object(stream(b"MZ", "/Type/EmbeddedFile")), "pdf-attachment"),
    ("dynamic form", lambda: pdf(catalog="/AcroForm<</XFA 900 0 R>>", more={900: stream(b"<xdp/>")}), "pdf-form"),
    ("rich media", annotation("/Subtype/RichMedia/RichMediaContent<<>>"), "pdf-media"),
    ("three dimensions", annotation("/Subtype/3D"), "pdf-media"),
    ("film", annotation("/Subtype/Movie/Movie<</F(a.avi)>>"), "pdf-media"),
    ("link to a file", link("file:///etc/passwd"), "link"),
    ("link to a script", link("javascript:alert\\(1\\)"), "link"),
    ("link with octal letters", link("f\\151le:///c:/a.exe"), "link"),
    ("link in UTF-16", annotation("/Subtype/Link/A<</S/URI/URI<feff00660069006c0065003a002f002f0061>>>"), "link"),
    ("link behind a reference", lambda: pdf(more={900: "<</S/URI/URI 901 0 R>>", 901: "(smb://host/share)"}), "link"),
    ("link to a share", link("\\\\\\\\host\\\\share"), "link"),
    ("stream in another file", lambda: with_object("<</Length 0/F(a.bin)>>\nstream\n\nendstream"), "remote"),
    (
        "encrypted",
        lambda: pdf(trailer="/Encrypt 900 0 R", more={900: "<</Filter/Standard/V 2/R 3/P -4>>"}),
        "encrypted",
    ),
    ("encrypted with object streams", encrypted_object_streams, "encrypted"),
    ("crypt filter", lambda: with_object(stream(b"x", "/Filter/Crypt")), "encrypted"),
    ("entities in metadata", lambda: with_object(flate(b'<!DOCTYPE a [<!ENTITY b "c">]>', "/Subtype/XML")), "dtd"),
)
HIDING: tuple[Case, ...] = (
    ("object in a stream", in_a_stream, "hidden"),
    ("object with comments in a stream", commented_in_a_stream, "hidden"),
    ("object in a string", lambda: with_object("(901 0 obj <</S/Launch>> endobj)"), "hidden"),
    ("object in a comment", lambda: pdf(more={900: "null %901 0 obj <</S/Launch>> endobj\n"}), "mixed"),
    ("trailer in a stream", second_trailer, "hidden"),
    ("archive behind", zipped_behind, "mixed"),
    ("Word document behind", lambda: pdf() + docx(), "mixed"),
    ("archive inside", zipped_inside, "mixed"),
    ("page behind", lambda: pdf() + b"<html><script>alert(1)</script></html>", "mixed"),
    ("page behind in a comment", lambda: pdf() + b"%<html><script>alert(1)</script>", "mixed"),
    ("page in a comment", lambda: assemble(objects(), start=b"%PDF-1.7\n%<script>alert(1)</script>\n"), "mixed"),
    ("long comment", lambda: assemble(objects(), start=FIRST + b"%" + b"A" * 5000 + b"\n"), "mixed"),
    ("many blank lines before", lambda: b"\n" * 500 + pdf(), "mixed"),
    ("GIF before", lambda: b"GIF89a" + pdf(), "mixed"),
    ("program before", lambda: b"MZ\x90\0" + b"\0" * 60 + pdf(), "mixed"),
    ("text before", lambda: b"Dear all,\n" + pdf(), "mixed"),
    ("second file behind", lambda: pdf() + b"\x7fELF" + b"\0" * 100, "mixed"),
)
EXHAUSTING: tuple[Case, ...] = (
    ("content that unpacks to 150 MB", lambda: replaced(5, flate(b"\0" * 150_000_000)), "bomb"),
    ("twice packed", twice_packed, "bomb"),
    ("packed as text", packed_as_text, "bomb"),
    ("content of 20 MB", lambda: replaced(5, flate(b" " * 20_000_000)), "bomb"),
    ("object stream of 100 MB", lambda: with_object(flate(b" " * 100_000_000, "/Type/ObjStm/N 1/First 5")), "bomb"),
    ("many filters", lambda: with_object(stream(b"x", "/Filter[" + "/ASCIIHexDecode" * 500 + "]")), "bomb"),
    ("nested arrays", lambda: with_object("[" * 100_000 + "]" * 100_000), "too-complex"),
    ("nested dictionaries", lambda: with_object("<</A" * 5000 + " 1" + ">>" * 5000), "too-complex"),
    ("nested arrays on the page", lambda: replaced(5, flate(b"[" * 500_000)), "too-complex"),
    ("many objects", lambda: assemble({**objects(), **dict.fromkeys(range(1000, 62000), "1")}), "too-complex"),
    ("page tree in a circle", lambda: page_tree("2 0 R"), "too-complex"),
    ("one page 5,000 times", one_page_often, "too-complex"),
    ("deep page tree", deep_page_tree, "too-complex"),
    ("51 pages", many_pages, "too-many-pages"),
    ("form that draws itself", self_drawing_form, "too-complex"),
    ("forms that draw each other more and more", drawing_tree, "too-complex"),
    ("endless drawing", endless_drawing, "too-complex"),
    ("map of letters", map_bomb, "too-complex"),
    ("references in a circle", length_loop, "damaged"),
    ("cut in half", lambda: pdf(pages=3)[:600], "damaged"),
    ("end is missing", lambda: pdf()[:-8], "damaged"),
    ("no pages", lambda: page_tree(""), "damaged"),
    ("head only", lambda: FIRST, "damaged"),
    ("unclosed string", lambda: with_object("(" + "(" * 1_000_000), "damaged"),
    ("noise", lambda: FIRST + bytes(range(256)) * 2000 + b"%%EOF", "damaged mixed"),
    (
        "noise in an object stream",
        lambda: with_object(stream(b"noise", "/Type/ObjStm/N 1/First 5/Filter/FlateDecode")),
        "damaged",
    ),
)
