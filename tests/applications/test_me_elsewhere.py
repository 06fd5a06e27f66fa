"""Applications at employers' own sites: asked about, written by hand, changed, removed."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from applications import elsewhere
from applications.models import Elsewhere, Student
from tests.applicants import make_student
from tests.factories import make_posting, make_source

pytestmark = pytest.mark.django_db
LIST = "/me/?show=elsewhere"
BY_HAND = {"title": "Storage Intern", "employer": "Halyard", "url": "halyard.example/jobs/7", "status": "applied"}


@pytest.fixture
def student() -> Student:
    return make_student()


def signed_in(student: Student) -> Client:
    client = Client()
    client.force_login(student.user)
    return client


def left(student: Student) -> Elsewhere:
    posting = make_posting(source=make_source())
    assert elsewhere.note_departure(student.user, posting.pk)
    return Elsewhere.objects.get(posting=posting)


def answer(student: Student, one: Elsewhere, said: str) -> None:
    assert signed_in(student).post(reverse("answer_elsewhere", args=[one.pk]), {"said": said})["Location"] == LIST


def test_yes(student: Student) -> None:
    one = left(student)
    answer(student, one, "yes")
    one.refresh_from_db()
    assert (one.status, one.applied_on) == ("applied", datetime.now(UTC).date())
    assert "Did you apply?" not in signed_in(student).get(LIST).text


def test_not_yet_is_asked_again_a_day_later(student: Student) -> None:
    now = datetime.now(UTC)
    with time_machine.travel(now, tick=False) as time:
        one = left(student)
        assert "Did you apply?" in signed_in(student).get(LIST).text
        time.shift(timedelta(minutes=10))
        answer(student, one, "not-yet")
        assert "Did you apply?" not in signed_in(student).get(LIST).text
        time.shift(timedelta(hours=25))
        assert "Did you apply?" in signed_in(student).get(LIST).text


def test_no_forgets_it_until_the_next_time(student: Student) -> None:
    one = left(student)
    answer(student, one, "no")
    assert not Elsewhere.objects.exists()
    assert one.posting_id
    assert elsewhere.note_departure(student.user, one.posting_id)


def test_by_hand(student: Student) -> None:
    client = signed_in(student)
    assert client.post(reverse("add_elsewhere"), BY_HAND | {"applied_on": "2026-01-05", "note": " ask  Amara "})
    one = Elsewhere.objects.get()
    assert (one.url, one.note, one.student) == ("https://halyard.example/jobs/7", "ask Amara", student)
    text = client.get(LIST).text
    assert "ask Amara" in text
    assert "<time>5 January</time>" in text
    client.post(reverse("change_elsewhere", args=[one.pk]), BY_HAND | {"status": "interview"})
    one.refresh_from_db()
    assert one.status == "interview"
    client.post(reverse("remove_elsewhere", args=[one.pk]))
    assert not Elsewhere.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"url": "javascript:alert(1)"}, "begins with https://"),
        ({"url": "https://javascript:alert(1)"}, "begins with https://"),
        ({"title": ""}, "This field is required"),
        ({"status": "king"}, "Select a valid choice"),
        ({"applied_on": "2999-01-01"}, "still to come"),
    ],
)
def test_what_is_wrong_is_said(student: Student, wrong: dict[str, str], words: str) -> None:
    response = signed_in(student).post(reverse("add_elsewhere"), BY_HAND | wrong)
    assert response.status_code == 200
    assert words in response.text
    assert not Elsewhere.objects.exists()


def test_of_a_posting_only_state_and_note_are_the_students(student: Student) -> None:
    one = left(student)
    client = signed_in(student)
    assert 'name="title"' not in client.get(reverse("change_elsewhere", args=[one.pk])).text
    client.post(reverse("change_elsewhere", args=[one.pk]), BY_HAND | {"title": "Mine now", "status": "offer"})
    title = one.title
    one.refresh_from_db()
    assert (one.title, one.status) == (title, "offer")
