"""Pay that the text of an advertisement states: a sum or range with its currency and its period, or "unpaid"."""

import re
from collections.abc import Iterator

from listings.vocabulary import pay_text
from listings.vocabulary.pay_text import PayFact
from listings.vocabulary.statements import Found, Reading, Statement, agreed, quoted

_PERIODS = {
    "hour": r"hour|hr",
    "day": r"day",
    "week": r"week|wk",
    "month": r"month",
    "year": r"year|yr|annum",
}
_WORDS = {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "annually": "year", "yearly": "year"}
_BEHIND = re.compile(
    r"\s*(?:usd|cad|aud|eur|gbp|chf|gross|brutto)?\s*\(?(?:"
    r"(?:/|per|an?|each|every|a)\s*(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _PERIODS.items()) + r")\b"
    r"|(?P<word>hourly|daily|weekly|monthly|annually|yearly)\b)"
)
_AHEAD = re.compile(
    r"\b(?P<word>hourly|daily|weekly|monthly|annual|yearly)\s+(?:base\s+)?(?:pay|rate|wage|salary|compensation|range|"
    r"stipend|allowance|remuneration)s?\b[^.;$£€]{0,70}$"
)
_ABOUT_PAY = re.compile(
    r"\b(?:pay|paid|pays|salary|salaries|compensation|compensated|wages?|rates?|earn|remuneration|stipend|hourly|"
    r"allowance|base)\b"
)
# Money that is not what the work is paid.
_ELSE = re.compile(
    r"\b(?:bonus(?:es)?|equity|401|funding|funded|raised|revenue|valuation|valued|invest\w*|reimburse\w*|relocation|"
    r"sign-?on|fertility|parental|lifetime|wellness|fitness|gym|health|learning|education|tuition|home[- ]office|"
    r"internet|phone|commut\w*|transit|meals?|lunch\w*|travel|equipment|books?|referral|donat\w*|matching|budget|"
    r"commission|ote|perks?|insurance|scholarship|fees?|fines?|prizes?|full-?time)\b"
)
_HOUSING = re.compile(r"\bhousing\b")
_SCALE = re.compile(r"\s*(?:million|billion|bn|mm?|b)\b|\+?\s*(?:million|billion)")
_UNPAID = re.compile(
    r"\bthis (?:is an? )?(?:internship |position |role )?(?:is )?(?:an? )?unpaid\b"
    r"|\b(?:internship|position|role) (?:is|will be) (?:an? )?unpaid\b|^unpaid (?:internship|position|role)\b"
    r"|\bunpaid internship\b(?!s)"
)
_NEGATED = re.compile(r"\b(?:not|never|no|don't|isn't)\b[^.]{0,20}$")
_DASHES = str.maketrans("–—−‑", "----")
_REACH = 90


def find(reading: Reading) -> Found[PayFact] | None:
    """None where several sums stand for different people or places: choosing would be guessing."""
    found = [one for statement in reading.statements for one in _in(statement)]
    return agreed(found)


def _in(statement: Statement) -> Iterator[Found[PayFact]]:
    text = statement.text.translate(_DASHES).lower()
    if (unpaid := _UNPAID.search(text)) and not _NEGATED.search(text[: unpaid.start()]):
        yield Found(PayFact("unpaid"), quoted(statement))
        return
    for start, end, words in _sums(text):
        before, after = text[max(0, start - _REACH) : start], text[end : end + 60]
        period = _period(before, after)
        if period and _is_pay(text, before, after, end - start):
            if fact := pay_text.parse(f"{_opening(before)}{words} per {period}"):
                yield Found(fact, quoted(statement, start))


def _sums(text: str) -> Iterator[tuple[int, int, str]]:
    """Bounds of a sum or a range that names its currency, and how it would be written in short."""
    found = list(pay_text.MONEY.finditer(text))
    at = 0
    while at < len(found):
        first, last = found[at], found[at]
        if at + 1 < len(found) and re.fullmatch(
            r"\s*(?:(?:/|per|an?)\s*(?:hour|hr|month|year))?\s*(?:-|to|and)\s*",
            text[first.end() : found[at + 1].start()],
        ):
            last = found[at + 1]
            at += 1
        at += 1
        between = text[first.end() : last.start()] if last is not first else ""
        named = any(match["sign"] or match["after"] for match in (first, last))
        if named and ("and" not in between or "between" in text[max(0, first.start() - 20) : first.start()]):
            words = first[0] if first is last else f"{first[0]} - {last[0]}"
            yield first.start(), last.end(), words.strip()


def _period(before: str, after: str) -> str | None:
    if behind := _BEHIND.match(after):
        return _WORDS.get(behind["word"] or "") or next((name for name in _PERIODS if behind[name]), None)
    ahead = _AHEAD.search(before)
    return _WORDS.get({"annual": "annually"}.get(ahead["word"], ahead["word"])) if ahead else None


def _is_pay(text: str, before: str, after: str, length: int) -> bool:
    if _SCALE.match(after) or _ELSE.search(before) or _ELSE.search(after[:30]) or _HOUSING.search(before):
        return False
    alone = before.strip() == "" or before.rstrip()[-1:] in ":-|("
    return bool(_ABOUT_PAY.search(text)) or (alone and len(text) <= length + 40)


def _opening(before: str) -> str:
    """What tells the lower or upper end where one sum stands alone."""
    if re.search(r"\bup to(?: an?)? $|\bmaximum of $", before):
        return "up to "
    if re.search(r"\b(?:from|starting at|starts at|at least|minimum of) $", before):
        return "from "
    return "between " if re.search(r"\bbetween(?: an?)? $", before) else ""
