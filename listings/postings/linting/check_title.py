"""A title names the work; what has a field of its own stays out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from listings.postings.linting.prose import fold
from listings.postings.linting.remark import EmployerFacts, Remark, remark

if TYPE_CHECKING:
    from listings.postings.content import Content

_WORD = re.compile(r"[^\W\d_]{2,}")
_MARKS = re.compile(r"!|\?{2,}|\*{2,}|[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b06\ufe0f]")
_PAY = re.compile(
    r"[$€£₹]\s?\d[\d.,]*k?(?: ?(?:-|to) ?[$€£₹]?\d[\d.,]*k?)?(?: ?(?:/ ?|per |an? )(?:h|hr|hour|month|mo|year|week)\b)?"
    r"|\b\d[\d.,]*k? ?(?:usd|eur|gbp|cad|inr|chf)\b|\b\d[\d.,]* ?(?:/ ?|per |an )(?:h|hr|hour|month)\b|\b(?:un)?paid\b"
)
_TERM = re.compile(r"\b(?:winter|spring|summer|fall|autumn)(?: of)? ?'?(?:20)?\d\d\b|\b20[2-4]\d\b")
_PLACE = re.compile(r"\b(?:fully |100% )?remote\b|\bhybrid\b|\bon-?site\b|\bwork from home\b")
_STATES = (
    "AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR "
    "PA RI SC SD TN TX UT VA VT WA WI WV WY"
)
_CITY = re.compile(rf"\b[A-Z][\w.]{{2,20}}(?: [A-Z][\w.]{{2,20}}){{0,2}}, (?:{'|'.join(_STATES.split())})\b")


def check(content: Content, employer: EmployerFacts) -> Iterator[Remark]:
    title, words = content.title, fold(content.title)
    shout = _shouted(title)
    if shout:
        explanation = _(
            "Capitals, exclamation marks and pictures make a title look like an advertisement. Write it plainly."
        )
        yield remark("title-shouts", explanation, "title", *shout, title)
    pay = _PAY.search(words)
    if pay:
        explanation = _("Pay has fields of its own, where students can filter by it. Take it out of the title.")
        yield remark("title-has-pay", explanation, "title", *pay.span(), title)
    term = _TERM.search(words)
    if term:
        explanation = _("The term has a field of its own and is shown beside the title. Take it out of the title.")
        yield remark("title-has-term", explanation, "title", *term.span(), title)
    place = _place(content, words)
    if place:
        explanation = _("The place has fields of its own and is shown beside the title. Take it out of the title.")
        yield remark("title-has-place", explanation, "title", *place, title)
    name = _whole(fold(employer.name), words)
    if name:
        explanation = _("Your name is shown beside the title. Take it out of the title.")
        yield remark("title-has-employer", explanation, "title", *name, title)


def _shouted(title: str) -> tuple[int, int] | None:
    marks = _MARKS.search(title)
    if marks:
        return marks.span()
    long = [word.group() for word in _WORD.finditer(title) if len(word.group()) > 3]
    loud = [word for word in long if word.isupper()]
    # "API" and "NASA" are words of their own; most of a title in capitals is not.
    return (0, len(title)) if len(loud) >= 2 and len(loud) * 2 > len(long) else None


def _place(content: Content, words: str) -> tuple[int, int] | None:
    found = _PLACE.search(words) or _CITY.search(content.title)
    if found:
        return found.span()
    cities = (fold(place.raw).split(",")[0].strip() for place in content.places if not place.is_remote)
    return next((span for city in cities if (span := _whole(city, words))), None)


def _whole(name: str, words: str) -> tuple[int, int] | None:
    if len(name) < 3:
        return None
    found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words)
    return found.span() if found else None
