"""What the linter says, and everything it may say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Severity = Literal["block", "warn", "advice"]
ForProfit = Literal["yes", "no", "not-stated"]
SEVERITIES: tuple[Severity, ...] = ("block", "warn", "advice")


@dataclass(frozen=True)
class EmployerFacts:
    name: str = ""
    website: str = ""
    for_profit: ForProfit = "not-stated"
    third_party: bool = False


@dataclass(frozen=True)
class Remark:
    """`start` and `end` count in `prose.readings(content)[field]`; `words` stand there. On a fact alone there are none.

    The explanation is a sentence in the language of the reader who asked.
    """

    code: str
    severity: Severity
    field: str
    start: int
    end: int
    words: str
    explanation: str


class Code(NamedTuple):
    severity: Severity
    example: str


# Every code, in the order of docs/linting.md, which a test compares. block: cannot be submitted so; warn: the employer
# confirms it and a moderator sees it; advice: said once.
CODES: dict[str, Code] = {
    "asks-for-money": Code("block", "“Send a refundable deposit of $50 for your training kit.”"),
    "pays-in-crypto": Code("block", "“Your stipend is paid in USDT.”"),
    "contact-by-messenger": Code("block", "“Message our manager on WhatsApp.”"),
    "pay-period-mistyped": Code("block", "Pay of 4,000 dollars an hour."),
    "contact-by-mail": Code("warn", "“Send your resume to hiring.desk@gmail.com.”"),
    "contact-by-phone": Code("warn", "“Call me at +1 212 555 0147.”"),
    "short-link": Code("warn", "“Apply at bit.ly/3abcde.”"),
    "sponsorship-denied": Code("warn", "Sponsors, and “we are unable to sponsor visas”."),
    "sponsorship-offered": Code("warn", "Does not sponsor, and “visa sponsorship is available”."),
    "citizens-only-said": Code("warn", "Sponsors, and “U.S. citizens only”."),
    "on-site-said": Code("warn", "Remote, and “three days a week in our office”."),
    "remote-said": Code("warn", "On site, and “this role is fully remote”."),
    "days-on-site-differ": Code("warn", "Two days on site, and “four days a week in the office”."),
    "experience-asked": Code("warn", "An internship, and “3+ years of experience”."),
    "some-experience-asked": Code("advice", "An internship, and “at least one year of experience”."),
    "enrolment-asked": Code("warn", "Enrolment not required, and “currently enrolled in a degree”."),
    "enrolment-not-asked": Code("warn", "Enrolment required, and “no degree needed”."),
    "graduation-differs": Code("warn", "Graduates from 2027, and “graduating in 2026”."),
    "term-differs": Code("warn", "Term summer 2027, and “Summer 2026” in the text."),
    "start-outside-term": Code("warn", "Term summer 2027, starting on 4 January 2027."),
    "closes-after-start": Code("warn", "Applications close after the first day of work."),
    "pay-range-wide": Code("warn", "Pay of 15 to 90 dollars an hour."),
    "below-minimum-wage": Code("warn", "Pay of 12 dollars an hour in Seattle."),
    "below-usual-minimum-wage": Code("advice", "Pay of 6 euros an hour in Berlin."),
    "unpaid-for-profit": Code("warn", "Unpaid, at a company that works for profit."),
    "title-shouts": Code("warn", "“BACKEND INTERN WANTED”, “Backend intern!!!”, “🔥 Backend intern”."),
    "title-has-pay": Code("warn", "“Backend intern ($40/h)”."),
    "title-has-place": Code("advice", "“Backend intern – Berlin”, “Backend intern (remote)”."),
    "title-has-term": Code("advice", "“Backend intern, Summer 2027”."),
    "title-has-employer": Code("advice", "“Backend intern at Northwind”."),
    "body-too-short": Code("warn", "A description of two sentences."),
    "mentor-missing": Code("advice", "No mentor named."),
    "pay-missing": Code("advice", "No pay stated."),
}


def remark(code: str, explanation: str, field: str, start: int = 0, end: int = 0, text: str = "") -> Remark:
    return Remark(code, CODES[code].severity, field, start, end, text[start:end], explanation)
