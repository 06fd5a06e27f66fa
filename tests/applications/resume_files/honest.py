"""Files as people have them: (name, bytes, words that must be found, pages)."""

import base64
import io
import zipfile
import zlib

from tests.applications.resume_files import pdfs, words

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg=="
)
LINKS = "/Annots[900 0 R 901 0 R 902 0 R]"
LINK = "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/Border[0 0 0]/A<</S/URI/URI(%s)>>>>"
TABLE = f"<w:tbl><w:tr><w:tc>{words.paragraph('Kestrel')}</w:tc><w:tc>{words.paragraph('2026')}</w:tc></w:tr></w:tbl>"
SPLIT = "<w:p><w:r><w:t>Post</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>gre</w:t></w:r><w:r><w:t>SQL</w:t></w:r></w:p>"
FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
TEXT = "Zoë Ünal – back-end engineer\r\n\r\nGo, PostgreSQL, “Kafka”\r\n"


def annotated() -> bytes:
    addresses = ("https://example.org/zoe", "mailto:zoe@example.org", "www.example.org/a\\(b\\)")
    more: dict[int, pdfs.Body] = {900 + index: LINK % address for index, address in enumerate(addresses)}
    return pdfs.pdf(page=LINKS, more=more)


def like_latex() -> bytes:
    """Opens at a page, has an outline, named places and metadata."""
    more: dict[int, pdfs.Body] = {
        900: "<</Type/Outlines/First 901 0 R/Last 901 0 R/Count 1>>",
        901: "<</Title(Work)/Parent 900 0 R/A<</S/GoTo/D[4 0 R/Fit]>>>>",
        902: "<</Producer(pdfTeX)/Title(\xfc \\(draft\\))/CreationDate(D:20270301120000Z)>>",
        903: pdfs.stream(b"<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'/>", "/Type/Metadata/Subtype/XML"),
    }
    catalog = "/Outlines 900 0 R/OpenAction[4 0 R/Fit]/PageMode/UseOutlines/Names<</Dests<</Names[(a)[4 0 R/Fit]]>>>>/Metadata 903 0 R"
    return pdfs.pdf(catalog=catalog, more=more, pages=2, packed=True, trailer="/Info 902 0 R")


def font(words: str, shown: bytes) -> bytes:
    return pdfs.assemble(pdfs.objects() | {3: words, 5: pdfs.stream(b"BT /F1 12 Tf 72 720 Td " + shown + b" Tj ET")})


def own_letters() -> bytes:
    """A font with its own table of letters, as most programs embed them."""
    return font(
        "<</Type/Font/Subtype/Type1/BaseFont/AAAAAA+X/Encoding<</Type/Encoding/Differences[1/Z/o/e]>>>>", b"<010203>"
    )


def mapped() -> bytes:
    """Numbers of glyphs, with a map back to letters."""
    table = b"/CMapName /X def begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange 2 beginbfchar <0001> <005a> <0002> <00fc> endbfchar endcmap"
    child = "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
    words = f"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 900 0 R/DescendantFonts[{child}]>>"
    made = pdfs.objects() | {
        3: words,
        5: pdfs.stream(b"BT /F1 12 Tf 72 720 Td <00010002> Tj ET"),
        900: pdfs.flate(table),
    }
    return pdfs.assemble(made)


def chinese() -> bytes:
    child = (
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 0>>>>"
    )
    words = f"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/GBK-EUC-H/DescendantFonts[{child}]>>"
    return font(words, f"<{'工程师'.encode('gbk').hex()}>".encode())


def ascii85() -> bytes:
    packed = base64.a85encode(zlib.compress(pdfs.drawn(pdfs.WORDS)), adobe=False) + b"~>"
    return pdfs.assemble(pdfs.objects() | {5: pdfs.stream(packed, "/Filter[/ASCII85Decode/FlateDecode]")})


def with_picture() -> bytes:
    extra: words.Parts = {"word/media/image1.png": PNG}
    drawing = '<w:p><w:r><w:drawing><a:blip xmlns:a="a" r:embed="r0"/></w:drawing></w:r></w:p>'
    return words.docx(words.paragraph("Zoë Ünal") + drawing, ("image", "media/image1.png", False), extra=extra)


def with_header() -> bytes:
    header = f"{words.XML}<w:hdr {words.W}>{words.paragraph('zoe@example.org')}</w:hdr>"
    rows = (
        ("header", "header1.xml", False),
        ("hyperlink", "https://example.org/zoe", True),
        ("hyperlink", "mailto:z@example.org", True),
    )
    return words.docx(TABLE + SPLIT + FIELD, *rows, extra={"word/header1.xml": header})


def streamed() -> bytes:
    """By a writer that cannot go back, with sizes behind the data."""

    class OneWay(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

        def seek(self, *_arguments: object) -> int:
            raise OSError

    file = OneWay()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in words.parts().items():
            archive.writestr(name, part)
    return file.getvalue()


def deleted_words() -> bytes:
    body = "<w:p><w:del><w:r><w:delText>secret</w:delText></w:r></w:del><w:r><w:t>kept</w:t></w:r></w:p>"
    return words.docx(body + words.paragraph("Rust"))


HONEST: tuple[tuple[str, bytes, tuple[str, ...], int | None], ...] = (
    ("plain.pdf", pdfs.pdf(), ("Zoë Ünal", "PostgreSQL"), 1),
    ("packed.PDF", pdfs.pdf(packed=True), ("Zoë Ünal",), 1),
    ("five pages.pdf", pdfs.pdf(pages=5, packed=True), ("page 1", "page 5"), 5),
    ("fifty.pdf", pdfs.pdf(pages=50), ("page 50",), 50),
    ("links.pdf", annotated(), ("Zoë Ünal",), 1),
    ("latex.pdf", like_latex(), ("page 2",), 2),
    ("ascii85.pdf", ascii85(), ("Zoë Ünal",), 1),
    ("object-streams.pdf", pdfs.in_object_stream({}), ("Zoë Ünal",), 1),
    ("edited.pdf", pdfs.update(pdfs.pdf(), {5: pdfs.stream(pdfs.drawn("Second edition"))}), ("Second edition",), 1),
    ("form.pdf", pdfs.pdf(catalog="/AcroForm<</Fields[]/DA(/F1 0 Tf)>>"), ("Zoë Ünal",), 1),
    ("own letters.pdf", own_letters(), ("Zoe",), 1),
    ("mapped.pdf", mapped(), ("Zü",), 1),
    ("chinese.pdf", chinese(), ("工程师",), 1),
    ("plain.docx", words.docx(), ("Zoë Ünal, back-end engineer\nGo, PostgreSQL",), None),
    ("table, header & field.docx", with_header(), ("zoe@example.org", "Kestrel", "2026", "PostgreSQL"), None),
    ("picture.docx", with_picture(), ("Zoë Ünal",), None),
    ("streamed.docx", streamed(), ("Zoë Ünal",), None),
    ("stored.docx", words.pack(words.parts(), zipfile.ZIP_STORED), ("Zoë Ünal",), None),
    ("changes.docx", deleted_words(), ("kept", "Rust"), None),
    ("utf-8.txt", TEXT.encode(), ("Zoë Ünal – back-end", "“Kafka”"), None),
    ("utf-8 mark.txt", TEXT.encode("utf-8-sig"), ("Zoë Ünal – back-end",), None),
    ("utf-16.txt", TEXT.encode("utf-16"), ("Zoë Ünal – back-end", "“Kafka”"), None),
    ("windows.txt", TEXT.encode("cp1252"), ("Zoë Ünal – back-end", "“Kafka”"), None),
    ("latin-1.text", "Zoë Ünal".encode("latin-1"), ("Zoë Ünal",), None),
    ("العربية.txt", "مهندسة برمجيات <me@example.org>\nC++ <3, a < b".encode(), ("مهندسة",), None),
)
