"""A plain PDF of some lines: one page, one font, enough for a demonstration's résumé."""

WIDTH, HEIGHT, MARGIN, LEADING = 595, 842, 64, 16
PER_LINE = 82  # letters


def of_lines(lines: list[str]) -> bytes:
    words = b"\n".join(_line(text) for line in lines for text in _folded(line))
    stream = b"BT /F1 11 Tf %d TL %d %d Td\n%s\nET" % (LEADING, MARGIN, HEIGHT - MARGIN, words)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R" % (WIDTH, HEIGHT)
    return _file([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page + b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ])  # fmt: skip


def _line(text: str) -> bytes:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return b"(" + escaped.encode("cp1252", "replace") + b") Tj T*"


def _folded(line: str) -> list[str]:
    found = [""]
    for word in line.split(" "):
        if len(found[-1]) + len(word) >= PER_LINE:
            found.append("")
        found[-1] = f"{found[-1]} {word}".strip()
    return found


def _file(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
