"""Where a link in a document may lead: to a page, a mailbox or a telephone, never to a file or a script."""

import re

SCHEMES = ("http", "https", "mailto", "tel", "ftp", "sms", "skype")
SCHEME = re.compile(r"([a-z][a-z0-9+-]*):", re.IGNORECASE)


def is_allowed(address: str) -> bool:
    words = "".join(letter for letter in address if letter > " ")
    scheme = SCHEME.match(words)
    if scheme:
        return scheme[1].lower() in SCHEMES
    return not words.startswith(("\\", "//", "/\\"))
