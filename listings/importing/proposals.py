"""What a text seems to say, for a person to accept or not: each proposal with the exact words it rests on. Pure."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from lib.text import tidy
from listings.importing import bodies, understanding
from listings.importing.base import RawPosting
from listings.vocabulary import (
    classify,
    eligibility_text,
    pay_text,
    places,
    said_eligibility,
    said_pay,
    said_skills,
    said_terms,
    said_workplace,
    taxonomy,
    terms,
)
from listings.vocabulary.pay_text import PayFact
from listings.vocabulary.statements import Reading

FIELDS = ("role", "workplace", "pay", "terms", "visa", "degrees", "enrolment", "skill")
NOT_STATED = "not-stated"


@dataclass(frozen=True)
class Proposal:
    """`value` is ready for JSON, by field:

    role, workplace, enrolment: a value of the search parameter; terms, visa, degrees: a list of them;
    pay: {"kind": "paid"|"unpaid", "min", "max" (minor units or null), "currency", "period"};
    skill: {"slug", "level"}, one proposal each. The level is `mentioned` where the text names the skill and does not
    say how far it is asked for: the person chooses.
    """

    field: str
    value: Any
    sentence: str

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


def propose(raw: RawPosting) -> list[Proposal]:
    """What its fields say first; what the text says of the others."""
    body = bodies.clean(raw.body) if raw.body else ""
    stated = list(_of_fields(raw))
    told = {one.field for one in stated if one.field != "skill"}
    listed = {one.value["slug"] for one in stated if one.field == "skill"}
    found = [
        one
        for one in found_in(raw.title, body)
        if one.field not in told and not (one.field == "skill" and one.value["slug"] in listed)
    ]
    levels = {one.value["slug"]: one for one in found_in(raw.title, body) if one.field == "skill"}
    stated = [levels.get(one.value["slug"], one) if one.field == "skill" else one for one in stated]
    return _ordered(stated + found)


def found_in(title: str, body: str) -> list[Proposal]:
    """Of a plain title and a text as Posting.body has it, HTML or Markdown."""
    reading = understanding.reading_of(tidy(title), body)
    return _ordered([*_facts(reading), *_skills(reading)])


def _ordered(found: list[Proposal]) -> list[Proposal]:
    return sorted(found, key=lambda one: FIELDS.index(one.field))


def _facts(reading: Reading) -> Iterator[Proposal]:
    yield from _role(reading)
    if where := said_workplace.find(reading):
        yield Proposal("workplace", where.value, where.sentence)
    if pay := said_pay.find(reading):
        yield Proposal("pay", _pay(pay.value), pay.sentence)
    if when := said_terms.find(reading):
        yield Proposal("terms", [fact.slug for fact in when.value], when.sentence)
    visa = said_eligibility.visa(reading)
    if visa:
        sentences = dict.fromkeys(one.sentence for one in visa)
        yield Proposal("visa", [one.value for one in visa], " ".join(sentences))
    if degrees := said_eligibility.degrees(reading):
        yield Proposal("degrees", degrees.value, degrees.sentence)
    if enrolment := said_eligibility.enrolment(reading):
        yield Proposal("enrolment", enrolment.value, enrolment.sentence)


def _role(reading: Reading) -> Iterator[Proposal]:
    """By the title where it tells, else by the skills and phrases of the text, which then are the words."""
    skills = [one.slug for one in said_skills.find(reading)]
    words = "\n".join(one.text for one in reading.below_the_title if one.is_of_the_work)
    guess = classify.classify(reading.title, words, skills)
    if guess.role != NOT_STATED:
        yield Proposal("role", guess.role, reading.title if guess.evidence.startswith("title:") else guess.evidence)


def _skills(reading: Reading) -> Iterator[Proposal]:
    for one in said_skills.find(reading):
        yield Proposal("skill", {"slug": one.slug, "level": one.level}, one.sentence)


def _pay(fact: PayFact) -> dict[str, Any]:
    kind = "unpaid" if fact.kind == "unpaid" else "paid"
    return {
        "kind": kind, "min": fact.min_minor, "max": fact.max_minor, "currency": fact.currency, "period": fact.period,
    }  # fmt: skip


def _of_fields(raw: RawPosting) -> Iterator[Proposal]:
    """The sentence is what the source wrote in its field."""
    if raw.role:
        yield Proposal("role", raw.role, raw.role)
    where = places.resolve(list(raw.places)).workplace
    if raw.workplace:
        yield Proposal("workplace", raw.workplace, raw.workplace)
    elif where != NOT_STATED:
        yield Proposal("workplace", where, "; ".join(raw.places))
    stated = raw.stated_pay
    fact = pay_text.stated(stated.low, stated.high, stated.currency, stated.period) if stated else None
    if fact or (raw.pay and (fact := pay_text.parse(raw.pay))):
        yield Proposal("pay", _pay(fact), tidy(raw.pay))
    if when := [fact for words in raw.terms for fact in terms.parse(words)]:
        yield Proposal("terms", list(dict.fromkeys(fact.slug for fact in when)), "; ".join(raw.terms))
    if visa := raw.visa or eligibility_text.visa_from_feed(raw.sponsorship):
        yield Proposal("visa", list(visa), tidy(raw.sponsorship) or "; ".join(raw.visa))
    if degrees := eligibility_text.degrees_from_feed(raw.degrees):
        yield Proposal("degrees", list(degrees), "; ".join(raw.degrees))
    slugs: dict[str, str] = {}
    for word in raw.skills:
        for slug in taxonomy.from_words([word])[0]:
            slugs.setdefault(slug, tidy(word))
    for slug, word in slugs.items():
        yield Proposal("skill", {"slug": slug, "level": said_skills.MENTIONED}, word)
