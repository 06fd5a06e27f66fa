"""Who is meant by their studies: enrolled now, not at all, or finishing in a certain year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

_PLACE = (
    r"(?:universit|college|school|institution|degree|bachelor|master|ph[.·]? ?d|doctora|undergrad|graduate|program"
    r"|course|stud(?:y|ies)|mba\b|b[.·]?s\b|m[.·]?s\b|diploma|academic|faculty)"
)
_AWARD = (
    r"(?:degree|bachelor|master|ph[.·]? ?d|doctora|undergrad|graduate (?:degree|stud)|mba\b|b[.·]?s\b|m[.·]?s\b"
    r"|diploma|course of study)"
)
_ENROLLED = re.compile(
    rf"\b(?:enrol(?:l?ed|l?ment|l)?|registered|matriculated) (?:\w+[ -]){{0,3}}?(?:in|at|as|on|for"
    rf"|with)\b[^.;]{{0,70}}?{_PLACE}"
    rf"|\b(?:enrol|enroll)(?:ed)?\b[^.;]{{0,30}}\b(?:student|full-time)"
    rf"|\b(?:pursuing|working to(?:wards?)?|studying (?:for|towards?)|completing (?:an?|your|their)"
    rf"|in pursuit of)\b(?! research)[^.;]{{0,60}}?{_AWARD}"
    r"|\b(?:currently|presently|actively) (?:\w+ ){0,2}(?:studying|in (?:school|college|university)|attending)\b"
    r"|\b(?:current|existing|matriculated|rising|penultimate[- ]year|final[- ]year|second[- ]year|third[- ]year"
    r"|full-time)"
    r" (?:[\w./'-]+ ){0,5}?(?:students?|undergrad(?:uate)?s?|sophomores?|juniors?|seniors?)\b"
    r"|\b(?:you (?:are|should be|must be)|must be|should be|you're|ideal for|open to|seeking"
    r"|looking for)\b:? (?:currently |either )?(?:an? )?"
    r"(?:(?!(?:for|to|with|of|in|help|support)\b)[\w./'&-]+,? ){0,6}?students?\b"
    r"|^\W*(?:an? )?(?:[\w./'&-]+ ){0,6}?(?:student (?:with an?|in|at|of|who|passionate)|students? (?:seeking"
    r"|majoring|pursuing|studying|enrolled|currently))\b"
    r"|\b(?:an? )?(?:undergraduates?|sophomores?|juniors?) (?:with an?|in their|graduating)\b"
    r"|\b(?:return(?:ing)? to|remaining in|continu\w+ (?:your|their)) (?:\w+ ){0,2}(?:school|university|college"
    r"|studies|degree program)"
    r"|\buntil graduation\b|\bduring the school year\b|\binternship[^.;]{0,30}\bstudents (?:will|work|get|gain)\b"
    r"|\bpenultimate year\b|\bproof of student status\b|\b(?:proof|certificate) of enrol"
)
_NOT_ENROLLED_SAID = re.compile(
    r"\benrol\w* in (?:\w+ )?(?:benefit|medical|401|our|the plan|health|company|courses? of action)"
    r"|\bencouraged to enrol|\bregistered (?:nurse|dietit|trademark|agent)"
    r"|\benrol\w* or complet|\bpursuing\b[^.;]{0,200}\bor equivalent (?:\w+ )?experience|\(or (?:currently "
    r"|be )?(?:pursuing|enrolled)|\bdegree,? or (?:currently )?pursuing"
    r"|\benrol\w* in or (?:hav|complet)|\bpursuing or (?:hav|hold|recently|complet|possess"
    r"|alread)|\b(?:completed|obtained"
    r"|earned|hold(?:s|ing)?|possess) or (?:\w+ )?pursuing"
    r"|\bor (?:(?:have|be|are|has|recent|recently|already|just) )+(?:graduat|complet|obtain|earn)"
    r"|\brecent(?:ly)? (?:graduat\w*|grads?)\b|\bnew grads?\b"
    r"|\bpursuing (?:opportunit|excellence|career|a career|new|projects|deals)|\bour students\b"
    r"|\bstudents? (?:success|support|outcomes|loans?|learning|data|needs|experience|"
    r"recruit|services|achievement|population|organi[sz]ations)|\b(?:teach|educat|school|classroom"
    r"|famil)\w*[^.;]{0,40}\bstudents\b"
    r"|\bstudents\b[^.;]{0,30}\b(?:famil|teach|educat|parents|faculty)|(?<!looking )\bfor students\b(?! (?:in|of|at"
    r"|who|pursuing"
    r"|currently))|\btuition|\breimburs|\ba plus\b|\bpreferred\b"
    r"|\bemployees\b|\b(?:you (?:can|could|may)|help you|support you)[^.;]{0,40}pursu"
)
_NEEDLESS = (
    r"(?:not required|not (?:be )?necessary|not needed|not mandatory|n't required|n't needed|n't necessary"
    r"|no longer required|optional|unnecessary)"
)
_NOT_NEEDED = re.compile(
    rf"\b(?:university|college|formal|cs|computer science|academic|a|the|bachelor's|your)? ?(?:degrees?|enrol\w+"
    rf"|diplomas?|university|college|student status)\b"
    rf"(?: (?:or|and) \w+)? (?:is|are|will be|isn't|aren't)? ?{_NEEDLESS}"
    r"|\bno (?:(?:university|college|formal|cs|computer science|academic|specific|particular|prior) )*(?:degree"
    r"|enrol\w+|diploma|university|college)\b"
    r"(?: (?:or|and) \w+)?(?: (?:is )?(?:required|needed|necessary)|[!.,)]|$)"
    r"|\b(?:don't|do not|doesn't|does not|needn't|won't|no need to|never) (?:\w+ ){0,2}?(?:need|require|have"
    r"|ask for|care (?:about|if|whether))? ?"
    r"(?:you )?(?:to )?(?:be |have |hold |are |about )?(?:\w+ ){0,2}?(?:enrolled|a student|students\b|in (?:school"
    r"|college|university)|an? (?:\w+ ){0,2}degree|degrees|studying)"
    r"|\b(?:self-taught|bootcamp|boot camp|career[- ]changers?)\b[^.;]{0,60}\b(?:welcome|encouraged|apply|fine"
    r"|great|okay|ok)\b"
    r"|\b(?:with or without|regardless of|irrespective of) (?:\w+ ){0,4}(?:degree|enrol\w+|student|studying"
    r"|education(?:al background)?)\b"
    r"|\b(?:need|must|have to|required to) not be (?:\w+ )?(?:enrolled|a student)|\bnon-students\b"
)
_OF_HIGHER = re.compile(
    r"(?:advanced|graduate|master'?s?|ph[.·]?d|doctoral|mba|higher|second|bootcamp) (?:degree )?(?:is |are )?(?:not"
    r"|n't)|no (?:ph[.·]?d|master)"
)

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WHEN = (
    r"(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?|spring|summer|fall|autumn|winter|"
    r"(?:early|late|mid|the end of|end of)[- ]?)?(?:[ ,/]| of |\d{1,2},){0,3}"
)
_YEAR = r"20[2-4]\d"
_GRADUATION = re.compile(
    rf"\b(?:graduat(?:e|es|ed|ing|ion)|degree (?:completion|conferral)|(?:complet\w+|finish\w+|receiv\w+"
    rf"|obtain\w+) (?:of )?(?:\w+ ){{0,3}}(?:degree|studies))"
    rf"\b(?P<gap>[^.;]{{0,110}}?)(?P<when>{_WHEN}\b{_YEAR}\b(?:[^.;\d]{{0,30}}?\b{_YEAR}\b)?)"
    rf"|\bclass of (?P<class>{_YEAR}(?: ?(?:-|to|or|and|/|,) ?{_YEAR})*)"
    rf"|\b(?P<grads>{_YEAR}(?: ?(?:-|to|or|and|/) ?{_YEAR})?) (?:\w+ )?(?:graduates?|grads?|graduation)\b"
    rf"|\b(?:grads?|graduates?) (?P<grad>{_YEAR})\b"
    rf"|\b(?:degree|bachelor's|master's)\b[^.;]{{0,110}}?\b(?:in|by|between|before"
    rf"|of) (?P<degree>{_WHEN}\b{_YEAR}\b(?:[^.;\d]{{0,30}}?\b{_YEAR}\b)?)"
)
_NOT_GRADUATION = re.compile(
    r"graduat\w+ (?:from )?(?:yc|y combinator|our (?:program|accelerator))|founded|raised|series [a-d]\b|ranked"
    r"|award|\bsince\b"
)


def read(words: str) -> Iterator[tuple[str, int, int]]:
    if _MENTIONS.search(words) is None:
        return
    needless = None if _OF_HIGHER.search(words) else _NOT_NEEDED.search(words)
    if needless:
        yield "not-enrolled", *needless.span()
    else:
        found = _ENROLLED.search(words)
        if found and not _NOT_ENROLLED_SAID.search(words):
            yield "enrolled", *found.span()
    window = _GRADUATION.search(words)
    if window and not _NOT_GRADUATION.search(words):
        yield "graduation", *window.span()


_MENTIONS = re.compile(
    r"enrol|student|degree|graduat|pursuing|stud(?:y|ies|ying)|undergrad|registered|school|universit|college"
    r"|class of|bachelor|master|grads?\b|taught|bootcamp|diploma"
    r"|penultimate|sophomore|junior"
)


class Window(NamedTuple):
    """First and last day meant; whole years where no month stands."""

    first: date
    last: date


_SEASON_MONTHS = {"winter": (1, 3), "spring": (1, 6), "summer": (5, 9), "fall": (8, 12), "autumn": (8, 12)}
_STAMP = re.compile(
    rf"(?:\b(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?|\b(?P<season>{'|'.join(_SEASON_MONTHS)}))?(?:[ ,/]| of "
    rf"|\d{{1,2}},){{0,3}}\b(?P<year>{_YEAR})\b"
)
_BARE = re.compile(rf"\b(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?(?= ?(?:-|to|and|or|/))")


def window(words: str) -> Window | None:
    """What the sentence says of graduation; a month without a year ("June-December 2027") has that of the next."""
    found = _GRADUATION.search(words)
    if not found:
        return None
    said = next(found[name] for name in ("when", "class", "grads", "grad", "degree") if found[name])
    said = words[max(found.start(), found.end() - len(said) - 25) : found.end()] if found["when"] else said
    spans = [_months(stamp) for stamp in _STAMP.finditer(said)]
    if not spans:
        return None
    bare = _BARE.search(said)
    (year, first), (last_year, last) = min(s[0] for s in spans), max(s[1] for s in spans)
    if bare and bare.start() < said.find(str(year)):
        first = min(first, _MONTHS.index(bare["month"]) + 1)
    lower = (
        date(1900, 1, 1)
        if re.search(r"\b(?:by|before|no later than)\b[^.;]{0,25}$", words[: found.end() - 4])
        else date(year, first, 1)
    )
    upper = (
        date(2999, 12, 31)
        if re.search(r"\b(?:after|from|not before|no earlier than)\b[^.;]{0,25}$|or later", words[: found.end() - 4])
        and len(spans) == 1
        else _end(last_year, last)
    )
    return Window(lower, upper)


def _months(stamp: re.Match[str]) -> tuple[tuple[int, int], tuple[int, int]]:
    year = int(stamp["year"])
    if stamp["month"]:
        month = _MONTHS.index(stamp["month"]) + 1
        return (year, month), (year, month)
    first, last = _SEASON_MONTHS[stamp["season"]] if stamp["season"] else (1, 12)
    return (year, first), (year, last)


def _end(year: int, month: int) -> date:
    return date(year, month, 28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)
