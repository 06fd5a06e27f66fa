"""Shapes that real programs write, found by trying their files: (name, bytes, words that must be found, pages)."""

import io
import struct
import zipfile

from tests.applications.resume_files import pdfs, words
from tests.applications.resume_files.honest import PNG

ON_WINDOWS = r"file:///C:\Users\zoe\AppData\Roaming\Microsoft\Templates\Normal.dotm"
ON_A_MAC = "file:///Users/zoe/Library/Group%20Containers/UBF8T346G9.Office/Modern%20resume.dotx"
DRAWING_TYPE = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 90
LINK = "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(%s)>>>>"


def made_from(template: str) -> bytes:
    """With the parts Word adds to most documents."""
    extra: words.Parts = {
        "word/settings.xml": f'{words.XML}<w:settings {words.W} {words.R}><w:attachedTemplate r:id="r0"/></w:settings>',
        "word/_rels/settings.xml.rels": words.pointers(("attachedTemplate", template, True)),
        "word/fonts/font1.odttf": b"\x12\x34" * 300,
        "word/glossary/document.xml": words.document(words.paragraph("block")),
        "word/people.xml": f'{words.XML}<w15:people xmlns:w15="w15"/>',
        "word/media/image1.jfif": JPEG,
        "word/printerSettings1.bin": b"P\0r\0i\0n\0",
        "customXml/item1.xml": "<?mso-contentType?><FormTemplates xmlns='x'><Display>Form</Display></FormTemplates>",
        "docMetadata/LabelInfo.xml": '<clbl:labelList xmlns:clbl="c"/>',
        "docProps/thumbnail.jpeg": JPEG,
        "docProps/thumbnail.emf": b"\x01\0\0\0" + b"\0" * 90,
    }
    return words.docx(text_box("Rust"), ("settings", "settings.xml", False), extra=extra)


def text_box(said: str) -> str:
    """Twice the words: for new readers and for old ones."""
    inside = f"<w:txbxContent>{words.paragraph(said)}</w:txbxContent>"
    return (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="mc"><mc:Choice Requires="wps"><w:drawing>'
        f"{inside}</w:drawing></mc:Choice><mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )


def with_drawing() -> bytes:
    drawing = f'<?xml version="1.0" encoding="utf-8"?>\n{DRAWING_TYPE}\n<svg xmlns="http://www.w3.org/2000/svg"/>'
    return words.docx(extra={"word/media/image1.svg": drawing, "word/media/image1.png": PNG})


def room_for_large_sizes(later: bool) -> bytes:
    """As libraries write that pack while they make the parts; `later` to somewhere that cannot go back."""

    class OneWay(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    file = OneWay() if later else io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in words.parts().items():
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as entry:
                entry.write(part.encode() if isinstance(part, str) else part)
    return file.getvalue()


def padded() -> bytes:
    """Folders as entries, room to grow before each part, and the list of types last."""
    made: words.Parts = {"word/": b"", "_rels/": b"", **dict(reversed(words.parts().items()))}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in made.items():
            info = zipfile.ZipInfo(name)
            info.extra = struct.pack("<HH", 0xA220, 40) + b"\x28\xa0" + b"\0" * 38
            archive.writestr(info, part)
    return file.getvalue()


def signed() -> bytes:
    """The signature is a later revision with bytes of its own."""
    signature = "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange[0 9 99 9]/Contents<3080%s>>>"
    field = "<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature)/V 900 0 R/F 132/Rect[0 0 0 0]/P 4 0 R>>"
    form = "<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[901 0 R]>>>>"
    return pdfs.update(pdfs.pdf(), {1: form, 900: signature % ("00" * 3000), 901: field})


def printed_page() -> bytes:
    addresses = ("javascript:void\\(0\\)", "about:blank", "whatsapp://send?phone=49123", "github.com/zoe")
    more: dict[int, pdfs.Body] = {900 + index: LINK % address for index, address in enumerate(addresses)}
    return pdfs.pdf(page="/Annots[900 0 R 901 0 R 902 0 R 903 0 R]", more=more)


def portrait() -> bytes:
    """A drawing of half a million numbers above the words."""
    lines = b"".join(b"%d.5 %d.25 l\n" % (number % 595, number % 842) for number in range(200_000))
    return pdfs.assemble(pdfs.objects() | {5: pdfs.flate(b"q 0 0 m\n" + lines + b"S Q\n" + pdfs.drawn(pdfs.WORDS))})


def old_tex() -> bytes:
    """Accents are drawn before their letters, and ligatures are one sign."""
    font = "<</Type/Font/Subtype/Type1/BaseFont/AAAAAA+CMR10/Encoding<</Type/Encoding/Differences[1/dieresis/fi/acute/ffi]>>>>"
    drawn = b"BT /F1 12 Tf 72 720 Td (Zo\x01e ef\x02cient caf\x03e o\x04ce I\x03m) Tj ET"
    return pdfs.assemble(pdfs.objects() | {3: font, 5: pdfs.stream(drawn)})


def own_codes() -> bytes:
    """A font with a table from codes to glyphs beside the one from codes to letters."""
    space = b"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange "
    letters = pdfs.flate(space + b"2 beginbfchar <014a> <002d> <0102> <00fc> endbfchar endcmap")
    glyphs = pdfs.flate(space + b"2 begincidchar <014a> 330 <0102> 258 endcidchar endcmap", "/Type/CMap/CMapName/X")
    child = "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
    font = f"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding 901 0 R/ToUnicode 900 0 R/DescendantFonts[{child}]>>"
    shown = pdfs.stream(b"BT /F1 12 Tf 72 720 Td <0102014a0102> Tj ET")
    return pdfs.assemble(pdfs.objects() | {3: font, 5: shown, 900: letters, 901: glyphs})


def scanned() -> bytes:
    picture = pdfs.stream(
        JPEG, "/Type/XObject/Subtype/Image/Width 9/Height 9/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode"
    )
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R/Resources<</XObject<</I 900 0 R>>>>>>"
    return pdfs.assemble(pdfs.objects() | {4: page, 5: pdfs.stream(b"q 9 0 0 9 0 0 cm /I Do Q"), 900: picture})


SHAPES: tuple[tuple[str, bytes, tuple[str, ...], int | None], ...] = (
    ("Word on Windows.docx", made_from(ON_WINDOWS), ("Rust",), None),
    ("Word on a Mac.docx", made_from(ON_A_MAC), ("Rust",), None),
    ("Word, template by name.docx", made_from("Normal.dotm"), ("Rust",), None),
    ("drawing with its type.docx", with_drawing(), ("Zoë Ünal",), None),
    ("large sizes.docx", room_for_large_sizes(False), ("Zoë Ünal",), None),
    ("large sizes, one way.docx", room_for_large_sizes(True), ("Zoë Ünal",), None),
    ("padded.docx", padded(), ("Zoë Ünal",), None),
    ("signed.pdf", signed(), ("Zoë Ünal",), 1),
    ("printed page.pdf", printed_page(), ("Zoë Ünal",), 1),
    ("portrait.pdf", portrait(), ("Zoë Ünal, back-end engineer",), 1),
    ("old TeX.pdf", old_tex(), ("Zoë", "efficient", "café", "office", "I´m"), 1),
    ("own codes.pdf", own_codes(), ("ü-ü",), 1),
    ("scanned.pdf", scanned(), (), 1),
    ("blank line before.pdf", b"\r\n" + pdfs.pdf(), ("Zoë Ünal",), 1),
    ("mark before.pdf", b"\xef\xbb\xbf" + pdfs.pdf(packed=True), ("Zoë Ünal",), 1),
    ("padded behind.pdf", pdfs.pdf() + b"\n\r\n\0\0\0", ("Zoë Ünal",), 1),
)
