"""After it was sent: the page that says so, and changing it until the deadline."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import OutgoingMail
from applications import applying
from applications.models import Application, ApplicationDraft
from listings.models import Posting
from tests.applicants import make_application, make_question, make_resume, make_student
from tests.cast import WHO, make_cast
from tests.factories import make_posting, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def application() -> Application:
    posting = make_posting(cover_letter="optional", grad_from=date(2027, 12, 1))
    question = make_question(posting, "Why ledgers?")
    student = make_student(make_user("noor@campus.example", name="Noor"), graduates_on=date(2028, 5, 1))
    resume = make_resume(student, name="noor.pdf", key="a" * 64, media_type="application/pdf")
    return make_application(
        posting, student, resume=resume, answers=[(question, "They are old.")], cover_letter="Dear all", name="Noor H."
    )


@pytest.fixture
def owner(application: Application, client: Client) -> Client:
    client.force_login(application.student.user)
    return client


def pages(application: Application) -> list[str]:
    return [reverse(name, args=[application.pk]) for name in ("application_sent", "edit_application")]


def test_nobody_else_sees_it(application: Application) -> None:
    cast = make_cast()
    for who in WHO:
        client = cast.client(who)
        for address in [*pages(application), *pages(Application(pk=999_999))]:
            for response in (client.get(address), client.post(address, {"name": "Mallory"})):
                assert response.status_code in ((302,) if who == "visitor" else (404, 405)), (who, address)
                assert "Noor" not in response.text
    application.refresh_from_db()
    assert application.name == "Noor H."


def test_what_was_sent_and_what_comes_next(owner: Client, application: Application) -> None:
    page = owner.get(pages(application)[0]).text
    for words in ("Noor H.", "They are old.", "Dear all", "noor.pdf", "within 21 days", "noor@campus.example"):
        assert words in page
    for name in ("my_application", "edit_application", "withdraw_application"):
        assert reverse(name, args=[application.pk]) in page
    assert "Choose a password" not in page or not application.student.user.has_usable_password()


def test_a_withdrawn_one_leads_to_its_own_page(owner: Client, application: Application) -> None:
    applying.withdraw(application, by=None)
    for address in pages(application):
        assert owner.get(address)["Location"] == application.get_absolute_url()


def test_the_form_is_filled_with_what_was_sent(owner: Client, application: Application) -> None:
    page = owner.get(pages(application)[1]).text
    for words in ("Noor H.", "They are old.", "Dear all", "noor.pdf</strong> is kept", "05/2028"):
        assert words in page
    assert f'data-draft="{pages(application)[1]}draft/"' in page
    assert "Drop these changes" not in page
    assert "Graduating in December 2027 or later<small>You said: May 2028." in page


def test_a_change_is_kept_with_what_was_before(owner: Client, application: Application) -> None:
    question = application.posting.questions.get()
    mails = OutgoingMail.objects.count()
    data = {"name": "Noor Haddad", "graduates_on": "06/2028", "cover_letter": "", f"answer-{question.pk}": "New"}
    response = owner.post(pages(application)[1], data, follow=True)
    assert "Changed. The employer sees it" in response.text
    application.refresh_from_db()
    assert (application.name, application.graduates_on, application.cover_letter) == (
        "Noor Haddad",
        date(2028, 6, 1),
        "",
    )
    assert application.resume.name == "noor.pdf"
    assert application.answers.get().value == "New"
    assert application.student.facts().graduates_on == date(2028, 5, 1)
    revision = application.revisions.get()
    assert set(revision.changed) == {"name", "graduates_on", "cover_letter", f"answer:{question.pk}"}
    assert revision.before["name"] == "Noor H."
    assert OutgoingMail.objects.count() == mails
    assert not ApplicationDraft.objects.exists()


def test_nothing_changed_is_no_revision(owner: Client, application: Application) -> None:
    question = application.posting.questions.get()
    data = {
        "name": "Noor H.",
        "graduates_on": "05/2028",
        "cover_letter": "Dear all",
        f"answer-{question.pk}": "They are old.",
    }
    assert "Nothing was different" in owner.post(pages(application)[1], data, follow=True).text
    assert not application.revisions.exists()


def test_another_file_and_then_text(owner: Client, application: Application) -> None:
    file = SimpleUploadedFile("new.txt", b"New words for a new year.")
    owner.post(pages(application)[1], {"name": "Noor", "resume": file})
    application.refresh_from_db()
    assert application.resume.name == "new.txt"
    owner.post(pages(application)[1], {"name": "Noor", "resume_drop": "1", "resume_text": "Pasted words"})
    application.refresh_from_db()
    assert application.resume.is_pasted
    assert "Pasted words" in owner.get(pages(application)[1]).text
    owner.post(pages(application)[1], {"name": "Noor", "resume_text": "Pasted words"})
    assert application.revisions.count() == 2


def test_a_mistake_loses_neither_words_nor_file(owner: Client, application: Application) -> None:
    file = SimpleUploadedFile("new.txt", b"New words for a new year.")
    response = owner.post(pages(application)[1], {"name": "", "resume": file, "cover_letter": "Half"})
    assert response.context["a"]["errors"][0].id == "name"
    page = owner.get(pages(application)[1]).text
    assert "new.txt</strong> is kept" in page
    assert "Half" in page
    assert "Begun and not sent" not in owner.get(reverse("me"), {"show": "drafts"}).text
    application.refresh_from_db()
    assert application.resume.name == "noor.pdf"


@pytest.mark.parametrize("why", ["closed", "decided"])
def test_not_after_the_deadline_or_a_decision(owner: Client, application: Application, why: str) -> None:
    now = timezone.now()
    if why == "closed":
        Posting.objects.update(closes_at=now - timedelta(minutes=1), closes_on=now.date())
    else:
        told = now - timedelta(minutes=11)
        Application.objects.update(outcome="hired", decided_at=told, answered_at=told)
    for response in (owner.get(pages(application)[1]), owner.post(pages(application)[1], {"name": "New"})):
        assert response["Location"] == application.get_absolute_url()
    assert "It cannot be changed any more" in owner.get(application.get_absolute_url()).text
    application.refresh_from_db()
    assert application.name == "Noor H."
