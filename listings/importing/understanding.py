"""What a group of rows says, understood: the vocabulary's view of one posting. Pure: no database.

What stands in a field of its own counts; then what the title and the text state. Nothing is guessed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from lib import markup
from lib.text import slugify, tidy
from listings.importing import bodies
from listings.importing.base import FIRST_YEAR, LAST_YEAR, RawPosting
from listings.importing.reconcile import Group
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
from listings.vocabulary.classify import RoleGuess
from listings.vocabulary.pay_text import PayFact
from listings.vocabulary.places import Resolution
from listings.vocabulary.statements import Reading
from listings.vocabulary.terms import TermFact

LONGEST_TITLE = 300
LONGEST_NAME = 200
LONGEST_EVIDENCE = 300
NOT_STATED = "not-stated"


@dataclass(frozen=True)
class Facts:
    title: str
    slug: str
    employer: str
    url: str
    body: str
    where: Resolution
    terms: list[TermFact]
    skills: dict[str, str]  # slug → evidence
    role: RoleGuess
    visa: list[str]
    degrees: list[str]
    pay: PayFact | None
    pay_said: str
    closes_on: date | None


def facts_of(group: Group, years: Mapping[str, int], *, title: str = "") -> Facts:
    """TITLE is a person's correction: what is told by the words of a title is then told by those."""
    said = group.newest
    title = title or tidy(said.title)[:LONGEST_TITLE]
    employer = tidy(said.employer)[:LONGEST_NAME]
    body = bodies.clean(said.body) if said.body else ""
    reading = reading_of(title, body)
    skills = skills_of(said.skills, title, reading)
    return Facts(
        title=title,
        slug=slugify(f"{title} {employer}") or "internship",
        employer=employer,
        url=said.url,
        body=body,
        where=where_of(said, group.places, reading),
        terms=terms_of(said, years, reading),
        skills=skills,
        role=role_of(said, title, reading, list(skills)),
        visa=visa_of(said, reading),
        degrees=degrees_of(said, reading),
        pay=pay_of(said, reading),
        pay_said=tidy(said.pay),
        closes_on=said.closes_on,
    )


def reading_of(title: str, body: str) -> Reading:
    """BODY is as it is stored: clean HTML or Markdown."""
    return Reading(title, markup.to_words(body) if body else "")


def where_of(said: RawPosting, raws: Iterable[str], reading: Reading) -> Resolution:
    """A field of the source outweighs the words of a place, and these the words of the text."""
    where = places.resolve(list(raws))
    workplace = said.workplace or (where.workplace if where.workplace != NOT_STATED else "")
    if not workplace and said.body and (found := said_workplace.find(reading)):
        workplace = found.value
    return replace(where, workplace=workplace or NOT_STATED)


def terms_of(said: RawPosting, years: Mapping[str, int], reading: Reading) -> list[TermFact]:
    """The year is the one written with the season, else beside the same season in the title, else the source's."""
    titled = {fact.season: fact.year for fact in terms.parse(said.title) if fact.year}
    facts = [fact for words in said.terms for fact in terms.parse(words)]
    facts = [fact if fact.year else replace(fact, year=titled.get(fact.season)) for fact in facts]
    if not said.terms and (found := said_terms.find(reading)):
        # In a bare title "spring" may be a framework; with a year it is a season.
        facts = found.value if said.body else [fact for fact in found.value if fact.year]
    return [fact for fact in terms.with_years(facts, years) if not fact.year or FIRST_YEAR <= fact.year <= LAST_YEAR]


def skills_of(listed: Iterable[str], title: str, reading: Reading) -> dict[str, str]:
    """Each with where it was found: named by the source, in the title, or the sentence of the text."""
    found: dict[str, str] = {}
    for word in listed:
        for slug in taxonomy.from_words([word])[0]:
            found.setdefault(slug, f"source: {tidy(word)}"[:LONGEST_EVIDENCE])
    for mention in taxonomy.find(title):
        found.setdefault(mention.slug, f"title: {mention.text}"[:LONGEST_EVIDENCE])
    if reading.text != reading.title:
        for told in said_skills.find(reading):
            found.setdefault(told.slug, told.sentence[:LONGEST_EVIDENCE])
    return found


def role_of(said: RawPosting, title: str, reading: Reading, skills: list[str]) -> RoleGuess:
    """A role that the source states has no evidence, for it is not inferred."""
    words = "\n".join(one.text for one in reading.below_the_title if one.is_of_the_work)
    return RoleGuess(said.role, "") if said.role else classify.classify(title, words, skills)


def visa_of(said: RawPosting, reading: Reading) -> list[str]:
    stated = said.visa or eligibility_text.visa_from_feed(said.sponsorship)
    return list(dict.fromkeys(stated)) or [found.value for found in said_eligibility.visa(reading)]


def degrees_of(said: RawPosting, reading: Reading) -> list[str]:
    if stated := eligibility_text.degrees_from_feed(said.degrees) or eligibility_text.degrees_from_title(said.title):
        return list(stated)
    found = said_eligibility.degrees(reading) if said.body else None
    return found.value if found else []


def pay_of(said: RawPosting, reading: Reading) -> PayFact | None:
    if stated := said.stated_pay:
        return pay_text.stated(stated.low, stated.high, stated.currency, stated.period)
    if said.pay:
        return pay_text.parse(said.pay)
    found = said_pay.find(reading) if said.body else None
    return found.value if found else None
