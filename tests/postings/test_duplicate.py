"""A posting again for a later year: which day becomes which, and what is left behind."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import AuditEvent
from listings.models import Posting, PostingDraft
from listings.postings import dates, duplicating, writing
from listings.postings.content import Content
from listings.postings.duplicating import moved
from listings.vocabulary import terms
from tests.contents import everything
from tests.factories import make_employer, make_member, make_posting, make_source, make_user

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("summer-2026",), ("summer-2027",)),
        (("summer-2027",), ("summer-2028",)),  # never the same again, though it lies ahead
        (("fall-2026",), ("fall-2027",)),
        (("summer-2019",), ("summer-2027",)),
        (("winter-2026", "summer-2026"), ("winter-2027", "summer-2027")),
        (("summer-2025", "fall-2026"), ("summer-2027", "fall-2028")),
        (("summer", "fall-2025"), ("summer", "fall-2027")),
        (("summer",), ("summer",)),
        (("summer-2099",), ()),
    ],
)
def test_terms(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    later = moved(Content(terms=before), NOW)
    assert later.content.terms == after
    assert later.left_out == (("terms",) if len(after) < len(before) else ())


@pytest.mark.parametrize(
    ("said", "years"),
    [
        ({}, 1),
        ({"starts_on": date(2025, 6, 1), "closes_on": date(2024, 1, 1)}, 2),
        ({"starts_on": date(2026, 11, 24)}, 1),
        ({"starts_on": date(2025, 11, 24)}, 2),  # a year later it would begin today
        ({"closes_on": date(2024, 12, 1)}, 2),
        ({"terms": ("summer-2026",), "starts_on": date(2019, 6, 1)}, 1),  # the term counts
    ],
)
def test_by_how_many_years(said: dict[str, Any], years: int) -> None:
    assert moved(Content(**said), NOW).years == years


def test_what_lies_in_the_past_is_left_out() -> None:
    said = Content(
        terms=("summer-2026",),
        starts_on=date(2026, 6, 1),
        closes_on=date(2025, 10, 31),
        opens_at=datetime(2025, 9, 1, 9, tzinfo=UTC),
        publish_at=datetime(2025, 12, 1, 9, tzinfo=UTC),
        grad_from=date(2025, 10, 1),
        grad_to=date(2027, 11, 1),
    )
    later = moved(said, NOW)
    assert set(later.left_out) == {"closes_on", "opens_at", "grad_from"}
    assert later.content == Content(
        terms=("summer-2027",),
        starts_on=date(2027, 6, 1),
        publish_at=datetime(2026, 12, 1, 9, tzinfo=UTC),
        grad_to=date(2028, 11, 1),
    )


def test_the_month_and_the_day_that_run_still_lie_ahead() -> None:
    said = Content(terms=("summer-2026",), grad_to=date(2025, 11, 1), closes_on=date(2025, 11, 24))
    assert moved(said, NOW).left_out == ()
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    there = moved(Content(**{**vars(said), "time_zone": "Pacific/Auckland"}), late)
    assert there.left_out == ("closes_on",)  # the day is over there


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        # Nine in the morning stays nine, though the clocks change on another day.
        ("Europe/Berlin", "2026-03-28T09:00+01:00", "2027-03-28T09:00+02:00"),
        ("America/New_York", "2026-11-01T09:00-05:00", "2027-11-01T09:00-04:00"),
        # Half past two is skipped on that day.
        ("Europe/Berlin", "2026-03-28T02:30+01:00", "2027-03-28T03:30+02:00"),
        ("Europe/Berlin", "2028-02-29T09:00+01:00", "2029-02-28T09:00+01:00"),
        ("Pacific/Auckland", "2026-12-31T23:30+13:00", "2027-12-31T23:30+13:00"),
    ],
)
def test_the_clock_on_the_wall_stays(zone: str, before: str, after: str) -> None:
    said = Content(publish_at=datetime.fromisoformat(before), time_zone=zone)
    assert moved(said, NOW).content.publish_at == datetime.fromisoformat(after)


def test_a_leap_day() -> None:
    assert moved(Content(starts_on=date(2028, 2, 29)), NOW).content.starts_on == date(2029, 2, 28)
    assert moved(Content(starts_on=date(2024, 2, 29), terms=("spring-2024",)), NOW).years == 3
    assert moved(Content(closes_on=date(2024, 2, 29), terms=("spring-2027",)), NOW).left_out == ("closes_on",)


DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kathmandu"])
MOMENTS = st.integers(0, 4000 * 24).map(lambda hours: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=hours))
SLUGS = st.builds(lambda s, y: f"{s}-{y}", st.sampled_from(terms.SEASONS), st.integers(2000, 2060))


@given(
    starts=st.none() | DAYS,
    closes=st.none() | DAYS,
    opens=st.none() | st.integers(-12_000, 24_000).map(lambda days: NOW + timedelta(days=days)),
    slugs=st.lists(SLUGS, max_size=3, unique=True),
    zone=ZONES,
    now=MOMENTS,
)
def test_whatever_was_said(
    starts: date | None, closes: date | None, opens: datetime | None, slugs: list[str], zone: str, now: datetime
) -> None:
    said = Content(starts_on=starts, closes_on=closes, opens_at=opens, terms=tuple(slugs), time_zone=zone)
    later = moved(said, now)
    new, today = later.content, now.astimezone(ZoneInfo(zone)).date()
    assert later.years >= 1
    assert [terms.from_slug(slug).season for slug in new.terms] == [terms.from_slug(s).season for s in slugs]  # type: ignore[union-attr]
    assert not any(terms.is_over(terms.from_slug(slug), today) for slug in new.terms)  # type: ignore[arg-type]
    for name in ("starts_on", "closes_on", "opens_at"):
        value, was = getattr(new, name), getattr(said, name)
        assert (value is None) == (was is None or name in later.left_out)
        if isinstance(value, datetime):
            assert value > now
            assert abs(value - was - timedelta(days=365.2425) * later.years) < timedelta(days=2)
        elif value:
            assert (value.year, value.month) == (was.year + later.years, was.month) and was.day - value.day in (0, 1)
            assert dates.end_of(value, zone) > now


# --- the verb ------------------------------------------------------------------------------------------------------


AWAY = {"apply_kind": "outside", "apply_url": "https://example.org/jobs/1", "cover_letter": "not-asked"}


def standing(said: dict[str, Any] | None = None, **fields: Any) -> tuple[Posting, Content]:
    posting, content = make_posting(**{"source": None, **fields}), everything(**(said or {}))
    writing.write(posting, content)
    posting.refresh_from_db()
    return posting, content


@pytest.mark.django_db
def test_the_copy_says_the_same_and_is_a_draft() -> None:
    posting, content = standing(AWAY, source=make_source("list-one"), role_evidence="back-end")
    by = make_member(posting.employer, "recruiter")
    copied = duplicating.duplicate(posting, content, by=by)
    made = Posting.objects.get(pk=copied.posting.pk)
    assert copied.is_new and made.pk != posting.pk
    assert (made.employer, made.source, made.status) == (posting.employer, None, "draft")
    assert made.first_published_at is None and made.published_at is None and not made.role_evidence
    assert Content.of(made) == copied.later.content and made.terms.get().season == "summer"
    assert AuditEvent.objects.get(code="posting.duplicate").data == {"of": posting.pk}
    posting.refresh_from_db()
    assert Content.of(posting) == content and posting.status == "published"


@pytest.mark.django_db
def test_an_outside_address_is_kept() -> None:
    posting, content = standing(AWAY)
    made = duplicating.duplicate(posting, content, by=make_member(posting.employer)).posting
    made.refresh_from_db()
    assert (made.apply_kind, made.apply_url) == ("outside", "https://example.org/jobs/1")


@pytest.mark.django_db
def test_a_second_press_makes_no_second_one(time_machine: Any) -> None:
    posting, content = standing()
    by, other = make_member(posting.employer), make_member(posting.employer, "recruiter")
    first = duplicating.duplicate(posting, content, by=by)
    again = duplicating.duplicate(posting, content, by=by)
    assert (again.posting, again.is_new) == (first.posting, False) and Posting.objects.count() == 2
    assert duplicating.duplicate(posting, content, by=other).is_new
    PostingDraft.objects.create(posting=first.posting, by=by, saved_at=timezone.now())
    assert duplicating.duplicate(posting, content, by=by).is_new  # the first has been written on
    time_machine.move_to(timezone.now() + timedelta(minutes=2), tick=False)
    assert duplicating.duplicate(posting, content, by=by).is_new


@pytest.mark.django_db
def test_who_may() -> None:
    posting, content = standing()
    for user in (
        make_member(posting.employer, "reviewer"),
        make_member(make_employer("Rival"), "owner"),
        make_user(is_staff=True),
    ):
        with pytest.raises(PermissionDenied):
            duplicating.duplicate(posting, content, by=user)
    assert Posting.objects.count() == 1
