"""Pay against itself, its period, the law of its place and who pays it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from listings.models.choices import PayKind, PayPeriod
from listings.postings.linting import wages
from listings.postings.linting.remark import EmployerFacts, Remark, remark
from listings.vocabulary import pay_text

if TYPE_CHECKING:
    from listings.postings.content import Content

WIDEST = 4
# What an hour of an intern is worth at least and at most, in minor units. Elsewhere no period is judged.
_PLAUSIBLE = {
    "USD": (300, 25_000),
    "CAD": (300, 25_000),
    "AUD": (300, 25_000),
    "GBP": (200, 20_000),
    "EUR": (200, 20_000),
    "CHF": (300, 25_000),
    "INR": (2_000, 500_000),
    "PLN": (1_000, 60_000),
}


def check(content: Content, employer: EmployerFacts, on: date) -> Iterator[Remark]:
    if content.pay_kind == PayKind.NOT_STATED:
        explanation = _("No pay is stated. Postings that state it are read and answered far more often.")
        yield remark("pay-missing", explanation, "pay_kind")
    if content.pay_kind == PayKind.UNPAID and employer.for_profit == "yes":
        explanation = _(
            "An unpaid internship at a company that works for profit is unlawful in many places. Pay it, or say which "
            "school or law makes it an exception."
        )
        yield remark("unpaid-for-profit", explanation, "pay_kind")
    if content.pay_kind != PayKind.PAID or content.pay_period not in PayPeriod.values:
        return
    low, high = content.pay_min, content.pay_max
    if low and high and high > WIDEST * low:
        explanation = _(
            "The highest pay is more than four times the lowest: nobody can tell what it will be. Narrow the range."
        )
        yield remark("pay-range-wide", explanation, "pay_max")
    mistyped = list(_period(content))
    yield from mistyped or _minimum(content, on)


def _hourly(content: Content, amount: int, period: str) -> int:
    return pay_text.to_hourly(amount, period, content.hours_a_week)


def _period(content: Content) -> Iterator[Remark]:
    """A sum that makes no sense in its period and does in another one."""
    amount = content.pay_max or content.pay_min
    if not amount or content.pay_currency not in _PLAUSIBLE:
        return
    least, most = _PLAUSIBLE[content.pay_currency]
    if least <= _hourly(content, amount, content.pay_period) <= most:
        return
    fitting = _fitting(content, amount)
    if not fitting:
        return
    explanation = _(
        "So much or so little for each %(typed)s cannot be meant. Perhaps it is the pay for a %(other)s: "
        "set the period."
    ) % {"typed": str(PayPeriod(content.pay_period).label), "other": str(fitting[len(fitting) // 2].label)}
    yield remark("pay-period-mistyped", explanation, "pay_period")


def ways(content: Content) -> list[tuple[str, int]]:
    """What may be meant by a sum that makes no sense in its period: (the period, what the numbers are divided by)."""
    amount = content.pay_max or content.pay_min
    if content.pay_kind != PayKind.PAID or content.pay_period not in PayPeriod.values or not list(_period(content)):
        return []
    assert amount
    fitting = _fitting(content, amount)
    least, most = _PLAUSIBLE[content.pay_currency]
    without_point = least <= _hourly(content, amount // 100, content.pay_period) <= most
    return [(fitting[len(fitting) // 2].value, 1), *([(content.pay_period, 100)] if without_point else [])]


def _fitting(content: Content, amount: int) -> list[PayPeriod]:
    least, most = _PLAUSIBLE[content.pay_currency]
    return [period for period in PayPeriod if least <= _hourly(content, amount, period.value) <= most]


def _minimum(content: Content, on: date) -> Iterator[Remark]:
    amount = content.pay_min if content.pay_min is not None else content.pay_max
    places = [place.place for place in content.places if place.place] or _countries(content)
    if amount is None:
        return
    hourly = _hourly(content, amount, content.pay_period)
    day = max(on, content.starts_on or on)
    known = {place: wages.at(place, day) for place in dict.fromkeys(places)}
    below = [
        (place, wage)
        for place, wage in known.items()
        if wage and wage.currency == content.pay_currency and hourly < wage.hourly
    ]
    if not below:
        return
    place, wage = max(below, key=lambda found: found[1].hourly)
    exempt = wage.lesser is not None and hourly >= wage.lesser
    code = "below-usual-minimum-wage" if exempt else "below-minimum-wage"
    yield remark(code, _explanation(content, wage, place, hourly, day), "pay_min")


def _countries(content: Content) -> list[str]:
    """Of a remote posting open to one country alone, that country."""
    return list(content.remote_countries) if len(content.remote_countries) == 1 else []


def _explanation(content: Content, wage: wages.Wage, place: str, hourly: int, day: date) -> str:
    sentences = [
        _("This is %(pay)s %(currency)s an hour; the minimum wage in %(place)s is %(least)s, since %(since)s.")
        % {
            "pay": f"{hourly / 100:.2f}",
            "currency": content.pay_currency,
            "place": wages.name(wage.place),
            "least": f"{wage.hourly / 100:.2f}",
            "since": date_format(wage.since, "j F Y"),
        }
    ]
    if wage.known_until < day:
        sentences.append(
            _("We know that rate to hold until %(until)s; it may have risen since.")
            % {"until": date_format(wage.known_until, "j F Y")}
        )
    sentences.append(wages.who(wage.who) if wage.who else _("Raise the pay, or correct the place or the hours."))
    return " ".join(sentences)
