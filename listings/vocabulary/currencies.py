"""Amounts as people write them and as the database keeps them: in minor units, whole numbers."""

from decimal import ROUND_HALF_UP, Decimal

# Currencies without minor units, as far as the board has met them.
WHOLE = frozenset({"CLP", "JPY", "KRW", "VND"})


def per_unit(currency: str) -> int:
    """Minor units in one of the major."""
    return 1 if currency in WHOLE else 100


def minor(amount: Decimal, currency: str) -> int:
    return int((amount * per_unit(currency)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def major(amount: int, currency: str) -> Decimal:
    return Decimal(amount) / per_unit(currency)
