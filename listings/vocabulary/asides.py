"""Skills written in an advertisement and yet not named as skills of its job: colleagues ("work with the data science
team"), fields of study, the employer's slogans, "your GitHub". An index keeps them; a list of skills does not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from listings.vocabulary.sections import EMPLOYER, TERMS, WORK, Sections

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
# "with designers and QA", "with client (iOS/Android) engineers"
_AFTER_PEOPLE = re.compile(
    r"\b(?:designers?|engineers?|developers?|owners|managers|product|design|marketing|sales|stakeholders|analysts)"
    r"(?:,| and|, and| &)\s+$",
    re.IGNORECASE,
)
_LISTED_TEAM = re.compile(
    r"(?:[/,]\s?\w+){0,3}\)?(?:,? and \w+)? (?:engineers|developers|teams|designers)\b", re.IGNORECASE
)
_TEAM_OF = re.compile(r"\bteams? of\b[^.;\n]{0,60}$", re.IGNORECASE)
_BESIDE = re.compile(r"\b(?:with|alongside|across|between|our|other)\b[^.;\n]{0,90}$", re.IGNORECASE)

_STUDY_BEFORE = re.compile(
    r"\b(?:degrees?|bachelor\W?s?|masters?|master[’']s|ph\.?d\.?|b\.?sc?\.?|m\.?sc?\.?|major(?:ing)?|studying|"
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

# Assistants for everything are not those for code; speaking a language is not communication.
_ASSISTANT = re.compile(r"\b(?:chatgpt|gemini|perplexity|midjourney|jasper|openai)\b", re.IGNORECASE)
_CODING = re.compile(r"\b(?:cod(?:e|ing)|cursor|codex|github copilot|developer tools|ides?)\b", re.IGNORECASE)
ENGLISH = frozenset({"written-communication", "spoken-communication"})
_TONGUE = re.compile(r"\b(?:English|German|French|Spanish|Dutch|Japanese|Korean|Chinese|Mandarin|Polish|Portuguese)\b")
_COMMUNICATION = re.compile(r"\b(?:communicat|writing|presentation)", re.IGNORECASE)

_AI_SLOGAN = re.compile(
    r"[\s-](?:native|powered|driven|first|enabled(?! tools)|based|focused|forward|fueled|company|companies|startup|"
    r"startups|platform|"
    r"search|revolution|era|strategy|experiences|space|industry|race|world|ready|generated|wrapper|"
    r"transformation|economy|data cent(?:er|re)s?|factor(?:y|ies)|use cases|boom|demand)\b|\s+and human\b",
    re.IGNORECASE,
)
_AI_BEFORE = re.compile(
    r"(?:powered by|field of|domain of|age of|future of|era of|world of|cutting-edge|cutting edge|"
    r"like)\s+$",
    re.IGNORECASE,
)
# How the employer hires, and what the work is for or takes the place of.
_HIRING = re.compile(
    r"\b(?:applicants?|during (?:the |our )?interviews?|hiring (?:process|practices|decisions)|application process|"
    r"candidates (?:are not|may not))\b",
    re.IGNORECASE,
)
_PURPOSE_BEFORE = re.compile(
    r"\b(?:(?:that|which|to) (?:\w+ly )?(?:support|power|enable|drive)s?|(?<!experience )(?<=[a-z] )supporting|"
    r"powering|enabling|driven by)\b"
    r"(?:(?!\b(?:using|with|through|by|via)\b)[^.;\n:]){0,60}$",
    re.IGNORECASE,
)
_REPLACED_BEFORE = re.compile(
    r"\b(?:replac(?:es|ing) (?:the|your)|unlike (?:a|most|other|the))\b[^.;\n]{0,80}$", re.IGNORECASE
)
_ADDRESS_BEFORE = re.compile(r"(?:https?://|www\.)\S*$", re.IGNORECASE)
_WANTED = re.compile(
    r"\d\+? years\b|\b(?:you[’']ll|you will|your (?:role|work|experience|skills)|looking for|seeking|"
    r"we[’']re hiring|hiring an?|"
    r"join us to|experience (?:with|in)|skills|responsib\w+|required|must have|proficien\w+|knowledge of|familiar\w*|"
    r"as an? [\w /-]{3,40}(?:engineer|developer|intern|analyst|scientist|manager)|this role)\b",
    re.IGNORECASE,
)

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


QUALITIES = frozenset({"performance", "security"})
_QUALITY = (
    r"(?:reliab\w+|scalab\w+|maintainab\w+|availab\w+|observability|latency|resilien\w+|usability|quality|privacy|cost|"
    r"compliance|governance|regulatory|durability|predictability|correctness|speed|performance|security|accessibility)"
)
_QUALITY_BEFORE = re.compile(rf"\b{_QUALITY}(?:,| and|, and| &|,? or)\s+(?:\w+ )?$", re.IGNORECASE)
_QUALITY_AFTER = re.compile(rf"(?:,| and|, and| &|,? or)\s+(?:and )?(?:\w+ )?{_QUALITY}\b", re.IGNORECASE)
_BETTERED_BEFORE = re.compile(
    r"\b(?:improv\w+|optimi[sz]\w+|enhanc\w+|increas\w+|strengthen\w*|rais(?:e|ing)|tun(?:e|ing)|harden\w*|fix|"
    r"diagnos\w+|"
    r"ensur\w+|monitor\w*|experience (?:in|with)|knowledge of|understanding of|familiar\w* with|expertise in|"
    r"best practices|"
    r"fundamentals)\b"
    r"[^.;\n]{0,90}$",
    re.IGNORECASE,
)

_BETTERED_AFTER = re.compile(r"[^.;\n]{0,30}\b(?:improvements|fundamentals|principles)\b", re.IGNORECASE)

# A subject that every employer writes about itself: it counts where the sentence speaks of the person or the work.
BROAD = frozenset({"artificial-intelligence"})
_OF_THE_WORK = re.compile(
    r"\b(?:you|your|you[’']ll|(?<!the )(?<!user )(?<!customer )(?<!brand )experienced?(?! of)|skills?|knowledge|"
    r"familiar\w*|understanding|background|"
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
    r"conduct\w*|own|provid\w+|understand\w*|ship\w*|invent\w*|scal\w+|follow\w*|port\w*|promot\w+|deliver\w*|"
    r"log|update\w*|"
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
_OURSELVES = re.compile(
    r"\b(?:we|we[’']re|we[’']ve|us|is an?|is the|offices|our (?:\w+ ){0,2}(?:platform|products?|company|"
    r"customers|clients))\b",
    re.IGNORECASE,
)
_AND_YOU = re.compile(
    r"\b(?:hiring|seeking|looking for|join|candidate|to work on|working (?:on|across)|we use|"
    r"we value|engineers? (?:to|who)|intern|will)\b",
    re.IGNORECASE,
)
SOFT_KINDS = frozenset({"topic", "practice", "communication"})


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
            return bool(_WHERE_BEFORE.search(before) or _WHERE_AFTER.match(after))
        return (
            self._is_another_thing(low, high, skill)
            or self._says(_HIRING, low, high)
            or self._is_of_the_employer(start, low, high, skill)
            or bool(_ADDRESS_BEFORE.search(before) or _REPLACED_BEFORE.search(before))
            or _are_colleagues(before, after)
            or (skill.kind in FIELDS_OF_WORK and _is_a_group_or_study(before, after, skill))
            or _is_a_purpose(before, after, skill)
            or _is_a_quality(self.text[start:end], before, after)
        )

    def _says(self, pattern: re.Pattern[str], low: int, high: int) -> bool:
        key = (pattern, low, high)
        if key not in self._asked:
            self._asked[key] = pattern.search(self.text[low:high]) is not None
        return self._asked[key]

    def _is_another_thing(self, low: int, high: int, skill: Skill) -> bool:
        if skill.slug == "copilot":
            return self._says(_ASSISTANT, low, high) and not self._says(_CODING, low, high)
        return skill.slug in ENGLISH and self._says(_TONGUE, low, high) and not self._says(_COMMUNICATION, low, high)

    def _is_of_the_employer(self, start: int, low: int, high: int, skill: Skill) -> bool:
        """In a paragraph about the employer only what is asked of the reader counts; elsewhere a sentence that
        speaks of the employer and of neither the work nor the reader does not."""
        zone = self._sections.zone(start)
        if zone == TERMS or (zone == EMPLOYER and skill.kind in SOFT_KINDS):
            return not self._says(_WANTED, low, high)
        activity = self._says(_ACTIVITY, low, high)
        if self._says(_SLOGAN, low, high) and not self._says(_ASKED, low, high):
            return not (zone == WORK and activity)
        if skill.kind == "communication" and self._says(_CULTURE, low, high) and not (zone == WORK and start - low < 8):
            return not self._says(_OF_A_PERSON, low, high)
        if skill.kind not in SOFT_KINDS or start <= self._title or activity or self._says(_OF_THE_WORK, low, high):
            return False
        ours = self._says(_OURSELVES if zone == WORK else _ABOUT_US, low, high)
        return (skill.slug in BROAD and zone != WORK) or (ours and not self._says(_AND_YOU, low, high))


def _are_colleagues(before: str, after: str) -> bool:
    if _LISTED_TEAM.match(after) and (_WITH_BEFORE.search(before) or _TEAM_OF.search(before)):
        return True
    return bool(_AFTER_PEOPLE.search(before) and _WITH_BEFORE.search(before))


def _is_a_group_or_study(before: str, after: str, skill: Skill) -> bool:
    if _WITH_BEFORE.search(before) and _TEAM_AFTER.match(after):
        return True
    if _TEAM_NEXT.match(after) and _BESIDE.search(before):
        return True
    return skill.kind == "topic" and bool(_STUDY_BEFORE.search(before))


def _is_a_purpose(before: str, after: str, skill: Skill) -> bool:
    if skill.slug == "artificial-intelligence" and (_AI_SLOGAN.match(after) or _AI_BEFORE.search(before)):
        return True
    return skill.kind == "topic" and bool(_PURPOSE_BEFORE.search(before))


def _is_a_quality(word: str, before: str, after: str) -> bool:
    """One of several qualities of a system ("reliability, performance and cost") that nothing is done about."""
    if word.lower() not in QUALITIES or not (_QUALITY_BEFORE.search(before) or _QUALITY_AFTER.match(after)):
        return False
    return not (_BETTERED_BEFORE.search(before) or _BETTERED_AFTER.match(after))
