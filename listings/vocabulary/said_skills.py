"""Skills that the text of an advertisement names, each with its sentence and how far it is asked for."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from listings.vocabulary import taxonomy
from listings.vocabulary.statements import Reading, Statement, quoted

NEEDED, NICE, LEARN, MENTIONED = "needed", "nice", "learn", "mentioned"

_HEADING = re.compile(r"^[^\w\n]{0,8}(\w[^\n]{2,70}?)[^\w?)\n]{0,4}$", re.MULTILINE)
# In the order in which they are asked: "preferred qualifications" are no requirements.
_SECTIONS = [
    (
        NICE,
        re.compile(
            r"(?:nice[- ]to[- ]haves?|bonus|(?:preferred|desired|desirable|additional|optional|good to have)\b|"
            r"pluses|extra|"
            r"(?:it(?:'s| is|'d be| would be)|even better|what would be|would be) (?:an? )?(?:plus|nice|great|"
            r"bonus|if)|"
            r"ideally|(?:qualifications|skills|requirements)[^\w]{1,3}(?:preferred|nice|desired))"
        ),
    ),
    (LEARN, re.compile(r"(?:what |things |skills )?you(?:'ll| will) (?:learn|gain|get to learn)\b")),
    (
        NEEDED,
        re.compile(
            r"(?:(?:the|our|your|key|core|job|technical|minimum|basic|required|essential|general|skills? (?:and|&)|"
            r"education(?: and| &)?|experience (?:and|&))\s+)*(?:requirements?|qualifications?|must[- ]haves?|"
            r"skills required|"
            r"required skills|skills|profile)\b|what (?:you(?:'ll| will)? (?:need|bring)|we(?:'re| are) looking|"
            r"we look|"
            r"we need|we expect|you should)|who (?:you are|we(?:'re| are) looking)|you (?:have|should have|bring|"
            r"might have)\b|"
            r"about you\b|you(?:'re| are) a (?:good|great) (?:fit|match)|we could be a match"
        ),
    ),
]
_OTHER = re.compile(
    r"responsibilit|what you(?:'ll| will) (?:do|work|be)|about|the role|overview|benefits|compensation|perks|"
    r"how to apply|"
    r"our |what we offer|why |day[- ]to[- ]day|who we are|stack|technolog|duties|process"
)
_WORDS = [
    (
        NICE,
        re.compile(
            r"\b(?:nice to have|(?:is |are |would be )?(?:a |an )?(?:big |huge |strong )?(?:plus|bonus|advantage)|"
            r"preferred|"
            r"preferably|ideally|desirable|not required|helpful|beneficial|good to have|welcome but)\b"
        ),
    ),
    (
        LEARN,
        re.compile(
            r"\b(?:you(?:'ll| will) learn|will learn|learn (?:how to|about)|opportunity to learn|"
            r"we(?:'ll| will)? teach|be taught|gain (?:\w+ ){0,2}(?:experience|exposure|skills|knowledge)|"
            r"(?:get|receive) (?:\w+ )?training)\b"
        ),
    ),
    (
        NEEDED,
        re.compile(
            r"\b(?:requires?|required|must (?:have|know|be)|proficien\w+|fluen\w+|(?:strong|solid|good|working|basic) "
            r"(?:knowledge|understanding|command|grasp)|minimum)\b"
        ),
    ),
]


@dataclass(frozen=True)
class SkillSaid:
    slug: str
    level: str
    sentence: str


def find(reading: Reading) -> list[SkillSaid]:
    """Each skill once, by the statement that asks most of it; the title's words tell no level. What stands in the
    sections about the employer, its benefits and its notices does not count."""
    levels = _Levels(reading)
    found: dict[str, SkillSaid] = {}
    for mention in taxonomy.find(reading.text):
        statement = reading.statement_at(mention.start)
        if statement.title or statement.is_of_the_work:
            said = SkillSaid(mention.slug, levels.of(statement), quoted(statement, mention.start - statement.start))
            known = found.get(mention.slug)
            if known is None or _WEIGHT[said.level] > _WEIGHT[known.level]:
                found[mention.slug] = said
    return list(found.values())


_WEIGHT = {MENTIONED: 0, LEARN: 1, NICE: 2, NEEDED: 3}


class _Levels:
    def __init__(self, reading: Reading) -> None:
        marks = []
        for match in _HEADING.finditer(reading.text, len(reading.title) + 1):
            line = match[1].casefold().replace("’", "'")
            if line[-1] not in ".,;" and len(line.split()) <= 7 and (level := _of_heading(line)) is not None:
                marks.append((match.start(1), level))
        self._places = [place for place, _ in marks]
        self._levels = [level for _, level in marks]

    def of(self, statement: Statement) -> str:
        if statement.title:
            return MENTIONED
        words = statement.text.casefold().replace("’", "'")
        for level, pattern in _WORDS:
            if pattern.search(words):
                return level
        index = bisect_right(self._places, statement.start)
        return (self._levels[index - 1] if index else "") or MENTIONED


def _of_heading(line: str) -> str | None:
    """The level of what stands below, nothing below another heading; None for a line that is none."""
    for level, pattern in _SECTIONS:
        if pattern.match(line):
            return level
    return "" if _OTHER.match(line) else None
