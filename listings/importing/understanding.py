"""What a group of rows says, understood: the vocabulary's view of one posting. Pure: no database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lib.text import slugify, tidy
from listings.importing.base import RawPosting
from listings.importing.reconcile import Group
from listings.vocabulary import classify, eligibility_text, pay_text, places, taxonomy, terms
from listings.vocabulary.classify import RoleGuess
from listings.vocabulary.pay_text import PayFact
from listings.vocabulary.places import Resolution
from listings.vocabulary.terms import TermFact

LONGEST_TITLE = 300
LONGEST_NAME = 200
LONGEST_EVIDENCE = 300
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Facts:
    title: str
    slug: str
    employer: str
    url: str
    where: Resolution
    terms: list[TermFact]
    skills: dict[str, str]  # slug → evidence
    role: RoleGuess
    visa: list[str]
    degrees: list[str]
    pay: PayFact | None
    pay_said: str


def facts_of(group: Group, years: Mapping[str, int], *, title: str = "") -> Facts:
    """TITLE is a person's correction: what is told by the words of a title is then told by those."""
    said = group.newest
    title = title or tidy(said.title)[:LONGEST_TITLE]
    employer = tidy(said.employer)[:LONGEST_NAME]
    skills = skills_of(said.skills, title)
    return Facts(
        title=title,
        slug=slugify(f"{title} {employer}") or "internship",
        employer=employer,
        url=said.url,
        where=places.resolve(group.places),
        terms=terms_of(said, years),
        skills=skills,
        role=classify.classify(title, "", list(skills)),
        visa=list(eligibility_text.visa_from_feed(said.sponsorship)),
        degrees=list(
            eligibility_text.degrees_from_feed(said.degrees) or eligibility_text.degrees_from_title(said.title)
        ),
        pay=pay_text.parse(said.pay) if said.pay else None,
        pay_said=tidy(said.pay),
    )


def terms_of(said: RawPosting, years: Mapping[str, int]) -> list[TermFact]:
    """The year is the one written with the season, else beside the same season in the title, else the source's."""
    titled = {fact.season: fact.year for fact in terms.parse(said.title) if fact.year}
    facts = [fact for words in said.terms for fact in terms.parse(words)]
    facts = [fact if fact.year else replace(fact, year=titled.get(fact.season)) for fact in facts]
    return [fact for fact in terms.with_years(facts, years) if not fact.year or FIRST_YEAR <= fact.year <= LAST_YEAR]


def skills_of(listed: Iterable[str], title: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for word in listed:
        for slug in taxonomy.from_words([word])[0]:
            found.setdefault(slug, f"source: {tidy(word)}"[:LONGEST_EVIDENCE])
    for mention in taxonomy.find(title):
        found.setdefault(mention.slug, f"title: {mention.text}"[:LONGEST_EVIDENCE])
    return found
