"""Where a link in a document may lead: to a page, a mailbox or a telephone, never to a file or a script."""

import re
from urllib.parse import unquote

SCHEMES = ("http", "https", "mailto", "tel", "ftp", "sms", "skype", "callto", "geo", "tg", "whatsapp", "xmpp")
# Left over where a page was printed whose buttons are links: browsers write them down, and they do nothing.
NOWHERE = ("javascript:void(0)", "javascript:void(0);", "javascript:;", "javascript:", "about:blank")
DRIVE = re.compile(r"/?[a-z]:(?=/)")
LONGEST_SHOWN = 80  # letters of a link that is named when it is refused
SCHEME = re.compile(r"([a-z][a-z0-9+-]*):", re.IGNORECASE)


def is_allowed(address: str) -> bool:
    words = "".join(letter for letter in address if letter > " ")
    if words.lower() in NOWHERE:
        return True
    scheme = SCHEME.match(words)
    if scheme:
        return scheme[1].lower() in SCHEMES
    return not words.startswith(("\\", "//", "/\\"))


def is_local_template(address: str) -> bool:
    """Word notes with every document the template it was made from, by its path on the author's computer. Nothing
    comes from there on another one; from a server or a share it would, and from beside the document it could."""
    path = unquote(unquote(address)).strip().replace("\\", "/").lower()
    for scheme in ("file:///", "file://localhost/"):
        if path.startswith(scheme):
            path = "/" + path[len(scheme) :]
            break
    drive = DRIVE.match(path)
    path = path[drive.end() :] if drive else path
    if "%" in path or ":" in path or not path.isprintable() or not path.endswith((".dot", ".dotx", ".dotm")):
        return False
    steps = path.split("/")
    if steps[0] or {"", ".", ".."} & set(steps[1:]):
        return path in ("normal.dot", "normal.dotm")
    return bool(drive) or steps[1] not in ("net", "network")  # folders that reach out by themselves
