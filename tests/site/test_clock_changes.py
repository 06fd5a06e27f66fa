"""Days of 23 and of 25 hours: what an employer types for its zone, and when the channels say so.

The instants are written down in UTC by hand, so that no code of ours checks itself.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from listings.models import Posting
from listings.postings import lifecycle, search_row, writing
from panel.editor.form import EditorForm
from panel.editor.standing import typed_of
from panel.editor.typed import Typed
from tests.contents import everything
from tests.factories import make_employer, make_posting, make_user

pytestmark = pytest.mark.django_db
TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class Day:
    """What is typed, and the instants it means."""

    zone: str
    publish_at: str
    opens_at: str
    closes_on: str
    public: str
    opens: str
    closes: str
    jsonld: tuple[str, str]  # datePosted and validThrough, each with the offset of its own hour


DAYS = {
    "berlin-loses-an-hour": Day(
        "Europe/Berlin", "2031-03-30T01:30", "2031-03-30T03:00", "2031-03-30",
        "2031-03-30T00:30", "2031-03-30T01:00", "2031-03-30T22:00",
        ("2031-03-30T01:30:00+01:00", "2031-03-31T00:00:00+02:00"),
    ),
    "berlin-an-hour-that-is-not": Day(
        "Europe/Berlin", "2031-03-30T02:30", "2031-03-30T12:00", "2031-04-01",
        "2031-03-30T01:30", "2031-03-30T10:00", "2031-04-01T22:00",
        ("2031-03-30T03:30:00+02:00", "2031-04-02T00:00:00+02:00"),
    ),
    "berlin-an-hour-twice": Day(
        "Europe/Berlin", "2031-10-26T02:30", "2031-10-26T03:00", "2031-10-26",
        "2031-10-26T00:30", "2031-10-26T02:00", "2031-10-26T23:00",
        ("2031-10-26T02:30:00+02:00", "2031-10-27T00:00:00+01:00"),
    ),
    "new-york-loses-an-hour": Day(
        "America/New_York", "2031-03-09T01:30", "2031-03-09T03:00", "2031-03-09",
        "2031-03-09T06:30", "2031-03-09T07:00", "2031-03-10T04:00",
        ("2031-03-09T01:30:00-05:00", "2031-03-10T00:00:00-04:00"),
    ),
    "new-york-an-hour-twice": Day(
        "America/New_York", "2031-11-02T01:30", "2031-11-02T02:00", "2031-11-02",
        "2031-11-02T05:30", "2031-11-02T07:00", "2031-11-03T05:00",
        ("2031-11-02T01:30:00-04:00", "2031-11-03T00:00:00-05:00"),
    ),
}  # fmt: skip


def utc(said: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=UTC)


def page(client: Client, posting: Posting) -> str:
    return client.get(posting.get_absolute_url()).text


def jsonld(client: Client, posting: Posting) -> dict[str, str]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page(client, posting))
    return json.loads(found[1]) if found else {}


def framed(client: Client, posting: Posting, rest: str) -> str:
    return client.get(f"/embed/{posting.employer.slug}{rest}").text


# Whether a channel tells of the posting; and whether it does so before one can apply.
CHANNELS: dict[str, tuple[Callable[[Client, Posting], bool], bool]] = {
    "sitemap": (lambda client, p: f"{p.get_absolute_url()}<" in client.get("/sitemaps/postings-1.xml").text, True),
    "embed": (lambda client, p: p.get_absolute_url() in framed(client, p, "/"), True),
    "embed-json": (lambda client, p: p.get_absolute_url() in framed(client, p, ".json"), True),
    "xml": (lambda client, p: p.get_absolute_url() in client.get("/feeds/postings.xml").getvalue().decode(), False),
    "json-ld": (lambda client, p: bool(jsonld(client, p)), False),
}


def make(day: Day) -> Posting:
    """Typed into the editor weeks before, and approved then; nothing but the clock comes after."""
    typed = {name: [getattr(day, name)] for name in ("publish_at", "opens_at", "closes_on")}
    form = EditorForm(Typed({**typed_of(everything()).as_data(), **typed, "time_zone": [day.zone]}))
    content = form.understood()
    assert not form.errors
    posting = make_posting(employer=make_employer("Kestrel"), status="in_moderation", indexed=False)
    writing.write(posting, content)
    posting.refresh_from_db()
    lifecycle.approve(posting, by=make_user(is_staff=True))
    search_row.rebuild([posting.pk])
    posting.refresh_from_db()
    return posting


@pytest.fixture(params=DAYS)
def day(request: pytest.FixtureRequest) -> Day:
    return DAYS[request.param]


def test_what_is_typed_means_the_instant_of_its_own_hour(day: Day) -> None:
    with time_machine.travel(utc(day.public) - timedelta(days=20), tick=False):
        posting = make(day)
    said = (posting.published_at, posting.opens_at, posting.closes_at)
    assert said == (utc(day.public), utc(day.opens), utc(day.closes))


@pytest.mark.parametrize("channel", CHANNELS)
def test_each_channel_changes_at_the_instant(client: Client, day: Day, channel: str) -> None:
    tells, is_early = CHANNELS[channel]
    with time_machine.travel(utc(day.public) - timedelta(days=20), tick=False) as clock:
        posting = make(day)
        for boundary, before, after in (
            (day.public, False, is_early),
            (day.opens, is_early, True),
            (day.closes, True, False),
        ):
            for at, is_told in ((utc(boundary) - TICK, before), (utc(boundary), after), (utc(boundary) + TICK, after)):
                clock.move_to(at)
                assert tells(client, posting) is is_told, at


def test_structured_data_says_the_offset_of_each_day(client: Client, day: Day) -> None:
    with time_machine.travel(utc(day.public) - timedelta(days=20), tick=False) as clock:
        posting = make(day)
        clock.move_to(utc(day.opens))
        said = jsonld(client, posting)
    assert (said["datePosted"], said["validThrough"]) == day.jsonld


def test_nobody_reads_it_before_and_no_search_finds_it_after(client: Client, day: Day) -> None:
    with time_machine.travel(utc(day.public) - timedelta(days=20), tick=False) as clock:
        posting = make(day)
        clock.move_to(utc(day.public) - TICK)
        assert client.get(posting.get_absolute_url()).status_code == 404
        clock.move_to(utc(day.closes))
        assert client.get(posting.get_absolute_url()).status_code == 200
        assert posting.get_absolute_url() not in client.get("/internships.json?role=all").text
