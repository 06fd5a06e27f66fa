"""Many postings closed or extended at once."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from accounts.models import AuditEvent
from listings.models import Posting
from tests.applicants import make_application
from tests.cast import WHO, Cast, make_cast
from tests.factories import make_posting, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: Any) -> Cast:
    settings.REQUIRE_MFA = False
    return make_cast()


def make(cast: Cast, number: int, **fields: Any) -> list[Posting]:
    fields = {"employer": cast.employer, "indexed": False, **fields}
    return [make_posting(f"Intern {n:02}", **fields) for n in range(number)]


def post(cast: Cast, postings: list[Posting], who: str = "recruiter", slug: str = "", **said: Any) -> Any:
    at = f"/employer/{slug or cast.employer.slug}/postings/bulk/"
    ids = [posting.pk for posting in postings]
    return cast.client(who).post(at, {"do": "close", "ids": ids, **said})


def statuses(postings: list[Posting]) -> list[str]:
    return [Posting.objects.get(pk=posting.pk).status for posting in postings]


def later(days: int = 30) -> str:
    return (timezone.now() + timedelta(days=days)).date().isoformat()


def test_it_is_named_before_it_is_done(cast: Cast) -> None:
    [one, two] = make(cast, 2)
    [draft] = make(cast, 1, status="draft")
    make_application(one)
    answer = post(cast, [one, two, draft])
    page = answer.content.decode()
    assert answer.status_code == 200 and "Close 2 postings" in page
    assert "1 person waits for an answer." in page and "stays as it is: draft" in page and 'name="typed"' not in page
    assert statuses([one, two, draft]) == ["published", "published", "draft"]
    assert post(cast, [one, two, draft], sent="1").status_code == 422
    ids = re.search(r'name="ids" value="([\d,]+)"', page)
    assert ids
    done = cast.client("recruiter").post(
        f"/employer/{cast.employer.slug}/postings/bulk/",
        {"do": "close", "ids": ids[1], "sent": "1", "reason": "filled", "query": "show=open&q=x&then=evil"},
    )
    told = done.content.decode()
    assert done.status_code == 200 and "2 postings were closed" in told and "stays as it is: draft" in told
    assert f'href="/employer/{cast.employer.slug}/postings/?show=open&amp;q=x"' in told
    assert statuses([one, two, draft]) == ["closed", "closed", "draft"]
    assert AuditEvent.objects.filter(code="posting.close").count() == 2


def test_done_twice_says_that_it_is_done(cast: Cast) -> None:
    postings = make(cast, 2)
    post(cast, postings, sent="1", reason="filled")
    again = post(cast, postings, sent="1", reason="cancelled").content.decode()
    assert "None of these can be closed" in again and again.count("closed, filled") == 2
    assert AuditEvent.objects.filter(code="posting.close").count() == 2


@pytest.mark.parametrize("verb", ["close", "extend"])
def test_above_thirty_the_number_is_typed(cast: Cast, verb: str) -> None:
    postings = make(cast, 31)
    said = {"do": verb, "sent": "1", "reason": "filled", "closes_on": later()}
    assert 'name="typed"' in post(cast, postings, do=verb).content.decode()
    for typed in ({}, {"typed": "30"}, {"typed": "many"}):
        assert post(cast, postings, **said, **typed).status_code == 422
    assert AuditEvent.objects.filter(code__startswith="posting.").count() == 0
    assert post(cast, postings, **said, typed="31").status_code == 200
    assert AuditEvent.objects.filter(code=f"posting.{verb}").count() == 31
    assert post(cast, make(cast, 30), **said).status_code == 200


def test_one_day_ends_in_each_zone_and_each_is_told_for_itself(cast: Cast) -> None:
    far = timezone.now() + timedelta(days=90)
    [soon] = make(cast, 1, time_zone="Asia/Tokyo")
    [late] = make(cast, 1, closes_on=far.date(), closes_at=far)
    [read] = make(cast, 1, source=make_source())
    page = post(cast, [soon, late, read], do="extend").content.decode()
    assert "Extend 2 postings" in page and "its source says when it closes" in page
    for wrong in ("", "soon", "2020-01-01", "9999-12-31"):
        assert post(cast, [soon, late], do="extend", sent="1", closes_on=wrong).status_code == 422
    told = post(cast, [soon, late, read], do="extend", sent="1", closes_on=later()).content.decode()
    assert "1 posting was extended" in told and "That is not later" in told
    soon.refresh_from_db()
    late.refresh_from_db()
    assert soon.closes_at and soon.closes_at.hour == 15 and late.closes_at == far


@pytest.mark.parametrize("number", [1, 31])
@pytest.mark.parametrize("verb", ["close", "extend"])
def test_a_rivals_postings_are_as_those_that_never_were(cast: Cast, number: int, verb: str) -> None:
    theirs, [own] = make(cast, number), make(cast, 1, employer=cast.other)
    never = [Posting(pk=posting.pk + 1_000_000) for posting in theirs]
    said = {"do": verb, "sent": "1", "reason": "filled", "closes_on": later(), "typed": str(number)}
    for chosen in (theirs, never, [own, *theirs], [own, *never]):
        answer = post(cast, chosen, "rival", cast.other.slug, **said)
        assert answer.status_code == 404 and "Intern 0" not in answer.content.decode()
    assert set(statuses([*theirs, own])) == {"published"}
    assert not AuditEvent.objects.filter(code__startswith="posting.").exists()


@pytest.mark.parametrize("who", WHO)
def test_who_may(cast: Cast, who: str) -> None:
    postings = make(cast, 1)
    expected = {"visitor": 302, "recruiter": 200, "reviewer": 403}.get(who, 404)
    assert post(cast, postings, who, sent="1", reason="filled").status_code == expected
    assert statuses(postings) == ["closed" if who == "recruiter" else "published"]
    got = cast.client(who).get(f"/employer/{cast.employer.slug}/postings/bulk/").status_code
    assert got == (303 if who == "recruiter" else expected)


def test_nothing_chosen_does_nothing(cast: Cast) -> None:
    answer = post(cast, [], query="show=open")
    assert answer["Location"].endswith("/postings/?show=open")
    assert post(cast, [], do="archive").status_code == 404
    for odd in ("x", "1,x", "9" * 19, ",".join("1" * 201)):
        assert post(cast, [], ids=odd).status_code == 404


def test_a_day_is_over_by_the_clocks_of_the_postings(cast: Cast) -> None:
    """As for a single one: in Los Angeles it is still the fourth when in UTC the fifth has begun, in Tokyo it is long over."""
    with time_machine.travel(datetime(2027, 3, 5, 4, tzinfo=UTC), tick=False):
        soon = timezone.now() + timedelta(hours=1)
        [west] = make(cast, 1, time_zone="America/Los_Angeles", closes_at=soon, closes_on=date(2027, 3, 3))
        [east] = make(cast, 1, time_zone="Asia/Tokyo", closes_at=soon, closes_on=date(2027, 3, 3))
        said = {"do": "extend", "sent": "1", "closes_on": "2027-03-04"}
        alone = post(cast, [east], **said)
        assert alone.status_code == 422 and "That day is over." in alone.text
        both = post(cast, [west, east], **said)
        assert both.status_code == 200 and "1 posting was extended" in both.text and "That day is over." in both.text
    west.refresh_from_db()
    assert west.closes_on == date(2027, 3, 4)
