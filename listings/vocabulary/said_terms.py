"""The terms that the title or the text of an advertisement states."""

import re

from listings.vocabulary import terms
from listings.vocabulary.statements import Found, Reading, Statement, quoted
from listings.vocabulary.terms import TermFact

_SEASON = r"(?:winter|spring|summer|fall|autumn)"
_SEASONS = rf"{_SEASON}(?:\s*(?:/|,|and|or|&)\s*{_SEASON})*"
_YEAR = r"(?:20\d\d|['’]\d\d)"
# "Summer 2027", "the 2027 summer", "Fall/Winter 2026".
_WITH_YEAR = re.compile(rf"\b{_SEASONS}(?:\s+(?:of\s+)?|,\s*)?{_YEAR}\b|\b20\d\d\s+{_SEASON}\b", re.IGNORECASE)
# "our Fall Program (August 2026 - December 2026)": the year is the only one that the statement names.
_OF_A_PROGRAMME = re.compile(
    rf"\b{_SEASON}\s+(?:internships?|co-?op|program(?:me)?|term|semester|placement|cohort|session|interns?)\b",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*\b[^.;]{0,12}\b20\d\d\b", re.IGNORECASE
)
_ABOUT_THE_TERM = re.compile(
    r"\b(?:intern\w*|co-?ops?|program(?:me)?s?|terms?|placements?|apprentice\w*|cohort|semesters?|start\w*|"
    r"position|role|"
    r"begin\w*|available|join)\b",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\b(?:graduat\w*|class of|degree|deadline|apply by|since|founded|last|previous|past|raised|launched|completed|"
    r"transcripts?|enrol\w*|return\w* to (?:school|university)|remaining)\b",
    re.IGNORECASE,
)


def find(reading: Reading) -> Found[list[TermFact]] | None:
    """A season without a year counts in the title only: in a text "spring" may be anything."""
    title = Statement(reading.title, 0, "", title=True)
    if facts := terms.parse(reading.title):
        return Found(_years_from(reading, facts), quoted(title))
    for statement in reading.below_the_title:
        if statement.is_of_the_work and (facts := _in(statement.text)):
            return Found(facts, quoted(statement))
    return None


def _years_from(reading: Reading, facts: list[TermFact]) -> list[TermFact]:
    """The text may give the year of a season that the title names."""
    if all(fact.year for fact in facts):
        return facts
    told = {fact for statement in reading.below_the_title for fact in _in(statement.text)}
    years = {fact.season: fact.year for fact in told}
    alone = {season for season in years if sum(fact.season == season for fact in told) == 1}
    return [TermFact(f.season, f.year or (years[f.season] if f.season in alone else None)) for f in facts]


def _in(text: str) -> list[TermFact]:
    if _ANOTHER.search(text) or not _ABOUT_THE_TERM.search(text):
        return []
    if dated := _WITH_YEAR.findall(text):
        facts = [fact for words in dated for fact in terms.parse(words)]
        return [fact for fact in dict.fromkeys(facts) if fact.year]
    years = set(re.findall(r"\b20\d\d\b", text))
    if len(years) == 1 and _MONTHS.search(text) and (named := _OF_A_PROGRAMME.search(text)):
        return [fact for fact in terms.parse(f"{named[0]} {years.pop()}") if fact.year]
    return []
