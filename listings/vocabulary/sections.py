"""Where an advertisement speaks of the work and where of the employer: its headings, and its sentences."""

from __future__ import annotations

import re
from bisect import bisect_right

# TERMS: benefits, equal opportunity, how to apply. What stands below TEAM may be about the work or the employer.
WORK, TEAM, EMPLOYER, TERMS = "work", "team", "employer", "terms"

_TERMS = (
    r"(?:(?:our|the|company|employee|additional|other|great|pay|compensation)\s+(?:and |& )?)*"
    r"(?:benefits|perks|total rewards|compensation|salary|pay (?:range|transparency)|stipends?)\b|"
    r"what (?:we offer|you(?:'ll| will)? (?:get|receive|enjoy))|(?:what )?we offer\b|what's in it for|"
    r"equal (?:employment )?opportunity|eeo\b|(?:our )?(?:commitment to|diversity|inclusion)\b|disclaimer|"
    r"(?:\w+ )?privacy\b|(?:how )?to apply|(?:our |the )?(?:interview|hiring|application|recruit\w+) "
    r"(?:process|integrity|practices)|(?:reasonable )?accommodations?\b|why (?:you'll love |you should )?(?:join|work)|"
    r"life at\b|other notices|referral|additional information|fraud"
)
_EMPLOYER = (
    r"about (?!(?:the |this |our |your )?(?:role|job|position|team|opportunity|work|intern|program|project|you\b))|"
    r"who (?:we are|are we)|our (?:core )?(?:mission|vision|values|culture|company|story|purpose|clients|customers)\b|"
    r"company (?:description|overview|profile)|what we(?:'ve built| do\b| believe)|the company\b|why \w+\??$|"
    r"what is \w+\??$"
)
_WORK = (
    r"(?:about )?(?:the|this|your|our) (?:role|job|position|team|opportunity|work|intern\w*|program|project|"
    r"stack|tech\w*)|"
    r"about you|what (?:you|we're|we are|we need|we look|we require|we value|the (?:candidate|job|role)|makes|"
    r"sets|success)|"
    r"who (?:you|we're looking)|how you|you(?:'ll| will| have| are| bring| may| might| should|r)?\b|in this role|"
    r"(?:[\w&/'-]+ ){0,4}(?:requirements|qualifications|responsibilities|skills|duties|experience|education|stack|"
    r"competencies|knowledge)\b|responsabilities|nice[- ]to[- ]haves?|bonus|preferred|required|desired|must[- ]haves?|"
    r"(?:job|role|position) (?:description|summary|overview)|overview|summary|day[- ]to[- ]day|we(?:'re| are) looking|"
    r"looking for|ideal|minimum|basic|roles?\b|open (?:roles|positions)|technolog|tools|key "
)
_LINE = re.compile(r"^[^\w\n]{0,8}(\w[^\n]{2,60}?)[^\w?)\n]{0,4}$", re.MULTILINE)
_TEAM = r"(?:about |meet )?(?:the|our|your) team|(?:the )?team\b"
_ZONES = [
    (TEAM, re.compile(_TEAM)),
    (TERMS, re.compile(_TERMS)),
    (EMPLOYER, re.compile(_EMPLOYER)),
    (WORK, re.compile(_WORK)),
]

# A text whose lines are lost has its headings amid the words, told by their capitals. Those of the work may stand
# anywhere: taking one for a heading costs nothing. The others need the end of a sentence before them.
_AMID = re.compile(
    r"(?P<team>\bAbout (?:the|The|our|Our) [Tt]eam\b)|(?P<work>\b(?=[A-Z])(?:What You(?:['’]ll| Will| Can| Bring| Need|"
    r" Have)|Who You Are|About (?:the|The) (?:Role|Job|Position)|"
    r"(?:Key |Core |Job |Role |Primary )?Responsibilities|(?:(?:Basic|Minimum|Preferred|Required|Desired|"
    r"Additional|Job|Key|Your) ){0,2}(?:Qualifications|Requirements)|"
    r"Your (?:Role|Responsibilities|Profile|Impact)|In This Role|Nice [Tt]o Have|What We(?:['’]re| Are| Look| Need)|"
    r"The (?:Role|Opportunity|Position)|Job (?:Description|Summary|Duties)|Key job responsibilities|About You)\b)"
    r"|(?<=[.!?])\s+(?P<employer>(?:About (?:Us|us|[A-Z]\w+)|Who We Are|Our (?:Mission|Values|Culture)|What We Do|"
    r"About the (?:company|Company))\b(?=:?\s+[A-Z]))"
    r"|(?<=[.!?])\s+(?P<terms>(?:(?:Our )?(?:Benefits|Perks)|Equal (?:Employment )?Opportunity|What We Offer|"
    r"(?:Interview|Hiring|Application) (?:Process|Integrity)|Why Join|Diversity|Compensation)\b(?=:?\s+[A-Z&]))"
)
_SENTENCE_END = re.compile(r"[.!?][\"”)]?\s+(?=[A-Z0-9“\"(•*·-])|\n(?![a-z])|\s(?:[•●▪·*]|[-–](?=\s[A-Z0-9]))\s")
_LONGEST = 700  # characters of what has no end: more than most sentences, and a text of one sentence stays cheap


class Sections:
    """Bounds of sentences and what each place of a text is about; made once for a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        marks = sorted(_headings(text))
        self._places = [place for place, _ in marks]
        self._zones = [zone for _, zone in marks]
        ends = {0, len(text), *(match.end() for match in _SENTENCE_END.finditer(text)), *self._places}
        self._ends = sorted(ends)

    def zone(self, place: int) -> str:
        """WORK, EMPLOYER, TERMS or, before any heading, nothing."""
        index = bisect_right(self._places, place)
        return self._zones[index - 1] if index else ""

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        index = bisect_right(self._ends, start)
        low = self._ends[index - 1]
        while index < len(self._ends) - 1 and self._ends[index] < end:
            index += 1
        high = self._ends[index] if index < len(self._ends) else len(self.text)
        if high - low > _LONGEST:
            cell = start - (start - low) % (_LONGEST // 2)
            return max(low, cell - _LONGEST // 2), min(high, max(end, cell + _LONGEST))
        return low, high


def _headings(text: str) -> list[tuple[int, str]]:
    found = [(match.start(match.lastgroup or 0), match.lastgroup or "") for match in _AMID.finditer(text)]
    title = text.find("\n")
    for match in _LINE.finditer(text, title + 1):
        line = match.group(1).lower().replace("’", "'")
        if line[-1] in ".,;" or text[match.end(1) : match.end(1) + 1] in (".", ",", ";"):
            continue
        for zone, pattern in _ZONES:
            if pattern.match(line):
                found.append((match.start(1), zone))
                break
    return found
