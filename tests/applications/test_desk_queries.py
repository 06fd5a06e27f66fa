"""Inbox, board and one application ask the database as often for a thousand applications as for ten."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applications import pipeline
from applications.models import Application
from tests.applicants import make_question
from tests.applications.desk import Desk, apply
from tests.applications.many import make_many

MOST = {"inbox": 12, "one posting": 15, "asked": 19, "nothing": 19, "board": 11, "application": 26, "reviewer": 11}


def pages(desk: Desk, one: Application) -> dict[str, str]:
    posting = desk.posting.pk
    return {
        "inbox": desk.url(),
        "one posting": desk.url(f"?posting={posting}"),
        "asked": desk.url(f"?posting={posting}&q=event+store&skill=go&unanswered=yes&assigned=nobody&sort=meets"),
        "nothing": desk.url(f"?posting={posting}&q=cobol&skill=go&due=late"),
        "board": desk.url(f"board/{posting}/"),
        "application": desk.one(one, f"?posting={posting}&skill=go"),
        "reviewer": desk.url(),
    }


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    return len(queries)


def counts(desk: Desk, one: Application) -> dict[str, int]:
    found = {}
    for name, address in pages(desk, one).items():
        client = desk.client("reviewer" if name == "reviewer" else "recruiter")
        asked(client, address)  # the visit's first note
        found[name] = asked(client, address)
    return found


@pytest.fixture
def one(desk: Desk) -> Application:
    question = make_question(desk.posting, "In New York?", "yes-no")
    made = apply(desk.posting, skills={"go": "strong"}, answers=[(question, True)])
    by = desk.cast.people["recruiter"]
    pipeline.assign([made], [desk.seat("reviewer")], by=by)
    pipeline.move([made], desk.stage("review"), by=by)
    return made


def test_the_same_for_ten_and_for_a_thousand(desk: Desk, one: Application) -> None:
    made = make_many(desk.posting, 10)
    pipeline.assign(made[:3], [desk.seat("reviewer")], by=desk.cast.people["recruiter"])
    few = counts(desk, one)
    made = make_many(desk.posting, 990)
    pipeline.assign(made[:40], [desk.seat("reviewer")], by=desk.cast.people["recruiter"])
    assert counts(desk, one) == few
    assert {name: number for name, number in few.items() if number > MOST[name]} == {}


def test_a_long_history_costs_the_same(desk: Desk, one: Application, settings: Any) -> None:
    address = desk.one(one)
    client, by = desk.client("recruiter"), desk.cast.people["recruiter"]
    asked(client, address)
    few = asked(client, address)
    for kind in ("interview", "review", "interview", "review", "interview"):
        batch = pipeline.move([one], desk.stage(kind), by=by)
        one.refresh_from_db()
        pipeline.add_note(one, "Once more.", by=by)
    pipeline.undo(batch.id, employer=desk.cast.employer, by=by)
    assert asked(client, address) <= few
