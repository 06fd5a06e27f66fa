"""Skills written in an advertisement and yet not named as skills of its job: colleagues ("work with the data science
team"), fields of study, the employer's slogans, "your GitHub". An index keeps them; a list of skills does not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from listings.vocabulary import aside_words as said
from listings.vocabulary.sections import EMPLOYER, TERMS, WORK, Sections

if TYPE_CHECKING:
    from listings.vocabulary.taxonomy import Skill


class Reader:
    """Judges the mentions of one text. What is asked of a whole sentence is asked once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._title = text.find("\n")
        self._sections = Sections(text)
        self._asked: dict[tuple[re.Pattern[str], int, int], bool] = {}

    def is_aside(self, start: int, end: int, skill: Skill) -> bool:
        low, high = self._sections.sentence(start, end)
        before, after = self.text[max(low, start - 200) : start], self.text[end : min(high, end + 80)]
        if skill.slug == "github":
            return bool(said.WHERE_BEFORE.search(before) or said.WHERE_AFTER.match(after))
        return (
            self._is_another_thing(low, high, after, skill)
            or self._says(said.HIRING, low, high)
            or self._is_of_the_employer(start, low, high, skill)
            or bool(said.ADDRESS_BEFORE.search(before) or said.REPLACED_BEFORE.search(before))
            or (start < 60 and self._is_in_the_name(start, end))
            or _are_colleagues(before, after)
            or (skill.kind in said.FIELDS_OF_WORK and _is_a_group_or_study(before, after, skill))
            or _is_a_purpose(before, after, skill)
            or (skill.slug in said.BROAD and self._is_a_part(start, low, high, after))
            or _is_a_quality(self.text[start:end], before, after)
        )

    def _says(self, pattern: re.Pattern[str], low: int, high: int) -> bool:
        key = (pattern, low, high)
        if key not in self._asked:
            self._asked[key] = pattern.search(self.text[low:high]) is not None
        return self._asked[key]

    def _is_another_thing(self, low: int, high: int, after: str, skill: Skill) -> bool:
        if skill.slug in said.THING_AFTER:
            return said.THING_AFTER[skill.slug].match(after) is not None
        if skill.slug == "copilot":
            return self._says(said.ASSISTANT, low, high) and not self._says(said.CODING, low, high)
        return (
            skill.slug in said.ENGLISH
            and self._says(said.TONGUE, low, high)
            and not self._says(said.COMMUNICATION, low, high)
        )

    def _is_a_part(self, start: int, low: int, high: int, after: str) -> bool:
        built = self._sections.zone(start) == WORK and self._says(said.ACTIVITY, low, high)
        return bool(said.AI_PART.match(after)) and not built

    def _is_in_the_name(self, start: int, end: int) -> bool:
        """Threads of postings begin "Employer | role | place"."""
        after = said.EMPLOYER_AFTER.match(self.text, end)
        if "|" in self.text[:start] or not after:
            return False
        return not said.ROLE_NAME.search(self.text[: after.end()])

    def _is_of_the_employer(self, start: int, low: int, high: int, skill: Skill) -> bool:
        """In a paragraph about the employer only what is asked of the reader counts; elsewhere a sentence that
        speaks of the employer and of neither the work nor the reader does not."""
        zone = self._sections.zone(start)
        if zone == TERMS or (zone == EMPLOYER and skill.kind in said.SOFT_KINDS):
            return not self._says(said.WANTED, low, high)
        activity = self._says(said.ACTIVITY, low, high)
        if self._says(said.SLOGAN, low, high) and not self._says(said.ASKED, low, high):
            return not (zone == WORK and activity)
        if (
            skill.kind == "communication"
            and self._says(said.CULTURE, low, high)
            and not (zone == WORK and start - low < 8)
        ):
            return not self._says(said.OF_A_PERSON, low, high)
        if skill.kind not in said.SOFT_KINDS or activity or self._says(said.OF_THE_WORK, low, high):
            return False
        of_the_work = zone == WORK or start <= self._title
        ours = self._says(said.OURSELVES if of_the_work else said.ABOUT_US, low, high)
        broad = skill.slug in said.BROAD and not self._says(said.ROLE_NAME, low, high)
        return (broad and not of_the_work) or (ours and not self._says(said.AND_YOU, low, high))


def _are_colleagues(before: str, after: str) -> bool:
    if said.LISTED_TEAM.match(after) and (said.WITH_BEFORE.search(before) or said.TEAM_OF.search(before)):
        return True
    return bool(said.AFTER_PEOPLE.search(before) and said.WITH_BEFORE.search(before))


def _is_a_group_or_study(before: str, after: str, skill: Skill) -> bool:
    if said.WITH_BEFORE.search(before) and said.TEAM_AFTER.match(after):
        return True
    if said.TEAM_NEXT.match(after) and said.BESIDE.search(before):
        return True
    return skill.kind == "topic" and bool(said.STUDY_BEFORE.search(before))


def _is_a_purpose(before: str, after: str, skill: Skill) -> bool:
    if said.POWERED_BEFORE.search(before):
        return True
    if skill.slug == "artificial-intelligence" and (said.AI_SLOGAN.match(after) or said.AI_BEFORE.search(before)):
        return True
    return skill.kind == "topic" and bool(said.PURPOSE_BEFORE.search(before))


def _is_a_quality(word: str, before: str, after: str) -> bool:
    """One of several qualities of a system ("reliability, performance and cost") that nothing is done about."""
    if word.lower() not in said.QUALITIES or not (
        said.QUALITY_BEFORE.search(before) or said.QUALITY_AFTER.match(after)
    ):
        return False
    return not (said.BETTERED_BEFORE.search(before) or said.BETTERED_AFTER.match(after))
