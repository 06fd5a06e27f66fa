"""What an employer wrote stands where its student reads it again: whole, newest first, and never early."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts import outbox
from accounts.models import OutgoingMail, User
from applications import applying, exporting, pipeline, privacy, timeline
from applications.models import Application, Move
from applications.pipeline import Letter
from tests.applicants import make_application
from tests.factories import make_member

pytestmark = pytest.mark.django_db
WAIT = timedelta(minutes=9, seconds=59)
WORDS = ("zqhello", "zqtalk", "zqsorry")


@pytest.fixture
def time() -> Iterator[Any]:
    with time_machine.travel(datetime(2026, 11, 10, 12, tzinfo=UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def application(time: Any) -> Application:
    return make_application()


@pytest.fixture
def recruiter(application: Application) -> User:
    return make_member(application.posting.employer, "recruiter")


def student(application: Application) -> User:
    assert application.student
    return application.student.user


def page(application: Application) -> str:
    client = Client()
    client.force_login(student(application))
    return client.get(application.get_absolute_url()).text


def exported(application: Application) -> str:
    return json.dumps(exporting.tables(student(application), timezone.now()), default=str)


def final(word: str) -> Letter:
    return Letter(f"About {word}", f"Dear you,\n\n{word} & more {{name}}", is_final=True)


def acts(application: Application, by: User) -> list[Any]:
    return [
        lambda: pipeline.write(application, final("zqhello"), by=by),
        lambda: pipeline.move([application], "interview", by=by, letter=final("zqtalk")),
        lambda: pipeline.reject([application], reason="spam", by=by, letter=final("zqsorry")),
    ]


def test_all_words_newest_first_and_not_before_their_mail_goes(
    application: Application, recruiter: User, time: Any
) -> None:
    for n, act in enumerate(acts(application, recruiter)):
        act()
        time.shift(WAIT)
        outbox.deliver_due()
        assert [word for word in WORDS if word in page(application) + exported(application)] == list(WORDS[:n])
        time.shift(timedelta(seconds=1))
        text = page(application)
        assert f"About {WORDS[n]}" in text
        assert f"{WORDS[n]} &amp; more {{name}}</p>" in text
        assert WORDS[n] in exported(application)
    found = [text.rindex(f"<h3>About {word}") for word in WORDS]
    assert found == sorted(found, reverse=True)
    decided = Move.objects.get(to_stage__type="rejected")
    assert f'href="#move-{decided.pk}"' in text
    assert f'id="move-{decided.pk}"' in text
    assert timeline.minute(decided.visible_at, application.posting.time_zone) in text
    assert "the mail has the rest" not in text


def test_the_page_has_the_words_of_the_mail(application: Application, recruiter: User, time: Any) -> None:
    """Those of a template too, as they were filled then."""
    pipeline.move([application], "offer", by=recruiter)
    time.shift(timedelta(minutes=10))
    move, mail = Move.objects.get(), OutgoingMail.objects.get(kind="application-moved")
    assert move.subject == mail.subject
    assert move.body in mail.body
    assert move.body.split("\n")[0] in page(application)


def test_what_was_taken_back_or_called_back_is_never_read(application: Application, recruiter: User, time: Any) -> None:
    batch = pipeline.move([application], "interview", by=recruiter, letter=final("zqtalk"))
    pipeline.undo(batch.id, employer=application.posting.employer, by=recruiter)
    pipeline.write(application, final("zqhello"), by=recruiter)
    pipeline.reject([application], reason="spam", by=recruiter, letter=final("zqsorry"))
    time.shift(timedelta(minutes=5))
    applying.withdraw(application, by=student(application))
    time.shift(timedelta(days=2))
    said = page(application) + exported(application)
    assert [word for word in WORDS if word in said] == []


def test_erasing_takes_the_letters(application: Application, recruiter: User, time: Any) -> None:
    for act in acts(application, recruiter):
        act()
    privacy.erase(student(application), by=None)
    assert set(Move.objects.values_list("subject", "body")) == {("", "")}


def test_the_state_and_what_can_be_done_come_before_what_was_sent(application: Application) -> None:
    text = page(application)
    order = ('class="clock', ">Withdraw<", 'id="so-far"', 'id="sent"')
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)
