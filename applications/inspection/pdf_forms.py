"""Drawings that draw others: never in a circle, and never so often that a reader's time is spent."""

import re
from typing import Any

from applications.inspection import pdf_streams
from applications.inspection.limits import PDF_CONTENT, PDF_DRAWINGS
from applications.inspection.pdf_syntax import Document, Ref, Stream
from applications.inspection.verdict import Refused

DRAW = re.compile(rb"\bDo\b")


def bounded(document: Document) -> None:
    """From those that draw no other upwards; what is left at the end draws itself."""
    drawn = {number: parts_of(document, values[-1]) for number, values in document.objects.items()}
    waiting = {number: parts for number, parts in drawn.items() if parts}
    costs: dict[int, int] = {}
    while waiting:
        ready = [number for number, parts in waiting.items() if not parts & waiting.keys()]
        if not ready:
            raise Refused("too-complex")
        for number in ready:
            dearest = max(costs.get(part, 1) for part in waiting.pop(number))
            costs[number] = 1 + dearest * times(document, document.objects[number][-1])
            if costs[number] > PDF_DRAWINGS:
                raise Refused("too-complex")


def parts_of(document: Document, value: Any) -> set[int]:
    """Numbers of what a form draws."""
    if not isinstance(value, Stream) or document.resolve(value.values.get("Subtype")) != "Form":
        return set()
    resources = document.resolve(value.values.get("Resources"))
    drawn = document.resolve(resources.get("XObject")) if isinstance(resources, dict) else None
    return {part.number for part in drawn.values() if isinstance(part, Ref)} if isinstance(drawn, dict) else set()


def times(document: Document, form: Stream) -> int:
    return len(DRAW.findall(pdf_streams.unpack(document, form, PDF_CONTENT, keep=True)[1]))
