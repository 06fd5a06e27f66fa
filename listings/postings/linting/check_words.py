"""Statements of the prose that contradict a fact of the posting: visa, workplace, experience, studies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from listings.models.choices import Degree, Enrolment, Visa, Workplace
from listings.postings.linting import said_place, said_study, said_years
from listings.postings.linting.remark import Remark, remark
from listings.postings.linting.statements import Statement

if TYPE_CHECKING:
    from listings.postings.content import Content

_SPONSORED = {Visa.SPONSORS.value, Visa.CPT.value, Visa.OPT.value}
# Below such a heading nothing is demanded, until the next heading.
_HEADING = re.compile(
    r"^[ \t#*]{0,6}(?:(?P<soft>nice[- ]to[- ]haves?|bonus\b|preferred\b|(?:it's |it is )?(?:a |an )?(?:big )?plus\b"
    r"|good to have|desirable|extra)"
    r"|(?:minimum|basic|required?|requirements|qualifications|what |who |about |your |you |responsibilities|skills"
    r"|benefits|how )\b)"
    r"[^.\n]{0,50}$",
    re.IGNORECASE | re.MULTILINE,
)


def check(content: Content, texts: dict[str, str], said: dict[str, list[Statement]]) -> Iterator[Remark]:
    for field, statements in said.items():
        soft = _soft(texts[field]) if field == "body" else []
        for statement in statements:
            if statement.kind == "experience" and any(low <= statement.start < high for low, high in soft):
                continue
            found = _contradiction(content, statement)
            if found:
                yield remark(*found, field, statement.start, statement.end, texts[field])


def _soft(text: str) -> list[tuple[int, int]]:
    """The stretches of the text below "Nice to have" and its like."""
    headings = [(match.start(), bool(match["soft"])) for match in _HEADING.finditer(text)]
    ends = [start for start, soft in headings] + [len(text)]
    return [(start, ends[number + 1]) for number, (start, soft) in enumerate(headings) if soft]


def _contradiction(content: Content, statement: Statement) -> tuple[str, str] | None:
    if statement.kind in ("no-sponsorship", "sponsors", "citizens-only"):
        return _visa(set(content.visa), statement.kind)
    if statement.kind in ("on-site", "remote"):
        return _place(content, statement)
    if statement.kind == "experience":
        return _experience(statement)
    if statement.kind in ("enrolled", "not-enrolled"):
        return _enrolment(content, statement.kind)
    return _graduation(content, statement) if statement.kind == "graduation" else None


def _visa(visa: set[str], kind: str) -> tuple[str, str] | None:
    if kind == "no-sponsorship" and Visa.SPONSORS in visa:
        return "sponsorship-denied", _(
            "The posting says that you sponsor visas, these words say that you do not. Correct one of the two."
        )
    if kind == "sponsors" and visa & {Visa.NO_SPONSORSHIP.value, Visa.CITIZENSHIP.value}:
        return "sponsorship-offered", _(
            "The posting says that you do not sponsor visas, these words offer it. Correct one of the two."
        )
    if kind == "citizens-only" and visa & _SPONSORED:
        return "citizens-only-said", _(
            "The posting is open to people who need a visa or a work permit, these words admit citizens only. "
            "Correct one of the two."
        )
    return None


def _place(content: Content, statement: Statement) -> tuple[str, str] | None:
    if statement.kind == "remote":
        if content.workplace not in (Workplace.ON_SITE, Workplace.HYBRID):
            return None
        return "remote-said", _(
            "The posting says that the work is done on site at least some days, these words say that it is remote. "
            "Correct one of the two."
        )
    if content.workplace == Workplace.REMOTE:
        return "on-site-said", _(
            "The posting says that the work is remote, these words ask people to come to a place. "
            "Correct one of the two."
        )
    days = said_place.days_of(statement.sentence.words)
    if content.workplace == Workplace.HYBRID and content.days_on_site and days and days != content.days_on_site:
        return "days-on-site-differ", _(
            "The posting says %(fact)d days on site a week, these words say %(said)d. Correct one of the two."
        ) % {"fact": content.days_on_site, "said": days}
    return None


def _experience(statement: Statement) -> tuple[str, str]:
    offset = statement.start - statement.sentence.start
    years = said_years.YEARS.match(statement.sentence.words, offset)
    if years and said_years.low(years) >= 2:
        return "experience-asked", _(
            "Few students have years of work behind them: an internship should not ask for this much. "
            "Say what an intern must know instead."
        )
    return "some-experience-asked", _(
        "These words ask for work experience. If courses or projects of one's own count too, say so."
    )


def _enrolment(content: Content, kind: str) -> tuple[str, str] | None:
    if kind == "enrolled" and content.enrolment == Enrolment.NOT_REQUIRED:
        return "enrolment-asked", _(
            "The posting says that applicants need not be enrolled, these words ask for students. "
            "Correct one of the two."
        )
    required = content.enrolment == Enrolment.REQUIRED
    degrees = set(content.degrees) - {Degree.NOT_REQUIRED.value}
    if kind == "not-enrolled" and (required or degrees):
        return "enrolment-not-asked", _(
            "The posting asks for enrolment or a degree, these words say that it is not needed. Correct one of the two."
        )
    return None


def _graduation(content: Content, statement: Statement) -> tuple[str, str] | None:
    window = said_study.window(statement.sentence.words)
    if window is None:
        return None
    too_early = content.grad_from is not None and window.last < content.grad_from
    too_late = content.grad_to is not None and window.first > content.grad_to
    if not too_early and not too_late:
        return None
    return "graduation-differs", _(
        "The graduation dates of the posting and of these words exclude each other. Correct one of the two."
    )
