"""What lies at hand while one works through a list: the last Undo, the same person elsewhere, who looks already."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from applications import pipeline
from applications.desk import telling
from applications.models import Application
from tests.applicants import make_application, make_question
from tests.applications.desk import Desk, apply

REJECTION = {"do": "reject", "sent": "1", "subject": "No", "body": "Not this time.", "reason": "filled"}


@pytest.fixture
def client(desk: Desk) -> Client:
    return desk.client("recruiter")


def again(client: Client, address: str) -> Any:
    page = client.get(address)
    found = page.context["again"]
    assert ("for 10 minutes more" in page.text) is bool(found or page.context["toast"])
    return found


def test_undo_stays_at_hand_for_who_reads_on(client: Client, desk: Desk) -> None:
    ann, ben, cleo = (apply(desk.posting, name) for name in ("Ann Lee", "Ben Roy", "Cleo Fox"))
    done = client.post(desk.url("bulk/"), {**REJECTION, "ids": f"{ann.pk},{ben.pk}"})
    assert again(client, done["Location"]) is None  # the toast has it
    board = desk.url(f"board/{desk.posting.pk}/")
    for address in (desk.one(cleo), desk.url(), board, desk.url("?stage=all")):
        found = again(client, address)
        assert found["text"] == "2 applications rejected.", address
        assert desk.url(f"undo/{found['batch']}/") in client.get(address).text
    client.post(desk.one(cleo, "note/"), {"text": "Keen on clocks."})  # what cannot be undone hides nothing
    assert again(client, desk.one(cleo))["text"] == "2 applications rejected."
    data = {"from": "application", "application": cleo.pk}
    assert client.post(desk.url(f"undo/{found['batch']}/"), data)["Location"] == desk.one(cleo)
    assert not Application.objects.exclude(outcome="").exists()
    client.get(desk.one(cleo))
    assert again(client, desk.url()) is None


def test_it_goes_with_the_minutes(client: Client, desk: Desk) -> None:
    ann, ben = apply(desk.posting, "Ann Lee"), apply(desk.posting, "Ben Roy")
    now = timezone.now()
    client.post(desk.url("bulk/"), {**REJECTION, "ids": ann.pk})
    client.get(desk.url())
    assert client.get(desk.one(ben)).context["again"]
    pipeline.assign([ben], [desk.seat("reviewer")], by=desk.cast.people["recruiter"])
    assert desk.client("reviewer").get(desk.one(ben)).context["again"] is None  # a colleague did not do it
    with time_machine.travel(now + timedelta(minutes=10, seconds=5), tick=False):
        assert client.get(desk.one(ben)).context["again"] is None


def test_the_same_person_at_another_posting(client: Client, desk: Desk) -> None:
    one = apply(desk.posting, "Pavel Orlov")
    assert one.student
    other, foreign = make_application(desk.other, one.student), make_application(desk.foreign, one.student)
    by = desk.cast.people["recruiter"]
    pipeline.move([other], desk.stage("hired", desk.other), by=by)
    page = client.get(desk.one(one))
    assert page.context["others"] == [(desk.one(other), "Storage Intern", "Hired")]
    assert "Also applied here:" in page.text
    assert str(foreign.posting.title) not in page.text
    pipeline.assign([one], [desk.seat("reviewer")], by=by)
    assert "Also applied here:" not in desk.client("reviewer").get(desk.one(one)).text
    assert "Also applied here:" not in client.get(desk.one(apply(desk.posting, "Pavel Orlov"))).text  # a namesake


def test_who_looks_already(client: Client, desk: Desk) -> None:
    one = apply(desk.posting)
    pipeline.assign([one], [desk.seat("reviewer")], by=desk.cast.people["recruiter"])
    name = desk.cast.people["reviewer"].get_full_name()
    page = client.get(desk.one(one, "assign/")).text
    assert "Assigned already" in page and f"{name}</span>" in page
    assert f"{name}, reviewer" not in page  # is not offered again
    assert "Assigned to you." in desk.client("reviewer").get(desk.one(one)).text
    seat = desk.seat("reviewer")
    done = client.post(desk.one(one, "assign/"), {"sent": "1", "reviewers": [seat.pk]})
    assert "1 was assigned already, or was withdrawn." in client.get(done["Location"]).text


def test_what_is_nice_to_have_is_no_fault(client: Client, desk: Desk) -> None:
    posting = desk.posting
    posting.requirements.filter(skill__slug="sql").update(level="nice")
    page = client.get(desk.one(apply(posting, skills={"kafka": "basics"}))).text
    assert page.count('<li class="not">') == 1  # Go, which is needed
    assert page.count('<li class="apart">') == 1


def test_a_day_is_said_as_a_day(client: Client, desk: Desk) -> None:
    from_day = make_question(desk.posting, "From which day?", "date")
    one = apply(desk.posting, skills={"go": "strong"}, answers=[(from_day, "2027-06-07")])
    page = client.get(desk.one(one))
    assert page.context["answers"] == [("From which day?", "7 June 2027", "")]


def test_reasons_for_the_student_begin_with_what_is_not_met(desk: Desk) -> None:
    one = apply(desk.posting, skills={"go": "strong"})
    assert [reason.rpartition(": ")[2] for reason in telling.reasons(one)][:2] == ["SQL.", "Go."]
    assert [reason.rpartition(": ")[2] for reason in telling.reasons(one, for_many=True)][:2] == ["Go.", "SQL."]


def test_a_condition_is_not_called_a_lack(desk: Desk) -> None:
    desk.posting.grad_from = "2027-12-01"
    desk.posting.grad_to = "2028-06-01"
    desk.posting.save()
    one = apply(desk.posting)
    assert any(reason.startswith("A condition of the position is not met: Grad") for reason in telling.reasons(one))


def test_a_letter_that_waits_for_its_reason_says_so(client: Client, desk: Desk) -> None:
    one = apply(desk.posting)
    words = "The reason for the student is put where {reason} stands."
    assert words not in client.get(desk.one(one, "reject/")).text
    client.post(desk.url("templates/rejected/"), {"subject": "No", "body": "Not this time. {reason}"})
    assert words in client.get(desk.one(one, "reject/")).text


@pytest.mark.parametrize("rest", ["?assigned=me", "?due=week"])
def test_an_empty_board_says_so_and_leads_out(client: Client, desk: Desk, rest: str) -> None:
    board = desk.url(f"board/{desk.posting.pk}/")
    assert "Nobody has applied yet." in client.get(board).text
    apply(desk.posting)
    page = client.get(board + rest).text
    assert "Nobody is left here." in page
    assert f'<a href="{board}">Show the whole board</a>' in page
    assert "answer due in 21 days" in client.get(board).text
