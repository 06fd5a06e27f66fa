"""What somebody keeps, with an account and in the browser's session."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from listings.models import Posting, SavedPosting
from tests.applicants import make_application, make_student
from tests.factories import make_employer, make_posting

pytestmark = pytest.mark.django_db
SAVED = "/me/saved/"


def closing(days: int, title: str) -> Posting:
    when = timezone.now() + timedelta(days=days)
    return make_posting(title, closes_at=when, closes_on=when.date())


@pytest.fixture
def postings() -> list[Posting]:
    return [
        closing(40, "Later one"),
        closing(3, "Soon one"),
        make_posting("Undated one", employer=make_employer("Pell Harbour")),
        make_posting("Closed one", status="closed"),
        make_posting("Taken one", status="removed"),
    ]


def keep(client: Client, postings: list[Posting], user: Any = None) -> None:
    if user:
        client.force_login(user)
        for posting in postings:
            SavedPosting.objects.create(user=user, posting=posting)
        return
    for posting in postings:
        if posting.status != "removed":
            assert client.post(f"/internships/{posting.pk}/save/", {"keep": "1"}, headers=FROM_HERE).status_code == 303


FROM_HERE = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}


@pytest.mark.parametrize("who", ["account", "visitor"])
def test_in_the_order_in_which_they_close(client: Client, postings: list[Posting], who: str) -> None:
    keep(client, postings, make_student().user if who == "account" else None)
    text = client.get(SAVED).text
    assert "Four saved." in text
    assert "One closes within eight days, one is over, one gives no date." in text
    found = [text.index(title) for title in ("Soon one", "Later one", "Undated one", "Closed one")]
    assert found == sorted(found)
    assert "Taken one" not in text
    assert ("was taken away" in text) == (who == "account")
    assert ("They stay in this browser" in text) == (who == "visitor")
    assert ("Note to yourself" in text) == (who == "account")
    client.post(f"/internships/{postings[1].pk}/save/", {"keep": "0", "next": SAVED}, headers=FROM_HERE)
    assert "Three saved." in client.get(SAVED).text
    assert "Soon one" not in client.get(SAVED).text


def test_a_note(client: Client, postings: list[Posting]) -> None:
    student = make_student()
    keep(client, postings, student.user)
    client.post(f"/me/saved/{postings[0].pk}/note/", {"note": " Ask <Amara>  about it " + "x" * 600})
    note = SavedPosting.objects.get(posting=postings[0]).note
    assert note.startswith("Ask <Amara> about it x")
    assert len(note) == 500
    assert "“Ask &lt;Amara&gt; about it" in client.get(SAVED).text


def test_it_says_where_you_applied(client: Client, postings: list[Posting]) -> None:
    student = make_student()
    application = make_application(postings[0], student)
    keep(client, postings, student.user)
    assert application.get_absolute_url() in client.get(SAVED).text


def test_nothing(client: Client) -> None:
    assert "Nothing saved." in client.get(SAVED).text
