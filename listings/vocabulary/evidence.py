"""Is "Go" the language here? Weighs what stands around an ambiguous spelling: lists, cues, words close by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from listings.vocabulary.words import Word

if TYPE_CHECKING:
    from listings.vocabulary.taxonomy import Skill, Spelling


class Hit(NamedTuple):
    """Words `first` to `last` spell skills. `capital`: written as the vocabulary writes it."""

    first: int
    last: int
    spellings: tuple[Spelling, ...]
    needs: bool
    capital: bool


# Between two items of a list: separators and a joining word, or one more item that is no known skill.
_JOIN = (
    r"(?:and/or|and|or|&|as well as|plus|along with|with|such as|like|including|e\.g\.,?|i\.e\.,?|"
    r"preferably|ideally)"
)
_LIST_GAP = re.compile(rf"\s*[,/;|•·()\[\]:+–-]*\s*(?:{_JOIN}\s+)?[(\[]?\s*", re.IGNORECASE)
_OVER_ONE = re.compile(
    rf"\s*[,/|;]\s*(?:{_JOIN}\s+)?[\w.+#-]+(?: [\w.+#-]+)?\s*(?:[,/|;]\s*(?:{_JOIN}\s+)?|"
    rf"{_JOIN}\s+)",
    re.IGNORECASE,
)
_STRICT_GAP = re.compile(r"\s*[,/|;•·]\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+", re.IGNORECASE)
_ITEM_END = re.compile(r"\s*(?:[,/|;•·).\n]|$|(?:and|or)\b|programming|language)", re.IGNORECASE)
_ITEM_START = re.compile(r"(?:^|[,/|;•·(:\n]|\b(?:and|or|in|with|of|using))\s*$", re.IGNORECASE)

LIST_KINDS = frozenset({"language", "framework", "database", "infrastructure", "tool"})

_FILL = r"(?:\s+(?:the|a|an|at least|one of|either|both|modern|core|basic|advanced|strong|some|any|following|e\.g\.))*"
_CUE_BEFORE = re.compile(
    r"(?:(?:proficien(?:t|cy)|comfort|experienced?|familiar(?:ity)?|fluen(?:t|cy)|comfortable|skilled|"
    r"skills|expertise|expert|"
    r"knowledge|knowledgeable|understanding|exposure|competen(?:t|cy)|background|coursework|projects|fluency|command|"
    r"coding|programming|programs?|scripting|scripts?|written|writing|code|codebases?|build|built|develop|"
    r"developed|developing|"
    r"development|implemented|services|worked|working|hands-on)"
    r"(?:\s+(?:experience|knowledge|skills|proficiency|programming|development|coding|backend|web))?"
    r"\s+(?:in|with|of|using|to|on)"
    + _FILL
    + r"|\b(?:know|knows|using|learn|learning|uses)"
    + _FILL
    + r"|\b(?:languages?|tools?|frameworks?|technologies|stack|skills|"
    r"software)\s*(?:\([^)]{0,20})?(?:\s+(?:such as|like|including|is|are))?\s*:?"
    r"|\b(?:such as|e\.g\.,?|including)" + _FILL + r")\s*\(?\s*$",
    re.IGNORECASE,
)
_OWN_ITEM_BEFORE = re.compile(r"(?:[(\[]|[a-z)][,:]|\s[-–—|:/])\s*$")
_OWN_ITEM_AFTER = re.compile(r"\s*(?:[)\],]|$|\n|[-–—|]\s)")
_IN_BEFORE = re.compile(r"\b(?:in|using|with|from|into)\s+$")

_AFTER = {
    "language": re.compile(
        r"[\s-]+(?:programming|(?:programming )?languages?|developers?|devs?|engineers?|shop|components|"
        r"core|code|codebases?|scripts?|scripting|packages?|"
        r"microservices|services|backend|back-end|modules?|based|programs?|programmers?|applications|sdk|compiler|"
        r"frameworks?|stack|is a plus|experience|ecosystem|development)\b",
        re.IGNORECASE,
    ),
    "": re.compile(
        r"[\s-]+(?:frameworks?|developers?|devs?|engineers?|programming|library|libraries|orm|apps?|"
        r"applications?|engine|pipelines|jobs|clusters?|"
        r"charts?|tests?|testing|scripts?|server|services|based|databases?|db|dashboards?|macros|formulas|"
        r"spreadsheets?|"
        r"skills|sql|sdk|ecosystem|files?|sheets?|modell?ing|models|cookbooks?|recipes|notebooks?|ide|"
        r"is a plus|experience|development)\b",
        re.IGNORECASE,
    ),
}

# What follows or precedes when the ordinary word is meant.
_YEAR_AFTER = re.compile(
    r"[\s,'’/-]*(?:\d{2,4}\b|semester|term\b|quarter|break|season|internship|intern\b|co-?op|/\s*summer|"
    r"/\s*fall|or summer|"
    r"or fall|and fall|and summer|, summer|, fall|graduat|start)",
    re.IGNORECASE,
)
_SEASON_BEFORE = re.compile(
    r"(?:summer|fall|winter|autumn)\s*[\d’']*\s*(?:,|/|or|and|&)\s*$|\b(?:in the|next|this|every|of|late|"
    r"early)\s+$",
    re.IGNORECASE,
)
_LETTER_BEFORE = re.compile(
    r"(?:series|class|grade|vitamin|level|section|schedule|title|form|exhibit|appendix|part|plan|hepatitis|type|option|"
    r"group|phase|tier|building|room|suite|category|band|(?-i:\b[A-Z]\.))\s*$|[\w]['’-]$|&\s*$|[.]$",
    re.IGNORECASE,
)
_LETTER_AFTER = re.compile(
    r"['’]|\s*&(?!\s*c\+\+)|-(?!based|language|programming|like)|\.(?:\s?[A-Z]\.|\w)|\s+(?:suite|corp|"
    r"level)",
    re.IGNORECASE,
)
_VERBS = frozenset({"go", "excel", "express", "access", "react", "spark", "scratch", "plotly", "unity", "helm", "rust"})
_VERB_AFTER = re.compile(
    r"\s+(?:to|the|a|an|your|our|their|you|us|in|at|as|beyond|through|out|into|for|where|by|under|when|"
    r"within|from|on|is|has|was|will)\b",
    re.IGNORECASE,
)

_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z])|\n")
_MOST = 80
_REACH = 90  # characters that count as "close by" on each side


def sentence_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    low = max(0, start - 400)
    before = [match.end() for match in _SENTENCE_END.finditer(text, low, start)]
    after = _SENTENCE_END.search(text, end, min(len(text), end + 400))
    return (before[-1] if before else low, after.start() + 1 if after else min(len(text), end + 400))


def weigh(text: str, found: Sequence[Word], hits: list[Hit], skills: Mapping[str, Skill]) -> list[Hit]:
    """The hits that are meant. An accepted neighbour is evidence for the next, so the list is gone through twice."""
    meant = [not hit.needs for hit in hits]
    if all(meant):
        return hits
    doubtful = _worth_weighing(hits)
    judge = _Judge(text, found, hits, skills, meant)
    for index in [*doubtful, *reversed(doubtful)]:
        meant[index] = meant[index] or judge.is_meant(index)
    return [hit for index, hit in enumerate(hits) if meant[index]]


def _worth_weighing(hits: Sequence[Hit]) -> list[int]:
    """Of one skill no more than `_MOST`: a text of nothing but "Go" costs no more than any other."""
    times: Counter[str] = Counter()
    chosen = []
    for index, hit in enumerate(hits):
        if hit.needs:
            slug = hit.spellings[0].slug
            times[slug] += 1
            if times[slug] <= _MOST:
                chosen.append(index)
    return chosen


class _Judge:
    def __init__(
        self, text: str, found: Sequence[Word], hits: list[Hit], skills: Mapping[str, Skill], meant: list[bool]
    ) -> None:
        self.text, self.found, self.hits, self.skills, self.meant = text, found, hits, skills, meant

    def is_meant(self, index: int) -> bool:
        hit = self.hits[index]
        start, end = self.found[hit.first].start, self.found[hit.last].end
        skill = self.skills[hit.spellings[0].slug]
        if not hit.capital:
            return self._in_strict_list(index, start, end)
        before, after = self.text[max(0, start - 120) : start], self.text[end : end + 40]
        if self._vetoed(skill, hit, before, after):
            return False
        if skill.kind not in LIST_KINDS:
            return self._near(skill, start, end)
        if self._in_list(index, skill):
            return True
        if skill.kind == "language" and _AFTER["language"].match(after):
            return True
        if skill.kind != "language" and _AFTER[""].match(after):
            return True
        if _CUE_BEFORE.search(before):
            return True
        if skill.kind == "language" and len(hit.spellings[0].text) > 1:
            if _IN_BEFORE.search(before) or (_OWN_ITEM_BEFORE.search(before) and _OWN_ITEM_AFTER.match(after)):
                return True
        if skill.slug in _VERBS and _VERB_AFTER.match(after):
            return False
        return self._near(skill, start, end)

    @staticmethod
    def _vetoed(skill: Skill, hit: Hit, before: str, after: str) -> bool:
        if skill.slug == "spring":
            return bool(_YEAR_AFTER.match(after) or _SEASON_BEFORE.search(before))
        if len(hit.spellings[0].text) == 1:
            return bool(_LETTER_BEFORE.search(before) or _LETTER_AFTER.match(after))
        return False

    def _in_list(self, index: int, skill: Skill) -> bool:
        for other in (index - 1, index + 1):
            if not 0 <= other < len(self.hits):
                continue
            first, second = sorted((index, other))
            gap = self.text[self.found[self.hits[first].last].end : self.found[self.hits[second].first].start]
            if len(gap) > 45:
                continue
            kinds = {self.skills[spelling.slug].kind for spelling in self.hits[other].spellings}
            if self.meant[other]:
                if not kinds & LIST_KINDS and skill.kind not in kinds:
                    continue
                if _LIST_GAP.fullmatch(gap) or _OVER_ONE.fullmatch(gap):
                    return True
            elif skill.kind in kinds and self.hits[other].capital and _STRICT_GAP.fullmatch(gap):
                return True
        return False

    def _in_strict_list(self, index: int, start: int, end: int) -> bool:
        """Written small, a spelling counts only as an item between separators beside a skill that is meant."""
        if not _ITEM_END.match(self.text, end) or not _ITEM_START.search(self.text[max(0, start - 12) : start]):
            return False
        for other in (index - 1, index + 1):
            if 0 <= other < len(self.hits) and self.meant[other]:
                first, second = sorted((index, other))
                gap = self.text[self.found[self.hits[first].last].end : self.found[self.hits[second].first].start]
                kinds = {self.skills[spelling.slug].kind for spelling in self.hits[other].spellings}
                if kinds & LIST_KINDS and _STRICT_GAP.fullmatch(gap):
                    return True
        return False

    def _near(self, skill: Skill, start: int, end: int) -> bool:
        if not skill.near:
            return False
        low, high = sentence_bounds(self.text, start, end)
        low, high = max(low, start - _REACH), min(high, end + _REACH)
        around = self.text[low:start].lower() + " " + self.text[end:high].lower()
        return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", around) for word in skill.near)
