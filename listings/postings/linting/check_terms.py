"""Terms, dates, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from listings.postings.linting.prose import fold
from listings.postings.linting.remark import Remark, remark
from listings.vocabulary import terms

if TYPE_CHECKING:
    from listings.postings.content import Content

_TERM = re.compile(r"\b(winter|spring|summer|fall|autumn) (?:of )?(20\d\d)\b")
# "Graduating in spring 2028" and "founded in summer 2019" are no terms of this internship.
_OTHER = re.compile(
    r"graduat|founded|launched|raised|since|\bin (?:early|late)|series [a-d]\b|class of|degree|last (?:winter"
    r"|spring|summer|fall)"
    r"|\byc\b|y combinator|closed|released|alumni|former|previous|past interns?|return offer|full[- ]time"
)
# The months in which the internships of a season start.
_STARTS = {"winter": (12, 1, 2, 3), "spring": (1, 2, 3, 4, 5), "summer": (4, 5, 6, 7, 8), "fall": (7, 8, 9, 10, 11, 12)}
SHORTEST_BODY = 300


def check(content: Content, texts: dict[str, str]) -> Iterator[Remark]:
    yield from _said(content, texts)
    yield from _dates(content)
    body = texts.get("body", "")
    if len(body) + len(texts.get("work", "")) < SHORTEST_BODY:
        explanation = _(
            "Students cannot tell from so few words what they would do. Describe the work in a few sentences."
        )
        yield remark("body-too-short", explanation, "body", 0, len(body), body)
    if not content.mentor_name.strip() and not content.mentor_title.strip():
        explanation = _("No mentor is named. Students ask for one first: say who will guide the intern.")
        yield remark("mentor-missing", explanation, "mentor_name")


def _said(content: Content, texts: dict[str, str]) -> Iterator[Remark]:
    facts = [fact for fact in map(terms.from_slug, content.terms) if fact]
    stated = {(fact.season, fact.year) for fact in facts}
    if not facts or any(fact.year is None for fact in facts):
        return
    explanation = _("The posting is for another term than these words say. Correct one of the two.")
    for field in ("title", "summary", "body"):
        words = fold(texts.get(field, ""))
        for match in _TERM.finditer(words):
            season = "fall" if match[1] == "autumn" else match[1]
            around = words[max(0, match.start() - 60) : match.end() + 25]
            if (season, int(match[2])) not in stated and not _OTHER.search(around):
                yield remark("term-differs", explanation, field, match.start(), match.end(), texts[field])


def _dates(content: Content) -> Iterator[Remark]:
    facts = [fact for fact in map(terms.from_slug, content.terms) if fact]
    start = content.starts_on
    if start and facts and not any(_fits(start, fact) for fact in facts):
        explanation = _("The first day of work lies outside the term of the posting. Correct one of the two.")
        yield remark("start-outside-term", explanation, "starts_on")
    if start and content.closes_on and content.closes_on > start:
        explanation = _("Applications close after the first day of work. Correct one of the two dates.")
        yield remark("closes-after-start", explanation, "closes_on")


def _fits(start: date, fact: terms.TermFact) -> bool:
    # The winter of a year begins in the December before it.
    year = start.year + 1 if fact.season == "winter" and start.month == 12 else start.year
    return start.month in _STARTS[fact.season] and fact.year in (None, year)
