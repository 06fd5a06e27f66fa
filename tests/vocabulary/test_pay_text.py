import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listings.vocabulary import pay_text
from listings.vocabulary.pay_text import PayFact

LABELLED = Path(__file__).parents[1] / "data" / "pay" / "zshah.tsv"


def labelled() -> list[dict[str, str]]:
    lines = [line for line in LABELLED.read_text().splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def money(fact: PayFact | None) -> tuple[int | None, int | None, str, str] | None:
    return (fact.min_minor, fact.max_minor, fact.currency, fact.period) if fact else None


@pytest.mark.parametrize("row", labelled(), ids=lambda row: row["raw"])
def test_every_pay_text_of_a_real_list(row: dict[str, str]) -> None:
    expected = None
    if row["kind"] != "none":
        least, most = (int(Decimal(row[end]) * 100) for end in ("min", "max"))
        expected = PayFact(row["kind"], least, most, row["currency"], row["period"], row["note"])
    assert pay_text.parse(row["raw"]) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("$11.7K per month", (1_170_000, 1_170_000, "USD", "month")),
        ("$40 - $50 per hour", (4000, 5000, "USD", "hour")),
        ("$40 to $50 an hour", (4000, 5000, "USD", "hour")),
        ("between $40 and $50 hourly", (4000, 5000, "USD", "hour")),
        ("$120,000/yr", (12_000_000, 12_000_000, "USD", "year")),
        ("$182,160 – $278,300 • Offers Equity • Multiple Ranges", (18_216_000, 27_830_000, "USD", "year")),
        ("£30k", (3_000_000, 3_000_000, "GBP", "year")),
        ("£74K – £100K • Offers Equity", (7_400_000, 10_000_000, "GBP", "year")),
        ("SEK\xa0836,400 – SEK\xa01,131,600 per year", (83_640_000, 113_160_000, "SEK", "year")),
        ("€2,500 per month", (250_000, 250_000, "EUR", "month")),
        ("2.500 € / month", (250_000, 250_000, "EUR", "month")),
        ("2.500,50 EUR monthly", (250_050, 250_050, "EUR", "month")),
        ("CA$35/hr", (3500, 3500, "CAD", "hour")),
        ("CA$30 - $40/hr", (3000, 4000, "CAD", "hour")),
        ("$35 CAD per hour", (3500, 3500, "CAD", "hour")),
        ("JPY 1500/hour", (1500, 1500, "JPY", "hour")),
        ("₹25,000 per month", (2_500_000, 2_500_000, "INR", "month")),
        ("$30-60K per year", (3_000_000, 6_000_000, "USD", "year")),
        ("up to $50/hr", (None, 5000, "USD", "hour")),
        ("from $25/hr", (2500, None, "USD", "hour")),
        ("$25+/hr", (2500, None, "USD", "hour")),
        ("Hourly rate: $25", (2500, 2500, "USD", "hour")),
        ("$200/day", (20_000, 20_000, "USD", "day")),
        ("$12.345/hr", None),
    ],
)
def test_other_spellings(raw: str, expected: tuple[int | None, int | None, str, str] | None) -> None:
    assert money(pay_text.parse(raw)) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "Competitive",
        "Paid",
        "paid or unpaid",
        "DOE",
        "35/hr",
        "¥1500/hour",
        "$5,000",
        "$5,000 signing bonus",
        "$30K – $60K once",
        "$20/hr for undergraduates, $25/hr for graduates",
        "$20/hr • $25/hr",
        "$11.7K per month • $120K per year",
        "$25 or $30 per hour",
        "$50 – $40 per hour",
        "$25 – €30 per hour",
        "$25/hr, $1,000/week",
        "$0/hr",
        "$7,500 per hour",
        "about half of $30 per hour",
        "401k",
    ],
)
def test_what_is_not_clear_is_not_understood(raw: str) -> None:
    assert pay_text.parse(raw) is None


@pytest.mark.parametrize(
    ("raw", "note"),
    [
        ("Unpaid", ""),
        ("unpaid internship", ""),
        ("Unpaid (course credit)", "course credit"),
        ("This position is unpaid.", ""),
    ],
)
def test_unpaid(raw: str, note: str) -> None:
    assert pay_text.parse(raw) == PayFact("unpaid", note=note)


@pytest.mark.parametrize(
    ("raw", "note"),
    [
        ("$2K per week • + housing stipend.", "+ housing stipend"),
        ("$45/hr + $5,000 relocation bonus", "+ $5,000 relocation bonus"),
        ("$140K – $214K • Offers Equity • 70/30 split", "Offers Equity • 70/30 split"),
        ("$25/hr depending on experience", "depending on experience"),
    ],
)
def test_what_stands_beside_is_a_note_and_never_added(raw: str, note: str) -> None:
    fact = pay_text.parse(raw)
    assert fact is not None
    assert fact.note == note


@pytest.mark.parametrize(
    ("amount", "period", "hours", "hourly"),
    [
        (3500, "hour", None, 3500),
        (3500, "hour", Decimal(20), 3500),
        (20_000, "day", None, 2500),
        (20_000, "day", Decimal(35), 2857),
        (200_000, "week", None, 5000),
        (200_000, "week", Decimal("37.5"), 5333),
        (1_170_000, "month", None, 6750),
        (12_000_000, "year", None, 5769),
        (12_000_000, "year", Decimal(20), 11538),
        (20, "week", None, 1),  # half a cent rounds up
        (19, "week", None, 0),
        (200_000, "week", Decimal(0), 5000),
    ],
)
def test_hourly(amount: int, period: str, hours: Decimal | None, hourly: int) -> None:
    assert pay_text.to_hourly(amount, period, hours) == hourly


PIECES = [
    *("$", "€", "CA$", "USD", "¥", "20", "25.5", "1,000", "2.500", "30k", "-", "–"),
    *("/hr", "per", "month", "or", "+", "•", "unpaid", " "),
]


@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text_is_read_without_an_error(raw: str) -> None:
    fact = pay_text.parse(raw)
    if fact is not None and fact.kind == "range":
        assert fact.period in pay_text.PERIODS
        assert len(fact.currency) == 3
        assert fact.min_minor is not None or fact.max_minor is not None
        if fact.min_minor is not None and fact.max_minor is not None:
            assert 0 < fact.min_minor <= fact.max_minor
