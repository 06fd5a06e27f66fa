"""A row for each field of a Content: what is typed, what is understood, and where it arrives. See test_facets_travel.py.

BASE is a posting that can be sent; a row types one facet over it, with what it cannot be without.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from listings.postings.content import Duty, Need, PlaceSaid

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
BASE: dict[str, list[str]] = {
    "title": ["Back-end Intern, Ledger"],
    "body": ["You write endpoints for our ledger, with tests, from the first week on."],
    "role": ["back-end"],
    "workplace": ["on-site"],
    "places": ["Berlin"],
    "terms": ["summer-2027"],
    "skill": ["go"],
    "time_zone": ["UTC"],
    "answer_within_days": ["21"],
}


@dataclass(frozen=True)
class Has:
    """Words that stand in a longer text."""

    words: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """`json` and `ld` are all that differs from BASE there, by path; `ld` is None where there is no data block at all.

    `page` stands on the preview and on the public page; `preview` where the preview, which is inert, says it
    otherwise; `apply` on the page that takes applications. `later` is when it is looked at.
    """

    typed: dict[str, list[str]]
    said: Any
    page: str = ""
    preview: str = ""
    apply: str = ""
    json: dict[str, Any] = field(default_factory=dict)
    ld: dict[str, Any] | None = field(default_factory=dict)
    later: timedelta = timedelta()


def described(words: str, **more: Any) -> dict[str, Any]:
    return {"description": Has(words), **more}


def _hybrid(**more: Any) -> dict[str, Any]:
    return {"workplace": "hybrid", **more}


PAID = {"pay_kind": ["paid"], "pay_currency": ["USD"], "pay_period": ["hour"]}
CLOSES = datetime(2027, 1, 15, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
LD_PAY = {"baseSalary.@type": "MonetaryAmount", "baseSalary.value.@type": "QuantitativeValue"}


def _pay(least: str | None, most: str | None, currency: str = "USD", period: str = "hour") -> dict[str, Any]:
    """Nothing is converted here: an hour of 40 a week, in the currency that was entered."""
    hours = {"hour": 1, "month": Decimal(12) / 52 / 40}[period]
    hourly = [None if one is None else f"{(Decimal(one) * hours):.2f}" for one in (least, most)]
    names = ("min", "max", "currency", "period", "hourly_min", "hourly_max")
    said = dict(zip(names, (least, most, currency, period, *hourly), strict=True))
    return {"pay": said, "facts.pay_kind": "paid"}


ROWS: dict[str, Row] = {
    "title": Row(
        typed={"title": ["Kernel Intern & more"]}, said="Kernel Intern & more",
        page='<h1 class="posting-title">Kernel Intern &amp; more</h1>',
        json={"title": "Kernel Intern & more"}, ld={"title": "Kernel Intern & more"},
    ),
    "summary": Row(
        typed={"summary": ["Two lines must agree."]}, said="Two lines must agree.", page="<p>Two lines must agree.</p>",
        json={"facts.summary": "Two lines must agree."}, ld=described("<p>Two lines must agree.</p>"),
    ),
    "body": Row(
        typed={"body": ["We keep *two lines* for every payment, and you correct them."]},
        said="We keep *two lines* for every payment, and you correct them.",
        page="<em>two lines</em>", ld=described("<em>two lines</em>"),
    ),
    "role": Row(
        typed={"role": ["full-stack"]}, said="full-stack", page="<dt>Role</dt><dd>Full-stack",
        json={"role": "full-stack"}, ld=described("<li>Role: Full-stack</li>"),
    ),
    "openings": Row(
        typed={"openings": ["3"]}, said=3, page="<dt>Openings</dt><dd>3</dd>",
        json={"facts.openings": 3}, ld={"totalJobOpenings": 3},
    ),
    "workplace": Row(
        typed={"workplace": ["hybrid"]}, said="hybrid", page="<dt>Where you work</dt><dd>Hybrid</dd>",
        json={"workplace": "hybrid"}, ld=described("Where you work: Hybrid"),
    ),
    "days_on_site": Row(
        typed={"days_on_site": ["4"]}, said=4, page="On site, 4 days a week</dd>",
        json={"facts.days_on_site": 4}, ld=described("On site, 4 days a week"),
    ),
    "remote_countries": Row(
        typed={"workplace": ["remote"], "remote_countries": ["Germany"]}, said=("germany",), page="Remote, from Germany",
        json={"workplace": "remote", "facts.remote_countries": ["germany"]},
        ld=described("Remote, from Germany", jobLocationType="TELECOMMUTE",
                     applicantLocationRequirements=[{"@type": "Country", "name": "Germany"}]),
    ),
    "visa": Row(
        typed={"visa": ["sponsors", "opt"]}, said=("sponsors", "opt"), page="Sponsors a visa. Accepts OPT.</dd>",
        json={"visa": ["sponsors", "opt"]},
        ld=described("Sponsors a visa. Accepts OPT.", eligibilityToWorkRequirement="Sponsors a visa. Accepts OPT."),
    ),
    "degrees": Row(
        typed={"degrees": ["bachelor"]}, said=("bachelor",), page="<dt>Degree</dt><dd>Bachelor</dd>",
        json={"facts.degrees": ["bachelor"]},
        ld=described("Degree: Bachelor", educationRequirements=[
            {"@type": "EducationalOccupationalCredential", "credentialCategory": "bachelor degree"}]),
    ),
    "fields": Row(
        typed={"fields_of_study": ["physics"]}, said=("physics",), page="<dt>Field of study</dt><dd>Physics</dd>",
        json={"facts.fields": ["physics"]}, ld=described("Field of study: Physics"),
    ),
    "related_fields": Row(
        typed={"fields_of_study": ["physics"], "related_fields": ["on"]}, said=True, page="Physics, and related fields",
        json={"facts.fields": ["physics"], "facts.related_fields": True}, ld=described("Physics, and related fields"),
    ),
    "enrolment": Row(
        typed={"enrolment": ["required"]}, said="required", page="<dt>Enrolment</dt><dd>Required</dd>",
        json={"facts.enrolment": "required"}, ld=described("Enrolment: Required"),
    ),
    "grad_from": Row(
        typed={"grad_from": ["05/2028"]}, said=date(2028, 5, 1), page="<dd>May 2028 or later</dd>",
        json={"facts.grad_from": "2028-05-01"}, ld=described("Graduation: May 2028 or later"),
    ),
    "grad_to": Row(
        typed={"grad_to": ["June 2029"]}, said=date(2029, 6, 1), page="<dd>June 2029 or earlier</dd>",
        json={"facts.grad_to": "2029-06-01"}, ld=described("Graduation: June 2029 or earlier"),
    ),
    "starts_on": Row(
        typed={"starts_on": ["2027-06-07"]}, said=date(2027, 6, 7), page="from 7 June 2027</dd>",
        json={"facts.starts_on": "2027-06-07"}, ld=described("from 7 June 2027", jobStartDate="2027-06-07"),
    ),
    "weeks": Row(
        typed={"weeks": ["12"]}, said=12, page="Summer 2027, 12 weeks</dd>",
        json={"facts.weeks": 12}, ld=described("Summer 2027, 12 weeks"),
    ),
    "hours_a_week": Row(
        typed={"hours_a_week": ["37.5"]}, said=Decimal("37.5"), page="37.5 hours a week</dd>",
        json={"facts.hours_a_week": "37.5"},
        ld=described("37.5 hours a week", employmentType=["INTERN", "FULL_TIME"]),
    ),
    "pay_kind": Row(
        typed={"pay_kind": ["paid"]}, said="paid", page="Paid, how much is not stated", json={"facts.pay_kind": "paid"},
    ),
    "pay_min": Row(
        typed={**PAID, "pay_min": ["42"]}, said=4200, page="<strong>$42 or more an hour</strong>",
        json=_pay("42.00", None),
        ld={**LD_PAY, "baseSalary.currency": "USD", "baseSalary.value.unitText": "HOUR", "baseSalary.value.minValue": 42},
    ),
    "pay_max": Row(
        typed={**PAID, "pay_max": ["46.50"]}, said=4650, page="<strong>up to $46.50 an hour</strong>",
        json=_pay(None, "46.50"),
        ld={**LD_PAY, "baseSalary.currency": "USD", "baseSalary.value.unitText": "HOUR", "baseSalary.value.maxValue": 46.5},
    ),
    "pay_currency": Row(
        typed={**PAID, "pay_currency": ["EUR"], "pay_min": ["20"]}, said="EUR", page="€20 or more an hour",
        json=_pay("20.00", None, "EUR"),
        ld={**LD_PAY, "baseSalary.currency": "EUR", "baseSalary.value.unitText": "HOUR", "baseSalary.value.minValue": 20},
    ),
    "pay_period": Row(
        typed={**PAID, "pay_period": ["month"], "pay_min": ["5200"]}, said="month", page="$5,200 or more a month",
        json=_pay("5200.00", None, period="month"),
        ld={**LD_PAY, "baseSalary.currency": "USD", "baseSalary.value.unitText": "MONTH",
            "baseSalary.value.minValue": 5200},
    ),
    "pay_note": Row(
        typed={"pay_kind": ["paid"], "pay_note": ["plus a bus pass"]}, said="plus a bus pass", page="plus a bus pass",
        json={"facts.pay_kind": "paid", "facts.pay_note": "plus a bus pass"},
    ),
    "mentor_name": Row(
        typed={"mentor_name": ["Ada Byron"]}, said="Ada Byron", page="<strong>Ada Byron.</strong>",
        json={"facts.mentor_name": "Ada Byron"}, ld=described("<p>Ada Byron.</p>"),
    ),
    "mentor_title": Row(
        typed={"mentor_name": ["Ada Byron"], "mentor_title": ["staff engineer"]}, said="staff engineer",
        page="<strong>Ada Byron</strong>, staff engineer.",
        json={"facts.mentor_name": "Ada Byron", "facts.mentor_title": "staff engineer"},
        ld=described("Ada Byron, staff engineer."),
    ),
    "one_to_ones": Row(
        typed={"one_to_ones": ["2"]}, said=2, page="2 one-to-ones a week.",
        json={"facts.one_to_ones": 2}, ld=described("2 one-to-ones a week."),
    ),
    "interns_per_mentor": Row(
        typed={"interns_per_mentor": ["2"]}, said=2, page="A mentor has at most 2 interns.",
        json={"facts.interns_per_mentor": 2}, ld=described("A mentor has at most 2 interns."),
    ),
    "code_review": Row(
        typed={"code_review": ["every-change"]}, said="every-change", page="Every change is reviewed.",
        json={"facts.code_review": "every-change"}, ld=described("Every change is reviewed."),
    ),
    "outcomes": Row(
        typed={"outcomes": ["One service.\n\nA talk."]}, said="One service.\n\nA talk.",
        page="<p>One service.</p><p>A talk.</p>",
        json={"facts.outcomes": "One service.\n\nA talk."}, ld=described("<p>One service.</p><p>A talk.</p>"),
    ),
    "portfolio": Row(
        typed={"portfolio": ["code"]}, said="code", page="You may show the code in your portfolio.",
        json={"facts.portfolio": "code"}, ld=described("You may show the code in your portfolio."),
    ),
    "apply_kind": Row(
        typed={"apply_kind": ["outside"], "apply_url": ["https://jobs.example.org/7"]}, said="outside",
        page="Apply at the employer", json={"apply": "outside"}, ld={"directApply": False},
    ),
    "apply_url": Row(  # the way out leads through our own address
        typed={"apply_kind": ["outside"], "apply_url": ["https://jobs.example.org/7"]}, said="https://jobs.example.org/7",
        page="Leads to <strong>jobs.example.org</strong>", preview="Leads to jobs.example.org.",
        json={"apply": "outside"}, ld={"directApply": False},
    ),
    "cover_letter": Row(typed={"cover_letter": ["required"]}, said="required", apply='name="cover_letter"'),
    "answer_within_days": Row(
        typed={"answer_within_days": ["14"]}, said=14, page="They answer within 14 days",
        json={"facts.answer_within_days": 14},
    ),
    "publish_at": Row(
        typed={"publish_at": ["2026-12-04T09:00"]}, said=datetime(2026, 12, 4, 9, tzinfo=UTC),
        page="<dt>Opened</dt><dd>4 December 2026</dd>", later=timedelta(days=5),
        json={"published_at": "2026-12-04T09:00:00+00:00"}, ld={"datePosted": "2026-12-04T09:00:00+00:00"},
    ),
    "opens_at": Row(
        typed={"opens_at": ["2027-01-04T09:00"]}, said=datetime(2027, 1, 4, 9, tzinfo=UTC),
        page="<dt>Applications</dt><dd>from 4 January 2027, 09:00, UTC time</dd>",
        json={"facts.opens_at": "2027-01-04T09:00:00Z"}, ld=None,
    ),
    "closes_on": Row(
        typed={"closes_on": ["2027-01-14"]}, said=date(2027, 1, 14),
        page="<dt>Closes</dt><dd>14 January 2027, end of day UTC</dd>",
        json={"facts.closes_on": "2027-01-14", "closes_at": "2027-01-15T00:00:00+00:00"},
        ld={"validThrough": "2027-01-15T00:00:00+00:00"},
    ),
    "time_zone": Row(
        typed={"closes_on": ["2027-01-14"], "time_zone": ["Europe/Berlin"]}, said="Europe/Berlin",
        page="14 January 2027, end of day in Berlin</dd>",
        json={"facts.closes_on": "2027-01-14", "facts.time_zone": "Europe/Berlin",
              "closes_at": "2027-01-14T23:00:00+00:00"},
        ld={"validThrough": "2027-01-15T00:00:00+01:00", "datePosted": "2026-12-01T13:00:00+01:00"},
    ),
    "places": Row(
        typed={"places": ["London\nBase Camp 17"]}, said=(PlaceSaid("London", "london"), PlaceSaid("Base Camp 17")),
        page="Base Camp 17: as it was written", json={"places": ["London, UK", "Base Camp 17"]},
        ld={"jobLocation.address.addressLocality": "London", "jobLocation.address.addressCountry": "GB"},
    ),
    "terms": Row(
        typed={"terms": ["fall-2027"]}, said=("fall-2027",), page="<dt>Term</dt><dd>Fall 2027</dd>",
        json={"terms": ["fall-2027"]}, ld=described("Term: Fall 2027"),
    ),
    "work": Row(
        typed={"work_tag": ["api-endpoints", ""], "work_text": ["Design one.", "Ask why."]},
        said=(Duty("api-endpoints", "Design one."), Duty("", "Ask why.")), page="Kinds of work: API endpoints",
        json={"facts.responsibilities": [{"tag": "api-endpoints", "text": "Design one."}, {"tag": "", "text": "Ask why."}]},
        ld=described("<li>Design one.</li><li>Ask why.</li>"),
    ),
    "needs": Row(
        typed={"skill": ["go", "java", "kafka"], "group-java": ["go"], "level-kafka": ["learn"], "note-kafka": ["from us"]},
        said=(Need("go", "needed", 1), Need("java", "needed", 1), Need("kafka", "learn", 2, "from us")),
        page="any one of these",
        json={"skills": [{"slug": "go", "name": "Go", "level": "needed", "group": 1},
                         {"slug": "java", "name": "Java", "level": "needed", "group": 1},
                         {"slug": "kafka", "name": "Kafka", "level": "learn", "group": 2}],
              "facts.notes": {"kafka": "from us"}},
        ld=described("<li>Go or Java</li>", skills="Go, Java"),
    ),
}  # fmt: skip
