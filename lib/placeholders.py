"""Placeholders such as {name} in words that people write, filled with words that other people wrote.

A text is read once: what a value holds is never looked at again, whatever braces stand in it.
"""

import re
from collections.abc import Collection, Mapping

TOKEN = re.compile(r"\{([a-z][a-z_]*)\}")
# A token, or what was perhaps meant as one: a lone brace, braces around anything else.
SUSPECT = re.compile(r"\{+[^{}\n]{0,60}\}*|\}+")


class Empty(ValueError):
    """There is nothing to put in the place of this token."""

    def __init__(self, token: str) -> None:
        super().__init__(token)
        self.token = token


def check(text: str, allowed: Collection[str]) -> list[str]:
    """What is no placeholder or none of those allowed, each as it was written, in the order of the text."""
    wrong = []
    for found in SUSPECT.finditer(text):
        token = TOKEN.fullmatch(found[0])
        if not token or token[1] not in allowed:
            wrong.append(found[0])
    return list(dict.fromkeys(wrong))


def fill(text: str, values: Mapping[str, str], *, one_line: bool = False) -> str:
    """Raises Empty for a token whose value is missing or blank. ONE_LINE is for subjects."""

    def value(token: re.Match[str]) -> str:
        words = values.get(token[1], "")
        if not words.strip():
            raise Empty(token[1])
        return words

    filled = TOKEN.sub(value, text)
    return " ".join(filled.split()) if one_line else filled
