"""Of each recorded board exactly the internships that a person picks by title and type."""

from collections import Counter

import pytest

from listings.importing import base
from listings.importing.registry import FORMATS
from listings.models import Posting
from listings.models.source import Source
from tests.importing.boards import ANSWERS, internships_in, pay, recorded, rows_in
from tests.importing.rows import read, skills_of, terms_of, told

PICKED = {
    ("greenhouse", "greenhouse_stripe_full.json.gz", 547): ["Software Engineer, Intern"],
    ("greenhouse", "internradar_greenhouse_jobs.json", 3): [],
    ("greenhouse", "internradar_jd_greenhouse_job.json", 1): [],
    ("lever", "lever_matchgroup_full.json", 82): [
        "Apprenticeship - Junior Brand Copywriter",
        "Apprenticeship - Junior Brand Designer",
        "Apprenticeship - Junior Marketing Assistant",
        "Apprenticeship - Junior Traffic Manager",
    ],
    ("lever", "lever_palantir_10.json", 10): [],
    ("lever", "internradar_lever_postings.json", 3): ["Deployment Strategist, Internship"],
    ("ashby", "ashby_ramp_full.json.gz", 120): ["Software Engineer Internship, Android"],
    ("ashby", "ashby_etched_10.json", 10): [],
    ("ashby", "internradar_ashby_jobs.json", 3): ["Software Engineer Internship, Android"],
    ("smartrecruiters", "smartrecruiters_westerndigital_10.json", 10): [],
    ("smartrecruiters", "internradar_smartrecruiters_postings.json", 3): [
        "Intern - Data Science",
        "Intern- Firmware Engineering",
    ],
}
COMMITTED = {
    ("greenhouse", "greenhouse_gitlab_2.json", 2),
    ("recruitee", "recruitee_aikido_3.json", 3),
    ("workable", "workable_vasion_2.json", 2),
    ("jsonld", "jsonld_schemaorg_examples.json", 12),
}


@pytest.mark.parametrize("board", PICKED, ids=lambda board: board[1])
def test_the_internships_of_a_recorded_board(board):
    kind, name, jobs = board
    data = recorded(name)
    assert len(rows_in(kind, data)) == jobs
    assert internships_in(kind, data) == PICKED[board]


@pytest.mark.parametrize("board", COMMITTED, ids=lambda board: board[1])
def test_boards_without_one(board):
    kind, name, jobs = board
    data = (ANSWERS / name).read_bytes()
    assert len(rows_in(kind, data)) == jobs
    assert internships_in(kind, data) == []


def test_every_hybrid_of_ramp_is_hybrid():
    rows = rows_in("ashby", recorded("ashby_ramp_full.json.gz"))
    assert Counter(row.workplace for row in rows) == {"hybrid": 95, "remote": 16, "on-site": 9}
    assert {(row.raw["isRemote"], row.workplace) for row in rows} == {
        (True, "hybrid"), (True, "remote"), (False, "on-site"),
    }  # fmt: skip


def test_the_pay_of_ramp_is_the_base_salary_alone():
    rows = rows_in("ashby", recorded("ashby_ramp_full.json.gz"))
    (intern,) = [row for row in rows if row.internship]
    assert pay(intern) == ("11700", "11700", "USD", "month")
    for row in rows:
        tiers = row.raw.get("compensation", {}).get("compensationTiers", [])
        salaries = {
            (part["minValue"], part["maxValue"], part["currencyCode"])
            for tier in tiers
            for part in tier["components"]
            if part["compensationType"] == "Salary"
        }
        shown = row.raw["shouldDisplayCompensationOnJobPostings"]
        if len(salaries) == 1 and shown:
            ((low, high, currency),) = salaries
            assert (float(row.stated_pay.low), float(row.stated_pay.high)) == (low, high)
            assert row.stated_pay.currency == currency
        else:
            assert row.stated_pay is None


def test_the_pay_of_match_group():
    rows = rows_in("lever", recorded("lever_matchgroup_full.json"))
    assert sum(row.stated_pay is not None for row in rows) == 48
    assert {row.stated_pay.period for row in rows if row.stated_pay} == {"year"}
    assert Counter(row.workplace for row in rows) == {"hybrid": 81, "on-site": 1}


def test_an_error_is_no_empty_board():
    with pytest.raises(base.Unreadable, match="Document not found"):
        list(FORMATS["lever"].read(recorded("lever_error_not_found.json").decode()))


def test_one_page_of_several_says_so():
    rows = list(FORMATS["smartrecruiters"].read(recorded("smartrecruiters_westerndigital_10.json").decode()))
    assert rows[-1] == base.Rest(359)


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
class TestOnTheBoard:
    def test_stripe(self):
        data = recorded("greenhouse_stripe_full.json.gz")
        assert told(read(data, "stripe", "greenhouse")) == {"read": 547, "created": 1, "skipped": 546}
        posting = Posting.objects.get()
        assert (posting.employer.name, posting.role) == ("Stripe", "general-software")
        assert posting.degrees == ["bachelor", "master", "phd"]
        assert {"java", "ruby", "javascript", "scala", "go"} <= set(skills_of(posting))
        assert set(posting.requirements.values_list("level", flat=True)) == {"mentioned"}
        assert posting.requirements.get(skill__slug="go").evidence == (
            "We work mostly in Java, Ruby, JavaScript, Scala, and Go."
        )
        assert (posting.workplace, posting.pay_kind, posting.visa, terms_of(posting)) == (
            "not-stated", "not-stated", [], [],
        )  # fmt: skip
        assert told(read(data, "stripe", "greenhouse")) == {"read": 547, "unchanged": 1, "skipped": 546}

    def test_ramp(self):
        report = read(recorded("ashby_ramp_full.json.gz"), "ramp", "ashby")
        assert told(report) == {"read": 120, "created": 1, "skipped": 119}
        posting = Posting.objects.get()
        assert (posting.employer.name, posting.employer.slug) == ("Ramp", "ramp")
        assert (posting.role, posting.workplace, terms_of(posting)) == ("mobile", "hybrid", ["fall-2026"])
        assert (posting.pay_min, posting.pay_max, posting.pay_currency, posting.pay_period) == (
            1_170_000, 1_170_000, "USD", "month",
        )  # fmt: skip

    def test_match_group(self):
        data = recorded("lever_matchgroup_full.json")
        report = read(data, "match", "lever", employer="match-group")
        assert told(report) == {"read": 82, "created": 4, "skipped": 78}
        assert {posting.employer.slug for posting in Posting.objects.all()} == {"match-group"}
        assert {posting.workplace for posting in Posting.objects.all()} == {"hybrid"}

    @pytest.mark.parametrize(
        ("kind", "name"), [("greenhouse", "greenhouse_gitlab_2.json"), ("ashby", "ashby_etched_10.json")]
    )
    def test_boards_without_one_are_read_all_the_same(self, kind, name):
        report = read(recorded(name), "board", kind)
        assert (report.error, report.created, report.skipped) == (None, 0, report.read)
        assert Source.objects.get().read_at
