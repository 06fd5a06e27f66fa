import pytest
from hypothesis import given
from hypothesis import strategies as st

from listings.vocabulary import terms
from listings.vocabulary.terms import TermFact


@pytest.mark.parametrize(
    ("raw", "slugs"),
    [
        ("Summer", ["summer"]),
        ("Summer 2027", ["summer-2027"]),
        ("SUMMER 2027", ["summer-2027"]),
        ("summer-2027", ["summer-2027"]),
        ("2027 Summer", ["summer-2027"]),
        ("2027 Summer/Fall", ["summer-2027", "fall-2027"]),
        ("Autumn 2026", ["fall-2026"]),
        ("Winter/Spring 2027", ["winter-2027", "spring-2027"]),
        ("Winter and Spring 2027", ["winter-2027", "spring-2027"]),
        ("Winter/Spring", ["winter", "spring"]),
        ("Summer, Fall", ["summer", "fall"]),
        ("Spring 2027 (Co-op)", ["spring-2027"]),
        ("Summer '27", ["summer-2027"]),
        ("Fall 2026 - Spring 2027", ["fall-2026", "spring-2027"]),
        ("Summer 2027; Fall 2026", ["summer-2027", "fall-2026"]),
        ("summer-2027;fall", ["summer-2027", "fall"]),
        ("Summer 2026/2027", ["summer-2026", "summer-2027"]),
        ("Summer 2027, Summer 2027", ["summer-2027"]),
        ("Fall 2026, Spring", ["fall-2026", "spring"]),
        ("Fall/Spring 2026-2027", ["fall", "spring"]),
        ("Fall/Spring 2026/27", ["fall", "spring"]),
        ("2026 Fall, Spring 2027", ["fall", "spring"]),
        ("2026 Fall 2027 Spring", ["fall-2026", "spring-2027"]),
        ("Summer 2027-08", ["summer-2027"]),
        ("Not stated", []),
        ("Off-Season", []),
        ("Year-round", []),
        ("2027", []),
        ("Rainfall, Springfield, midsummer", []),
        ("", []),
    ],
)
def test_parse(raw: str, slugs: list[str]) -> None:
    assert [fact.slug for fact in terms.parse(raw)] == slugs


def test_slug_is_strict() -> None:
    assert terms.from_slug("summer-2027") == TermFact("summer", 2027)
    assert terms.from_slug("summer") == TermFact("summer")
    for wrong in ("Summer", "autumn", "summer-27", "summer-1999", "summer-2027 ", "summer-2027\n", "summer-٢٠٢٧", ""):
        assert terms.from_slug(wrong) is None


def test_settings_fill_only_the_missing_year() -> None:
    years = {"summer": 2026, "fall": 2025}
    facts = [TermFact("summer"), TermFact("fall", 2026), TermFact("winter"), TermFact("summer", 2026)]
    filled = [TermFact("summer", 2026), TermFact("fall", 2026), TermFact("winter")]
    assert terms.with_years(facts, years) == filled


def test_label() -> None:
    assert terms.label(TermFact("summer", 2027)) == "Summer 2027"
    assert terms.label(TermFact("fall")) == "Fall, no year stated"


@given(st.text() | st.lists(st.sampled_from(["fall", "spring ", "2026", "'27", "/27", ", ", ";"])).map("".join))
def test_any_text_is_read_without_an_error(raw: str) -> None:
    facts = terms.parse(raw)
    assert len(set(facts)) == len(facts)
    for fact in facts:
        assert terms.from_slug(fact.slug) == fact
        assert terms.parse(terms.label(fact)) == [fact]
