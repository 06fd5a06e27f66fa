"""The days of the answer clock: whole ones, in the posting's own zone."""

from datetime import UTC, datetime, timedelta

import pytest

from applications import clock, timeline
from applications.models import Application
from listings.models import Posting

NEW_YORK = "America/New_York"


def applied(when: datetime, due: datetime, zone: str = "UTC", opened: datetime | None = None) -> Application:
    posting = Posting(time_zone=zone, answer_within_days=21)
    return Application(posting=posting, submitted_at=when, answer_due_at=due, opened_at=opened)


def utc(*when: int) -> datetime:
    return datetime(*when, tzinfo=UTC)  # type: ignore[misc]


# Applied on 3 January at 21:40 UTC, promised by the 24th: the promise ends when the 25th begins.
SENT, DUE = utc(2026, 1, 3, 21, 40), utc(2026, 1, 25)


@pytest.mark.parametrize(
    ("now", "day", "late", "words"),
    [
        (SENT, 0, 0, "day 0 of 21"),
        (utc(2026, 1, 3, 23, 59), 0, 0, "day 0 of 21"),
        (utc(2026, 1, 4), 1, 0, "day 1 of 21"),
        (utc(2026, 1, 10, 12), 7, 0, "day 7 of 21"),
        (utc(2026, 1, 24), 21, 0, "day 21 of 21"),
        (DUE - timedelta(microseconds=1), 21, 0, "day 21 of 21"),
        (DUE, 22, 1, "1 day late"),
        (utc(2026, 1, 27, 9), 24, 3, "3 days late"),
    ],
)
def test_the_days(now: datetime, day: int, late: int, words: str) -> None:
    hand = clock.of(applied(SENT, DUE), now)
    assert (hand.day, hand.late, hand.words) == (day, late, words)
    assert hand.of == 21


def test_the_day_is_the_one_where_the_posting_is() -> None:
    """At 02:00 UTC on the 4th it is still the 3rd in New York, and its promise ends at 05:00 UTC."""
    sent, due = utc(2026, 1, 4, 2), utc(2026, 1, 25, 5)
    hand = clock.of(applied(sent, due, NEW_YORK), utc(2026, 1, 25, 4, 59))
    assert (hand.applied_on.day, hand.promised_on.day, hand.day, hand.late) == (3, 24, 21, 0)
    assert clock.of(applied(sent, due, NEW_YORK), due).late == 1
    assert clock.of(applied(sent, due, "Asia/Tokyo"), utc(2026, 1, 4, 14, 59)).day == 0
    assert clock.of(applied(sent, due, "Asia/Tokyo"), utc(2026, 1, 4, 15)).day == 1


def test_a_day_of_25_hours_is_one_day() -> None:
    """New York sets its clocks back on 1 November 2026."""
    sent, due = utc(2026, 10, 31, 16), utc(2026, 11, 3, 5)
    for hours, day in ((0, 0), (24, 1), (25, 1), (49, 2)):
        assert clock.of(applied(sent, due, NEW_YORK), sent + timedelta(hours=hours)).day == day


def test_a_promise_of_one_day_and_a_clock_before_its_start_can_be_drawn() -> None:
    one = applied(SENT, utc(2026, 1, 5))
    assert clock.drawn(clock.of(one, SENT - timedelta(days=2)))["at"] == "0.00%"
    assert clock.drawn(clock.of(one, SENT))["end"] == "100.00%"


def test_the_line_in_time() -> None:
    line = clock.drawn(clock.of(applied(SENT, DUE, opened=utc(2026, 1, 5, 8)), utc(2026, 1, 10)))
    assert (line["at"], line["end"], line["opened"]) == ("33.33%", "100.00%", "9.52%")
    assert len(line["ticks"]) == 13
    assert line["middle"] == "Day 7 of 21"
    assert line["label"] == "Day 7 of 21: applied 3 January, opened 5 January, answer promised by 24 January"


@pytest.mark.parametrize(
    ("now", "start", "stop"),
    [
        (utc(2026, 1, 5), ("Day 2 of 21", "applied 3 January"), ("Answer by", "24 January")),
        (utc(2026, 1, 22), ("Applied", "3 January"), ("Day 19 of 21", "answer by 24 January")),
        (utc(2026, 1, 27), ("Applied", "3 January"), ("3 days late", "promised by 24 January")),
    ],
)
def test_near_an_end_the_day_takes_its_place(now: datetime, start: tuple[str, str], stop: tuple[str, str]) -> None:
    line = clock.drawn(clock.of(applied(SENT, DUE), now))
    assert line["middle"] == ""
    assert (line["start"]["head"], line["start"]["day"]) == start
    assert (line["stop"]["head"], line["stop"]["day"]) == stop


def test_the_line_when_late() -> None:
    line = clock.drawn(clock.of(applied(SENT, DUE), utc(2026, 1, 27)))
    assert line["is_late"]
    assert (line["end"], line["at"], line["ticks"]) == ("87.50%", "100.00%", [])
    assert line["label"] == "Day 24: the answer promised by 24 January is 3 days late"


def test_a_minute_names_its_zone() -> None:
    at = datetime(2026, 11, 24, 12, 23, tzinfo=UTC)
    assert timeline.minute(at, "America/New_York") == "24 November 2026, 07:23 (New York time)"
    assert timeline.minute(at, "UTC") == "24 November 2026, 12:23 UTC"
