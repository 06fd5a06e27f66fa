"""Where a student's answer to a message goes: as its writer chose, and as the mail and the page say."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts import outbox
from accounts.models import OutgoingMail, User
from applications import pipeline, privacy
from applications.models import Message
from tests.applications.desk import Desk, apply
from tests.smtp import SmtpServer

WORDS = {"subject": "Hello", "body": "Which days suit you?"}
NOBODY = "An answer to this mail does not reach Acme."


@pytest.fixture
def client(desk: Desk) -> Client:
    return desk.client("recruiter")


def test_nobody_unless_chosen(client: Client, desk: Desk) -> None:
    one = apply(desk.posting)
    form = client.get(desk.one(one)).context["message_form"]
    assert form["answers"].value() == form.NOBODY
    assert "my address, recruiter@example.org" in client.get(desk.one(one)).text
    for data in (WORDS, {**WORDS, "answers": "nobody"}):
        client.post(desk.one(one, "message/"), data)
        message = Message.objects.latest("pk")
        assert message.reply_to == ""
        assert "Reply-To" not in message.mail.headers
        assert NOBODY in message.mail.body and NOBODY in message.mail.html
    refused = client.post(desk.one(one, "message/"), {**WORDS, "answers": "someone@example.net"})
    assert refused.status_code == 200
    assert "Which days suit you?" in refused.text
    assert not Message.objects.exclude(reply_to="").exists()


def test_to_the_writer_who_chose_it(client: Client, desk: Desk, settings: Any) -> None:
    one = apply(desk.posting)
    client.post(desk.one(one, "message/"), {**WORDS, "answers": "me"})
    message = Message.objects.get()
    assert message.reply_to == "recruiter@example.org"
    assert "An answer to this mail goes to recruiter@example.org." in message.mail.body
    assert NOBODY not in message.mail.body
    assert "you; answers go to recruiter@example.org" in client.get(desk.one(one)).text
    reading = Client()
    reading.force_login(one.student.user)
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        page = reading.get(one.get_absolute_url()).text
        assert "An answer to the mail goes to" in page and "recruiter@example.org" in page
        with SmtpServer() as server:
            settings.EMAIL_URL = server.url
            outbox.deliver_due()
    sent = next(mail for _to, mail in server.received if mail["Subject"] == "Hello")
    assert sent["Reply-To"] == "recruiter@example.org"


def test_a_letter_says_that_nobody_reads_answers(desk: Desk) -> None:
    one = apply(desk.posting)
    pipeline.reject([one], reason="filled", by=desk.cast.people["recruiter"])
    mail = OutgoingMail.objects.get(kind="application-rejected")
    assert NOBODY in mail.body and NOBODY in mail.html
    assert "Reply-To" not in mail.headers


def test_no_newline_reaches_the_header(desk: Desk) -> None:
    by = desk.cast.people["recruiter"]
    User.objects.filter(pk=by.pk).update(email="r@example.org\r\nBcc: all@example.org")
    by.refresh_from_db()
    pipeline.write(apply(desk.posting), pipeline.Letter("Hello", "words", is_final=True), by=by, takes_answers=True)
    assert OutgoingMail.objects.get(kind="application-message").headers == {
        "Reply-To": "r@example.org Bcc: all@example.org"
    }


def test_the_address_goes_with_its_owner(client: Client, desk: Desk) -> None:
    one = apply(desk.posting)
    client.post(desk.one(one, "message/"), {**WORDS, "answers": "me"})
    privacy.erase(desk.cast.people["recruiter"], by=None)
    assert Message.objects.get().reply_to == ""
