"""The words of a PDF, by pypdf, after the file was found to be what it should be."""

import io
import re
import unicodedata
from typing import Any

from pypdf import PageObject, PdfReader, apply_configuration
from pypdf.errors import LimitReachedError
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from applications.inspection.limits import MAX_TEXT, MIB, PDF_CONTENT, PDF_WORK
from applications.inspection.verdict import Refused

# Lines and curves of drawings, of which a map or a portrait has hundreds of thousands, and which have no words.
PATHS = re.compile(rb"(?<![^\0\t\n\f\r ])(?:[-+]?[\d.]+[\0\t\n\f\r ]+){2,6}(?:[mlcvy]|re)(?![^\0\t\n\f\r ])")
LARGE = MIB // 4  # bytes of a page that is looked through for drawings first
TWO_BYTES = re.compile(rb"begincodespacerange\s*<[0-9A-Fa-f]{4}>\s*<[0-9A-Fa-f]{4}>\s*endcodespacerange")
# TeX's old fonts draw an accent and then its letter; without what is also an apostrophe between letters.
ACCENT = re.compile("([¨ˆ˜ˇ˘˚¸˝]|(?<![A-Za-z])´)([A-Za-z])|´([aeiouyAEIOUY])")
MARKS = dict(zip("¨ˆ˜ˇ˘˚¸˝´", "\u0308\u0302\u0303\u030c\u0306\u030a\u0327\u030b\u0301", strict=True))


def words(data: bytes, pages: int) -> str:
    try:
        return extracted(data, pages)
    except LimitReachedError as error:
        raise Refused("too-complex") from error


def extracted(data: bytes, pages: int) -> str:
    parts: list[str] = []
    size = 0
    with apply_configuration(
        zlib_maximum_output_length=PDF_CONTENT,
        lzw_maximum_output_length=MIB,
        run_length_maximum_output_length=PDF_CONTENT,
        stream_parsing_work_maximum_count=PDF_WORK,
        xform_maximum_invocations_per_extraction=500,
        jbig2dec_binary=None,
        disable_legacy_handling=True,
    ):
        reader = PdfReader(io.BytesIO(data))
        if len(reader.pages) != pages:
            raise Refused("damaged")
        for page in reader.pages:
            without_drawings(page)
            with_plain_codes(page)
            parts.append(ACCENT.sub(accented, page.extract_text()))
            size += len(parts[-1])
            if size > MAX_TEXT:
                break
    return "\n\n".join(parts)


def without_drawings(page: PageObject) -> None:
    """For reading only: the file stays as it was sent."""
    content = page.get_contents()
    drawn = content.get_data() if content is not None else b""
    if content is not None and len(drawn) > LARGE:
        content.set_data(PATHS.sub(b"", drawn))
        page[NameObject("/Contents")] = content


def with_plain_codes(page: PageObject) -> None:
    """Some fonts bring a table of their own from codes of two bytes to glyphs, which pypdf takes for codes of one. The
    letters stand in another table, which needs the codes only."""
    resources = entry(page, "/Resources")
    if not isinstance(resources, DictionaryObject):
        return
    for font in values(entry(resources, "/Font")):
        table = entry(font, "/Encoding")
        if isinstance(table, StreamObject) and "/ToUnicode" in font and TWO_BYTES.search(table.get_data()):
            font[NameObject("/Encoding")] = NameObject("/Identity-H")


def entry(holder: DictionaryObject, key: str) -> Any:
    found = holder.get(key)
    return found.get_object() if found is not None else DictionaryObject()


def values(holder: Any) -> list[DictionaryObject]:
    found = [value.get_object() for value in holder.values()] if isinstance(holder, DictionaryObject) else []
    return [value for value in found if isinstance(value, DictionaryObject)]


def accented(found: re.Match[str]) -> str:
    mark, letter = found[1] or "´", found[2] or found[3]
    together = unicodedata.normalize("NFC", letter + MARKS[mark])
    return together if len(together) == 1 else found[0]
