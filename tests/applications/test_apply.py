"""Applying by the form, as an outsider does it: what it asks, what it keeps, what it answers."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from applications import door, handing_in
from applications.models import Application, ApplicationDraft, Resume
from listings.models import Posting
from tests.applicants import RESUME, make_application, make_resume, make_student
from tests.factories import make_complete_posting, make_posting, make_source, make_user

pytestmark = pytest.mark.django_db


def address(posting: Posting, page: str = "apply") -> str:
    return reverse(page, args=[f"{posting.pk}-{posting.slug}"])


def file(text: str = RESUME, name: str = "noor.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), "text/plain")


@pytest.fixture
def noor() -> User:
    return make_user("noor@campus.example", name="Noor Haddad")


@pytest.fixture
def signed_in(client: Client, noor: User) -> Client:
    client.force_login(noor)
    return client


def test_name_and_resume_are_all_that_is_needed(signed_in: Client, noor: User) -> None:
    posting = make_complete_posting()
    response = signed_in.post(address(posting), {"name": "Noor Haddad", "resume": file()})
    application = Application.objects.get()
    assert response.status_code == 303
    assert response["Location"] == reverse("application_sent", args=[application.pk])
    assert (application.name, application.email, application.student.user) == ("Noor Haddad", noor.email, noor)
    assert application.resume.text.startswith("Built a small event store")
    assert not ApplicationDraft.objects.exists()
    page = signed_in.get(response["Location"])
    assert "Your application is with" in page.text
    assert "noor.txt" in page.text


def test_text_instead_of_a_file(signed_in: Client) -> None:
    posting = make_posting()
    signed_in.post(address(posting), {"name": "Noor", "resume_text": "Two years of Go.\r\nAnd SQL."})
    assert Application.objects.get().resume.text == "Two years of Go.\nAnd SQL."
    assert Application.objects.get().resume.is_pasted


def test_of_a_file_and_a_text_the_file_counts_and_the_page_says_so(signed_in: Client) -> None:
    posting = make_posting()
    data = {"name": "Noor", "resume": file(), "resume_text": "Other words"}
    response = signed_in.post(address(posting), data, follow=True)
    assert Application.objects.get().resume.name == "noor.txt"
    assert "The file was sent" in response.text


def test_at_most_seven_fields(client: Client, signed_in: Client) -> None:
    posting = make_complete_posting()
    for who in (Client(), signed_in):
        form = who.get(address(posting)).context["a"]
        assert len(form["first"]) + len(form["rest"]) + 1 <= 7


def test_what_would_be_an_eighth_field_is_folded_away_and_counts(client: Client) -> None:
    posting = make_complete_posting()
    page = client.get(address(posting))
    assert [field.name for field in page.context["a"]["more"]] == ["field"]
    assert "Seven questions." in page.text
    assert "<details><summary>More about your studies" in page.text
    client.post(address(posting, "apply_draft"), {"field": "physics"})
    assert "<details open><summary>More about your studies" in client.get(address(posting)).text
    client.post(
        address(posting), {"name": "Noor", "email": "noor@campus.example", "resume": file(), "field": "physics"}
    )
    assert ApplicationDraft.objects.get().data["field"] == "physics"
    assert handing_in.handed_in(ApplicationDraft.objects.get()).fact_names == ["field"]


def test_only_the_facts_that_count_and_are_not_known(signed_in: Client, noor: User) -> None:
    posting = make_posting(visa=["cpt"], grad_from=date(2027, 12, 1))
    names = [field.name for field in signed_in.get(address(posting)).context["a"]["rest"]]
    assert names == ["graduates_on", "work_permit"]
    make_student(noor, work_permit="cpt")
    names = [field.name for field in signed_in.get(address(posting)).context["a"]["rest"]]
    assert names == ["graduates_on"]


def test_facts_typed_are_sent_and_kept_in_an_empty_profile(signed_in: Client, noor: User) -> None:
    posting = make_posting(visa=["cpt"], grad_from=date(2027, 12, 1), enrolment="required")
    student = make_student(noor, enrolled="yes")
    data = {"name": "Noor", "resume": file(), "graduates_on": "May 2028", "work_permit": "opt"}
    signed_in.post(address(posting), data)
    student.refresh_from_db()
    application = Application.objects.get()
    for told in (application, student):
        assert (told.graduates_on, told.work_permit, told.enrolled) == (date(2028, 5, 1), "opt", "yes")


def test_what_is_wrong_is_said_and_nothing_is_lost(signed_in: Client) -> None:
    posting = make_posting(grad_from=date(2027, 12, 1), cover_letter="required")
    data = {"name": "", "resume": file(), "graduates_on": "2028", "cover_letter": "x" * 4012}
    response = signed_in.post(address(posting), data)
    assert response.status_code == 200
    assert "Three answers need another look" in response.text
    assert "4,012 characters; please take out 12." in response.text
    assert "x" * 4012 in response.text
    assert "noor.txt</strong> is kept" in response.text
    assert not Application.objects.exists()
    # The file need not be chosen again.
    data = {"name": "Noor", "graduates_on": "05/2028", "cover_letter": "Short."}
    assert signed_in.post(address(posting), data).status_code == 303
    assert Application.objects.get().resume.name == "noor.txt"


def test_a_refused_file_leaves_nothing(signed_in: Client) -> None:
    posting = make_posting()
    picture = SimpleUploadedFile("IMG_2041.pdf", b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 200, "application/pdf")
    response = signed_in.post(address(posting), {"name": "Noor", "resume": picture})
    assert "IMG_2041.pdf" in response.text
    assert "This is a picture." in response.text
    assert not Resume.objects.exists()
    assert 'value="Noor"' in response.text


def test_the_kept_file_can_be_taken_away(signed_in: Client) -> None:
    posting = make_posting()
    signed_in.post(address(posting), {"name": "", "resume": file()})
    response = signed_in.post(address(posting), {"name": "Noor", "resume_drop": "1"})
    assert "Choose a file, or paste" in response.text
    assert ApplicationDraft.objects.get().resume is None
    signed_in.post(address(posting), {"name": "Noor", "resume_text": "Words of mine"})
    assert Application.objects.get().resume.is_pasted


def test_the_resume_sent_last_is_offered_and_taken_only_if_ticked(signed_in: Client, noor: User) -> None:
    student = make_student(noor)
    resume = make_resume(student, name="noor.pdf")
    make_application(student=student, resume=resume)
    posting = make_posting()
    page = signed_in.get(address(posting))
    assert "Use noor.pdf, sent on" in page.text
    assert "Choose a file" in signed_in.post(address(posting), {"name": "Noor"}).text
    stranger = make_resume(make_student())
    assert "Choose a file" in signed_in.post(address(posting), {"name": "Noor", "resume_kept": stranger.pk}).text
    assert signed_in.post(address(posting), {"name": "Noor", "resume_kept": resume.pk}).status_code == 303
    assert Application.objects.get(posting=posting).resume == resume


@pytest.mark.parametrize(
    "name", ["See https://spam.example", "Visit www.spam.example", "cheap.com", "x" * 201, " \u200b "]
)
def test_names_that_are_none(signed_in: Client, name: str) -> None:
    response = signed_in.post(address(make_posting()), {"name": name, "resume": file()})
    assert response.status_code == 200
    assert response.context["a"]["errors"][0].id == "name"


def test_a_line_end_in_a_name_goes_nowhere(signed_in: Client) -> None:
    signed_in.post(address(make_posting()), {"name": "Noor\r\nBcc: all@campus.example", "resume": file()})
    assert Application.objects.get().name == "Noor Bcc: all@campus.example"


def test_a_second_try_shows_the_first(signed_in: Client, noor: User) -> None:
    application = make_application(student=make_student(noor))
    for response in (
        signed_in.get(address(application.posting)),
        signed_in.post(address(application.posting), {"name": "Noor", "resume": file()}),
    ):
        assert response.status_code == 303
        assert response["Location"] == application.get_absolute_url()
    assert "You have applied for this one already" in signed_in.get(application.get_absolute_url()).text
    assert Application.objects.count() == 1
    assert not ApplicationDraft.objects.exists()


def test_after_withdrawing_one_may_apply_again(signed_in: Client, noor: User) -> None:
    application = make_application(student=make_student(noor))
    Application.objects.update(withdrawn_at=timezone.now())
    assert signed_in.post(address(application.posting), {"name": "Noor", "resume": file()}).status_code == 303
    assert Application.objects.count() == 2


def closed_kinds() -> dict[str, dict]:
    now = timezone.now()
    return {
        "closed": {"status": "closed"},
        "paused": {"status": "paused"},
        "over": {"closes_at": now - timedelta(hours=1), "closes_on": now.date()},
        "soon": {"opens_at": now + timedelta(days=2)},
        "outside": {"apply_kind": "outside", "apply_url": "https://jobs.example.com/1"},
        "unread": {"source": make_source(read_at=now - timedelta(days=90))},
    }


@pytest.mark.parametrize("kind", ["closed", "paused", "over", "soon", "outside", "unread"])
def test_where_nobody_can_apply(signed_in: Client, kind: str) -> None:
    posting = make_posting(**closed_kinds()[kind])
    page = signed_in.get(address(posting))
    assert page.status_code == 200
    assert 'name="resume"' not in page.text
    assert posting.get_absolute_url() in page.text
    response = signed_in.post(address(posting), {"name": "Noor", "resume": file()})
    assert response.status_code == 409
    assert not Application.objects.exists()
    assert not Resume.objects.exists()
    kept = ApplicationDraft.objects.filter(data__name="Noor").exists()
    assert kept is (kind not in ("outside", "unread"))
    assert ("What you typed is kept" in response.text) is kept


def test_gone_and_never_there(client: Client) -> None:
    now = timezone.now()
    removed = make_posting(status="removed", first_published_at=now)
    for page in ("apply", "apply_code"):
        assert client.get(address(removed, page)).status_code == 410
        assert client.get(address(make_posting(status="draft"), page)).status_code == 404
        assert client.get(f"/internships/999999999-x/{page.replace('_', '/')}/").status_code == 404
    assert client.post(address(removed), {}).status_code == 410


def test_a_wrong_slug_leads_to_the_right_one_and_loses_nothing_that_is_sent(signed_in: Client) -> None:
    posting = make_posting()
    for ref in (f"{posting.pk}", f"{posting.pk}-old-title"):
        response = signed_in.get(f"/internships/{ref}/apply/?x=1")
        assert (response.status_code, response["Location"]) == (301, f"{address(posting)}?x=1")
    response = signed_in.post(f"/internships/{posting.pk}-old-title/apply/", {"name": "Noor", "resume": file()})
    assert response.status_code == 303


@pytest.mark.parametrize(
    ("minutes", "stamp", "status"), [(14, "own", 303), (16, "own", 409), (1, "", 409), (1, "forged", 409)]
)
def test_fifteen_minutes_of_grace_for_who_had_the_form(
    signed_in: Client, minutes: int, stamp: str, status: int
) -> None:
    closes = datetime(2026, 11, 30, 5, tzinfo=UTC)
    with time_machine.travel(closes - timedelta(minutes=5), tick=False):
        posting = make_posting(closes_at=closes, closes_on=closes.date())
        own = signed_in.get(address(posting)).context["a"]["stamp"]
        assert door.read_stamp(posting, own) == closes - timedelta(minutes=5)
    with time_machine.travel(closes + timedelta(minutes=minutes), tick=False):
        data = {"name": "Noor", "resume": file(), "opened": {"own": own, "forged": own[:-2] + "xx"}.get(stamp, "")}
        assert signed_in.post(address(posting), data).status_code == status
