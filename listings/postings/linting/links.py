"""Addresses that hide where they lead, also those behind the words of a link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from listings.postings.linting.prose import fold
from listings.postings.linting.remark import Remark, remark
from listings.postings.linting.said_contact import SHORT_LINK

if TYPE_CHECKING:
    from listings.postings.content import Content

_MARKDOWN = re.compile(r"\[([^\[\]\n]{1,200})\]\(\s{0,3}<?([^\s<>()]{1,500})")
_HTML = re.compile(r"<a\s[^<>]{0,200}?href\s?=\s?[\"']?([^\s\"'<>]{1,500})[^<>]{0,200}>([^<\n]{1,200})", re.IGNORECASE)


def check(content: Content, texts: dict[str, str]) -> Iterator[Remark]:
    explanation = _("This address hides where it leads. Write the full address of your own site.")
    for field, text in texts.items():
        for match in SHORT_LINK.finditer(fold(text)):
            yield remark("short-link", explanation, field, match.start(), match.end(), text)
    body = texts.get("body", "")
    for words, address in _behind(content.body):
        if SHORT_LINK.search(address.lower()) and not SHORT_LINK.search(words.lower()):
            start = max(0, body.find(words))
            end = start + len(words) if body.startswith(words, start) else start
            yield remark("short-link", explanation, "body", start, end, body)
    if SHORT_LINK.search(content.apply_url.lower()):
        yield remark("short-link", explanation, "apply_url", 0, len(content.apply_url), content.apply_url)


def _behind(body: str) -> Iterator[tuple[str, str]]:
    yield from ((match[1].strip(), match[2]) for match in _MARKDOWN.finditer(body))
    yield from ((match[2].strip(), match[1]) for match in _HTML.finditer(body))
