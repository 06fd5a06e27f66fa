"""Nine rules, each with what it was held against."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from listings.models import Posting, PostingReport
from listings.postings import domains, risk, twins
from tests.factories import make_employer, make_member, make_posting, make_source

pytestmark = pytest.mark.django_db
NOW = timezone.now()
BODY = """You will correct positions of wagons that a receiver has reported wrongly, write the migration that keeps the old
ones, and measure whether dispatchers notice. Your mentor reads every change within a day. We expect a course on databases,
some experience with version control and curiosity about railways; everything else is learned together in the first weeks."""
PAID: dict[str, Any] = {"pay_kind": "paid", "pay_currency": "USD", "pay_period": "hour"}


def posting(
    *, email: str = "ann@kestrel-freight.com", website: str = "https://kestrel-freight.com", **fields: Any
) -> Posting:
    employer = fields.pop("employer", None) or make_employer(
        website=website, created_at=fields.pop("known_since", NOW - timedelta(days=90))
    )
    sender = make_member(employer, email=email)
    return make_posting(employer=employer, status="in_moderation", submitted_by=sender, **fields)


def reason(made: Posting, code: str) -> risk.Reason:
    return next(one for one in risk.of(made) if one.code == code)


def test_nothing_speaks_against_an_ordinary_one() -> None:
    found = risk.of(posting(body=BODY))
    assert [one.code for one in found] == list(risk.RULES)
    assert len(found) == 9
    assert [one for one in found if one.applies] == []
    assert all(one.evidence and one.label for one in found)


def test_webmail() -> None:
    found = reason(posting(email="hr.desk@gmail.com"), "webmail")
    assert (found.applies, found.evidence) == (True, "gmail.com; the site named is kestrel-freight.com")
    assert reason(posting(email="x@outlook.com", website=""), "webmail").evidence == "outlook.com, and no site is named"


def test_the_address_of_an_owner_where_nobody_is_known_to_have_sent_it() -> None:
    made = posting(email="desk@yahoo.com")
    made.submitted_by = None
    assert reason(made, "webmail").applies


@pytest.mark.parametrize(("days", "applies"), [(0, True), (29, True), (31, False)])
def test_new_employer(days: int, applies: bool) -> None:
    assert reason(posting(known_since=NOW - timedelta(days=days)), "new-employer").applies is applies


def usual(amounts: list[int], **fields: Any) -> None:
    for amount in amounts:
        make_posting(**{**PAID, "hourly_max": amount, "pay_max": amount, **fields})


def test_pay_above_twice_the_median() -> None:
    usual([3000, 3500, 3900, 4200, 9000])
    far = reason(posting(**PAID, pay_max=9500, hourly_max=9500), "pay")
    assert far == risk.Reason("pay", True, "$95 an hour; the usual for this role is $39")
    assert not reason(posting(email="b@kestrel-freight.com", **PAID, pay_max=7800, hourly_max=7800), "pay").applies


def test_there_is_no_usual_pay_among_few_nor_in_another_currency_or_role() -> None:
    usual([3000] * 4)
    usual([3000] * 5, pay_currency="EUR")
    usual([3000] * 5, role="data")
    usual([3000] * 5, status="closed")
    found = reason(posting(**PAID, pay_max=9500, hourly_max=9500), "pay")
    assert (found.applies, found.evidence) == (False, "$95 an hour; too few others to compare")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Message our manager on WhatsApp.", "contact"),
        ("Send your resume to hiring.desk@gmail.com.", "contact"),
        ("Call me at +1 212 555 0147.", "contact"),
        ("Send a refundable deposit of $50 for your training kit.", "money"),
        ("You deposit the check and buy gift cards for the team.", "money"),
        ("Your stipend is paid in USDT.", "money"),
        ("Apply at bit.ly/3abcde today.", "short-link"),
    ],
)
def test_words(words: str, code: str) -> None:
    found = reason(posting(body=f"{BODY} {words}"), code)
    assert found.applies
    assert found.evidence not in ("nothing found", "none found")


def test_a_warning_of_fraud_is_none() -> None:
    made = posting(body=f"{BODY} Beware of scams: we never ask for money and never write on WhatsApp.")
    assert not reason(made, "contact").applies
    assert not reason(made, "money").applies


def test_a_shortened_address_to_apply_at() -> None:
    made = posting(apply_kind="outside", apply_url="https://tinyurl.com/abc123")
    assert reason(made, "short-link") == risk.Reason("short-link", True, "https://tinyurl.com/abc123")


@pytest.mark.parametrize(
    ("website", "email", "applies"),
    [
        ("", "ann@kestrel-freight.com", True),
        ("https://other.example", "ann@kestrel-freight.com", True),
        ("https://www.kestrel-freight.com/jobs", "ann@kestrel-freight.com", False),
        ("https://careers.kestrel-freight.com", "ann@kestrel-freight.com", False),
        ("https://kestrel-freight.com", "ann@mail.kestrel-freight.com", False),
        ("https://kestrel-freight.com", "ann@gmail.com", False),  # the first rule says it
    ],
)
def test_the_site_and_the_address(website: str, email: str, applies: bool) -> None:
    assert reason(posting(website=website, email=email), "site").applies is applies


@pytest.mark.parametrize(
    ("email", "website"),
    [
        ("ann@gmail.com", "https://gmail.com"),
        ("ann@evil-acme.com", "https://acme.com"),
        ("ann@acme.com.evil.example", "https://acme.com"),
        ("ann@com", "https://acme.com"),
        ("ann@co.uk", "https://acme.co.uk"),
        ("ann@github.io", "https://acme.github.io"),
        ("ann@acme.com", ""),
        ("", "https://acme.com"),
        ("ann@acme.com", "http://[broken"),
    ],
)
def test_domains_that_do_not_match(email: str, website: str) -> None:
    assert not domains.domain_matches(email, website)


def test_a_text_like_another_employers() -> None:
    original = make_posting(employer=make_employer(), body=BODY, source=make_source())
    copied = posting(body=BODY.replace("wagons", "carriages").replace("railways", "trains"))
    found = reason(copied, "twin")
    assert (found.applies, found.posting) == (True, original.pk)
    assert str(original.pk) in found.evidence
    figure = twins.nearest([(copied, copied.body)])[copied.pk].likeness
    assert 0.6 < figure < 1
    assert f"{figure:.2f}" in found.evidence


def test_ones_own_text_may_be_used_again_and_a_short_one_is_like_many() -> None:
    employer = make_employer(website="https://kestrel-freight.com", created_at=NOW - timedelta(days=90))
    make_posting(employer=employer, body=BODY)
    assert reason(posting(employer=employer, body=BODY), "twin").evidence == "none resembles it"
    make_posting(body="We build software together.")
    assert not reason(posting(email="b@kestrel-freight.com", body="We build software together."), "twin").applies


def test_another_text_shows_its_figure_and_does_not_apply() -> None:
    half = " ".join(BODY.split()[:25]) + " " + " ".join(f"somewhat{chr(97 + n)}different" for n in range(20))
    make_posting(employer=make_employer(), body=half)
    found = reason(posting(body=BODY), "twin")
    assert (found.applies, "nearest: 0." in found.evidence) == (False, True)


def test_reported_before() -> None:
    made = posting()
    other = make_posting(employer=made.employer)
    PostingReport.objects.create(posting=other, reason="scam", reporter="a", receipt="a", reported_at=NOW)
    PostingReport.objects.create(
        posting=other, reason="scam", reporter="b", receipt="b", reported_at=NOW, settled_at=NOW, upheld=True
    )
    PostingReport.objects.create(
        posting=other, reason="gone", reporter="c", receipt="c", reported_at=NOW, settled_at=NOW
    )
    assert reason(made, "reported").evidence == "1 report waits, 1 was right"


def test_many_cost_as_much_as_one() -> None:
    usual([3000] * 5)
    made = [posting(email=f"p{n}@kestrel-freight.com", body=BODY, **PAID, pay_max=5000) for n in range(5)]
    cases = [risk.Case(one, risk.Content.of(one), one.submitted_by) for one in made]
    with CaptureQueriesContext(
        connection,
    ) as one:
        risk.of_all(cases[:1])
    with CaptureQueriesContext(connection) as all_of_them:
        risk.of_all(cases)
    assert len(one) == len(all_of_them) <= 4
