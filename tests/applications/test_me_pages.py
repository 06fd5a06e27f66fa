"""/me/: the pages of one person, and that they are nobody else's."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditEvent, MutedMail
from applications import applying, letters, pipeline, resumes
from applications.models import Application, ApplicationDraft, Elsewhere, Resume, Student
from listings.models import Posting, SavedPosting
from tests.applicants import make_application, make_question, make_resume, make_student
from tests.factories import make_employer, make_member, make_posting, make_user

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 3, 21, 40, tzinfo=UTC)


@pytest.fixture
def student() -> Student:
    return make_student(make_user("sam@example.org", name="Sam Student"), skills={"go": "strong"})


@pytest.fixture
def signed_in(student: Student) -> Client:
    client = Client()
    client.force_login(student.user)
    return client


def page(client: Client, name: str, *args: Any, query: str = "") -> str:
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200
    return response.text


def test_where_things_stand(student: Student, signed_in: Client) -> None:
    with time_machine.travel(START, tick=False) as time:
        tidewater = make_posting("Ledger Intern", employer=make_employer("Tidewater"), answer_within_days=21)
        kestrel = make_posting("Routing Intern", employer=make_employer("Kestrel"), answer_within_days=7)
        make_application(tidewater, student)
        make_application(kestrel, student)
        time.shift(timedelta(days=10))
        client = Client()
        client.force_login(student.user)
        text = page(client, "me")
    assert "Two open." in text
    assert "Tidewater answers by 24\u00a0January." in text
    assert '<span class="late-word">three days late</span>' in text
    assert "Day 10 of 21: applied 3 January, answer promised by 24 January" in text
    assert "the answer promised by 10 January is 3 days late" in text
    assert "You applied" not in text


def test_the_lists(student: Student, signed_in: Client) -> None:
    posting = make_posting(employer=make_employer("Tidewater"))
    rejected, withdrawn = make_application(posting, student), make_application(make_posting("Second"), student)
    with time_machine.travel(datetime.now(UTC) - timedelta(hours=1), tick=False):
        pipeline.reject([rejected], reason="spam", by=make_member(posting.employer), told="More SQL, please.")
    applying.withdraw(withdrawn, by=student.user)
    now = datetime.now(UTC)
    ApplicationDraft.objects.create(user=student.user, posting=make_posting("Third"), created_at=now, saved_at=now)
    Elsewhere.objects.create(student=student, title="Fourth", employer="Attimet", status="applied")
    text = page(signed_in, "me")
    assert "Nothing open." in text
    assert "Answered or withdrawn <b>2</b>" in text
    assert "Not this time" in text
    assert "More SQL, please." in text
    assert "Fourth" in page(signed_in, "me", query="?show=elsewhere")
    drafts = page(signed_in, "me", query="?show=drafts")
    assert "Third" in drafts
    assert "Go on" in drafts
    assert "Nothing has been decided" not in text
    assert page(signed_in, "me", query="?show=nonsense")


def test_one_application_says_all_that_was_sent(student: Student, signed_in: Client) -> None:
    posting = make_posting("Ledger Intern")
    asked = [
        (make_question(posting, "Why back-end?", "long-text"), "I like <queues>"),
        (make_question(posting, "From when?", "date"), "2026-06-01"),
        (make_question(posting, "May you work here?", "yes-no"), True),
        (make_question(posting, "Your code", "link"), "https://github.com/sam/store"),
        (make_question(posting, "Which?", "several-of", options=["Go", "Java"]), ["Go", "Java"]),
    ]
    application = make_application(posting, student, answers=asked, cover_letter="Dear you")
    text = page(signed_in, "my_application", application.pk)
    for said in ("I like &lt;queues&gt;", "1 June 2026", "yes", "github.com/sam/store", "Go, Java", "Dear you"):
        assert said in text
    assert "Built a small event store" in text
    assert "sam@example.org" in text


def test_nothing_internal_is_shown(student: Student, signed_in: Client) -> None:
    posting = make_posting()
    application = make_application(posting, student)
    recruiter = make_member(posting.employer, "recruiter", name="Rosa Recruiter")
    posting.stages.filter(type="review").update(name="Rather not")
    with time_machine.travel(datetime.now(UTC) - timedelta(hours=1)):
        pipeline.move([application], "review", by=recruiter, note="a secret note")
        pipeline.add_note(application, "weak on SQL", by=recruiter)
        pipeline.write(application, pipeline.Letter("Hello", "When could you begin?", is_final=True), by=recruiter)
        pipeline.reject([application], reason="duplicate", by=recruiter, note="a secret note", told="Somebody else.")
    pages = [page(signed_in, "me"), page(signed_in, "my_application", application.pk)]
    for text in pages:
        for secret in ("Rather not", "secret", "weak on", "Rosa", "duplicate", "applied twice"):
            assert secret not in text
        assert "Somebody else." in text
    assert "When could you begin?" in pages[1]


def test_withdraw_and_think_again(student: Student, signed_in: Client) -> None:
    application = make_application(make_posting("Ledger Intern"), student)
    address = reverse("withdraw_application", args=[application.pk])
    assert "Ledger Intern" in signed_in.get(address).text
    application.refresh_from_db()
    assert application.withdrawn_at is None
    assert signed_in.post(address)["Location"] == application.get_absolute_url()
    text = page(signed_in, "my_application", application.pk)
    assert "You withdrew it" in text
    signed_in.post(reverse("restore_application", args=[application.pk]))
    application.refresh_from_db()
    assert application.is_living
    assert "stands again" in page(signed_in, "my_application", application.pk)
    applying.withdraw(application, by=student.user)
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=25)):
        signed_in.force_login(student.user)
        signed_in.post(reverse("restore_application", args=[application.pk]))
        assert "more than a day ago" in page(signed_in, "my_application", application.pk)
    application.refresh_from_db()
    assert not application.is_living


def test_withdraw_by_the_link_of_the_mail(student: Student, client: Client) -> None:
    application = make_application(make_posting("Ledger Intern"), student)
    address = reverse("withdraw", args=[letters.withdraw_token(application)])
    text = client.get(address).text
    assert "Withdraw this application?" in text
    for personal in ("Sam Student", "sam@example.org"):
        assert personal not in text
    application.refresh_from_db()
    assert application.is_living
    assert client.post(address).status_code == 302
    assert "is withdrawn" in client.get(address).text
    assert not Application.objects.living().filter(pk=application.pk).exists()
    assert client.get(reverse("withdraw", args=[f"{letters.withdraw_token(application)}x"])).status_code == 404
    assert client.get(reverse("withdraw", args=["nonsense"])).status_code == 404


def test_mail_is_chosen_by_kind(student: Student, signed_in: Client) -> None:
    text = page(signed_in, "me_mail")
    assert 'value="draft-reminder" checked' in text
    assert "desk-digest" not in text
    signed_in.post(reverse("me_mail"), {"kind": ["saved-closing"]})
    assert list(MutedMail.objects.values_list("kind", flat=True)) == ["draft-reminder"]
    assert 'value="draft-reminder">' in page(signed_in, "me_mail")
    signed_in.post(reverse("me_mail"), {"kind": ["saved-closing", "draft-reminder"]})
    assert not MutedMail.objects.exists()


PAGES = ["my_application", "withdraw_application", "change_elsewhere", "my_resume", "my_resume_file"]
POSTS = ["withdraw_application", "restore_application", "change_elsewhere", "answer_elsewhere", "remove_elsewhere",
         "remove_resume", "note_saved"]  # fmt: skip


def test_an_outsider_meets_the_same_404_everywhere(student: Student) -> None:
    resume = resumes.store(SimpleUploadedFile("r.txt", b"Go, PostgreSQL"), student=student)
    application = make_application(student=student, resume=resume)
    elsewhere = Elsewhere.objects.create(student=student, title="Fourth", employer="Attimet")
    saved = SavedPosting.objects.create(user=student.user, posting=make_posting(), note="mine")
    ids = {"resume": resume.pk, "application": application.pk, "elsewhere": elsewhere.pk, "saved": saved.posting_id}
    outsiders = [
        make_student().user,
        make_member(application.posting.employer),
        make_user(is_staff=True, is_superuser=True),
    ]
    before = snapshot()
    for outsider in outsiders:
        client = Client()
        client.force_login(outsider)
        for name in {*PAGES, *POSTS}:
            pk = next(value for kind, value in ids.items() if kind in name)
            for method in (client.get,) * (name in PAGES) + (client.post,) * (name in POSTS):
                real, never = (method(reverse(name, args=[number])) for number in (pk, 999_999_999))
                assert (real.status_code, never.status_code) == (404, 404), name
                assert without_token(real.text) == without_token(never.text)
    assert snapshot() == before


def without_token(text: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)


def snapshot() -> list[Any]:
    models = (Application, Elsewhere, Resume, SavedPosting, AuditEvent)
    return [list(model._default_manager.order_by("pk").values()) for model in models]


def test_signed_out_they_lead_to_the_sign_in(client: Client) -> None:
    for name in ("me", "me_mail", "me_data", "delete_account", "add_elsewhere"):
        assert client.get(reverse(name))["Location"].startswith("/accounts/login/?next=/me/")


@pytest.mark.parametrize("name", ["me", "elsewhere", "saved", "profile", "me_data", "application"])
def test_as_many_statements_for_three_rows_as_for_one(name: str, student: Student, signed_in: Client) -> None:
    user = student.user
    recruiter = make_user()

    def grow() -> Application:
        posting = make_posting(places=("berlin",), skills={"kafka": "needed"})
        application = make_application(posting, student)
        pipeline.write(application, pipeline.Letter("Hi", "Hello", is_final=True), by=recruiter)
        Elsewhere.objects.create(student=student, title="Fourth", employer="Attimet", posting=posting)
        SavedPosting.objects.create(user=user, posting=posting)
        SavedPosting.objects.create(user=user, posting=make_posting(status="closed"))
        make_resume(student)
        return application

    def asked(application: Application) -> int:
        address = {
            "elsewhere": reverse("me") + "?show=elsewhere",
            "application": reverse("my_application", args=[application.pk]),
        }.get(name) or reverse(name)
        with CaptureQueriesContext(connection) as queries:
            assert signed_in.get(address).status_code == 200
        return len(queries)

    first = grow()
    asked(first)
    one = asked(first)
    for _ in range(2):
        grow()
    assert asked(first) == one
    assert one <= 22


def test_no_page_is_kept_by_a_cache(student: Student, signed_in: Client) -> None:
    application = make_application(student=student)
    for address in (
        reverse("me"),
        application.get_absolute_url(),
        reverse("profile"),
        reverse("saved"),
        reverse("me_data"),
    ):
        assert "no-store" in signed_in.get(address)["Cache-Control"]


def test_a_change_is_offered_while_it_is_possible(student: Student, signed_in: Client) -> None:
    application = make_application(student=student)
    address = reverse("edit_application", args=[application.pk])
    assert address in page(signed_in, "me")
    assert address in page(signed_in, "my_application", application.pk)
    closing = {"status": "closed", "closed_at": datetime.now(UTC), "closed_reason": "filled"}
    Posting.objects.filter(pk=application.posting_id).update(**closing)
    assert address not in page(signed_in, "me")
    assert address not in page(signed_in, "my_application", application.pk)
