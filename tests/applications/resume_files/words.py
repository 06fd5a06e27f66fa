"""Small DOCX files written by hand, part by part."""

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
Parts = dict[str, str | bytes]


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def document(body: str) -> str:
    return f"{XML}<w:document {W} {R}><w:body>{body}</w:body></w:document>"


def types(main: str = MAIN, more: str = "") -> str:
    return (
        f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>{more}</Types>'
    )


def pointers(*rows: tuple[str, str, bool]) -> str:
    """Kind, target, whether it lies outside."""
    lines = "".join(
        f'<Relationship Id="r{index}" Type="{kind if ":" in kind else f"{KIND}/{kind}"}" Target="{target}"'
        + (' TargetMode="External"' if outside else "")
        + "/>"
        for index, (kind, target, outside) in enumerate(rows)
    )
    return f'{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'


def parts(body: str | None = None, *rows: tuple[str, str, bool], main: str = MAIN, more_types: str = "") -> Parts:
    body = body if body is not None else paragraph("Zoë Ünal, back-end engineer") + paragraph("Go, PostgreSQL")
    made: Parts = {
        "[Content_Types].xml": types(main, more_types),
        "_rels/.rels": pointers(("officeDocument", "word/document.xml", False)),
        "word/document.xml": document(body),
    }
    if rows:
        made["word/_rels/document.xml.rels"] = pointers(*rows)
    return made


def pack(made: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, part in made.items():
            archive.writestr(zipfile.ZipInfo(name), part, method)
    return file.getvalue()


def docx(*arguments: object, extra: Parts | None = None, **named: str) -> bytes:
    return pack(parts(*arguments, **named) | (extra or {}))  # type: ignore[arg-type]
