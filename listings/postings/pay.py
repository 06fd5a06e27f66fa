"""The pay of a posting: the one place that writes what an hour is worth."""

from decimal import Decimal

from listings.models import Posting
from listings.models.choices import PayKind
from listings.vocabulary import pay_text
from listings.vocabulary.pay_text import PayFact

FIELDS = ("pay_kind", "pay_min", "pay_max", "pay_currency", "pay_period", "pay_note", "hourly_min", "hourly_max")
LARGEST = 2_147_483_647
LONGEST_NOTE = 200


def hourly(amount: int | None, period: str, hours_a_week: Decimal | None) -> int | None:
    """Minor units an hour, by the contract's periods."""
    return None if amount is None else pay_text.to_hourly(amount, period, hours_a_week)


def apply(posting: Posting, fact: PayFact | None, said: str = "") -> None:
    """Set every pay field of the posting, unsaved. What was SAID and not understood is kept as a note."""
    if fact and max(fact.min_minor or 0, fact.max_minor or 0) > LARGEST:
        fact = None
    paid = fact is not None and fact.kind != "unpaid"
    posting.pay_kind = PayKind.NOT_STATED if fact is None else PayKind.PAID if paid else PayKind.UNPAID
    posting.pay_min = fact.min_minor if fact and paid else None
    posting.pay_max = fact.max_minor if fact and paid else None
    posting.pay_currency = fact.currency if fact and paid else ""
    posting.pay_period = fact.period if fact and paid else ""
    posting.pay_note = (fact.note if fact else said)[:LONGEST_NOTE]
    reckon(posting)


def reckon(posting: Posting) -> None:
    """Set the hourly figures from the others, unsaved; to be called after any of them changed."""
    posting.hourly_min = hourly(posting.pay_min, posting.pay_period, posting.hours_a_week)
    posting.hourly_max = hourly(posting.pay_max, posting.pay_period, posting.hours_a_week)
