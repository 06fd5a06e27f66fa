"""What a posting says of itself, held against its facts. Pure: content in, remarks out; see docs/linting.md."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from listings.postings.linting import check_contact, check_pay, check_terms, check_title, check_words, links
from listings.postings.linting.check_pay import ways as pay_ways
from listings.postings.linting.prose import FIELDS, readings
from listings.postings.linting.remark import CODES, SEVERITIES, EmployerFacts, Remark
from listings.postings.linting.statements import Statement, find

if TYPE_CHECKING:
    from listings.postings.content import Content

__all__ = ["CODES", "EmployerFacts", "Remark", "lint", "pay_ways", "readings"]


def lint(content: Content, employer: EmployerFacts, on: date | None = None) -> list[Remark]:
    """The gravest first, then by field and start. `on`, today if not given, is the day whose minimum wages count."""
    texts = readings(content)
    said: dict[str, list[Statement]] = {field: list(find(text)) for field, text in texts.items()}
    remarks = [
        *check_words.check(content, texts, said),
        *check_contact.check(texts, said, employer),
        *links.check(content, texts),
        *check_terms.check(content, texts),
        *check_pay.check(content, employer, on or timezone.localdate()),
        *check_title.check(content, employer),
    ]
    return sorted(remarks, key=_order)


def _order(remark: Remark) -> tuple[int, int, int, str]:
    place = FIELDS.index(remark.field) if remark.field in FIELDS else len(FIELDS)
    return SEVERITIES.index(remark.severity), place, remark.start, remark.code
