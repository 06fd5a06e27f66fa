"""The text of an advertisement as a source gives it, as clean HTML: lists kept, everything that only decorates gone.

The result is one line a block without an empty line, so that Markdown takes it for HTML from end to end.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Union

import nh3

from lib.text import INVISIBLE

LONGEST = 100_000
DEEPEST = 60
_INLINE = {"strong", "b", "em", "i", "code", "a", "br"}
_HEADINGS = {"h1": "h3", "h2": "h3", "h3": "h3", "h4": "h4", "h5": "h5", "h6": "h6"}
_LISTS = {"ul", "ol"}
# What only parts the text, and is taken apart for it.
_PARTS = {
    "div", "section", "article", "header", "footer", "main", "aside", "figure", "figcaption", "address", "center",
    "table", "thead", "tbody", "tfoot", "tr", "td", "th", "dl", "dt", "dd", "fieldset", "details", "summary",
}  # fmt: skip
_BLOCKS = _PARTS | _LISTS | _HEADINGS.keys() | {"p", "li", "blockquote", "pre", "hr"}
_IS_HTML = re.compile(
    r"</?(?:p|div|pre|section|blockquote|ul|ol|li|br|h[1-6]|strong|em|b|i|span|a|table)\b[^<>]*>", re.IGNORECASE
)
_IS_ESCAPED = re.compile(r"&lt;/?(?:p|div|ul|ol|li|br|h[1-6]|strong|em|b|span)\b", re.IGNORECASE)
_IS_MARKDOWN = re.compile(r"^\s{0,3}(?:#{1,6} |[-*+] |\d+[.)] )|\*\*\S|\]\(https?:", re.MULTILINE)
_BULLET = re.compile(r"^\s*[•●▪◦‣·]\s*")


def unescaped(given: str) -> str:
    """HTML that was written as entities, once; what is HTML already stays."""
    return html.unescape(given) if _IS_ESCAPED.search(given) and not _IS_HTML.search(given) else given


def joined(parts: Iterable[tuple[str, str]]) -> str:
    """One text of several (heading, HTML); a part may have no heading."""
    return "\n".join(
        f"<h3>{html.escape(heading.strip(), quote=False)}</h3>\n{body}" if heading.strip() else body
        for heading, body in parts
        if body.strip()
    )


def clean(given: str) -> str:
    """HTML, Markdown or plain words, fit for Posting.body."""
    given = INVISIBLE.sub("", given[:LONGEST]).strip()
    if _IS_HTML.search(given):
        return "\n".join(_bulleted(_blocks(_tree(given).children)))
    if _IS_MARKDOWN.search(given):
        return given
    return "\n".join(_bulleted(_plain(given)))


def _plain(given: str) -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n", given.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [html.escape(" ".join(line.split()), quote=False) for line in paragraph.split("\n") if line.strip()]
        if any(_BULLET.match(line) for line in lines):
            yield from (f"<p>{line}</p>" for line in lines)
        elif lines:
            yield f"<p>{'<br>'.join(lines)}</p>"


# --- a tree of what is worth keeping ---------------------------------------------------------------------------


@dataclass
class _Node:
    tag: str
    href: str = ""
    children: list[Union["_Node", str]] = field(default_factory=list)

    @property
    def has_blocks(self) -> bool:
        return any(isinstance(one, _Node) and (one.tag in _BLOCKS or one.has_blocks) for one in self.children)


class _Builder(HTMLParser):
    """Reads what nh3 wrote, which is well-formed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node("div")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = _Node(tag, dict(attrs).get("href") or "")
        if tag in ("br", "hr"):
            self.open[-1].children.append(node)
            return
        if len(self.open) <= DEEPEST:
            self.open[-1].children.append(node)
        self.open.append(node if len(self.open) <= DEEPEST else self.open[-1])

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("br", "hr") and len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def _tree(given: str) -> _Node:
    safe = nh3.clean(
        given,
        tags=_INLINE | _BLOCKS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel=None,
    )
    builder = _Builder()
    builder.feed(safe)
    builder.close()
    return builder.root


def _blocks(children: Iterable[_Node | str]) -> Iterator[str]:
    """Blocks, one a string; words that stand in none become paragraphs, bare items a list."""
    run: list[_Node | str] = []
    items: list[_Node] = []
    for child in children:
        if isinstance(child, str) or not (child.tag in _BLOCKS or child.has_blocks):
            if items and isinstance(child, str) and not child.strip():
                continue
            yield from _list("ul", items)
            items = []
            run.append(child)
            continue
        yield from _paragraphs(run)
        run = []
        if child.tag == "li":
            items.append(child)
            continue
        yield from _list("ul", items)
        items = []
        yield from _block(child)
    yield from _list("ul", items)
    yield from _paragraphs(run)


def _block(node: _Node) -> Iterator[str]:
    if node.tag in _LISTS:
        yield from _list(node.tag, _items(node))
    elif node.tag in _HEADINGS:
        words = _trimmed(_inline(node.children))
        if _says_something(words):
            yield f"<{_HEADINGS[node.tag]}>{words}</{_HEADINGS[node.tag]}>"
    elif node.tag == "pre":
        if words := html.escape(_words(node).strip("\n"), quote=False).replace("\n", "<br>"):
            yield f"<pre>{words}</pre>"
    elif node.tag == "hr":
        yield "<hr>"
    elif node.tag == "blockquote":
        if inside := "".join(_blocks(node.children)):
            yield f"<blockquote>{inside}</blockquote>"
    else:
        yield from _blocks(node.children)


def _items(node: _Node) -> list[_Node]:
    """What stands in a list beside its items belongs to the item before it."""
    items: list[_Node] = []
    for child in node.children:
        if isinstance(child, _Node) and child.tag == "li":
            items.append(child)
        elif isinstance(child, _Node) or child.strip():
            if not items:
                items.append(_Node("li"))
            items[-1].children.append(child)
    return items


def _list(tag: str, items: list[_Node]) -> Iterator[str]:
    inside = [found for item in items for found in _alone(_item(item)) if found]
    if inside:
        yield f"<{tag}>{''.join(f'<li>{words}</li>' for words in inside)}</{tag}>"


def _alone(item: str) -> list[str]:
    """An item that holds nothing but a list is that list's items."""
    inner = re.fullmatch(r"<(ul|ol)><li>((?:(?!</?[uo]l>).)*)</li></\1>", item, re.DOTALL)
    return inner[2].split("</li><li>") if inner else [item]


def _item(node: _Node) -> str:
    blocks = list(_blocks(node.children))
    if blocks and blocks[0].startswith("<p>"):
        blocks[0] = blocks[0].removeprefix("<p>").removesuffix("</p>")
    # The line break keeps the words of an item apart from those of the list inside it where only words are read.
    return "\n".join(blocks)


def _paragraphs(run: list[_Node | str]) -> Iterator[str]:
    """Two line breaks in a row end a paragraph."""
    part: list[_Node | str] = []
    breaks = 0
    for one in [*run, _Node("br"), _Node("br")]:
        if isinstance(one, _Node) and one.tag == "br":
            breaks += 1
            if breaks == 2:
                if _says_something(words := _trimmed(_inline(part))):
                    yield f"<p>{words}</p>"
                part = []
            continue
        if isinstance(one, str) and not one.strip() and breaks:
            continue
        if breaks == 1 and part:
            part.append(_Node("br"))
        breaks = 0
        part.append(one)


def _inline(children: Iterable[_Node | str]) -> str:
    parts = []
    for child in children:
        if isinstance(child, str):
            parts.append(html.escape(re.sub(r"\s+", " ", child), quote=False))
        elif child.tag == "br":
            parts.append("<br>")
        elif child.tag in _INLINE and _says_something(inside := _inline(child.children)):
            parts.append(_wrapped(child, inside))
        else:
            parts.append(f" {_inline(child.children)} " if child.tag in _BLOCKS else _inline(child.children))
    return "".join(parts)


def _trimmed(words: str) -> str:
    words = re.sub(r"\s*<br>\s*", "<br>", re.sub(r" {2,}", " ", words))
    return re.sub(r"^(?:\s|<br>)+|(?:\s|<br>)+$", "", words)


def _wrapped(node: _Node, inside: str) -> str:
    if node.tag != "a":
        return f"<{node.tag}>{inside}</{node.tag}>"
    if not node.href:
        return inside
    return f'<a href="{html.escape(node.href)}" rel="nofollow noopener noreferrer">{inside}</a>'


def _words(node: _Node) -> str:
    return "".join(
        child if isinstance(child, str) else "\n" if child.tag == "br" else _words(child) for child in node.children
    )


def _says_something(words: str) -> bool:
    return bool(re.sub(r"<[^>]*>|&nbsp;|\s", "", words))


def _bulleted(blocks: Iterable[str]) -> Iterator[str]:
    """Paragraphs that begin with a bullet are items that somebody typed."""
    items: list[str] = []
    for block in blocks:
        if block.startswith("<p>") and _BULLET.match(block[3:]):
            lines = block[3:-4].split("<br>")
            items += [_BULLET.sub("", line) for line in lines if line.strip()]
            continue
        if items:
            yield f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
            items = []
        yield block
    if items:
        yield f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
