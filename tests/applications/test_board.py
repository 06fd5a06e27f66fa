"""The board: columns, cards, and moves that work by a plain form."""

from typing import Any

import pytest
from django.test import Client

from applications import pipeline, stages
from applications.models import Application, Move
from tests.applications.desk import Desk, apply
from tests.applications.many import make_many


@pytest.fixture
def client(desk: Desk) -> Client:
    return desk.client("recruiter")


def columns(client: Client, desk: Desk, query: str = "") -> dict[str, Any]:
    page = client.get(desk.url(f"board/{desk.posting.pk}/{query}"))
    assert page.status_code == 200
    return {column.name: column for column in page.context["columns"]}


def test_the_posting_s_stages_in_order(client: Client, desk: Desk) -> None:
    apply(desk.posting, "Ann"), apply(desk.other, "Ben")
    extra = stages.of(desk.posting)[2]
    extra.name = "Exercise at home"
    extra.save()
    found = columns(client, desk)
    assert list(found) == ["New", "In review", "Exercise at home", "Interview", "Offer", "Hired", "Not this time"]
    assert [card.name for card in found["New"].cards] == ["Ann"]
    page = client.get(desk.url(f"board/{desk.posting.pk}/")).text
    assert page.count('class="stage folded"') == 6
    assert "Ben" not in page


def test_25_cards_and_a_way_to_the_rest(client: Client, desk: Desk) -> None:
    make_many(desk.posting, 150)
    found = columns(client, desk)
    assert len(found["New"].cards) == 25
    assert (found["New"].count, found["New"].more) == ("30", "5 more")
    rest = client.get(found["New"].url)
    assert rest.context["total"] == "30"
    assert {row.stage for row in rest.context["rows"]} == {"New"}


def test_most_urgent_first(client: Client, desk: Desk) -> None:
    make_many(desk.posting, 150)
    ids = [card.id for card in columns(client, desk)["New"].cards]
    waiting = Application.objects.filter(stage__type="new", answered_at=None).order_by("answer_due_at", "pk")
    assert ids == list(waiting.values_list("pk", flat=True)[:25])


def test_mine_and_what_is_late(client: Client, desk: Desk) -> None:
    ann, _ben = apply(desk.posting, "Ann"), apply(desk.posting, "Ben")
    pipeline.assign([ann], [desk.seat("recruiter")], by=desk.cast.people["recruiter"])
    assert [card.name for card in columns(client, desk, "?assigned=me")["New"].cards] == ["Ann"]
    assert columns(client, desk, "?due=week")["New"].cards == []
    assert len(columns(client, desk, "?q=nothing&sort=name")["New"].cards) == 2  # no words of the inbox


def test_a_move_of_which_no_student_hears(client: Client, desk: Desk) -> None:
    one = apply(desk.posting, "Ann")
    board = desk.url(f"board/{desk.posting.pk}/")
    data = {"to": desk.stage("review").pk, "from": "board", "query": f"posting={desk.posting.pk}"}
    response = client.post(desk.one(one, "move/"), data)
    assert response.status_code == 303
    assert response["Location"] == f"{board}?posting={desk.posting.pk}"
    page = client.get(response["Location"])
    assert "Ann moved from New to In review." in page.text
    assert "/undo/" in page.text
    assert Move.objects.get().mail is None
    again = client.post(desk.one(one, "move/"), data)
    assert "Nothing was changed." in client.get(again["Location"]).text
    assert Move.objects.count() == 1


def test_a_move_that_is_told_shows_its_letter_first(client: Client, desk: Desk) -> None:
    one = apply(desk.posting, "Ann Lee")
    stage = desk.stage("interview")
    page = client.get(desk.one(one, f"move/?to={stage.pk}&from=board")).text
    assert "Hello Ann Lee," in page
    assert "Goes to Ann Lee by mail" in page
    # Without the letter's own fields a POST changes nothing.
    assert client.post(desk.one(one, "move/"), {"to": stage.pk}).status_code == 200
    assert not Move.objects.exists()
    data = {
        "to": stage.pk,
        "sent": "1",
        "from": "board",
        "subject": "Talk?",
        "body": "On Tuesday, {name}?",
        "note": "keen",
    }
    assert client.post(desk.one(one, "move/"), data)["Location"].startswith(desk.url("board/"))
    move = Move.objects.get()
    assert (move.note, move.mail.subject) == ("keen", "Talk?")
    assert "On Tuesday, {name}?" in move.mail.body  # a person has written it: braces are braces


def test_rejecting_is_no_move(client: Client, desk: Desk) -> None:
    one = apply(desk.posting, "Ann")
    assert client.post(desk.one(one, "move/"), {"to": desk.stage("rejected").pk}).status_code == 404
    assert client.post(desk.one(one, "move/"), {"to": stages.first(desk.other).pk}).status_code == 404
    page = client.get(desk.url(f"board/{desk.posting.pk}/")).text
    assert f"/applications/{one.pk}/reject/?from=board" in page


def test_the_line_says_what_its_nodes_mean(client: Client, desk: Desk) -> None:
    apply(desk.posting, "Ann")
    ben = apply(desk.posting, "Ben")
    pipeline.move([ben], desk.stage("review"), by=desk.cast.people["recruiter"])
    said = {name: column.node_words for name, column in columns(client, desk).items()}
    assert said["New"] == "somebody is here"
    assert said["In review"] == "as far as anybody open has come"
    assert said["Offer"] == "nobody is here"
    page = client.get(desk.url(f"board/{desk.posting.pk}/")).text
    assert page.count("as far as anybody open has come") == 2  # the node, and the legend


def test_which_board(client: Client, desk: Desk) -> None:
    page = client.get(desk.url("board/")).text
    assert "Ledger Intern" in page
    assert "Storage Intern" in page
    one = apply(desk.posting, "Ann")
    apply(desk.other, "Ben"), apply(desk.other, "Cleo")
    chosen = client.get(desk.url("board/")).context["postings"]
    assert [posting.title for posting in chosen] == ["Storage Intern", "Ledger Intern"]  # where most wait
    pipeline.assign([one], [desk.seat("reviewer")], by=desk.cast.people["recruiter"])
    assert desk.client("reviewer").get(desk.url("board/"))["Location"] == desk.url(f"board/{desk.posting.pk}/")
    assert "Move to" not in desk.client("reviewer").get(desk.url(f"board/{desk.posting.pk}/")).text
