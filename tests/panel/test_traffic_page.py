"""The report of one posting: seen, form opened, applied, by channel and by day."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from listings.models import Posting, PostingDay
from listings.postings import traffic
from listings.postings.traffic import Visitor
from tests.applicants import make_application
from tests.cast import Cast, make_cast
from tests.factories import make_posting, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: object) -> Cast:
    settings.REQUIRE_MFA = False
    return make_cast()


def page_of(posting: Posting) -> str:
    return reverse("panel_traffic", args=[posting.employer.slug, posting.pk])


def visit(posting: Posting, number: int, src: str = "") -> None:
    for one in range(number):
        traffic.seen(posting.pk, Visitor(f"{src}{one}", src=src))
    traffic.started(posting.pk, Visitor(f"{src}0", src=src))


def test_seen_opened_applied_by_channel_and_day(cast: Cast) -> None:
    long_ago = timezone.now() - timedelta(days=45)
    posting = make_posting(employer=cast.employer, published_at=long_ago, first_published_at=long_ago)
    visit(posting, 5)
    visit(posting, 3, "go-club")
    make_application(posting, src="go-club")
    page = cast.client("recruiter").get(page_of(posting))
    assert "seen 8, form opened 2, applied 1." in page.text
    said = {line.label: (line.seen, line.started, line.applied) for line in page.context["t"]["codes"]}
    assert said == {"without a code": (5, 1, 0), "go-club": (3, 1, 1)}
    days = page.context["t"]["days"]
    assert len(days) == 30
    assert [(line.seen, line.applied) for line in days[:2]] == [(8, 1), (0, 0)]
    assert (
        len(cast.client("recruiter").get(page_of(posting), {"days": "90"}).context["t"]["days"]) == 46
    )  # none before it was public


def test_of_an_outside_posting_nobody_knows_who_applied(cast: Cast) -> None:
    posting = make_posting(employer=cast.employer, source=make_source())
    visit(posting, 2)
    page = cast.client("recruiter").get(page_of(posting)).text
    assert "Went to your site" in page
    assert "Applied" not in page


def test_nobody_came(cast: Cast) -> None:
    page = cast.client("recruiter").get(page_of(make_posting(employer=cast.employer))).text
    assert "Nobody was counted in these days." in page
    assert "?src=newsletter" in page


def test_of_the_own_postings_alone_and_for_who_decides(cast: Cast) -> None:
    mine, theirs = make_posting(employer=cast.employer), make_posting(employer=cast.other)
    address = f"/employer/{cast.employer.slug}/postings/{theirs.pk}/traffic/"
    assert cast.client("recruiter").get(address).status_code == 404
    assert cast.client("reviewer").get(page_of(mine)).status_code == 403
    assert cast.client("rival").get(page_of(mine)).status_code == 404


def test_as_many_statements_for_three_codes_as_for_one(cast: Cast) -> None:
    posting, client = make_posting(employer=cast.employer), cast.client("recruiter")

    def asked(client: Client = client) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page_of(posting)).status_code == 200
        return len(queries)

    visit(posting, 1, "one")
    one = asked()
    for code in ("two", "three", "four"):
        visit(posting, 2, code)
        make_application(posting, src=code)
    assert PostingDay.objects.count() == 4
    assert asked() == one <= 8
