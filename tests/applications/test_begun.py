"""A form half written is found again: the posting and the first page lead back to it, for whoever holds it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications.models import Application, ApplicationDraft
from listings.models import Posting
from tests.applicants import RESUME
from tests.factories import make_employer, make_posting, make_user

pytestmark = pytest.mark.django_db
WORDS = "You began an application"


@pytest.fixture
def posting() -> Posting:
    return make_posting("Ledger Intern", employer=make_employer("Tidewater"))


@pytest.fixture(params=["visitor", "student"])
def someone(request: pytest.FixtureRequest) -> Client:
    client = Client()
    if request.param == "student":
        client.force_login(make_user(name="Noor"))
    return client


def address(posting: Posting, page: str = "apply") -> str:
    return reverse(page, args=[f"{posting.pk}-{posting.slug}"])


def begin(client: Client, posting: Posting) -> None:
    client.post(address(posting, "apply_draft"), {"name": "Noor"})


def test_the_posting_and_the_first_page_lead_back(someone: Client, posting: Posting) -> None:
    with time_machine.travel(datetime(2027, 11, 3, 12, tzinfo=UTC)):
        Posting.objects.update(published_at=timezone.now() - timedelta(days=1))
        begin(someone, posting)
        link = f'<a href="{address(posting)}">Go on with your draft</a>'
        assert f"You began an application on 3 Nov. {link}" in someone.get(posting.get_absolute_url()).text
        assert f"an application for Ledger Intern at Tidewater on 3 Nov. {link}" in someone.get("/").text
    for page in (posting.get_absolute_url(), "/"):
        assert WORDS not in Client().get(page).text


def test_other_postings_say_nothing(someone: Client, posting: Posting) -> None:
    begin(someone, posting)
    assert WORDS not in someone.get(make_posting().get_absolute_url()).text


def test_what_was_sent_is_no_draft(posting: Posting) -> None:
    client = Client()
    client.force_login(make_user(name="Noor"))
    begin(client, posting)
    client.post(address(posting), {"name": "Noor", "resume_text": RESUME})
    # A change that is not in order yet is a draft as well.
    client.post(reverse("edit_application", args=[Application.objects.get().pk]), {"name": ""})
    assert ApplicationDraft.objects.exists()
    for page in (posting.get_absolute_url(), "/"):
        assert WORDS not in client.get(page).text


def test_what_waits_for_the_code_says_so(client: Client, posting: Posting) -> None:
    file = SimpleUploadedFile("noor.txt", RESUME.encode())
    client.post(address(posting), {"name": "Noor", "email": "noor@campus.example", "resume": file})
    link = f'<a href="{address(posting, "apply_code")}">Enter the code</a>'
    for page in (posting.get_absolute_url(), "/"):
        text = client.get(page).text
        assert f"waits for the code from the mail. {link}" in text
        assert WORDS not in text


def test_nobody_is_led_to_what_is_closed(someone: Client, posting: Posting) -> None:
    begin(someone, posting)
    Posting.objects.update(status="closed", closed_at=timezone.now(), closed_reason="filled")
    for page in (posting.get_absolute_url(), "/"):
        assert WORDS not in someone.get(page).text


def test_who_holds_none_is_asked_nothing_more(client: Client, posting: Posting) -> None:
    """Neither a cookie nor a question to the database about drafts."""
    for page in (posting.get_absolute_url(), "/"):
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        assert not [query for query in queries if "applicationdraft" in query["sql"]]
    assert not client.cookies
    begin(client, posting)
    other = make_posting()
    with CaptureQueriesContext(connection) as queries:
        client.get(address(other))
    assert len([query for query in queries if "applicationdraft" in query["sql"]]) <= 1
