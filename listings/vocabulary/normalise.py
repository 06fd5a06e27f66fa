"""One normaliser for indexing and asking. It emits lower-case words separated by spaces, ready for the text-search
configuration `first_commit`, in which ordinary words are stemmed and words with a digit are left alone.

A skill becomes one token however it is spelled, so "golang" and "Go" are the same word, and "go" in "go the extra
mile" is another. The longest spelling wins; the words of a longer one follow its token, skills among them as theirs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from listings.vocabulary import taxonomy
from listings.vocabulary.words import Phrases, Word, fold, key, words

ROLES: dict[str, tuple[str, ...]] = {
    "backend": ("backend", "back end", "backends", "back ends", "server side"),
    "frontend": ("frontend", "front end", "frontends", "front ends", "client side"),
    "fullstack": ("fullstack", "full stack"),
}

# The first word of each row is what all of them become; the plain forms of it vanish, the others stay beside it.
INTERN = "intern"
INTERN_FORMS = ("intern", "interns", "interning", "internship", "internships")
INTERN_KIN = (
    *("co op", "co ops", "coop", "coops", "placement", "placements", "trainee", "trainees", "traineeship"),
    *("traineeships", "apprentice", "apprentices", "apprenticeship", "apprenticeships", "working student"),
    *("working students", "werkstudent", "werkstudentin", "werkstudenten", "praktikum", "praktikant", "praktikantin"),
    *("stagiaire", "alternance"),
)

_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’ʼ](?:s\b|(?=[^\W_]))", re.IGNORECASE)
_HYPHEN = re.compile(r"[-‐‑]")


@cache
def _phrases() -> Phrases[str]:
    """Role and internship words: what replaces them. A value that ends in "+" keeps the words beside it."""
    table: Phrases[str] = Phrases()
    for role, spellings in ROLES.items():
        for spelling in spellings:
            table.add(key(spelling), role)
    for form in INTERN_FORMS:
        table.add((form,), INTERN)
    for form in INTERN_KIN:
        table.add(key(form), INTERN + "+")
    return table


@cache
def skill_token(slug: str) -> str:
    """One token that no word equals; the digit keeps PostgreSQL from stemming it."""
    return "zsk" + "".join(letter for letter in slug if letter.isalnum()) + "0"


def clean(text: str) -> str:
    """Compatible forms unified, invisible and control characters gone, "student's" and "don't" made one word."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return _APOSTROPHE.sub("", _CONTROL.sub(" ", text))


def for_index(text: str) -> str:
    """The words of a text. Hyphenated words are split; their joined form stands after all, so that neither
    "realtime" nor the phrase "real time" misses "real-time"."""
    emitted, joined = _emit(clean(text))
    return " ".join([*emitted, *joined])


def for_phrase(text: str) -> list[str]:
    """What must stand side by side for a quoted phrase. A phrase that is wholly a skill's name is that skill."""
    text = clean(text)
    if whole := _asked_whole(key(text)):
        return whole
    return _emit(text)[0]


def for_words(text: str) -> list[tuple[str, ...]]:
    """What unquoted words ask for: a tuple of alternatives for each position, of which one must be found.

    A word that names a skill asks for the skill and nothing else ("go"), unless people also mean the ordinary word
    ("spring", "oracle", "security"). The parts of a hyphenated word may be found in their joined form.
    """
    text = clean(text)
    found = words(text)
    asked: list[tuple[str, ...]] = []
    index = 0
    while index < len(found):
        size, positions = _asked_at(text, found, index)
        asked += positions
        index += size
    return list(dict.fromkeys(asked))


# --- writing -------------------------------------------------------------------------------------------------


def _emit(text: str) -> tuple[list[str], list[str]]:
    found = words(text)
    tokens, sizes = _skills_by_word(text, found)
    emitted: list[str] = []
    joined: dict[str, None] = {}
    index = 0
    while index < len(found):
        if index in sizes:
            size = sizes[index]
            emitted += tokens[index]
            if size > 1:
                emitted += _parts(text, found[index : index + size])
        else:
            size, replaced = _phrase_at(text, found, index)
            emitted += replaced or _plain(found[index])
            if not replaced and (compound := _compound(text, found, index)):
                joined[compound] = None
        index += size
    return emitted, list(joined)


def _skills_by_word(text: str, found: Sequence[Word]) -> tuple[dict[int, list[str]], dict[int, int]]:
    """For the index of the first word of each skill found: its tokens, and how many words spell it."""
    tokens: dict[int, list[str]] = {}
    sizes: dict[int, int] = {}
    starts = {word.start: index for index, word in enumerate(found)}
    ends = {word.end: index for index, word in enumerate(found)}
    for mention in taxonomy.spelled(text, found):
        first = starts[mention.start]
        tokens.setdefault(first, []).append(skill_token(mention.slug))
        sizes[first] = ends[mention.end] - first + 1
    return tokens, sizes


def _parts(text: str, run: Sequence[Word]) -> list[str]:
    """Words of a longer spelling: "REST API" still has an API, "SQL Server" still has SQL."""
    emitted: list[str] = []
    for word in run:
        single = text[word.start : word.end]
        alone = taxonomy.spelled(single, words(single))
        emitted += [skill_token(mention.slug) for mention in alone] or _plain(word)
    return emitted


def _phrase_at(text: str, found: Sequence[Word], index: int) -> tuple[int, list[str]]:
    for size, values in _phrases().at(text, found, index):
        if values[0].endswith("+"):
            kept = [part for word in found[index : index + size] for part in _plain(word)]
            return size, [INTERN, *kept]
        return size, [values[0]]
    return 1, []


def _plain(word: Word) -> list[str]:
    """ "&" is no word worth finding, and neither is what folds to nothing."""
    if word.folded.isalnum():
        return [word.folded] if word.end - word.start > 1 or word.folded != "and" else []
    return ["".join(letter for letter in word.folded if letter.isalnum())] if word.folded.strip("&") else []


def _compound(text: str, found: Sequence[Word], index: int) -> str | None:
    """The joined form of the hyphenated word that begins here, of two or three parts."""
    if index and _hyphenated(text, found[index - 1], found[index]):
        return None
    last = index
    while last + 1 < len(found) and last - index < 3 and _hyphenated(text, found[last], found[last + 1]):
        last += 1
    run = found[index : last + 1]
    if not 2 <= len(run) <= 3 or not all(word.folded.isalpha() and word.folded.isascii() for word in run):
        return None
    return "".join(word.folded for word in run)


def _hyphenated(text: str, one: Word, other: Word) -> bool:
    return bool(_HYPHEN.fullmatch(text, one.end, other.start))


# --- asking --------------------------------------------------------------------------------------------------


def _asked_at(text: str, found: Sequence[Word], index: int) -> tuple[int, list[tuple[str, ...]]]:
    vocabulary = taxonomy.vocabulary()
    for size, spellings in vocabulary.spellings.at(text, found, index):
        if spellings[0].slug == taxonomy.NO_SKILL:
            return size, [(part,) for word in found[index : index + size] for part in _plain(word)]
        break
    for size, spellings in vocabulary.asked.at(text, found, index):
        return size, _alternatives(spellings, found[index : index + size])
    size, replaced = _phrase_at(text, found, index)
    if replaced:
        return size, [(replaced[0],)]
    plain = _plain(found[index])
    compound = _whole_compound(text, found, index)
    return 1, [(word, compound) if compound else (word,) for word in plain]


def _alternatives(spellings: Sequence[taxonomy.Spelling], run: Sequence[Word]) -> list[tuple[str, ...]]:
    tokens = list(dict.fromkeys(skill_token(spelling.slug) for spelling in spellings))
    ordinary = len(run) == 1 and any(_is_ordinary(spelling) for spelling in spellings)
    plain = _plain(run[0]) if ordinary else []
    return [(token, *plain) for token in tokens]


def _is_ordinary(spelling: taxonomy.Spelling) -> bool:
    """May the word stand in a text without its token and still be what is asked for? "Security Engineer", "ml intern".
    Of the ambiguous names only languages are asked for strictly: nobody means the "go" of "go to market"."""
    if spelling.mark == "?":
        return taxonomy.skills()[spelling.slug].kind != "language"
    return spelling.mark in ("~", "!") or (spelling.mark == "=" and len(spelling.text) <= 3)


def _whole_compound(text: str, found: Sequence[Word], index: int) -> str | None:
    """The joined form of the hyphenated word that this word is part of, wherever in it."""
    first = index
    while first and index - first < 3 and _hyphenated(text, found[first - 1], found[first]):
        first -= 1
    return _compound(text, found, first)


def _asked_whole(phrase: tuple[str, ...]) -> list[str]:
    spellings = taxonomy.vocabulary().asked.exactly(phrase)
    if spellings and not (len(phrase) == 1 and spellings[0].mark == "~"):
        return list(dict.fromkeys(skill_token(spelling.slug) for spelling in spellings))[:1]
    replaced = _phrases().exactly(phrase)
    return [replaced[0].rstrip("+")] if replaced else []


__all__ = ["clean", "fold", "for_index", "for_phrase", "for_words", "skill_token"]
