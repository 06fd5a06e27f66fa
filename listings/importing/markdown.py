"""Clean HTML, as Posting.body has it of a source, as the Markdown that a person goes on writing."""

import re
from html.parser import HTMLParser

MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`"}
HEADINGS = {"h3": "### ", "h4": "#### ", "h5": "##### ", "h6": "###### "}
# Only where Markdown would take them for more than themselves: snake_case and [remote] stay readable.
_SPECIAL = re.compile(r"([\\`*<]|(?<!\w)_|_(?!\w)|\](?=[(\[:]))")
_ALL_BOLD = re.compile(r"\*\*((?:[^*\\]|\\.)+)\*\*")  # a heading is bold by itself
_AT_START = re.compile(r"^(\d*)([#>+.)-](?=#*\s))")


def of(body: str) -> str:
    """Markdown and plain words stay as they are."""
    if not body.lstrip().startswith("<"):
        return body
    page = _Page()
    page.feed(body)
    page.close()
    page.end_block()
    return re.sub(r"\n{3,}", "\n\n", "".join(page.written)).strip()


class _Page(HTMLParser):
    """What listings.importing.bodies leaves: every tag closed, nothing but words, marks and blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.written: list[str] = []
        self.line: list[str] = []
        self.lists: list[int | None] = []  # the next number, nothing for bullets
        self.before = ""
        self.href = ""
        self.marks: list[int] = []  # where in the line each mark that is not closed yet began

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in MARKS:
            self.marks.append(len(self.line))
        elif tag == "a":
            self.href = dict(attrs).get("href") or ""
            self.line.append("[" if self.href else "")
        elif tag == "br":
            self.line.append("  \n")
        elif tag in ("ul", "ol"):
            self.end_block()
            self.lists.append(1 if tag == "ol" else None)
        else:
            self.end_block()
            self.before = HEADINGS.get(tag, "> " if tag == "blockquote" else "")
            if tag == "li":
                self.before = self._bullet()
            elif tag == "hr":
                self.written.append("\n\n---\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in MARKS and self.marks:
            self._mark(MARKS[tag], self.marks.pop())
        elif tag == "a":
            self.line.append(f"]({self.href})" if self.href else "")
            self.href = ""
        elif tag not in MARKS and tag != "br":
            self.end_block()
            if tag in ("ul", "ol") and self.lists:
                self.lists.pop()
                self.written.append("" if self.lists else "\n\n")

    def handle_data(self, data: str) -> None:
        self.line.append(_SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", data)))

    def end_block(self) -> None:
        words = "".join(self.line).strip()
        self.line, self.marks = [], []
        if not words:
            return
        if self.before in HEADINGS.values():
            words = _ALL_BOLD.sub(r"\1", words)
        words = words if self.before else _AT_START.sub(r"\1\\\2", words)
        self.written.append(f"{self.before}{words}" + ("\n" if self.lists else "\n\n"))
        self.before = "  " * len(self.lists) if self.lists else ""

    def _mark(self, mark: str, since: int) -> None:
        """Marks hug the words; the space around them stays outside."""
        said = "".join(self.line[since:])
        words = said.strip()
        before, _words, after = said.partition(words) if words else (said, "", "")
        self.line[since:] = [f"{before}{mark}{words}{mark}{after}" if words else said]

    def _bullet(self) -> str:
        indent = "   " * (len(self.lists) - 1)
        number = self.lists[-1] if self.lists else None
        if number is None:
            return f"{indent}- "
        self.lists[-1] = number + 1
        return f"{indent}{number}. "
