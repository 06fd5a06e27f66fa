"""Markdown and HTML that others wrote, as clean HTML or as plain words."""

import html
import re

import nh3
from markdown_it import MarkdownIt

TAGS = {
    "p",
    "ul",
    "ol",
    "li",
    "strong",
    "b",
    "em",
    "i",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "code",
    "pre",
    "br",
    "a",
    "hr",
}
_markdown = MarkdownIt("commonmark", {"html": True, "linkify": False})
_BLOCK_END = re.compile(r"</(?:p|li|h\d|div|tr|blockquote|pre)>|<br\s*/?>|<hr\s*/?>", re.IGNORECASE)
# A posting's own headings stand below the page's: h1 and h2 become h3.
_HEADING = re.compile(r"<(/?)h[12]\b", re.IGNORECASE)


def to_html(text: str) -> str:
    """Safe HTML: no styles, scripts, images or classes; links say that they are not ours."""
    rendered = _HEADING.sub(r"<\1h3", _markdown.render(text))
    return nh3.clean(rendered, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"},
                     link_rel="nofollow noopener noreferrer")  # fmt: skip


def to_words(text: str) -> str:
    """The words alone, one line a block."""
    lines = _BLOCK_END.sub("\n", _markdown.render(text))
    return html.unescape(nh3.clean(lines, tags=set(), attributes={})).strip()
