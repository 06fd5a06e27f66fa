"""Amounts as people of several countries write them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from panel.editor.fields import MoneyField

READ = {
    "1250": "1250", "12,50": "12.50", "12.50": "12.50", "12,5": "12.5", "1.250,50": "1250.50", "1,250.50": "1250.50",
    "4 200": "4200", "4\u00a0200": "4200", "4\u202f200,75": "4200.75", "4'200": "4200", "4\u2019200.05": "4200.05",
    "1,250": "1250", "1.250": "1250", "1,250,000": "1250000", "1.250.000,5": "1250000.5", "$ 4,200": "4200",
    "€12,50": "12.50", "0,99": "0.99", ".50": "0.50", " 30 ": "30", "1250,50": "1250.50", "12,50,000": "1250000",
    "4.200,00 €": "4200",
}  # fmt: skip


@pytest.mark.parametrize(("written", "amount"), READ.items())
def test_an_amount_is_read_as_it_is_meant(written: str, amount: str) -> None:
    assert MoneyField().clean(written) == Decimal(amount)


@pytest.mark.parametrize("written", ["12,50,30", "1.25.50", "1,250,50", "1 25", "12,3456", "a lot", "1-2", "NaN", "-5"])
def test_what_is_no_amount_is_refused_and_not_guessed(written: str) -> None:
    with pytest.raises(ValidationError):
        MoneyField().clean(written)


def test_nothing_written_is_nothing() -> None:
    assert MoneyField(required=False).clean("") is None
