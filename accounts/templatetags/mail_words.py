"""For mails: what people call themselves stays words, which no mail program makes a link of."""

import re
from typing import Any

from django import template
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
def spoken(value: Any) -> str:
    """A checked answer as words."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return "" if value is None else str(value)
