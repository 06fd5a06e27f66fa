"""What a résumé file really is, whether it is harmless, and its words. Pure: no Django, runs in a child process.

`inspect` answers or raises `Refused`; whatever it cannot understand it refuses. The rules: docs/resumes.md.
"""

from applications.inspection import kinds, names, plain, word
from applications.inspection.limits import MAX_BYTES
from applications.inspection.verdict import Inspected, Refused

__all__ = ["Inspected", "Refused", "inspect"]


def inspect(data: bytes, name: str) -> Inspected:
    if not data.strip(b"\0\t\n\f\r "):
        raise Refused("empty")
    if len(data) > MAX_BYTES:
        raise Refused("too-large")
    kind = kinds.kind_of(data)
    if kind not in kinds.TAKEN:
        raise Refused(kind)
    if names.extension_of(name) not in kinds.TAKEN[kind].extensions:
        raise Refused("ending", kind)
    return read(kind, data)


def read(kind: str, data: bytes) -> Inspected:
    pages: int | None = None
    if kind == "pdf":
        from applications.inspection import pdf  # costs 60 ms, which the others need not pay

        text, pages = pdf.read(data)
    elif kind == "docx":
        text = word.read(data)
    else:
        text = plain.read(data)
    return Inspected(kinds.TAKEN[kind].media_type, kinds.TAKEN[kind].extensions[0], plain.clean(text), pages)
