"""The words of a location string: folding, cleaning, the words that are no place."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe",
     "Œ": "Oe", "ð": "d", "þ": "th", "Þ": "Th", "ə": "e"}
)  # fmt: skip
_INITIALS = re.compile(r"\b([a-z])\.\s?(?=[a-z]\b)")
_APOSTROPHES = re.compile(r"['’‘ʻ`´]")
_OTHER = re.compile(r"[\W_]+")
_SHORT_WORDS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
_SHORT = re.compile(r"\b(st|ste|ft|mt)\b")


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(c for c in text if not unicodedata.combining(c)).lower()


def fold(text: str) -> str:
    """The form in which names are compared: "St. Louis" → "saint louis", "D.C." → "dc", "Zürich" → "zurich"."""
    text = _plain(text)
    if "." in text:
        text = _INITIALS.sub(r"\1", text)
    text = _OTHER.sub(" ", _APOSTROPHES.sub("", text)).strip()
    return _SHORT.sub(lambda m: _SHORT_WORDS[m[0]], text)


def slug_of(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", _plain(_APOSTROPHES.sub("-", name))).strip("-")


def clean(text: str) -> str:
    """As written, without control and invisible characters and outer space; runs of spaces inside stay."""
    text = unicodedata.normalize("NFC", text)
    kept = ("\n" if c in "\r\n" else " " if unicodedata.category(c) in {"Cc", "Zs"} else c
            for c in text if unicodedata.category(c) not in {"Cf", "Cs", "Co", "Cn"})  # fmt: skip
    return "".join(kept).strip(" \n,;|")


NOTHING = {"", "n a", "na", "none", "null", "tbd", "tba", "unknown", "not specified", "unspecified", "not applicable"}

# Said of a whole string, they say how somebody works and not where.
REMOTE = re.compile(
    r"\b(?:(?:100%\s*|fully\s+|domestic\s+|all\s+)?(?:remotely|remote|teleworker|telework|telecommuting|telecommute|wfh|wfa)"
    r"|virtual(?=\s*$|\s*[-,(/]|\s+(?:us|usa|u\.s\.|united states|work|office)\b)"
    r"|(?:work(?:ing)?[\s-]+from[\s-]+(?:home|anywhere))|home[\s-]+office|home[\s-]+based)\b"
    r"(?:[\s-]+(?:work(?:er)?|working|position|role|opportunity|only|eligible|friendly|first|optional|option|office|"
    r"locations?|based|ok|possible|anywhere|national|nationwide)\b)*(?:\s+(?:in|from|within|across|for)\b(?-i:(?<!IN)))?(?:\s+the\b)?",
    re.IGNORECASE,
)
HYBRID = re.compile(
    r"\bhybrid\b(?:[\s-]+(?:remote|work|working|role|position|schedule|in|from|office)\b)*", re.IGNORECASE
)
ON_SITE = re.compile(r"\b(?:on-?site|on site|in[\s-](?:person|office))\b(?:\s+(?:only|in|at)\b)?", re.IGNORECASE)

# What is said beside a place without changing it. Looked for only in atoms that are no place themselves.
_SITE = (
    r"(?:corporate|headquarters?|hq|global hq|offices?|campus(?:es)?|main campus|buildings?|bldg|tower|floor|suite|"
    r"site|offsite|plant|facility|center|lab|labs|more|multiple|various|several|locations?|other|any)"
)
# A street is never cut back to its name: "Woodward Avenue, MI" is not in Woodward.
_STREET = r"(?:avenue|ave|street|road|rd|blvd|boulevard|drive|dr|parkway|pkwy|lane|square|plaza)"
SITE_WORD = re.compile(rf"\b(?:{_SITE}|{_STREET})\b|\d", re.IGNORECASE)
_SITE_END = re.compile(rf"(?:[\s.,-]+|^){_SITE}\b.*$", re.IGNORECASE | re.DOTALL)
_SITE_START = re.compile(
    r"^(?:locations?|corporate|headquarters|hq|office|the|or|and|in|at|usa?-based in)\b[\s:.-]*", re.IGNORECASE
)
_POSTCODE = re.compile(r"\s+(?:\d{5}(?:-\d{4})?|[A-Z]\d[A-Z]\s?\d[A-Z]\d|[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})$")
_AREA_START = re.compile(r"^(?:greater|downtown|city of|metro(?:politan)?|the greater)\s+", re.IGNORECASE)
_AREA_END = re.compile(
    r"\s+(?:metro(?:politan|plex)?(?:\s+area)?|area|(?:and|&) surrounding areas?|region)$", re.IGNORECASE
)
_JUNK = re.compile(
    rf"^(?:[\d\s#.~&/-]+|{_SITE}(?:\s+{_SITE})*|.*\b(?:county|parish|co\.)|\S*\d\S*\s.*|(?!{_SITE}).*\s\d+\S*|"
    r"[A-Z]*\d+[A-Z\d]*|"
    r"(?:multiple|various|several|all|other)\s+(?:cities|states|sites|offices|locations)|field based|more\.*|or|and)$",
    re.IGNORECASE,
)


def is_junk(text: str) -> bool:
    """A street, a postcode, a county, "Headquarters", "More...": adds nothing to the place named beside it."""
    return bool(_JUNK.match(text.strip(" .")))


def without_postcode(text: str) -> str:
    return _POSTCODE.sub("", text).strip(" .:-")


def shorter_forms(text: str) -> list[str]:
    """What is left of "Greater Boston Area", "WI Corporate", best guess first."""
    forms: list[str] = []
    for pattern in (_AREA_END, _AREA_START, _SITE_START, _SITE_END):
        text, changed = pattern.subn("", text)
        text = text.strip(" .:-")
        if changed and text:
            forms.append(text)
    return forms


# Names of real cities that mean something else when they stand alone.
WORDS = frozenset(
    {
        "bath", "best", "campus", "central", "commerce", "corporate", "date", "enterprise", "field", "florence",
        "global", "home", "hub", "independence", "industry", "international", "lead", "main", "media", "mobile",
        "most", "nice", "normal", "of", "orange", "reading", "remote", "same", "split", "union", "virtual",
    }
)  # fmt: skip
