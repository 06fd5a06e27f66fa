"""What may have been meant by a pay that makes no sense in its period, and the correction with one press."""

from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from listings.models.choices import PayPeriod
from listings.postings import linting, money
from listings.postings.content import Content
from panel.editor.fields import MoneyField
from panel.editor.typed import Typed

HUNDREDTH = "hundredth"  # the decimal point was left out


def of(said: Content) -> list[tuple[str, str]]:
    """(what the button does, what it says)"""
    return [
        (f"pay:{HUNDREDTH}", _hundredth(said)) if divisor > 1 else (f"pay:{period}", _period(period))
        for period, divisor in linting.pay_ways(said)
    ]


def _period(period: str) -> str:
    return {
        "hour": _("Yes, an hour"),
        "day": _("Yes, a day"),
        "week": _("Yes, a week"),
        "month": _("Yes, a month"),
        "year": _("Yes, a year"),
    }[period]


def _hundredth(said: Content) -> str:
    amounts = {"min": said.pay_min and said.pay_min // 100, "max": said.pay_max and said.pay_max // 100}
    return money.pay_text({**amounts, "currency": said.pay_currency, "period": said.pay_period})


def corrected(typed: Typed, key: str) -> Typed:
    if key in PayPeriod.values:
        return typed.with_(pay_period=[key])
    if key != HUNDREDTH:
        return typed
    return typed.with_(**{name: [_over_hundred(typed.one(name))] for name in ("pay_min", "pay_max")})


def _over_hundred(text: str) -> str:
    try:
        amount = MoneyField(required=False).clean(text)
    except ValidationError:
        return text
    return "" if amount is None else f"{(amount / 100).quantize(Decimal('0.01'), ROUND_HALF_UP):f}"
