"""Pay as sources write it, and its worth by the hour.

A text is understood whole or not at all: None means that the raw words are all there is to show.
"""

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from listings.vocabulary import currencies

PERIODS = ("hour", "day", "week", "month", "year")

_LONGEST = 500
_LARGEST_MINOR = 10**12
_SIGNS = {
    "us$": "USD", "ca$": "CAD", "c$": "CAD", "a$": "AUD", "au$": "AUD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD",
    "sg$": "SGD", "r$": "BRL", "mx$": "MXN", "nt$": "TWD", "$": "USD", "£": "GBP", "€": "EUR", "₹": "INR", "₩": "KRW",
    "₪": "ILS", "zł": "PLN", "rs.": "INR", "rs": "INR",
}  # fmt: skip
_CODES = [
    "USD", "CAD", "AUD", "NZD", "HKD", "SGD", "BRL", "MXN", "TWD", "GBP", "EUR", "INR", "KRW", "ILS", "PLN", "CHF",
    "SEK", "NOK", "DKK", "CZK", "HUF", "RON", "JPY", "CNY", "TRY", "ZAR", "AED", "CLP", "VND",
]  # fmt: skip
# A "$" beside one of these codes is that country's; a "¥" needs its code, two countries write it.
_SHARED_SIGNS = {"$": {"USD", "CAD", "AUD", "NZD", "HKD", "SGD", "MXN", "TWD", "CLP"}, "¥": {"JPY", "CNY"}}

_CURRENCY = "|".join(re.escape(sign) for sign in sorted([*_SIGNS, "¥"], key=len, reverse=True))
_NUMBER = r"(?:[0-9]{1,3}(?:[,'’.\u00a0\u202f ][0-9]{3})+(?![0-9])(?:[.,][0-9]{1,2})?|[0-9]{1,12}(?:[.,][0-9]+)?)"
MONEY = re.compile(
    rf"(?P<sign>{_CURRENCY}|(?<![a-z])(?:{'|'.join(_CODES).lower()})(?![a-z]))?\s*(?<![0-9.,])(?P<number>{_NUMBER})\s?"
    rf"(?P<kilo>k(?![a-z]))?\s*(?P<after>{_CURRENCY}|(?:{'|'.join(_CODES).lower()})(?![a-z]))?"
)
_PERIOD_WORDS = {
    "hour": r"hourly|hours?|hrs?\.?|h|ph",
    "day": r"daily|day|d",
    "week": r"weekly|weeks?|wk\.?|w",
    "month": r"monthly|months?|mo\.?|pcm",
    "year": r"yearly|annually|annual|annum|years?|yrs?\.?|p\.?a\.?|y",
}
_PERIOD = re.compile(
    r"(?<![a-z])(?:(?:/\s*)?(?:per|an?|every|each)\s+|/\s*)?(?<![a-z])(?:"
    + "|".join(f"(?P<{period}>{words})" for period, words in _PERIOD_WORDS.items())
    + r")(?![a-z0-9])"
)
_BETWEEN = re.compile(r"\s*(?:-|to)\s*")
_BETWEEN_AND = re.compile(r"\s*(?:-|to|and)\s*")
_FILLER = re.compile(
    r"[\s:~/().,\[\]-]+|\b(?:pay|paid|wage|salary|base|rate|range|compensation|stipend|approx|approximately|about|circa|ca"
    r"|of|is|the|up|to|from|starting|at|between|gross|brutto|basic|usd|minimum|maximum|min|max)\b"
)
_UP_TO, _FROM = re.compile(r"\b(?:up to|max(?:imum)?)\b"), re.compile(r"\b(?:from|starting|min(?:imum)?)\b")
_NOT_PAY = re.compile(
    r"\b(?:once|one[- ]time|lump|bonus(?:es)?|commission|equity|relocation|sign-?on|housing|total|ote)\b"
)
_UNPAID = re.compile(
    r"(?:this (?:internship|position|role) is )?(?:unpaid|un-paid|non-paid|not paid|no pay|without pay)"
    r"(?: internship| position| role)?(?:\s*[(,;•-]\s*(?P<note>[^0-9]*?)\)?)?[\s.!]*"
)
# What an hour, a day … can be worth in the currencies where a slip of the source shows; elsewhere nothing is judged.
_PLAUSIBLE = {
    "hour": (3, 1000),
    "day": (20, 5000),
    "week": (100, 25_000),
    "month": (300, 100_000),
    "year": (10_000, 2_000_000),
}
_JUDGED = {"USD", "CAD", "AUD", "NZD", "GBP", "EUR", "CHF", "SGD"}


@dataclass(frozen=True)
class PayFact:
    """Amounts in minor units; currency is ISO 4217. Unpaid has neither amount nor currency nor period."""

    kind: str
    min_minor: int | None = None
    max_minor: int | None = None
    currency: str = ""
    period: str = ""
    note: str = ""


def parse(raw: str) -> PayFact | None:
    text = " ".join(raw[:_LONGEST].split()).replace("–", "-").replace("—", "-").replace("−", "-").replace("‑", "-")
    unpaid = _UNPAID.fullmatch(text.casefold())
    if unpaid:
        return PayFact("unpaid", note=(unpaid["note"] or "").strip())
    main, *rest = re.split(r"\s*[•|;]\s*|\s+(?=\+|(?:plus|depending|based on|doe)\b)", text)
    # Several ranges side by side are for different people or places: adding or choosing would be guessing.
    if any(_names_a_sum(part.lower()) and not _NOT_PAY.search(part.lower()) for part in rest):
        return None
    fact = _component(main.lower())
    if fact is None:
        return None
    note = " • ".join(part.strip(" .") for part in rest if part.strip(" ."))
    return PayFact("range", *fact, note=note)


def stated(low: Decimal | None, high: Decimal | None, currency: str, period: str) -> PayFact | None:
    """Figures that stand in fields of their own. None where they cannot be meant: a month's typed as an hour's."""
    amounts = [amount for amount in (low, high) if amount]
    currency = currency.strip().upper()
    if not amounts or min(amounts) < 0 or not re.fullmatch("[A-Z]{3}", currency) or period not in PERIODS:
        return None
    least, most = _PLAUSIBLE[period]
    if amounts != sorted(amounts) or amounts[-1] * 100 > _LARGEST_MINOR:
        return None
    if currency in _JUDGED and not (least <= amounts[0] and amounts[-1] <= most):
        return None
    ends = [currencies.minor(amount, currency) if amount else None for amount in (low, high)]
    return PayFact("range", ends[0], ends[1], currency, period)


def _names_a_sum(text: str) -> bool:
    return any(match["sign"] or match["after"] for match in MONEY.finditer(text))


def _component(text: str) -> tuple[int | None, int | None, str, str] | None:
    """One sum or range with its period; None when a word or number is left that nobody explained."""
    found = list(MONEY.finditer(text))
    if not 1 <= len(found) <= 2 or _NOT_PAY.search(text):
        return None
    currency = _currency([sign for match in found for sign in (match["sign"], match["after"]) if sign])
    amounts = _amounts(found, currency)
    if currency is None or amounts is None:
        return None
    before, after = text[: found[0].start()], text[found[-1].end() :]
    between = _BETWEEN_AND if "between" in before else _BETWEEN
    if len(found) == 2 and not between.fullmatch(text[found[0].end() : found[1].start()]):
        return None
    open_end = after.startswith("+")
    around = f"{before} | {after.removeprefix('+')}"
    period = _period(around, amounts, currency)
    if period is None or _FILLER.sub("", _PERIOD.sub(" ", around)).strip(" |"):
        return None
    low, high = amounts[0], amounts[-1]
    if len(amounts) == 1 and (open_end or _FROM.search(before)):
        return currencies.minor(low, currency), None, currency, period
    if len(amounts) == 1 and _UP_TO.search(before):
        return None, currencies.minor(high, currency), currency, period
    return currencies.minor(low, currency), currencies.minor(high, currency), currency, period


def _currency(signs: list[str]) -> str | None:
    codes = {sign.upper() for sign in signs if sign.upper() in _CODES}
    marks = {sign for sign in signs if sign.upper() not in _CODES}
    for mark in marks:
        shared = _SHARED_SIGNS.get(mark)
        if shared is None:
            codes.add(_SIGNS[mark])
        elif not codes & shared:
            # "CA$30 - $40": the second sign repeats the first in short.
            written = {_SIGNS[other] for other in marks - _SHARED_SIGNS.keys()} & shared
            codes |= written or ({_SIGNS[mark]} if mark in _SIGNS else set())
    return codes.pop() if len(codes) == 1 else None


def _amounts(found: list[re.Match[str]], currency: str | None) -> list[Decimal] | None:
    values = [_number(match["number"], currency) for match in found]
    if any(value is None for value in values):
        return None
    amounts = [value * 1000 if match["kilo"] else value for value, match in zip(values, found, strict=True) if value]
    if len(amounts) != len(found):
        return None
    # "$30-60K": the K is written once for both.
    if len(amounts) == 2 and found[1]["kilo"] and not found[0]["kilo"] and amounts[0] < 1000:
        amounts[0] *= 1000
    return amounts if amounts == sorted(amounts) and amounts[-1] * 100 <= _LARGEST_MINOR else None


def _number(written: str, currency: str | None) -> Decimal | None:
    """Reads "11.7", "120,000", "2.500,00", "1 131 600"; "2.500" in dollars could mean either and is left alone."""
    text = re.sub(r"['’\s]", "", written)
    whole, mark, end = re.fullmatch(r"(.*?)(?:([.,])([0-9]*))?", text).groups()  # type: ignore[union-attr]
    if mark == "." and len(end) == 3 and currency in {"USD", "GBP", "CAD", "AUD"}:
        return None
    if mark and len(end) == 3:
        return Decimal(re.sub(r"[.,]", "", text))
    return Decimal(re.sub(r"[.,]", "", whole) + (f".{end}" if mark else ""))


def period_named(words: str) -> str | None:
    """The one period that the words beside a figure name."""
    named = {match.lastgroup for match in _PERIOD.finditer(words.lower())}
    return named.pop() if len(named) == 1 else None


def _period(around: str, amounts: list[Decimal], currency: str) -> str | None:
    named = {match.lastgroup for match in _PERIOD.finditer(around)}
    if len(named) > 1:
        return None
    period = named.pop() if named else None
    if period is None:
        # Boards leave the period out where it is the year; a smaller sum could be anything.
        return "year" if currency in _JUDGED and amounts[0] >= 20_000 else None
    least, most = _PLAUSIBLE[period]
    return period if currency not in _JUDGED or (least <= amounts[0] and amounts[-1] <= most) else None


def to_hourly(amount_minor: int, period: str, hours_a_week: Decimal | None) -> int:
    """Minor units an hour, rounded half up, as the contract counts: a day is a fifth of the week's hours, a month
    52/12 weeks, a year 52 weeks, and the week has 40 hours where nobody stated them."""
    hours = Fraction(hours_a_week) if hours_a_week and hours_a_week > 0 else Fraction(40)
    hours_in = {"hour": Fraction(1), "day": hours / 5, "week": hours, "month": hours * 52 / 12, "year": hours * 52}
    return math.floor(amount_minor / hours_in[period] + Fraction(1, 2))
