"""A rival's real ids in address, query and body answer exactly as ids that never were; nothing of theirs is changed."""

import uuid
from typing import Any

import pytest

from applications import pipeline
from applications.models import Application, Move, Note
from tests.applicants import make_question
from tests.applications.desk import Desk, apply

NEVER = 999_999_999


@pytest.fixture
def foreign(desk: Desk) -> dict[str, Any]:
    one = apply(desk.foreign, "Foreign Person")
    question = make_question(desk.foreign, "Foreign question?", "yes-no")
    batch = pipeline.move([one], desk.stage("review", desk.foreign), by=desk.cast.people["rival"])
    return {
        "application": one.pk,
        "posting": desk.foreign.pk,
        "stage": desk.stage("interview", desk.foreign).pk,
        "question": question.pk,
        "seat": desk.seat("rival").pk,
        "batch": batch.id,
    }


ADDRESSES = (
    "applications/{application}/", "applications/{application}/resume/", "applications/{application}/reject/",
    "applications/{application}/move/?to={stage}", "board/{posting}/", "?posting={posting}", "?stage={stage}",
    "?answer-{question}=yes", "?stage={stage}&posting={posting}", "applications/{own}/?posting={posting}",
    "applications/{own}/move/?to={stage}",
)  # fmt: skip
BODIES: tuple[tuple[str, dict[str, str]], ...] = (
    ("applications/{application}/note/", {"text": "x"}),
    ("applications/{application}/message/", {"subject": "s", "body": "b"}),
    ("applications/{own}/move/", {"to": "{stage}"}),
    ("applications/{own}/note/", {"text": "x", "query": "posting={posting}"}),
    ("bulk/", {"do": "reject", "ids": "{application}"}),
    ("bulk/", {"do": "reject", "ids": "{own},{application}"}),
    ("bulk/", {"do": "move", "ids": "{own}", "to": "{stage}"}),
    ("bulk/", {"do": "move", "all": "1", "query": "posting={posting}"}),
    ("undo/{batch}/", {}),
)


def answers(desk: Desk, who: str, ids: dict[str, Any]) -> list[tuple[int, str]]:
    client = desk.client(who)
    pages = [client.get(desk.url(address.format(**ids))) for address in ADDRESSES]
    pages += [
        client.post(desk.url(a.format(**ids)), {k: v.format(**ids) for k, v in body.items()}) for a, body in BODIES
    ]
    return [(page.status_code, page.text) for page in pages]


@pytest.mark.parametrize("who", ["recruiter", "reviewer"])
def test_the_same_as_for_an_id_that_never_was(desk: Desk, foreign: dict[str, Any], who: str) -> None:
    own = apply(desk.posting)
    pipeline.assign([own], [desk.seat("reviewer")], by=desk.cast.people["recruiter"])
    moves, notes = Move.objects.count(), Note.objects.count()
    real = answers(desk, who, {**foreign, "own": own.pk})
    never = answers(desk, who, {**dict.fromkeys(foreign, NEVER), "batch": uuid.uuid4(), "own": own.pk})
    for number, (one, other) in enumerate(zip(real, never, strict=True)):
        assert one[0] == other[0], number
        assert one[0] in ((404,) if who == "recruiter" else (403, 404)), number
        assert "Foreign" not in one[1], number
    assert (Move.objects.count(), Note.objects.count()) == (moves, notes), "refused before anything is done"
    assert Application.objects.get(pk=foreign["application"]).outcome == ""


def test_a_colleague_of_another_employer_cannot_be_assigned(desk: Desk, foreign: dict[str, Any]) -> None:
    own = apply(desk.posting)
    for seat in (foreign["seat"], NEVER):
        response = desk.client("recruiter").post(desk.one(own, "assign/"), {"sent": "1", "reviewers": seat})
        assert response.status_code == 200
    assert not own.assignments.exists()


def test_ids_beyond_any_database(desk: Desk) -> None:
    client = desk.client("recruiter")
    huge = "9" * 30
    for rest in (f"applications/{huge}/", f"board/{huge}/"):
        assert client.get(desk.url(rest)).status_code == 404
    for rest in (f"?posting={huge}", f"?stage={huge}", f"?answer-{huge}=yes", "?posting=%00&q=%00&page=0"):
        assert client.get(desk.url(rest), follow=True).status_code == 200, rest
    assert client.post(desk.url("bulk/"), {"do": "reject", "ids": huge}).status_code == 404
    assert client.post(desk.url("bulk/"), {"do": "nonsense", "ids": "1"}).status_code == 404
