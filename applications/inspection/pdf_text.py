"""The words of a PDF, by pypdf, after the file was found to be what it should be."""

import io

from pypdf import PdfReader, apply_configuration
from pypdf.errors import LimitReachedError

from applications.inspection.limits import MAX_TEXT, MIB, PDF_CONTENT, PDF_WORK
from applications.inspection.verdict import Refused


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
            parts.append(page.extract_text())
            size += len(parts[-1])
            if size > MAX_TEXT:
                break
    return "\n\n".join(parts)
