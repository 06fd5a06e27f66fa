"""Who may apply: enrolment, degree, field, graduation and work permit, each a line where the posting has a rule."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lib.phrases import all_of, any_of
from listings.models.choices import Degree, Enrolled, Enrolment, Field, Visa, WorkPermit
from listings.postings.matching.facts import NOT_STATED, OTHER, Facts
from listings.postings.matching.line import MET, NOT, UNTOLD, Line
from listings.postings.matching.requirements import Requirements

# Fields that share a family are near each other, which counts where related fields are welcome.
FAMILIES = (
    ("computer-science", "software-engineering", "computer-engineering", "information-systems"),
    ("computer-science", "data-science", "information-systems"),
    ("computer-science", "mathematics", "data-science"),
    ("computer-engineering", "electrical-engineering"),
    ("electrical-engineering", "physics"),
    ("mathematics", "physics"),
)


def lines(facts: Facts, asked: Requirements) -> Iterator[Line]:
    if asked.enrolment == Enrolment.REQUIRED:
        yield _enrolment(facts)
    if asked.degrees:
        yield _degree(facts, asked)
    if asked.fields:
        yield _field(facts, asked)
    if asked.grad_from or asked.grad_to:
        yield _graduation(facts, asked)
    if asked.visa:
        yield _visa(facts, asked)


def _told(kind: str, text: str, state: str, said: str, more: str = "") -> Line:
    note = _("You said: %(said)s.") % {"said": said}
    account = _("Said: %(said)s.") % {"said": said}
    return Line(kind, kind, state, text, f"{note} {more}".rstrip(), f"{account} {more}".rstrip())


def _untold(kind: str, text: str) -> Line:
    return Line(kind, kind, UNTOLD, text, _("You have not told us."), _("Not told."), is_told=False)


def _always(kind: str, text: str, why: str) -> Line:
    return Line(kind, kind, MET, text, why, why)


def _enrolment(facts: Facts) -> Line:
    text = _("Enrolled at a school")
    if facts.enrolled == Enrolled.YES:
        return _told("enrolment", text, MET, _("enrolled"))
    if facts.enrolled == Enrolled.NO:
        return _told("enrolment", text, NOT, _("not enrolled"))
    return _untold("enrolment", text)


def _degree(facts: Facts, asked: Requirements) -> Line:
    named = [str(Degree(value).label) for value in asked.degrees if value != Degree.NOT_REQUIRED]
    if Degree.NOT_REQUIRED in asked.degrees:
        text = any_of([*named, _("no degree at all")]) if named else str(Degree.NOT_REQUIRED.label)
        return _always("degree", text, _("Open to everyone."))
    text = any_of(named)
    if facts.degree == NOT_STATED:
        return _untold("degree", text)
    return _told("degree", text, MET if facts.degree in asked.degrees else NOT, str(Degree(facts.degree).label))


def _field(facts: Facts, asked: Requirements) -> Line:
    text = any_of([str(Field(value).label) for value in asked.fields])
    if asked.related_fields:
        text = _("%(fields)s, and related fields") % {"fields": text}
    text = text[:1].upper() + text[1:]
    if facts.field == NOT_STATED:
        return _untold("field", text)
    said = _("another field") if facts.field == OTHER else str(Field(facts.field).label)
    if facts.field in asked.fields or (asked.related_fields and _is_near(facts.field, asked)):
        return _told("field", text, MET, said)
    if asked.related_fields:
        return _told("field", text, UNTOLD, said, _("Whether it is related, the employer decides."))
    return _told("field", text, NOT, said)


def _is_near(field: str, asked: Requirements) -> bool:
    return any(field in family and set(family) & set(asked.fields) for family in FAMILIES)


def _graduation(facts: Facts, asked: Requirements) -> Line:
    first = date_format(asked.grad_from, "F Y") if asked.grad_from else ""
    last = date_format(asked.grad_to, "F Y") if asked.grad_to else ""
    if first and last and first != last:
        text = _("Graduating %(first)s to %(last)s")
    elif first and last:
        text = _("Graduating in %(first)s")
    else:
        text = _("Graduating in %(first)s or later") if first else _("Graduating in %(last)s or earlier")
    text %= {"first": first, "last": last}
    told = facts.graduates_on
    if told is None:
        return _untold("graduation", text)
    month = told.replace(day=1)
    fits = (not asked.grad_from or asked.grad_from <= month) and (not asked.grad_to or month <= asked.grad_to)
    return _told("graduation", text, MET if fits else NOT, date_format(month, "F Y"))


ACCEPTED = {"cpt": "CPT", "opt": "OPT"}  # values of both Visa and WorkPermit


def _visa(facts: Facts, asked: Requirements) -> Line:
    text = _visa_text(asked)
    if Visa.SPONSORS in asked.visa and Visa.CITIZENSHIP not in asked.visa:
        return _always("visa", text, _("Open to everyone."))
    if facts.work_permit == NOT_STATED:
        return _untold("visa", text)
    permit = WorkPermit(facts.work_permit)
    said = str(permit.label)
    if Visa.CITIZENSHIP in asked.visa:
        return _told("visa", text, MET if permit == WorkPermit.CITIZEN else NOT, said)
    if permit in (WorkPermit.CITIZEN, WorkPermit.PERMIT):
        return _told("visa", text, MET, said)
    if permit == WorkPermit.NEEDS_SPONSORSHIP:
        if Visa.NO_SPONSORSHIP in asked.visa:
            return _told("visa", text, NOT, said)
        return _told("visa", text, UNTOLD, said, _("The posting does not say whether it sponsors."))
    # Neither CPT nor OPT needs a sponsor, so "does not sponsor" alone shuts nobody out.
    if permit.value in asked.visa or not set(ACCEPTED) & set(asked.visa):
        return _told("visa", text, MET, said)
    more = _("The posting says nothing of %(permit)s.") % {"permit": ACCEPTED[permit.value]}
    return _told("visa", text, UNTOLD, said, more)


def _visa_text(asked: Requirements) -> str:
    if Visa.CITIZENSHIP in asked.visa:
        return _("Citizens only")
    if Visa.SPONSORS in asked.visa:
        return _("A visa is sponsored")
    permits = {"permits": all_of([ACCEPTED[value] for value in asked.visa if value in ACCEPTED])}
    if not permits["permits"]:
        return _("A work permit; no visa is sponsored")
    if Visa.NO_SPONSORSHIP in asked.visa:
        return _("A work permit, %(permits)s accepted; no visa is sponsored") % permits
    return _("A work permit, %(permits)s accepted") % permits
