from dataclasses import dataclass


@dataclass(frozen=True)
class Inspected:
    """What was found. `pages` only where the format knows of pages."""

    media_type: str
    extension: str
    text: str
    pages: int | None


class Refused(Exception):
    """`code` is one of `applications.refusals.REASONS`; `found` is the kind, where the name says another."""

    def __init__(self, code: str, found: str = "") -> None:
        super().__init__(code, found)
        self.code, self.found = code, found
