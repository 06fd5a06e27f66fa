"""The fourteen things that a student looks for on a posting's page, and which of them this one says. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from listings.models import choices as c
from listings.postings.content import Content


@dataclass(frozen=True)
class Answer:
    """`field` is where in the form it is said, `section` in which part of the page."""

    label: str
    section: str
    field: str
    is_given: bool


def of(said: Content) -> list[Answer]:
    levels = {need.level for need in said.needs}
    eligibility = said.degrees or said.fields or said.visa or said.grad_from or said.grad_to
    return [
        Answer(_("the role"), "role", "id_role", _told(said.role)),
        Answer(_("what is needed"), "stack", "add-skill", c.Level.NEEDED in levels),
        Answer(_("what they will learn"), "stack", "add-skill", c.Level.LEARN in levels),
        Answer(_("who mentors"), "mentorship", "id_mentor_name", bool(said.mentor_name)),
        Answer(_("code review"), "mentorship", "id_code_review", _told(said.code_review)),
        Answer(_("what they will have done"), "outcomes", "id_outcomes", bool(said.outcomes)),
        Answer(_("what they may show afterwards"), "outcomes", "id_portfolio", _told(said.portfolio)),
        Answer(_("who may apply"), "eligibility", "id_enrolment", bool(eligibility) or _told(said.enrolment)),
        Answer(_("the pay"), "pay", "id_pay_kind", _told(said.pay_kind)),
        Answer(_("when it is"), "pay", "id_starts_on", bool(said.terms or said.starts_on)),
        Answer(_("how long it is"), "pay", "id_weeks", bool(said.weeks or said.hours_a_week)),
        Answer(_("the place"), "pay", "id_places", bool(said.places) or said.workplace == c.Workplace.REMOTE),
        Answer(_("where they work"), "pay", "id_workplace", _told(said.workplace)),
        Answer(_("the closing date"), "process", "id_closes_on", bool(said.closes_on)),
    ]


def _told(value: str) -> bool:
    return value not in ("", "not-stated")
