"""A message from one application: what it begins with, how often, and that nothing typed is lost."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from applications import applying, letters, pipeline
from applications.desk import writing
from applications.models import Message, MessageTemplate
from tests.applications.desk import Desk, apply
from tests.factories import make_skill

WORDS = {"subject": "Hello", "body": "Typed with care."}


@pytest.fixture
def client(desk: Desk) -> Client:
    return desk.client("recruiter")


def form(client: Client, address: str, begin: str) -> Any:
    page = client.post(address, {"begin": begin})
    assert page.status_code == 200
    assert '<details class="write-message" id="message" open>' in page.text
    return page.context["message_form"]


def test_it_begins_as_chosen(client: Client, desk: Desk) -> None:
    one = apply(desk.posting, "Noor Haddad")
    address = desk.one(one, "message/")
    page = client.get(desk.one(one))
    assert 'id="message" open' not in page.text
    for value, label in page.context["beginnings"]:
        assert f'name="begin" value="{value}">{label}' in page.text
    assert form(client, address, "empty")["body"].value() == ""
    assert "still reading the applications for Ledger Intern" in form(client, address, "still-reading")["body"].value()
    MessageTemplate.objects.create(employer=desk.cast.employer, purpose="question", subject="{title}", body="{name}?")
    begun = form(client, address, "question")
    assert (begun["subject"].value(), begun["body"].value()) == ("Ledger Intern", "Noor Haddad?")
    for begin in ("rejected", "interview", "x", ""):  # an empty one is none
        assert client.post(address, {"begin": begin}).status_code == (200 if begin == "" else 404), begin
    assert not Message.objects.exists()


def test_every_beginning_can_be_sent_and_kept(client: Client, desk: Desk) -> None:
    one = apply(desk.posting)
    listed = client.get(desk.url("templates/")).text
    for purpose in letters.MESSAGES:
        assert not letters.check(letters.usual(purpose))
        assert desk.url(f"templates/{purpose}/") in listed
        assert client.post(desk.url(f"templates/{purpose}/"), {"subject": "s", "body": "{name}"}).status_code == 303
        client.post(desk.one(one, "message/"), writing.begun(one, purpose))
    assert Message.objects.count() == len(letters.MESSAGES)


def test_so_many_to_one_a_day(client: Client, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "TO_ONE_A_DAY", 2)
    one, other = apply(desk.posting, "Noor Haddad"), apply(desk.posting)
    now = timezone.now()
    for _try in range(2):
        assert client.post(desk.one(one, "message/"), WORDS).status_code == 303
    client.post(desk.one(one, "message/"), {**WORDS, "subject": ""})  # what is not sent does not count
    page = client.post(desk.one(one, "message/"), {**WORDS, "answers": "me"})
    assert "Noor Haddad was written 2 messages within a day. This one was not sent: try again in 24 hours." in page.text
    assert "Typed with care." in page.text
    assert page.context["message_form"]["answers"].value() == "me"
    assert client.post(desk.one(other, "message/"), WORDS).status_code == 303
    assert Message.objects.count() == 3
    with time_machine.travel(now + timedelta(days=1, minutes=1), tick=False):
        assert client.post(desk.one(one, "message/"), WORDS).status_code == 303


def test_so_many_by_one_an_hour(client: Client, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "BY_ONE_AN_HOUR", 2)
    many = [apply(desk.posting) for _n in range(3)]
    for one in many[:2]:
        assert client.post(desk.one(one, "message/"), WORDS).status_code == 303
    page = client.post(desk.one(many[2], "message/"), WORDS)
    assert "You have written 2 messages within an hour. This one was not sent: try again in 60 minutes." in page.text
    assert "Typed with care." in page.text


def test_what_was_not_sent_does_not_count(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "TO_ONE_A_DAY", 1)
    one, by = apply(desk.posting), desk.cast.people["recruiter"]
    assert writing.count(one, by) == ""
    writing.uncount(one, by)
    assert writing.count(one, by) == ""
    assert "was written" in writing.count(one, by)
    applying.withdraw(one, by=one.student.user)
    with pytest.raises(pipeline.NotAllowed):
        pipeline.write(one, letters.Letter("s", "b"), by=by)


def test_levels_and_what_would_be_learned_are_told(client: Client, desk: Desk) -> None:
    for number, slug in enumerate(("docker", "git", "python")):
        desk.posting.requirements.create(skill=make_skill(slug), level="learn", position=20 + number, grp=20 + number)
    one = apply(desk.posting, skills={"go": "strong", "sql": "basics"})
    page = client.get(desk.one(one))
    told = next(fact.value for fact in page.context["facts"] if fact.label == "Skills told")
    assert sorted(told.split("; ")) == ["Go: strong", "SQL: the basics"]
    assert page.context["fit"]["verdict"] == "Meets 2 of 2 needed; would learn Kafka, Docker, Git and Python"
