from decimal import Decimal

import pytest

from listings.models import Posting
from listings.postings import pay
from listings.vocabulary.pay_text import PayFact


@pytest.mark.parametrize(
    ("amount", "period", "hours", "hourly"),
    [
        (2500, "hour", None, 2500),
        (20_000, "day", None, 2500),
        (100_000, "week", None, 2500),
        (100_000, "week", Decimal(20), 5000),
        (1_040_000, "month", None, 6000),
        (5_200_000, "year", None, 2500),
        (None, "hour", None, None),
    ],
)
def test_an_hour_by_the_contract(amount, period, hours, hourly):
    assert pay.hourly(amount, period, hours) == hourly


def test_every_field_is_written():
    posting = Posting(hours_a_week=Decimal(20))
    pay.apply(posting, PayFact("range", 40_000, 60_000, "USD", "week", "plus housing"), "$400–600/wk plus housing")
    assert [getattr(posting, name) for name in pay.FIELDS] == [
        "paid", 40_000, 60_000, "USD", "week", "plus housing", 2000, 3000,
    ]  # fmt: skip
    pay.apply(posting, None, "as agreed")
    assert [getattr(posting, name) for name in pay.FIELDS] == [
        "not-stated",
        None,
        None,
        "",
        "",
        "as agreed",
        None,
        None,
    ]


def test_unpaid_has_no_numbers():
    posting = Posting()
    pay.apply(posting, PayFact("unpaid", note="college credit"))
    assert (posting.pay_kind, posting.pay_min, posting.pay_note) == ("unpaid", None, "college credit")


def test_what_no_column_holds_is_kept_in_words():
    posting = Posting()
    pay.apply(posting, PayFact("range", 10**11, 10**11, "KRW", "year"), "100,000,000,000 KRW a year")
    assert (posting.pay_kind, posting.pay_note) == ("not-stated", "100,000,000,000 KRW a year")
