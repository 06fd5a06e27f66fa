"""Applying while one's own account is being deleted in another window: refused in plain words, and nothing stays."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications import privacy
from applications.models import Application, ApplicationDraft, Resume, Student
from listings.models import Posting
from tests.applicants import RESUME, make_application, make_student
from tests.factories import make_posting, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def noor(settings: Any, tmp_path: Path) -> User:
    settings.MEDIA_ROOT, settings.MAIL_DIR = tmp_path / "media", tmp_path / "mail"
    return make_user("noor@campus.example", name="Noor Haddad")


def waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def while_erased(user: User, client: Client, address: str, data: dict[str, Any]) -> HttpResponse:
    """The answer to a request that comes when everything of the person is deleted, but not yet for others to see."""
    answers: list[HttpResponse] = []

    def other() -> None:
        try:
            answers.append(client.post(address, data))
        finally:
            connection.close()

    thread = threading.Thread(target=other)
    with transaction.atomic():
        privacy.erase(user, by=user)
        thread.start()
        until = time.monotonic() + 20
        while not waits() and thread.is_alive() and time.monotonic() < until:
            time.sleep(0.02)
        assert thread.is_alive()
    thread.join()
    return answers[0]


def sent() -> dict[str, Any]:
    return {"name": "Noor Haddad", "resume": SimpleUploadedFile("noor.txt", RESUME.encode())}


def address(name: str, posting: Posting) -> str:
    return reverse(name, args=[f"{posting.pk}-{posting.slug}"])


@pytest.mark.parametrize("has_profile", [True, False])
@pytest.mark.parametrize("page", ["apply", "apply_draft"])
def test_nothing_is_sent_or_kept(noor: User, client: Client, page: str, has_profile: bool) -> None:
    if has_profile:
        make_student(noor)
    posting = make_posting()
    client.force_login(noor)
    response = while_erased(noor, client, address(page, posting), sent())
    assert response.status_code == 409
    assert "Your account was deleted while this was on its way. Nothing was sent or kept." in response.text
    for model in (Application, ApplicationDraft, Resume, Student):
        assert not model.objects.exists()
    assert client.get(reverse("me")).status_code == 302


def test_a_change_comes_too_late(noor: User, client: Client) -> None:
    application = make_application(student=make_student(noor))
    client.force_login(noor)
    response = while_erased(noor, client, reverse("edit_application", args=[application.pk]), sent())
    assert response.status_code == 409
    application.refresh_from_db()
    assert (application.name, application.student, application.resume) == ("", None, None)


def test_a_fault_of_another_kind_is_not_hidden(noor: User, client: Client) -> None:
    posting = make_posting()
    client.force_login(noor)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE applications_applicationdraft ADD CONSTRAINT broken CHECK (false) NOT VALID")
    try:
        client.raise_request_exception = False
        assert client.post(address("apply", posting), sent()).status_code == 500
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE applications_applicationdraft DROP CONSTRAINT broken")
