"""Who may apply, as the text of an advertisement states it: sponsorship and citizenship, degrees, enrolment."""

import re

from listings.vocabulary.eligibility_text import DEGREES
from listings.vocabulary.statements import Found, Reading, Statement, quoted

_FLAGS = re.IGNORECASE
_VISA = r"(?:visa|immigration|work(?: permit| pass)?|employment|h-?1b)"
# "Sponsorship portfolio" and "sponsored events" have nothing to do with visas.
_SPONSOR = (
    rf"(?:{_VISA}[\w /,-]{{0,30}}\ssponsor(?:ship|ing|ed|s)?\b|sponsor(?:ship|ing)?\b(?!\s(?:portfolio|package|"
    rf"deal|event|"
    r"opportunit|program|for our|of (?:our|the|a) (?:event|conference)))"
    rf"(?:\s(?:{_VISA}|applicants|candidates|you)\w*)?)"
)
_REFUSES = (
    r"(?:unable|not able|not be able|cannot|can ?not|can't|won't|will not|do not|does not|don't|doesn't|aren't|is not|"
    r"are not|not (?:currently )?(?:offer\w*|provid\w*|eligible|consider\w*|in a position))"
)
_NO_SPONSORSHIP = re.compile(
    rf"\b{_REFUSES}\b(?:(?!,? but\b)[^.;]){{0,70}}\b{_SPONSOR}"
    r"|\b(?:no|without)\s(?:(?:need for|requiring|the need for|company|employer|current|or|future|any)\s)*"
    rf"{_SPONSOR}"
    r"|\bsponsorship\b[^.;]{0,30}\b(?:not|n't|un)\s?(?:be )?(?:available|offered|provided|possible|supported|eligible)"
    r"|\b(?:require|requiring|need|needing)[^.;]{0,40}sponsorship[^.;?]{0,60}\b(?:not|n't)\s(?:be )?"
    r"(?:considered|eligible)",
    _FLAGS,
)
_SPONSORS = re.compile(
    r"\b(?:we|will|do|can|able to|happy to|willing to|employer|company)\s+(?:also\s+)?"
    rf"(?:offers?\s+|provides?\s+|support\s+)?{_SPONSOR}"
    rf"|\b(?:offers?|provides?|providing|offering)\s+{_VISA}[\w /-]{{0,30}}sponsorship"
    rf"|\b{_VISA}\s+sponsorship(?:\s+is|\s+will be)?\s+(?:available|offered|provided|possible)\b"
    r"|^sponsorship(?:\s+is|\s+will be)?\s+(?:available|offered|provided)\b|\bsponsorship:\s*(?:yes|available)\b",
    _FLAGS,
)
_ONLY_SOME = re.compile(
    r"\b(?:every|all) (?:roles?|positions?|candidates?|locations?)\b|\bcase[- ]by[- ]case\b", _FLAGS
)
_COUNTRY = r"(?:u\.?s\.?a?\.?|united states|american|canadian|british|uk|australian|eu|singapore|german)"
_CITIZENSHIP = re.compile(
    rf"\b{_COUNTRY}\s+citizen(?:s|ship)?\b[^.;]{{0,25}}\b(?:required|needed|only|mandatory|a must)\b"
    rf"|\bmust (?:be|have|hold)\b[^.;]{{0,12}}\b{_COUNTRY}\s+citizen(?:s|ship)?\b"
    rf"|\b(?:requires?|requiring)\s+{_COUNTRY}\s+citizenship\b|\b(?:only|limited to)\s+{_COUNTRY}\s+citizens?\b"
    r"|\bcitizenship (?:is )?(?:required|mandatory)\b",
    _FLAGS,
)
_OTHERS_TOO = re.compile(
    r"permanent residen|green card|or willing|nationals?\b|asylee|refugee|authori[sz]ed|u\.?s\.? person", _FLAGS
)
_OF_EQUALITY = re.compile(
    r"\bregardless\b|without regard|discriminat|equal (?:employment )?opportunity|protected", _FLAGS
)
_ACCEPTED = re.compile(
    r"\b(?:accept\w*|eligible|welcome\w*|support\w*|okay|ok|consider\w*|offer\w*|open to|valid)\b", _FLAGS
)
_NOT = re.compile(r"\b(?:not|no|cannot|n't|unable|without)\b|n't\b", _FLAGS)

_DEGREE = {
    "associate": re.compile(r"\bassociate(?:'?s)? degrees?\b", _FLAGS),
    "bachelor": re.compile(
        r"\bbachelor(?:'?s)?\b|\bundergrad(?:uate)?s?\b|(?-i:\bB\.?S\.?c?\b|\bB\.?A\.?Sc\b|\bBEng\b|\bB\.?Tech\b)",
        _FLAGS,
    ),
    "master": re.compile(
        r"\bmaster(?:'?s)\b|\bmaster degree|(?-i:\bM\.?Sc?\.?\b(?!\s*(?:Office|Excel|Word))|\bMEng\b|\bMBA\b)", _FLAGS
    ),
    "phd": re.compile(r"\bph\.?\s?d\b|\bdoctora(?:l|te)\b", _FLAGS),
}
_STUDYING = re.compile(
    r"\b(?:pursu\w+|enrol+(?:ed|ment)?|stud(?:y|ies|ying|ents?)|working (?:towards?|on)|degrees? (?:in|within|"
    r"from|with|program)|candidates?|majoring|"
    r"completing|graduat\w+|year of)\b",
    _FLAGS,
)
_WISHED = re.compile(
    r"\b(?:preferred|a plus|nice to have|bonus|ideally|desirable|or equivalent|not required|except for interns|"
    r"or (?:have )?recent(?:ly)?\s+graduat\w*)\b",
    _FLAGS,
)
_OR_HIGHER = re.compile(r"\b(?:or|and) (?:higher|above|beyond|advanced)\b", _FLAGS)
_NO_DEGREE = re.compile(
    r"\bno (?:college |university )?degree (?:is )?(?:required|needed|necessary)\b|\bdegree is not required\b", _FLAGS
)

_ENROLLED = re.compile(
    r"\b(?:currently|presently|actively|must be|be)\s+(?:be\s+)?(?:enrolled|pursuing(?! your| our| new)|studying)\b"
    r"|\b(?:attending (?:an? )?(?:university|college|school)|working towards? (?:an? |your |their )?(?:\w+ )?"
    r"(?:degree|bachelor|master|ph\.?d|b\.?sc?|m\.?sc?))\b"
    r"|\b(?:enrolled (?:in|at|as)|enrolment (?:is )?required|actively pursuing)\b"
    r"|\bcurrent(?:ly)?\s+(?:an?\s+)?(?:(?:full-time|university|college|undergraduate|graduate|bachelor's|"
    r"master's|phd)\s+)*"
    r"students?\b|\breturn(?:ing)? to (?:school|university|full-time stud\w+|a degree|your (?:degree|studies))",
    _FLAGS,
)
_NOT_ENROLLED = re.compile(
    r"\b(?:need|do|does|required?) not (?:to )?(?:be |have to be )?(?:currently )?(?:enrolled|a student)"
    r"|\bno enrolment (?:is )?(?:needed|required)|\bnot (?:need|have) to be (?:currently )?(?:enrolled|a student)",
    _FLAGS,
)


def visa(reading: Reading) -> list[Found[str]]:
    """Each value once. Of a text that says both, "sponsors" and "does not", neither counts."""
    found: dict[str, Found[str]] = {}
    for statement in reading.below_the_title:
        for value in _visa_in(statement.text):
            found.setdefault(value, Found(value, quoted(statement)))
    if "sponsors" in found and {"no-sponsorship", "citizenship"} & found.keys():
        found = {value: one for value, one in found.items() if value in ("cpt", "opt")}
    return list(found.values())


def _visa_in(text: str) -> list[str]:
    text = text.replace("’", "'")
    if _OF_EQUALITY.search(text) or text.rstrip().endswith("?"):
        return []
    values = []
    if _NO_SPONSORSHIP.search(text):
        values += [] if _ONLY_SOME.search(text) else ["no-sponsorship"]
    elif _SPONSORS.search(text) and not _ONLY_SOME.search(text):
        values.append("sponsors")
    if _CITIZENSHIP.search(text) and not _OTHERS_TOO.search(text):
        values.append("citizenship")
    for word in ("CPT", "OPT"):
        if re.search(rf"\b{word}\b", text) and _ACCEPTED.search(text) and not _NOT.search(text):
            values.append(word.lower())
    return values


def degrees(reading: Reading) -> Found[list[str]] | None:
    """The degrees that a student must be studying for or hold; the first statement that names one tells."""
    for statement in reading.statements:
        if not statement.is_of_the_work or _is_wished(statement):
            continue
        text = statement.text.replace("’", "'")
        if _NO_DEGREE.search(text):
            return Found(["not-required"], quoted(statement))
        named = [degree for degree in DEGREES if _DEGREE[degree].search(text)]
        if named and (statement.title or _STUDYING.search(text)):
            if _OR_HIGHER.search(text):
                named = [degree for degree in DEGREES if DEGREES.index(degree) >= DEGREES.index(named[0])]
            return Found(named, quoted(statement))
    return None


def _is_wished(statement: Statement) -> bool:
    return bool(_WISHED.search(statement.text))


def enrolment(reading: Reading) -> Found[str] | None:
    for statement in reading.below_the_title:
        text = statement.text.replace("’", "'")
        if not statement.is_of_the_work:
            continue
        if _NOT_ENROLLED.search(text):
            return Found("not-required", quoted(statement))
        if _ENROLLED.search(text) and not _is_wished(statement):
            return Found("required", quoted(statement))
    return None
