"""Every code of the linter: what brings it up, what does not, and where it points."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from listings.postings.content import Content, Duty, PlaceSaid
from listings.postings.linting import CODES, EmployerFacts, Remark, lint, readings, wages

NOVEMBER = date(2026, 11, 24)
BODY = "You write and run the services behind our booking site, with tests and reviews every day. " * 5
PLAIN = Content(
    title="Back-end intern",
    body=BODY,
    mentor_name="Ada Park",
    pay_kind="paid",
    pay_min=3000,
    pay_max=4000,
    pay_currency="USD",
    pay_period="hour",
    terms=("summer-2027",),
    starts_on=date(2027, 6, 7),
    closes_on=date(2027, 1, 15),
)
EMPLOYER = EmployerFacts("Northwind", "https://www.northwind.example/jobs", "yes")
SEATTLE = (PlaceSaid("Seattle, WA", "seattle"),)


def remarks(employer: EmployerFacts = EMPLOYER, **said: Any) -> list[Remark]:
    return lint(replace(PLAIN, **said), employer, NOVEMBER)


def codes(**said: Any) -> set[str]:
    return {remark.code for remark in remarks(**said)}


def prose(sentence: str, **said: Any) -> set[str]:
    return codes(body=f"{BODY}\n\n{sentence}\n\n{BODY}", **said)


def test_a_clean_posting_has_no_remark() -> None:
    assert remarks() == []


@pytest.mark.parametrize(
    ("code", "sentence", "said"),
    [
        ("sponsorship-denied", "We are unable to sponsor visas.", {"visa": ("sponsors",)}),
        ("sponsorship-offered", "Visa sponsorship is available.", {"visa": ("no-sponsorship",)}),
        ("sponsorship-offered", "Visa sponsorship is available.", {"visa": ("citizenship",)}),
        ("citizens-only-said", "You must be a U.S. citizen.", {"visa": ("cpt", "opt")}),
        ("on-site-said", "You come to our office three days a week.", {"workplace": "remote"}),
        ("on-site-said", "You must relocate to Denver.", {"workplace": "remote"}),
        ("remote-said", "This role is fully remote.", {"workplace": "on-site"}),
        ("days-on-site-differ", "You are in the office 4 days a week.", {"workplace": "hybrid", "days_on_site": 2}),
        ("experience-asked", "3+ years of experience with Go.", {}),
        ("some-experience-asked", "At least one year of experience with Go.", {}),
        ("enrolment-asked", "You are currently enrolled in a degree program.", {"enrolment": "not-required"}),
        ("enrolment-not-asked", "No degree needed.", {"enrolment": "required"}),
        ("enrolment-not-asked", "No degree needed.", {"degrees": ("bachelor",)}),
        ("graduation-differs", "Graduating between May and December 2026.", {"grad_from": date(2027, 1, 1)}),
        ("graduation-differs", "Class of 2029.", {"grad_to": date(2028, 6, 30)}),
        ("term-differs", "Join us in Summer 2026.", {}),
        ("asks-for-money", "Interns pay a refundable deposit of $50.", {}),
        ("pays-in-crypto", "Your stipend is paid in USDT.", {}),
        ("contact-by-messenger", "Message our manager on WhatsApp.", {}),
        ("contact-by-mail", "Send your resume to hiring.desk@gmail.com.", {}),
        ("contact-by-phone", "Call me at +1 212 555 0147.", {}),
        ("short-link", "Apply at bit.ly/3abcde today.", {}),
        ("short-link", "[Apply here](https://bit.ly/3abcde) today.", {}),
    ],
)
def test_prose_against_facts(code: str, sentence: str, said: dict[str, Any]) -> None:
    assert prose(sentence, **said) == {code}


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("We are unable to sponsor visas.", {"visa": ("no-sponsorship",)}),
        ("We are unable to sponsor visas.", {}),
        ("No sponsorship needed.", {"visa": ("sponsors",)}),
        ("Visa sponsorship is available.", {"visa": ("sponsors",)}),
        ("Relocation is not required.", {"workplace": "remote"}),
        ("This role is fully remote.", {"workplace": "remote"}),
        ("You are in the office 2 days a week.", {"workplace": "hybrid", "days_on_site": 2}),
        ("You are in the office 2-3 days a week.", {"workplace": "hybrid", "days_on_site": 4}),
        ("At least 3+ years of university study.", {}),
        ("We have 10 years of experience.", {}),
        ("You are currently enrolled in a degree program.", {"enrolment": "required"}),
        ("Graduating between May 2027 and June 2028.", {"grad_from": date(2028, 1, 1), "grad_to": date(2028, 9, 1)}),
        ("Join us in Summer 2027.", {}),
        ("For students who graduate in spring 2028.", {}),
        ("We never ask for money, deposits or training fees.", {}),
        ("Beware of scams. Nobody of ours writes from Telegram: @northwind_hr.", {}),
        ("You integrate the WhatsApp Business API.", {}),
        ("For accommodations write to access@northwind.example.", {}),
        ("Questions? Write to interns@northwind.example.", {}),
        ("Read www.northwind.example/about-us first.", {}),
    ],
)
def test_what_is_no_contradiction(sentence: str, said: dict[str, Any]) -> None:
    assert prose(sentence, **said) == set()


def test_below_nice_to_have_nothing_is_demanded() -> None:
    point = "\n\n- 3+ years of experience with Go"
    assert prose(f"### Nice to have{point}") == set()
    assert prose(f"### Nice to have\n\n- Docker\n\n### Requirements{point}") == {"experience-asked"}


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("start-outside-term", {"starts_on": date(2027, 2, 1)}),
        ("start-outside-term", {"starts_on": date(2028, 6, 1)}),
        ("closes-after-start", {"closes_on": date(2027, 7, 1)}),
        ("pay-range-wide", {"pay_min": 1500, "pay_max": 9000}),
        ("pay-period-mistyped", {"pay_min": 400_000, "pay_max": 400_000}),
        ("pay-period-mistyped", {"pay_min": 4500, "pay_max": 4500, "pay_period": "year"}),
        ("pay-period-mistyped", {"pay_min": 2500, "pay_max": 3000, "pay_period": "month"}),
        ("below-minimum-wage", {"pay_min": 1200, "places": SEATTLE}),
        ("pay-missing", {"pay_kind": "not-stated", "pay_min": None, "pay_max": None}),
        ("unpaid-for-profit", {"pay_kind": "unpaid", "pay_min": None, "pay_max": None}),
        ("mentor-missing", {"mentor_name": ""}),
        ("body-too-short", {"body": "You write code."}),
        ("title-shouts", {"title": "BACKEND INTERN WANTED"}),
        ("title-shouts", {"title": "Back-end intern!!!"}),
        ("title-shouts", {"title": "Back-end intern 🔥"}),
        ("title-has-pay", {"title": "Back-end intern ($40/h)"}),
        ("title-has-place", {"title": "Back-end intern (remote)"}),
        ("title-has-place", {"title": "Back-end intern, Austin, TX"}),
        ("title-has-place", {"title": "Back-end intern – Seattle", "places": SEATTLE}),
        ("title-has-term", {"title": "Back-end intern, Summer 2027"}),
        ("title-has-employer", {"title": "Back-end intern at Northwind"}),
    ],
)
def test_facts(code: str, said: dict[str, Any]) -> None:
    assert codes(**said) == {code}


@pytest.mark.parametrize(
    "said",
    [
        {"title": "Intern, REST API and SQL"},
        {"title": "Mobile back-end intern"},
        {"pay_min": 2000, "pay_max": 8000},
        {"pay_min": 400_000, "pay_max": 600_000, "pay_period": "month"},
        {"pay_min": 2130, "places": SEATTLE},
        {"pay_min": 800, "places": (PlaceSaid("Lagos", "lagos"),), "pay_max": 900},
        {"terms": ("winter-2027",), "starts_on": date(2026, 12, 14), "closes_on": None},
        {"terms": ("summer",), "body": f"{BODY} Join us in summer 2026."},
        {"work": (Duty(text="You take our reservations API to its second version. " * 8),), "body": ""},
    ],
)
def test_facts_that_are_fine(said: dict[str, Any]) -> None:
    assert codes(**said) == set()


def test_employers_who_work_for_no_profit_may_have_volunteers() -> None:
    unpaid: dict[str, Any] = {"pay_kind": "unpaid", "pay_min": None, "pay_max": None}
    assert remarks(replace(EMPLOYER, for_profit="no"), **unpaid) == []
    assert remarks(replace(EMPLOYER, for_profit="not-stated"), **unpaid) == []


def test_a_lesser_rate_that_the_law_knows_is_advice() -> None:
    euros: dict[str, Any] = {"pay_currency": "EUR", "pay_min": 600, "pay_max": 600}
    (remark,) = remarks(places=(PlaceSaid("Berlin", "berlin"),), **euros)
    assert (remark.code, remark.severity) == ("below-usual-minimum-wage", "advice")
    assert "14.60" in remark.explanation and "Germany" in remark.explanation  # it starts in 2027
    paris = {**euros, "pay_min": 400, "pay_max": 400}
    assert [remark.code for remark in remarks(places=(PlaceSaid("Paris", "paris"),), **paris)] == ["below-minimum-wage"]


def test_a_rate_that_may_have_risen_says_so() -> None:
    (remark,) = remarks(pay_min=1900, pay_max=1900, places=(PlaceSaid("San Francisco", "san-francisco"),))
    assert "30 June 2026" in remark.explanation
    assert wages.at("san-francisco", date(2026, 1, 5)) is not None
    assert wages.at("lagos", NOVEMBER) is None


def test_hours_and_remote_countries_count() -> None:
    monthly: dict[str, Any] = {"pay_period": "month", "pay_min": 100_000, "pay_max": 100_000}
    american: dict[str, Any] = {"remote_countries": ("united-states",), "workplace": "remote"}
    assert codes(**monthly, **american, hours_a_week=Decimal(40)) == {"below-minimum-wage"}
    assert codes(**monthly, **american, hours_a_week=Decimal(20)) == set()


def test_the_gravest_comes_first_and_points_at_its_words() -> None:
    body = f"{BODY}\n\n**We cannot sponsor visas.**\n\nYour stipend is paid in USDT."
    found = remarks(body=body, visa=("sponsors",), mentor_name="")
    assert [remark.code for remark in found] == ["pays-in-crypto", "sponsorship-denied", "mentor-missing"]
    text = readings(replace(PLAIN, body=body))["body"]
    for remark in found[:2]:
        assert text[remark.start : remark.end] == remark.words != ""
    assert "sponsor" in found[1].words


def test_every_code_has_a_case_here() -> None:
    tried = {mark.args[1][row][0] for test in (test_prose_against_facts, test_facts) for mark in test.pytestmark  # type: ignore[attr-defined]
             for row in range(len(mark.args[1]))}  # fmt: skip
    assert CODES.keys() - tried == {"below-usual-minimum-wage"}


def test_the_page_lists_every_code_with_its_severity() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "linting.md").read_text()
    listed = re.findall(r"^\| `([a-z-]+)` \| (block|warn|advice) \| (.*) \|$", page, re.MULTILINE)
    assert listed == [(code, *CODES[code]) for code in CODES]
