"""What somebody did to the running site who meant no good; each was once answered otherwise."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import OutgoingMail
from applications import pipeline
from applications.forms.answers import NumberField
from applications.forms.facts import FactsForm
from applications.models import Application, ApplicationDraft
from applications.views import applying, sent
from tests.applicants import make_application
from tests.applications.desk import Desk, apply
from tests.factories import make_posting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["1e999999999", "-1e999999999", "9" * 1_000_001, "1e99999999999999999999"])
def test_a_number_beyond_all_numbers(typed: str) -> None:
    with pytest.raises(ValidationError):
        NumberField().clean(typed)


def test_a_link_that_seems_to_lead_elsewhere() -> None:
    form = FactsForm({"links": "https://github.com@elsewhere.example/noor"})
    assert "links" in form.errors
    assert "links" not in FactsForm({"links": "https://github.com/@noor"}).errors


def test_too_many_files_without_a_token_are_too_many_and_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page for a missing token is made where no middleware of ours answers."""
    monkeypatch.setattr(applying, "FILES_AN_HOUR", 1)
    posting = make_posting()
    client = Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "same-origin"})
    for _ in range(2):
        words = {"name": "Noor", "resume": SimpleUploadedFile("a.txt", b"words")}
        response = client.post(reverse("apply", args=[f"{posting.pk}-{posting.slug}"]), words)
    assert (response.status_code, "Retry-After" in response) == (429, True)


def test_a_reviewer_is_told_no_number_of_what_is_not_theirs(desk: Desk) -> None:
    """In the choice of postings, and among the boards."""
    mine, _other = apply(desk.posting, "Mine"), apply(desk.posting, "Other")
    second = make_posting(employer=desk.posting.employer, title="A second one")
    too = apply(second, "Mine too")
    pipeline.assign([mine, too], [desk.seat("reviewer")], by=desk.cast.people["recruiter"])
    seen = {who: desk.client(who).get(desk.url("")).text for who in ("recruiter", "reviewer")}
    waiting = {who: desk.client(who).get(desk.url("board/")).text for who in ("recruiter", "reviewer")}
    assert f"{desk.posting.title} (2 waiting)" in seen["recruiter"]
    assert f"{desk.posting.title} (1 waiting)" in seen["reviewer"]
    assert "2 wait for an answer" in waiting["recruiter"]
    assert "2 wait" not in waiting["reviewer"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("begun", [True, False], ids=["a draft", "no draft yet"])
def test_a_visitors_double_click_sends_one_code(begun: bool) -> None:
    """The newest mail of several held a code that was good for another draft."""
    posting = make_posting()
    ref, first = f"{posting.pk}-{posting.slug}", Client(headers={"Sec-Fetch-Site": "same-origin"})
    first.post(reverse("save", args=[posting.pk]), {"keep": "1"})
    words = {"name": "Noor", "email": "noor@campus.example", "resume_text": "Words of mine."}
    if begun:
        first.post(reverse("apply_draft", args=[ref]), words)

    def press(_number: int) -> int:
        client = Client()
        client.cookies = first.cookies
        try:
            return client.post(reverse("apply", args=[ref]), words).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        assert set(threads.map(press, range(6))) == {303}
    assert ApplicationDraft.objects.count() == 1
    code = re.search(r"\b\d{6}\b", OutgoingMail.objects.get(kind="account").body)
    assert code
    assert first.post(reverse("apply_code", args=[ref]), {"code": code[0]}).status_code == 303
    assert Application.objects.get().email == "noor@campus.example"


def test_one_person_fills_no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a change replaces is kept, with its file, for as long as the application."""
    monkeypatch.setattr(applying, "FILES_OF_ONE", 1)
    monkeypatch.setattr(sent, "SENT_AN_HOUR", 1)
    application = make_application()
    client, page = Client(), reverse("edit_application", args=[application.pk])
    client.force_login(application.student.user)
    words = [client.post(page, {"name": name, "resume_text": "Words."}).status_code for name in ("A", "B")]
    files = [
        client.post(page, {"name": "", "resume": SimpleUploadedFile("a.txt", text)}).status_code
        for text in (b"one", b"two")
    ]
    assert (words, files) == ([303, 429], [200, 429])
