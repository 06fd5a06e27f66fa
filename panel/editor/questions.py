"""The questions of a posting as they are typed, what is understood of them, and what is wrong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from applications import asking
from applications.asking import MOST, QuestionSaid
from applications.models.choices import WITH_OPTIONS, QuestionKind
from lib.text import tidy
from listings.models import Posting
from listings.postings import linting
from listings.postings.content import Content
from panel.editor import library
from panel.editor.typed import Typed

# Sent with the section; without it nothing was said of questions, and what stands is left alone.
SAID = "questions"
TEXT, HELP, OPTION, LEAST_OPTIONS, MOST_OPTIONS = 300, 500, 200, 2, 20
YES = "yes"
MAX_ID = 2**31 - 1
# What nobody needs in order to choose an intern, and the law of many countries keeps out of the choice. A race
# condition, a health check and child processes are a back-end's daily bread.
PRIVATE = re.compile(
    r"\b(your age|how old are you|(date|year|place) of birth|birth ?(day|date|year)|when were you born|gender|your sex"
    r"|photo(graph)?s? of (you|yourself)|(your|a) (photo(graph)?|headshot|picture)|picture of (you|yourself)"
    r"|married|marital status|pregnan\w+|(have|your|any) children|family plan\w*|religio\w+|your (faith|race)|ethnic\w*"
    r"|(your )?nationality|native speaker|mother tongue|disabilit\w+|disabled|(your|mental|state of) health"
    r"|sexual orientation|criminal record|(current|last|previous) salary)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Row:
    """One question as typed. `number` counts from 1 over all rows, empty ones too: the anchors are made of it."""

    number: int
    id: str
    kind: str
    text: str
    help: str
    required: str
    options: str

    @property
    def is_empty(self) -> bool:
        return not (self.text.strip() or self.help.strip() or self.options.strip())

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line for line in map(tidy, self.options.splitlines()) if line))

    @property
    def said(self) -> QuestionSaid:
        options = self.lines if self.kind in WITH_OPTIONS else ()
        known = int(self.id) if self.id.isascii() and self.id.isdigit() and len(self.id) < 11 else 0
        pk = known if 0 < known <= MAX_ID else None
        return QuestionSaid(self.kind, tidy(self.text), tidy(self.help), options, self.required == YES, pk)


@dataclass(frozen=True)
class Wrong:
    number: int
    words: str

    @property
    def anchor(self) -> str:
        return f"question-{self.number}" if self.number else SAID

    @property
    def label(self) -> str:
        return _("Question %(number)s") % {"number": self.number} if self.number else _("Questions")


def opened(typed: Typed, posting: Posting) -> Typed:
    """With what stands, where nothing of questions was typed yet."""
    return typed if typed.one(SAID) else _with(typed, map(_row, asking.standing(posting)))


def rows(typed: Typed) -> list[Row]:
    return [Row(number, *columns) for number, columns in enumerate(typed.rows("question"), 1)]


def understood(typed: Typed) -> list[QuestionSaid] | None:
    """What can be asked as it is typed; None where nothing was said of questions."""
    if not typed.one(SAID):
        return None
    bad = {one.number for one in wrong(typed)}
    return [row.said for row in rows(typed) if not row.is_empty and row.number not in bad][:MOST]


# --- what is wrong -------------------------------------------------------------------------------------------------


def wrong(typed: Typed) -> list[Wrong]:
    """Each question's faults, or nothing where all of them can be asked."""
    full = [row for row in rows(typed) if not row.is_empty] if typed.one(SAID) else []
    texts: set[str] = set()
    found = []
    for row in full:
        found += [Wrong(row.number, words) for words in _faults(row)]
        text = row.said.text.casefold()
        if text and text in texts:
            found.append(Wrong(row.number, _("The same question stands above.")))
        texts.add(text)
    if len(full) > MOST:
        found.append(Wrong(0, _("At most %(most)s questions: students leave longer forms.") % {"most": MOST}))
    return found


def _faults(row: Row) -> Iterator[str]:
    said = row.said
    if said.kind not in QuestionKind.values:
        yield _("Choose what kind of answer this takes.")
    if not said.text:
        yield _("What is the question?")
    for words, most, name in ((said.text, TEXT, _("question")), (said.help, HELP, _("help"))):
        if len(words) > most:
            count = {"name": name, "most": most, "over": len(words) - most}
            yield _("The %(name)s may have %(most)s characters; please take out %(over)s.") % count
    if said.kind in WITH_OPTIONS:
        yield from _option_faults(said.options)
    content = Content(body=f"{said.text}\n\n{said.help}\n\n{'. '.join(said.options)}")
    for remark in linting.lint(content, linting.EmployerFacts()):
        if remark.severity == "block":
            yield remark.explanation


def _option_faults(options: tuple[str, ...]) -> Iterator[str]:
    if not LEAST_OPTIONS <= len(options) <= MOST_OPTIONS:
        limits = {"least": LEAST_OPTIONS, "most": MOST_OPTIONS}
        yield _("Write %(least)s to %(most)s different choices, each in a line of its own.") % limits
    if any(len(option) > OPTION for option in options):
        yield _("A choice may have %(most)s characters.") % {"most": OPTION}


def _advice(row: Row) -> str:
    found = PRIVATE.search(f"{row.text}\n{row.help}")
    if found is None:
        return ""
    words = _(
        "“%(words)s”: many countries forbid to choose by this, and colleagues could no longer judge blind. "
        "Leave it out unless the law asks you to know."
    )
    return words % {"words": found.group()}


# --- what a button does --------------------------------------------------------------------------------------------


def acted(typed: Typed, key: str, posting: Posting) -> Typed:
    """KEY is `new`, `take:<key of the library>`, or `up`, `down`, `remove` with the number of a row."""
    typed = opened(typed, posting)
    verb, _colon, rest = key.partition(":")
    said = list(typed.rows("question"))
    at = int(rest) - 1 if rest.isascii() and rest.isdigit() and len(rest) < 4 else -1
    if verb in ("new", "take"):
        row = ("", QuestionKind.TEXT.value, "", "", "", "") if verb == "new" else _taken(rest, posting)
        said = [*said, row] if row and len(said) < MOST else said
    elif 0 <= at < len(said):
        row = said.pop(at)
        if verb != "remove":
            said.insert(max(0, at + {"up": -1, "down": 1}.get(verb, 0)), row)
    return _with(typed, said)


def _taken(key: str, posting: Posting) -> tuple[str, ...] | None:
    said = library.taken(key, posting)
    return ("", *_row(said)[1:]) if said else None


def _row(said: QuestionSaid) -> tuple[str, ...]:
    required = YES if said.required else ""
    return (str(said.id or ""), said.kind, said.text, said.help, required, "\n".join(said.options))


def _with(typed: Typed, said: Any) -> Typed:
    return typed.with_rows("question", said).with_(**{SAID: [YES]})


# --- what the page shows -------------------------------------------------------------------------------------------


def shown(typed: Typed, posting: Posting, *, is_writable: bool) -> dict[str, Any]:
    typed = opened(typed, posting)
    found, faults = rows(typed), wrong(typed)
    texts = {row.said.text.casefold() for row in found}
    offers = {"asked": library.asked(posting), "good": library.good()} if is_writable and len(found) < MOST else {}
    return {
        "rows": [
            {
                "row": row,
                "is_first": row.number == 1,
                "is_last": row.number == len(found),
                "wrong": [one.words for one in faults if one.number == row.number],
                "advice": _advice(row),
            }
            for row in found
        ],
        "kinds": QuestionKind.choices,
        "most": MOST,
        "is_full": len(found) >= MOST,
        "asked": [offer for offer in offers.get("asked", ()) if offer.said.text.casefold() not in texts],
        "good": [offer for offer in offers.get("good", ()) if offer.said.text.casefold() not in texts],
    }


def wrong_lines(typed: Typed) -> list[dict[str, str]]:
    return [{"label": one.label, "anchor": one.anchor, "words": one.words} for one in wrong(typed)]
