"""Plain text: bytes to words, and words made safe to keep and to show."""

import codecs
import re
import unicodedata

from applications.inspection.limits import MAX_TEXT
from applications.inspection.verdict import Refused

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like the next one
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CONTROLS = re.compile(r"[\0-\x08\x0b\x0e-\x1f\x7f\x80-\x9f]")
# Marks that turn the reading direction, hide words or carry invisible ones; joiners are needed by scripts.
HIDDEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]")


def decode(data: bytes) -> str | None:
    """None when it is no text. Without a mark it is UTF-8 or, where that cannot be, Windows' western code page."""
    text = marked(data)
    if text is None:
        return None
    return None if CONTROLS.search(text) or any("\ud800" <= letter <= "\udfff" for letter in set(text)) else text


def marked(data: bytes) -> str | None:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            encodings = [encoding]
            data = data[len(mark) :]
            break
    else:
        encodings = ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding).removesuffix("\x1a")  # an end mark of old editors
        except UnicodeDecodeError:
            continue
    return None


def read(data: bytes) -> str:
    text = decode(data)
    if text is None:
        raise Refused("unknown")
    if not any(letter.isalnum() for letter in text):
        raise Refused("empty")
    return text


SHAPES = re.compile(
    "[\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefc]+"
)  # letters as they are drawn: ligatures, Arabic at a word's end


def clean(text: str) -> str:
    """One kind of line end, no controls, nothing invisible, at most MAX_TEXT characters."""
    text = text[: MAX_TEXT * 2].replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", "\n")
    text = CONTROLS.sub("", HIDDEN.sub("", text)).replace("\u00a0", " ").encode("utf-8", "ignore").decode()
    text = SHAPES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)  # so that "office" is found
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"[ \t]+\n", "\n", text)
    return re.sub(r"\n{4,}", "\n\n\n", text).strip()[:MAX_TEXT]
