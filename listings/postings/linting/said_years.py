"""Years of experience that a sentence asks of the applicant."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORDS = {name: number for number, name in enumerate("zero one two three four five six seven eight nine ten".split())}
_NUMBER = rf"\d{{1,2}}(?:\.\d)?|{'|'.join(_WORDS)}|several|few|couple of"
YEARS = re.compile(
    rf"(?<![\w.$€£/-])(?P<low>{_NUMBER}) ?(?:\(\d+\+?\) ?)?(?:(?:\+|plus|or more) ?)?"
    rf"(?:(?:-|to|or|and) ?(?P<high>{_NUMBER}) ?\+? ?)?(?:or more )?(?:full )?[+-]?(?:years?|yrs?|yoe)\b(?P<own>'|s')?"
)
_AFTER = re.compile(
    r"^\W{0,3}(?:(?:or more|minimum|min|plus|\+)\W{0,2})?(?:[^.;]{0,140}?\bexperienc?e?|[^.;]{0,40}\b(?:knowledge"
    r"|background|expertise)\b"
    r"|\s?(?:in|at|as|with|within|of|building|working|leading|managing|developing|on|using|\w{3,14}ing)\b)"
)
_BEFORE = re.compile(
    r"(?:\bat least|\bminimum(?: of)?:?|\bmin\.?|\bexperience\b[^.;]{0,240}|\brequires?|\bmust have|\byou have"
    r"|\byou've|\bhas|\bhave"
    r"|\byou(?:'ll)? (?:bring|need)|\bbring|\bpossess(?:es)?|\bwith|\byou:|\blooking for:?"
    r"|\bhiring)\W{0,3}(?:(?:at least"
    r"|a minimum of|over|about|around|roughly) )?$"
)
_STUDY = re.compile(
    r"^\W{0,3}(?:of )?(?:(?!experience|with\b|in\b|as\b|and\b|or\b)\w+ ){0,3}?(?:university|college|study|studies"
    r"|school|education|coursework"
    r"|program(?:me)?s?\b(?! manage)|degree|bachelor|master|student"
    r"|undergrad|old\b|of age|ago\b|vesting|warranty|contract|history|anniversary|later|of (?:growth|life|"
    r"service to|history|operation|funding|runway|savings|innovation|existence|excellence|consecutive))"
    r"|^\W{0,3}(?:of )?in (?:business|a row|operation)\b|^(?: \w+){0,2} (?:university|college|degree"
    r"|graduate) program|^(?:[- ]\w+)? apprenticeship"
)
_LESS = re.compile(
    r"(?:\bless than|\bup to|\bno more than|\bmaximum(?: of)?|\bfewer than|\bunder|\bwithin(?: the)?|\b(?:last|past"
    r"|next|first|every|after)"
    r"|\bover the (?:last|past)|(?<!looking )(?<!search )(?<!searching )\bfor|\bin|\bevery"
    r"|\bduring)\W{1,3}(?:or the |just |only |about |our )?$"
)
_THEIRS = re.compile(
    r"\b(?:we|our|we've|company|founded|founders?|established|has been|have been|backed by|spent|leader"
    r"|leading provider"
    r"|team (?:has|with|of))\b[^.;]{0,150}$"
)
_YOURS = re.compile(
    r"\b(?:you|candidates?|applicants?|looking for|seeking|seek|require|need|must|ideal|expect|want|value|hire"
    r"|hiring|welcome|prefer)\b"
)
_SOFT_BEFORE = re.compile(
    r"(?:\bpreferably|\bideally|\bnice to have|\bbonus|\ba plus|\bpreferred)\W[^,;.]{0,25}$"
    r"|\bpreferred (?:qualifications|skills|experience|requirements)\b(?:(?!(?:required|minimum"
    r"|basic) qualif)[^;]){0,240}$"
)
_SOFT_AFTER = re.compile(
    r"^[^,;.]{0,110}?\b(?:is|are|would be|will be)? ?(?:a |an |strongly |highly )?(?<!\()"
    r"(?:preferred|plus|bonus|desired|desirable|advantage|nice to have|beneficial|ideal|helpful)\b"
    r"|^[^,;.]{0,25}?\b(?:not required|not necessary)\b"
)
_NONE = re.compile(r"\b(?:no|not|n't|without|rather than|regardless)\b[^.;,]{0,25}$|=\s*$|\bnew grad\w*[^.;]{0,40}$")


def read(words: str) -> Iterator[tuple[str, int, int]]:
    if not any(unit in words for unit in ("year", "yr", "yoe")):
        return
    for found in YEARS.finditer(words):
        before, after = words[max(0, found.start() - 260) : found.start()], words[found.end() : found.end() + 160]
        if low(found) >= 1 and _asked(before, found.group(), after):
            yield "experience", *found.span()
            return


def low(found: re.Match[str]) -> float:
    said = found["low"]
    return 2 if said in ("several", "few", "couple of") else _WORDS[said] if said in _WORDS else float(said)


def _asked(before: str, said: str, after: str) -> bool:
    if _STUDY.search(after) or _LESS.search(before) or _NONE.search(before):
        return False
    if _SOFT_BEFORE.search(before) or _SOFT_AFTER.search(re.split(r" - |\(", after)[0]):
        return False
    if _THEIRS.search(before) and not _YOURS.search(before):
        return False
    # A point of a list: "5+ years", or "React: 3+ years".
    listed = ("+" in said or "-" in said) and (not before.strip(" -•·▪") or before.rstrip().endswith((":", "(")))
    return bool(said.endswith("yoe") or _AFTER.search(after) or _BEFORE.search(before) or listed)
