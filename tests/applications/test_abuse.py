"""What somebody did to the running site who meant no good; each was once answered otherwise."""

import pytest
from django.test import Client
from django.urls import reverse

from applications.forms.answers import NumberField
from applications.forms.facts import FactsForm
from applications.views import applying
from tests.applications.desk import Desk, apply
from tests.factories import make_posting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["1e999999999", "-1e999999999", "9" * 1_000_001, "1e99999999999999999999"])
def test_a_number_beyond_all_numbers(typed: str) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        NumberField().clean(typed)


def test_a_link_that_seems_to_lead_elsewhere() -> None:
    form = FactsForm({"links": "https://github.com@elsewhere.example/noor"})
    assert "links" in form.errors
    assert "links" not in FactsForm({"links": "https://github.com/@noor"}).errors


def test_too_many_files_without_a_token_are_too_many_and_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page for a missing token is made where no middleware of ours answers."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    monkeypatch.setattr(applying, "FILES_AN_HOUR", 1)
    posting = make_posting()
    client = Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "same-origin"})
    for _ in range(2):
        sent = {"name": "Noor", "resume": SimpleUploadedFile("a.txt", b"words")}
        response = client.post(reverse("apply", args=[f"{posting.pk}-{posting.slug}"]), sent)
    assert (response.status_code, "Retry-After" in response) == (429, True)


def test_a_reviewer_is_told_no_number_of_what_is_not_theirs(desk: Desk) -> None:
    """In the choice of postings, and among the boards."""
    from applications import pipeline

    mine, _other = apply(desk.posting, "Mine"), apply(desk.posting, "Other")
    second = make_posting(employer=desk.posting.employer, title="A second one")
    too = apply(second, "Mine too")
    pipeline.assign([mine, too], [desk.seat("reviewer")], by=desk.cast.people["recruiter"])
    seen = {who: desk.client(who).get(desk.url("")).text for who in ("recruiter", "reviewer")}
    waiting = {who: desk.client(who).get(desk.url("board/")).text for who in ("recruiter", "reviewer")}
    assert f"{desk.posting.title} (2)" in seen["recruiter"]
    assert f"{desk.posting.title} (1)" in seen["reviewer"]
    assert "2 wait for an answer" in waiting["recruiter"]
    assert "2 wait" not in waiting["reviewer"]
