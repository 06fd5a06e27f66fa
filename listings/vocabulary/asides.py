"""Skills written in an advertisement and yet not named as skills of its job: colleagues ("work with the data science
team"), fields of study, the employer's slogans, "your GitHub". An index keeps them; a list of skills does not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from listings.vocabulary.evidence import sentence_bounds

if TYPE_CHECKING:
    from listings.vocabulary.taxonomy import Skill

FIELDS_OF_WORK = frozenset({"topic", "practice"})

_TEAM = (
    r"(?:teams?|engineers|designers|scientists|researchers|analysts|partners|stakeholders|managers|experts|"
    r"specialists)\b"
)
_TEAM_AFTER = re.compile(rf"[^.;\n]{{0,50}}\b{_TEAM}", re.IGNORECASE)
_TEAM_NEXT = re.compile(rf"\s+(?:and \w+ )?{_TEAM}", re.IGNORECASE)
_WITH_BEFORE = re.compile(
    r"\b(?:collaborat\w+|work\w*|partner\w*|coordinat\w+|interact\w*|liais\w+|disciplines?)"
    r"(?:\s+(?:closely|directly|cross-functionally))*(?:\s+(?:with|alongside|across)\b|[—:,]\s*including)"
    r"(?:(?!\s(?:to|on|using|in|for)\s)[^.;\n]){0,100}$",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\b(?:with|alongside|across|between|our|other)\b[^.;\n]{0,90}$", re.IGNORECASE)

_STUDY_BEFORE = re.compile(
    r"\b(?:degrees?|bachelor\W?s?|masters?|master[’']s|ph\.?d\.?|b\.?sc?\.?|m\.?sc?\.?|major(?:ing)?|studying|studies|"
    r"pursuing|graduates?|enrolled|discipline|program)\b"
    r"(?:(?!experience|knowledge|coursework|skills|proficien|understanding|familiar|passion|ability|"
    r"years)[^;\n]){0,140}$",
    re.IGNORECASE,
)

_WHERE_BEFORE = re.compile(
    r"(?:\byour|\bpublic|portfolio|profile|linkedin|\(optional\)|available (?:on|in)|links?(?: to)?|"
    r"discord[^.\n]{0,20})"
    r"[\s,:/]*(?:an? |and |or |and/or |communities, )?$",
    re.IGNORECASE,
)
_WHERE_AFTER = re.compile(
    r"\W{0,3}(?:profile|portfolio|links?\b|handle|account|url|and/or|linkedin|, x/|, twitter|, blog|"
    r", portfolio)",
    re.IGNORECASE,
)

_AI_SLOGAN = re.compile(
    r"[\s-](?:native|powered|driven|first|enabled|based|focused|forward|fueled|company|companies|startup|"
    r"startups|platform|"
    r"search|revolution|era|strategy|experiences|space|industry|race|world|ready|generated|wrapper|"
    r"transformation|economy)\b|\s+and human\b",
    re.IGNORECASE,
)
_AI_BEFORE = re.compile(
    r"(?:powered by|field of|domain of|age of|future of|era of|world of|cutting-edge|cutting edge|"
    r"like)\s+$",
    re.IGNORECASE,
)
_HIRING = re.compile(r"\brecruit(?:ing|ment)\b|\bhiring process|\bapplication process|\binterview", re.IGNORECASE)

_SLOGAN = re.compile(
    r"\b(?:redefined|revolutioni[sz]\w+|(?:has|have) been transforming|pioneer\w*|founded (?:in|by)|headquartered|"
    r"(?:world[’']?s|global|industry|the|a) leading|leader in|our (?:customers|mission|products|solutions|"
    r"purpose|company)|is the (?:world|only|first)|"
    r"trusted by|offices (?:in|world)|contingent upon|existing vacancy|connect our world|available across|"
    r"backed by|series [a-e]\b|"
    r"our clients|our \w+ (?:cloud-based |ai )?(?:platform|solutions)|comprehensive|broadly adopted|"
    r"industry-leading|enables? brands|millions of|billions of|fortune \d+|more recently)",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:you|your|you[’']ll|experienced?|skills?|knowledge|proficien\w+|familiar\w*|responsib\w+|"
    r"required|requirements|using|"
    r"ability|stack|must|looking for|seeking|interns?|expertise|understanding)\b",
    re.IGNORECASE,
)
_CULTURE = re.compile(
    r"\b(?:culture|cultural|we pride|our values|values|behaviors|our team is|we believe|we are|"
    r"we[’']re an?|we value|scammer|confidential|"
    r"atmosphere|full and authentic|environment is|growth opportunities|streamlines?|seamless|central to|"
    r"shared goals|professionalism|open and collaborative)\b",
    re.IGNORECASE,
)
_OF_A_PERSON = re.compile(
    r"\b(?:you|you[’']ll|ability|able|skills?|must|strong|excellent|experience|responsib\w+|demonstrated|"
    r"effective(?:ly)?)\b",
    re.IGNORECASE,
)


# A subject that every employer writes about itself: it counts where the sentence speaks of the person or the work.
BROAD = frozenset({"artificial-intelligence"})
_OF_THE_WORK = re.compile(
    r"\b(?:you|your|you[’']ll|experienced?|skills?|knowledge|familiar\w*|understanding|background|"
    r"interest(?:ed)?|proficien\w+|"
    r"expertise|responsib\w+|requir\w+|preferred|plus|stack|ability|fundamentals|principles|coursework|"
    r"exposure|fluen\w+|role)\b",
    re.IGNORECASE,
)
_ACTIVITY = re.compile(
    r"(?:^|[•*·:–-])\W*(?:assist\w*|automat\w+|build\w*|design\w*|develop\w*|implement\w*|explor\w+|"
    r"collaborat\w+|work\w*|lead\w*|"
    r"deploy\w*|optimi[sz]\w+|integrat\w+|creat\w+|contribut\w+|help\w*|driv\w+|evaluat\w+|leverag\w+|use|"
    r"apply\w*|research\w*|"
    r"analy[sz]\w+|identify\w*|improv\w+|maintain\w*|support\w*|ensur\w+|write|participat\w+|perform\w*|"
    r"conduct\w*|own|provid\w+|understand\w*|ship\w*|invent\w*|scal\w+|follow\w*|port\w*|promot\w+|deliver\w*|log|update\w*|"
    r"debug\w*|troubleshoot\w*|monitor\w*|manag\w+|test\w*|embed\w*|moderni[sz]\w+|discover\w*|"
    r"communicat\w+|mentor\w*|coordinat\w+|review\w*)\b",
    re.IGNORECASE,
)


# A sentence about the employer, unless it goes on to the work or to who is wanted.
_ABOUT_US = re.compile(
    r"\b(?:we|we[’']re|we[’']ve|our|us|is an?|is the|is building|builds|company|"
    r"customers|clients|platform that|products|"
    r"provides?|helps|enables?|empowers?|delivers|startup|backed|mission|world|industry)\b",
    re.IGNORECASE,
)
_AND_YOU = re.compile(
    r"\b(?:hiring|seeking|looking for|join|candidate|to work on|working (?:on|across)|we use|"
    r"we value|engineers? (?:to|who)|intern|will)\b",
    re.IGNORECASE,
)
SOFT_KINDS = frozenset({"topic", "practice", "communication"})


def is_aside(text: str, start: int, end: int, skill: Skill) -> bool:
    low, high = sentence_bounds(text, start, end)
    sentence, before, after = text[low:high], text[max(low, start - 200) : start], text[end : min(high, end + 80)]
    if skill.slug == "github":
        return bool(_WHERE_BEFORE.search(before) or _WHERE_AFTER.match(after))
    if skill.slug == "artificial-intelligence" and (
        _AI_SLOGAN.match(after) or _AI_BEFORE.search(before) or _HIRING.search(sentence)
    ):
        return True
    if skill.kind in SOFT_KINDS and "\n" in text[:low]:
        of_the_work = _OF_THE_WORK.search(sentence) or _ACTIVITY.search(sentence)
        if not of_the_work and (skill.slug in BROAD or (_ABOUT_US.search(sentence) and not _AND_YOU.search(sentence))):
            return True
    if skill.kind == "communication" and _CULTURE.search(sentence) and not _OF_A_PERSON.search(sentence):
        return True
    if skill.kind in FIELDS_OF_WORK and _is_a_group_or_study(before, after, skill):
        return True
    return bool(_SLOGAN.search(sentence)) and not _ASKED.search(sentence)


def _is_a_group_or_study(before: str, after: str, skill: Skill) -> bool:
    if _WITH_BEFORE.search(before) and _TEAM_AFTER.match(after):
        return True
    if _TEAM_NEXT.match(after) and _BESIDE.search(before):
        return True
    return skill.kind == "topic" and bool(_STUDY_BEFORE.search(before))
