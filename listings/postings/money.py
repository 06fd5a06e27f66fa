"""Pay as people say it, and as numbers for machines."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from listings.vocabulary import currencies

SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "CAD": "CA$", "AUD": "A$", "INR": "₹", "JPY": "¥"}


def amount(minor: int, currency: str, *, sign: bool = True) -> str:
    """ "$42", "$42.50", "1,200 CHF"."""
    value = currencies.major(minor, currency)
    spelled = f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"
    if not sign:
        return spelled
    return f"{SIGNS[currency]}{spelled}" if currency in SIGNS else f"{spelled} {currency}"


def pay_text(pay: Mapping[str, Any] | None) -> str:
    """ "$42–46 an hour"; empty where no number is stated."""
    if not pay:
        return ""
    spelled = range_text(pay["min"], pay["max"], pay["currency"])
    return {
        "hour": _("%(amount)s an hour"),
        "day": _("%(amount)s a day"),
        "week": _("%(amount)s a week"),
        "month": _("%(amount)s a month"),
        "year": _("%(amount)s a year"),
    }[pay["period"]] % {"amount": spelled}


def range_text(low: int | None, high: int | None, currency: str) -> str:
    """ "$42–46", with at least one of the two."""
    if low is not None and high is not None and low != high:
        first = amount(low, currency) if currency in SIGNS else amount(low, currency, sign=False)
        return f"{first}–{amount(high, currency, sign=currency not in SIGNS)}"
    if high is None:
        assert low is not None
        return _("%(amount)s or more") % {"amount": amount(low, currency)}
    return amount(high, currency) if low is not None else _("up to %(amount)s") % {"amount": amount(high, currency)}


def as_json(pay: Mapping[str, Any] | None) -> dict[str, str | None] | None:
    """Decimal strings in major units."""
    if not pay:
        return None
    currency = pay["currency"]

    def spell(minor: int | None) -> str | None:
        digits = 0 if currency in currencies.WHOLE else 2
        return None if minor is None else f"{currencies.major(minor, currency):.{digits}f}"

    return {
        "min": spell(pay["min"]),
        "max": spell(pay["max"]),
        "currency": currency,
        "period": pay["period"],
        "hourly_min": spell(pay["hourly_min"]),
        "hourly_max": spell(pay["hourly_max"]),
    }
