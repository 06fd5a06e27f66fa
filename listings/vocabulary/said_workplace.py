"""Where the work is done, as the text of an advertisement states it of this work, not of the employer at large."""

import re

from listings.vocabulary.statements import Found, Reading, agreed, quoted

_WORK = r"(?:internships?|role|position|job|opportunity|program(?:me)?|co-?op|apprenticeship|placement)"
_IS = (
    rf"\b{_WORK}\b[^.;]{{0,40}}\b(?:is|will be|are|takes place|can be done)\s+(?:an?\s+)?(?:fully |entirely |"
    rf"completely |100% |primarily )?"
)
_FULLY = r"(?:fully|100%|entirely|completely)"
_SAYS = {
    "remote": re.compile(
        rf"{_IS}remote\b|\b(?:{_FULLY}\s+)?remote\s+(?:\w+\s+){{0,2}}{_WORK}\b|\b{_FULLY}[- ]remote\b"
        rf"|\bwork (?:{_FULLY} )?remotely from\b|^remote\.?$",
        re.IGNORECASE,
    ),
    "hybrid": re.compile(
        rf"{_IS}hybrid\b|\bhybrid\s+(?:\w+\s+){{0,2}}(?:{_WORK}|schedule|model|arrangement|setup|basis)\b|"
        rf"\b(?:[2-4]|two|three|four)(?:\s*(?:-|–|to|or)\s*(?:\d|\w+))?\s+days\s+(?:a|per|"
        r"each|every|/)"
        r"\s*week\s+(?:in|at|from)\s+(?:the|our|an)\b[^.;]{0,20}\boffice|^hybrid\.?$"
        r"|\b(?:in|at|from) (?:the|our)\b[^.;]{0,20}\boffice\b[^.;]{0,20}\b(?:[2-4]|two|three|four) days (?:a|per|"
        r"each) week",
        re.IGNORECASE,
    ),
    "on-site": re.compile(
        rf"{_IS}(?:on-?site|in-?person|in-?office|in the office)\b"
        rf"|\b(?:on-?site|in-?person|in-?office)\s+(?:\w+\s+){{0,2}}{_WORK}\b|\b(?:5|five) days (?:a|per|each) week "
        r"(?:in|at|from) (?:the|our)\b[^.;]{0,20}\boffice|^on-?site\.?$",
        re.IGNORECASE,
    ),
}
_ANY = r"(?:remote|hybrid|on-?site|in-?person|in-?office|office)"
_DENIED = re.compile(
    r"\bnot\b[^.;]{0,25}\b(?:remote|hybrid|on-?site)|\bno remote\b|\b(?:remote|hybrid)\b[^.;]{0,25}\b(?:not|n't|un)|"
    rf"\b{_ANY}\b[^.;]{{0,40}}\bor\b[^.;]{{0,40}}\b{_ANY}\b|"
    r"(?:n't|not) just\b|\bup to\b|\bbis zu\b|"
    r"\b(?:who live|within commut\w*|employees|compan(?:y|ies)|startups?|we are|we're)\b|"
    r"\b(?:may|might|could|some|occasional\w*|option\w*|if|events?|meetings?|week-?long|offsites?|either)\b",
    re.IGNORECASE,
)


def find(reading: Reading) -> Found[str] | None:
    """None where the text says two things, or says one with an if."""
    found = []
    for statement in reading.statements:
        if not _DENIED.search(statement.text.replace("’", "'")):
            for value, pattern in _SAYS.items():
                if match := pattern.search(statement.text):
                    found.append(Found(value, quoted(statement, match.start())))
    return agreed(found)
