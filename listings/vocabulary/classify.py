"""The role of a posting, guessed from its title first, then from skills and text, and what the guess rests on."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from listings.vocabulary import role_evidence as evidence
from listings.vocabulary import role_words as words

ROLES = (
    "back-end",
    "full-stack",
    "data",
    "infrastructure",
    "machine-learning",
    "mobile",
    "front-end",
    "security",
    "embedded",
    "general-software",
    "other",
)
NOT_STATED = "not-stated"

_LONGEST_TITLE = 400
_LONGEST_EVIDENCE = 200
_MARKS = re.compile(r"[^\w.+#&]+|_|(?<!\w)\.(?!net)|\.(?=\s|$)")

_ACCENTS = re.compile(r"[\u0300-\u036f]")

# Names of programmes and places in which a word of a trade stands.
_NOT_A_TRADE = re.compile(r"\bsummer analysts?\b|\bfront office\b")

# Named roles on a par: of "Data & AI" and "AI/Data" each is what it names first.
_FIRST_NAMED = (
    ("security", words.SECURITY),
    ("embedded", words.EMBEDDED),
    ("machine-learning", words.MACHINE_LEARNING),
    ("data", words.DATA),
    ("infrastructure", words.INFRASTRUCTURE),
)


@dataclass(frozen=True)
class RoleGuess:
    """A value of the search parameter `role` ("not-stated", with no evidence, where nothing tells one) and why:
    `title: backend`, `skills: django, postgresql`, `text: rest api, server-side`, the last two joined by "; "."""

    role: str
    evidence: str


def classify(title: str, text: str = "", skills: Sequence[str] = ()) -> RoleGuess:
    guess = _from_title(flatten(title))
    if guess.role not in ("general-software", NOT_STATED):
        return guess
    refined = evidence.role(text, skills, software=guess.role == "general-software")
    return RoleGuess(refined[0], refined[1][:_LONGEST_EVIDENCE]) if refined else guess


def flatten(title: str) -> str:
    apart = unicodedata.normalize("NFKD", title[:_LONGEST_TITLE].casefold())
    bare = unicodedata.normalize("NFC", _ACCENTS.sub("", apart))
    return _NOT_A_TRADE.sub(" ", " ".join(_MARKS.sub(" ", bare).split())).strip()


def _from_title(title: str) -> RoleGuess:
    for guess in (_another_trade, _side, _first_named, _software, _another_field):
        found = guess(title)
        if found:
            return RoleGuess(found[0], f"title: {found[1]}"[:_LONGEST_EVIDENCE])
    return RoleGuess(NOT_STATED, "")


def _another_trade(title: str) -> tuple[str, str] | None:
    found = words.ANOTHER_TRADE.search(title) or words.NOT_WRITTEN.search(title)
    return ("other", found.group()) if found else None


def _side(title: str) -> tuple[str, str] | None:
    """Which side of an application: it outweighs what the application is about ("Backend, Security")."""
    full, back = words.FULL_STACK.search(title), words.BACK_END.search(title)
    front, mobile = words.FRONT_END.search(title), words.MOBILE.search(title)
    if full and full.group().startswith("full"):
        return "full-stack", full.group()
    if back and front:
        return "full-stack", f"{back.group()}, {front.group()}"
    if back and back.group().startswith(("back", "server")):
        return "back-end", back.group()
    for role, found in (("mobile", mobile), ("back-end", back), ("front-end", front), ("full-stack", full)):
        if found:
            return role, found.group()
    return None


def _first_named(title: str) -> tuple[str, str] | None:
    named = [(found.start(), role, found.group()) for role, pattern in _FIRST_NAMED if (found := pattern.search(title))]
    if named:
        _, role, word = min(named)
        return role, word
    analytics = words.ANALYTICS.search(title)
    if analytics and not words.SOFTWARE.search(title):
        return "data", analytics.group()
    weak = words.INFRASTRUCTURE_WEAK.search(title)
    return ("infrastructure", weak.group()) if weak else None


def _software(title: str) -> tuple[str, str] | None:
    found = words.SOFTWARE.search(title)
    return ("general-software", found.group()) if found else None


def _another_field(title: str) -> tuple[str, str] | None:
    found = words.ANOTHER_FIELD.search(title)
    return ("other", found.group()) if found else None
