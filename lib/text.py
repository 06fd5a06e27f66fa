"""Folding and trimming of words that other people wrote."""

import re
import unicodedata

# Letters that Unicode does not decompose, in the spelling people type without them.
UNDECOMPOSED = str.maketrans(
    {"ß": "ss", "ł": "l", "ø": "o", "đ": "d", "œ": "oe", "æ": "ae", "þ": "th", "ı": "i", "ð": "d", "’": "'", "‘": "'"}
)
INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff"
    r"\ud800-\udfff\ufffe\uffff]"  # halves of pairs and what is no character: neither XML nor the database takes them
)
SPACES = re.compile(r"\s+")


def tidy(value: str) -> str:
    """One line as a person would have typed it: nothing invisible, single spaces, none at the ends."""
    return SPACES.sub(" ", INVISIBLE.sub("", value)).strip()


def fold(value: str) -> str:
    """Lower case without accents, tidy: what two spellings of one name have in common."""
    lowered = unicodedata.normalize("NFKD", tidy(value).casefold()).translate(UNDECOMPOSED)
    return "".join(letter for letter in lowered if not unicodedata.combining(letter))


def slugify(value: str, limit: int = 80) -> str:
    """ASCII words joined by hyphens, possibly empty (a title in Japanese has none)."""
    return re.sub(r"[^a-z0-9]+", "-", fold(value)).strip("-")[:limit].strip("-")


def is_id(value: str) -> bool:
    """Digits, and not so many that no id has them; a number of any size in an address simply finds nothing."""
    return bool(re.fullmatch(r"\d{1,18}", value, re.ASCII))
