"""Changes of a sent application that are not sent yet: kept beside it, never over it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.models import Application, ApplicationDraft
from tests.applicants import make_application, make_student
from tests.factories import make_posting, make_user

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def application() -> Application:
    student = make_student(make_user("noor@campus.example", name="Noor"))
    return make_application(make_posting(cover_letter="optional"), student, name="Noor H.", cover_letter="Dear all")


@pytest.fixture
def owner(application: Application, client: Client) -> Client:
    client.force_login(application.student.user)
    return client


def pages(application: Application) -> tuple[str, str]:
    edit, draft = (reverse(name, args=[application.pk]) for name in ("edit_application", "edit_draft"))
    return edit, draft


def as_sent(application: Application) -> tuple[Any, ...]:
    application.refresh_from_db()
    return application.name, application.cover_letter, application.edited_at, application.resume


def test_kept_by_itself_and_found_again_without_touching_what_was_sent(owner: Client, application: Application) -> None:
    edit, draft = pages(application)
    before = as_sent(application)
    typed = {"name": "Noor H.", "cover_letter": "Half", "resume": SimpleUploadedFile("new.txt", b"New words of mine.")}
    answer = owner.post(draft, typed, headers=JSON).json()
    assert (answer["resume"], answer["refused"]) == ("new.txt", "")
    assert answer["words"].startswith("Draft saved on ")
    assert as_sent(application) == before
    page = owner.get(edit).text
    for words in ("Half", "new.txt</strong> is kept", "These are changes that you have not sent.", "Draft saved on"):
        assert words in page
    owner.post(edit, {"name": "Noor H.", "cover_letter": "Whole"})
    assert as_sent(application)[1] == "Whole"
    assert application.resume.name == "new.txt"
    assert not ApplicationDraft.objects.exists()


def test_the_button_without_a_script_and_dropping_it(owner: Client, application: Application) -> None:
    edit, draft = pages(application)
    kept = owner.post(draft, {"name": "", "cover_letter": "Half"}, follow=True)
    assert kept.redirect_chain == [(edit, 303)]
    assert "your application stands as it was" in kept.text
    dropped = owner.post(draft, {"drop": "1", "cover_letter": "Half"}, follow=True)
    assert "Dear all" in dropped.text
    assert "Half" not in dropped.text
    assert not ApplicationDraft.objects.exists()


def test_what_comes_after_the_changes_were_sent_is_refused(owner: Client, application: Application) -> None:
    edit, draft = pages(application)
    owner.post(edit, {"name": "Noor H.", "cover_letter": "Sent", "resume_text": "Words of mine"})
    assert owner.post(draft, {"name": "N", "cover_letter": "Old"}, headers=JSON).status_code == 409
    assert not ApplicationDraft.objects.exists()
    application.refresh_from_db()
    assert f'name="edited" value="{application.edited_at.isoformat()}"' in owner.get(edit).text
    known = {"edited": application.edited_at.isoformat()}
    assert owner.post(draft, {"name": "N", **known}, headers=JSON).status_code == 200
    assert as_sent(application)[1] == "Sent"


def test_not_where_it_cannot_be_changed(owner: Client, application: Application) -> None:
    Application.objects.update(withdrawn_at=timezone.now())
    _edit, draft = pages(application)
    assert owner.post(draft, {"name": "N"}, headers=JSON).status_code == 409
    assert owner.post(draft, {"name": "N"}).status_code == 303
    assert not ApplicationDraft.objects.exists()
