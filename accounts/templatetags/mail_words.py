"""For mails: what people call themselves stays words, which no mail program makes a link of."""

import re
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

register = template.Library()
# After these, and before more of a word, an address goes on.
LINKING = re.compile(r"[.:@/\\](?=\S)")
WORD_JOINER = "\u2060"


@register.filter
def called(name: str) -> str:
    """A name of a person, an employer, a posting, a file: short, on one line, and never an address."""
    short = Truncator(" ".join(name.split())).chars(120)
    return LINKING.sub(lambda mark: mark[0] + WORD_JOINER, short)


@register.filter
def linked(words: str) -> SafeString:
    """Our own words, in which addresses of this site, and no others, become links."""
    parts = re.split(rf"({re.escape(settings.SITE_URL)}/[^\s]*[^\s.,;:)])", words)
    # What is split by stands at the odd places.
    return format_html_join(
        "", "{}", ((format_html('<a href="{0}">{0}</a>', part) if at % 2 else part,) for at, part in enumerate(parts))
    )


@register.filter
def spoken(value: Any) -> str:
    """A checked answer as words."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return _("Not answered.") if value in (None, "") else str(value)
