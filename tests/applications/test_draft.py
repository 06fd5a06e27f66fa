"""Drafts: kept by themselves, found again, reminded of once, and gone when nobody comes back."""

import json
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import mailing
from accounts.models import OutgoingMail
from applications import drafts, resume_files
from applications.models import Application, ApplicationDraft, Resume
from listings.models import Posting
from tests.applicants import RESUME, make_application, make_question, make_student
from tests.factories import make_posting, make_user

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def address(posting: Posting, page: str = "apply") -> str:
    return reverse(page, args=[f"{posting.pk}-{posting.slug}"])


def file(name: str = "noor.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, RESUME.encode(), "text/plain")


@pytest.fixture(params=["visitor", "student"])
def someone(request: pytest.FixtureRequest) -> Client:
    client = Client()
    if request.param == "student":
        client.force_login(make_user(name="Noor"))
    return client


def test_leaving_and_coming_back(someone: Client) -> None:
    posting = make_posting(cover_letter="optional", visa=["cpt"])
    several = make_question(posting, "Which of these?", kind="several-of", options=["a, b", "c"])
    data = {
        "name": "Noor Haddad",
        "email": "noor@campus",
        "cover_letter": "Half a sen\r\ntence <b>",
        "work_permit": "cpt",
        f"answer-{several.pk}": ["a, b", "c"],
        "resume": file(),
    }
    response = someone.post(address(posting, "apply_draft"), data, headers=JSON)
    answer = response.json()
    assert (answer["resume"], answer["refused"]) == ("noor.txt", "")
    assert answer["saved"] == ApplicationDraft.objects.get().saved_at.isoformat()
    page = someone.get(address(posting)).text
    for words in ("Noor Haddad", "Half a sen\ntence &lt;b&gt;", "noor.txt</strong> is kept", "Draft saved on"):
        assert words in page
    assert page.count(" checked") == 3


def test_the_button_without_a_script(someone: Client) -> None:
    posting = make_posting()
    response = someone.post(address(posting, "apply_draft"), {"name": "Noor"}, follow=True)
    assert response.redirect_chain == [(address(posting), 303)]
    assert "Your draft is kept. Nothing was sent." in response.text


def test_a_refused_file_is_said_and_leaves_nothing(someone: Client) -> None:
    posting = make_posting()
    data = {"name": "Noor", "resume": SimpleUploadedFile("cv.exe", b"MZ" + b"\0" * 300)}
    answer = someone.post(address(posting, "apply_draft"), data, headers=JSON).json()
    assert answer["resume"] == ""
    assert "This is a program, not a document." in answer["refused"]
    assert not Resume.objects.exists()
    assert ApplicationDraft.objects.get().data["name"] == "Noor"


def test_a_visitors_draft_is_found_by_their_session_alone() -> None:
    posting, one, other = make_posting(), Client(), Client()
    one.post(address(posting, "apply_draft"), {"name": "Noor Haddad"})
    assert "Noor Haddad" not in other.get(address(posting)).text
    other.post(address(posting, "apply_draft"), {"name": "Mallory"})
    assert "Noor Haddad" in one.get(address(posting)).text


def test_signing_in_takes_the_draft_along(client: Client) -> None:
    posting, user = make_posting(), make_user(name="N")
    client.post(address(posting, "apply_draft"), {"name": "Noor Haddad", "resume": file()})
    client.force_login(user)
    page = client.get(address(posting)).text
    assert "Noor Haddad" in page
    assert "noor.txt</strong> is kept" in page
    assert ApplicationDraft.objects.get().user == user
    client.post(address(posting), {"name": "Noor Haddad"})
    assert Application.objects.get().resume.student.user == user


def test_the_same_file_again_is_no_second_one(someone: Client) -> None:
    posting = make_posting()
    for _ in range(3):
        someone.post(address(posting, "apply_draft"), {"name": "Noor", "resume": file()})
    assert Resume.objects.count() == 1


def test_only_fields_of_the_form_and_nothing_a_database_refuses(someone: Client) -> None:
    posting = make_posting()
    data = {"name": "No\x00or\u202e", "nonsense": "x", "resume_text": "y" * 300_000, "answer-1": "z"}
    assert someone.post(address(posting, "apply_draft"), data, headers=JSON).status_code == 200
    kept = ApplicationDraft.objects.get().data
    assert set(kept) == {"name", "resume_text"}
    assert kept["name"] == "Noor"
    assert len(json.dumps(kept)) < 80_000


def test_what_was_handed_in_is_no_draft_any_more(client: Client) -> None:
    posting = make_posting()
    client.post(address(posting), {"name": "Noor", "email": "noor@campus.example", "resume": file()})
    response = client.post(address(posting, "apply_draft"), {"name": "Other"}, headers=JSON)
    assert response.status_code == 409
    assert ApplicationDraft.objects.get().data["name"] == "Noor"


def test_what_was_sent_is_no_draft_any_more(client: Client) -> None:
    application = make_application()
    client.force_login(application.student.user)
    assert client.post(address(application.posting, "apply_draft"), {"name": "N"}, headers=JSON).status_code == 409
    assert not ApplicationDraft.objects.exists()


def test_stale_ones_go_with_their_files(someone: Client) -> None:
    posting = make_posting()
    someone.post(address(posting, "apply_draft"), {"name": "Noor", "resume": file()})
    resume = Resume.objects.get()
    drafts.tidy()
    assert ApplicationDraft.objects.exists()
    days = 91 if ApplicationDraft.objects.get().user else 8
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        drafts.tidy()
    assert not ApplicationDraft.objects.exists()
    assert not Resume.objects.exists()
    assert resume.key


@pytest.mark.django_db(transaction=True)
def test_a_file_that_was_replaced_goes_a_day_later(client: Client) -> None:
    posting = make_posting()
    client.post(address(posting, "apply_draft"), {"name": "Noor", "resume": file()})
    first = Resume.objects.get()
    client.post(address(posting, "apply_draft"), {"name": "Noor", "resume": file("new.txt")})
    drafts.tidy()
    assert Resume.objects.count() == 2
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        drafts.tidy()
    assert Resume.objects.get().name == "new.txt"
    assert not resume_files.path_of(first.key).exists()


def remind(posting: Posting, days: float, **fields: object) -> list[OutgoingMail]:
    with time_machine.travel(posting.closes_at - timedelta(days=days), tick=False):
        drafts.tidy()
        drafts.tidy()
    return list(OutgoingMail.objects.filter(kind="draft-reminder"))


@pytest.fixture
def closing() -> Posting:
    closes = timezone.now() + timedelta(days=5)
    return make_posting(closes_at=closes, closes_on=closes.date())


def test_reminded_once_two_days_before_the_deadline(closing: Posting, client: Client) -> None:
    user = make_user("noor@campus.example", name="Noor")
    client.force_login(user)
    client.post(address(closing, "apply_draft"), {"name": "Noor"})
    assert remind(closing, 3) == []
    [mail] = remind(closing, 1.9)
    assert remind(closing, 1) == [mail]
    assert mail.to == user.email
    assert closing.title in mail.subject
    assert urlsplit(address(closing)).path in mail.body


@pytest.mark.parametrize("why", ["visitor", "applied", "muted", "closed"])
def test_nobody_else_is_reminded(closing: Posting, client: Client, why: str) -> None:
    student = make_student()
    if why != "visitor":
        client.force_login(student.user)
    client.post(address(closing, "apply_draft"), {"name": "Noor"})
    if why == "applied":
        draft = ApplicationDraft.objects.get()
        make_application(closing, student)
        draft.pk = None
        draft.save()
    if why == "muted":
        mailing.stop(student.user, "draft-reminder")
    if why == "closed":
        Posting.objects.update(status="closed", closed_at=timezone.now(), closed_reason="filled")
    assert remind(closing, 1) == []


def test_what_keeps_itself_comes_too_late_for_what_was_handed_in() -> None:
    posting, holder = make_posting(), drafts.Holder(token="a" * 40)
    first = drafts.keep(posting, holder, {"name": "Noo"}, quietly=True)
    assert drafts.keep(posting, holder, {"name": "Noor"}, quietly=True).pk == first.pk
    drafts.hand_in(first, proof={"code": {}})
    for quietly, name in ((True, "Noor"), (False, "Noor H.")):
        assert drafts.keep(posting, holder, {"name": "Noor H."}, quietly=quietly).data == {"name": name}
