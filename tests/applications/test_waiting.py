"""A message waits in the outbox and something else is decided: it goes first or is taken back, as was chosen."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import AuditEvent, OutgoingMail
from applications import pipeline
from applications.letters import Letter
from applications.models import Application, Message, Move
from tests.applications.desk import Desk, apply

AT = datetime(2026, 11, 10, 14, 3, tzinfo=UTC)
REJECTION = {"sent": "1", "subject": "No", "body": "Not this time.", "reason": "filled"}


@pytest.fixture
def time(db: None) -> Any:
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def client(time: Any, desk: Desk) -> Client:
    return desk.client("recruiter")


def write(desk: Desk, one: Application, subject: str = "Hello") -> Message:
    batch = pipeline.write(one, Letter(subject, "Words.", is_final=True), by=desk.cast.people["recruiter"])
    return Message.objects.get(batch=batch.id)


def waiting(client: Client, address: str) -> tuple[str, list[str]]:
    form = client.get(address).context["form"]
    return str(form["waits"].label), [value for value, _label in form.fields["waits"].choices]


def pending() -> list[str]:
    return list(OutgoingMail.objects.waiting().exclude(kind="application-received").values_list("subject", flat=True))


def test_it_is_said_with_the_choice(client: Client, desk: Desk, time: Any) -> None:
    one = apply(desk.posting, "Noor Haddad")
    interview = desk.one(one, f"move/?to={desk.stage('interview').pk}")
    assert "waits" not in client.get(desk.one(one, "reject/")).context["form"].fields
    message = write(desk, one)
    for address in (desk.one(one, "reject/"), interview):
        assert waiting(client, address) == (
            "A message from 14:03, “Hello”, has not left yet.",
            ["first", f"back-{message.pk}"],
        )
        page = client.get(address).text
        assert "It goes first, then this letter" in page and "Take it back: only this letter goes" in page
    time.shift(timedelta(minutes=2))
    other = write(desk, one, "Again")
    said = "2 messages have not left yet: 14:03, “Hello” and 14:05, “Again”."
    assert waiting(client, interview) == (said, ["first", f"back-{message.pk}-{other.pk}"])
    time.shift(timedelta(minutes=9))
    assert waiting(client, interview)[1] == ["first", f"back-{other.pk}"]


@pytest.mark.parametrize("to", ["reject", "move"])
def test_it_goes_first_or_is_taken_back(client: Client, desk: Desk, to: str) -> None:
    for choice in ("first", "back"):
        one = apply(desk.posting, "Noor Haddad")
        message = write(desk, one)
        data = {
            **REJECTION,
            "to": desk.stage("interview").pk,
            "waits": choice if choice == "first" else f"back-{message.pk}",
        }
        done = client.post(desk.one(one, f"{to}/"), data)
        assert done.status_code == 303
        said = client.get(done["Location"]).text
        message.refresh_from_db()
        assert (message.undone_at is None) is (choice == "first")
        assert ("The message was taken back." in said) is (choice == "back")
        assert bool(message.mail.cancelled_at) is (choice == "back")
        assert one.moves.count() == 1
    assert sorted(pending()) == ["Hello", "No", "No"]
    assert AuditEvent.objects.get(code="application.unwrite").data["message"] == message.pk


def test_without_a_choice_nothing_is_done(client: Client, desk: Desk) -> None:
    """A colleague wrote while the form stood open."""
    one = apply(desk.posting)
    write(desk, one)
    page = client.post(desk.one(one, "reject/"), REJECTION)
    assert "Say what shall become of it." in page.text
    assert "Not this time." in page.text
    assert not Move.objects.exists()


def test_what_has_left_meanwhile_is_not_taken_back(client: Client, desk: Desk, time: Any) -> None:
    one = apply(desk.posting)
    message = write(desk, one)
    data = {**REJECTION, "waits": f"back-{message.pk}"}
    time.shift(timedelta(minutes=11))
    page = client.post(desk.one(one, "reject/"), data).text
    assert "What you would have taken back has left." in page
    assert "What waits has changed meanwhile" in page
    assert "Not this time." in page
    assert not Move.objects.exists()
    assert client.post(desk.one(one, "reject/"), {**data, "waits": "first"}).status_code == 303


def test_the_verb_does_all_or_nothing(client: Client, desk: Desk) -> None:
    one, two = apply(desk.posting), apply(desk.posting)
    sent, waits = write(desk, one), write(desk, two)
    OutgoingMail.objects.filter(pk=sent.mail.pk).update(sent_at=AT)
    by = desk.cast.people["recruiter"]
    with pytest.raises(pipeline.NotAllowed, match="has left meanwhile"):
        pipeline.reject([one, two], reason="filled", by=by, take_back=[waits, sent])
    assert not Move.objects.exists()
    assert Message.objects.filter(undone_at=None).count() == 2
    pipeline.move([two], "review", by=by)
    batch = pipeline.move([two], "review", by=by, take_back=[waits])  # is there already
    assert (batch.done, batch.taken_back) == (0, 0)
    assert Message.objects.filter(undone_at=None).count() == 2


def test_undo_does_not_send_it_after_all(client: Client, desk: Desk) -> None:
    one = apply(desk.posting)
    message = write(desk, one)
    by = desk.cast.people["recruiter"]
    batch = pipeline.reject([one], reason="filled", by=by, take_back=[message])
    assert pipeline.undo(batch.id, employer=desk.cast.employer, by=by).undone == 1
    one.refresh_from_db()
    assert one.answered_at is None
    assert pending() == []
    assert "Words." in client.get(desk.one(one)).text  # to be copied


def test_many(client: Client, desk: Desk) -> None:
    ann, ben, cleo = (apply(desk.posting, name) for name in ("Ann Lee", "Ben Roy", "Cleo Fox"))
    first, second = write(desk, ann), write(desk, ben)
    ids = f"{ann.pk},{ben.pk},{cleo.pk}"
    page = client.post(desk.url("bulk/"), {"do": "reject", "ids": ids})
    assert "Messages to 2 of them have not left yet: Ann Lee and Ben Roy." in page.text
    data = {**REJECTION, "do": "reject", "ids": ids, "waits": f"back-{first.pk}-{second.pk}"}
    done = client.post(desk.url("bulk/"), data)
    assert "3 applications rejected. 2 messages were taken back." in client.get(done["Location"]).text
    assert pending() == ["No"] * 3


def test_a_letter_that_waits_is_named(client: Client, desk: Desk) -> None:
    one, two = apply(desk.posting, "Ann Lee"), apply(desk.posting, "Ben Roy")
    pipeline.move([one, two], "interview", by=desk.cast.people["recruiter"], letter=Letter("Let us talk", "Soon."))
    page = client.get(desk.one(one, "reject/"))
    assert "The letter from 14:03, “Let us talk”, has not left yet: it goes first." in page.text
    assert "waits" not in page.context["form"].fields
    page = client.post(desk.url("bulk/"), {"do": "reject", "ids": f"{one.pk},{two.pk}"})
    assert "Letters to 2 of them have not left yet and go first: Ann Lee and Ben Roy." in page.text
