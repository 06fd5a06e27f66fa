"""Applying without an account: the same form makes one, and nobody learns who has one."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import limits
from accounts.models import OutgoingMail, User
from applications import resumes
from applications.models import Application, ApplicationDraft
from listings.models import Posting
from tests.applicants import RESUME, make_application, make_question, make_student
from tests.factories import make_posting, make_skill, make_user

pytestmark = pytest.mark.django_db
NOOR = "noor@campus.example"


def address(posting: Posting, page: str = "apply") -> str:
    return reverse(page, args=[f"{posting.pk}-{posting.slug}"])


def sent(**more: object) -> dict[str, object]:
    file = SimpleUploadedFile("noor.txt", RESUME.encode(), "text/plain")
    return {"name": "Noor Haddad", "email": NOOR, "resume": file, **more}


def code_mail() -> OutgoingMail:
    return OutgoingMail.objects.filter(kind="account").latest("pk")


def code() -> str:
    found = re.search(r"\b(\d{6})\b", code_mail().body)
    assert found
    return found[1]


def enter(client: Client, posting: Posting, typed: str = ""):
    return client.post(address(posting, "apply_code"), {"code": typed or code()})


def known(email: str = NOOR, **fields: object) -> User:
    return make_user(email, **fields)


def test_from_nothing_to_a_sent_application(client: Client) -> None:
    posting = make_posting(grad_from=date(2027, 12, 1))
    response = client.post(address(posting), sent(graduates_on="05/2028"))
    assert (response.status_code, response["Location"]) == (303, address(posting, "apply_code"))
    assert not Application.objects.exists()
    assert not User.objects.exists()
    assert NOOR in client.get(response["Location"]).text
    response = enter(client, posting)
    application = Application.objects.get()
    assert (response.status_code, response["Location"]) == (303, reverse("application_sent", args=[application.pk]))
    user = application.student.user
    assert (user.email, user.name, application.resume.student) == (NOOR, "Noor Haddad", application.student)
    assert application.student.graduates_on == date(2028, 5, 1)
    assert resumes.read(application.resume) == RESUME.encode()
    assert not ApplicationDraft.objects.exists()
    page = client.get(response["Location"]).text
    assert "You have an account now." in page
    assert reverse("account_set_password") in page
    assert OutgoingMail.objects.filter(kind="application-received", to=NOOR).count() == 1


def test_the_same_answer_and_mail_for_a_known_address() -> None:
    posting, pages, now = make_posting(), [], timezone.now()
    known("known@campus.example")
    for email in (NOOR, "known@campus.example"):
        client = Client()
        with time_machine.travel(now, tick=False):
            response = client.post(address(posting), sent(email=email))
            page = client.get(response["Location"]).text
        token = re.compile(r'value="[A-Za-z0-9]{64}"')
        mail = re.sub(r"\d{6}|draft=\S+", "", code_mail().body)
        pages.append((response.status_code, token.sub("", page).replace(email, ""), mail))
    assert pages[0] == pages[1]


def test_an_account_that_was_there_is_used_and_keeps_what_it_has(client: Client) -> None:
    user = known(name="N. Haddad", password="three unusual words")
    student = make_student(user, work_permit="citizen")
    posting = make_posting(visa=["cpt"])
    client.post(address(posting), sent(work_permit="opt"))
    enter(client, posting)
    application = Application.objects.get()
    assert application.student == student
    assert (application.name, application.work_permit) == ("Noor Haddad", "opt")
    student.refresh_from_db()
    user.refresh_from_db()
    assert (user.name, student.work_permit) == ("N. Haddad", "citizen")


def test_who_has_applied_already_is_shown_the_first(client: Client) -> None:
    user = known()
    first = make_application(student=make_student(user))
    client.post(address(first.posting), sent())
    response = enter(client, first.posting)
    assert response["Location"] == first.get_absolute_url()
    assert Application.objects.get() == first
    assert not ApplicationDraft.objects.exists()


def test_the_moment_of_sending_counts_after_the_deadline_too(client: Client) -> None:
    closes = datetime(2026, 11, 30, 5, tzinfo=UTC)
    with time_machine.travel(closes - timedelta(minutes=1), tick=False):
        posting = make_posting(closes_at=closes, closes_on=closes.date())
        client.post(address(posting), sent())
    with time_machine.travel(closes + timedelta(hours=20), tick=False):
        assert client.get(address(posting)).status_code == 200
        assert "It waits for your code" in client.get(address(posting)).text
        client.post(address(posting, "apply_code"), {"action": "resend"})
        enter(client, posting)
    assert Application.objects.get().submitted_at == closes - timedelta(minutes=1)


@pytest.mark.parametrize(("reason", "is_sent"), [("deadline", True), ("filled", False)])
def test_after_somebody_or_a_job_has_closed_it(client: Client, reason: str, is_sent: bool) -> None:
    closes = datetime(2026, 11, 30, 5, tzinfo=UTC)
    with time_machine.travel(closes - timedelta(minutes=5), tick=False):
        posting = make_posting(closes_at=closes, closes_on=closes.date())
        client.post(address(posting), sent())
    with time_machine.travel(closes + timedelta(minutes=5), tick=False):
        Posting.objects.update(status="closed", closed_at=closes, closed_reason=reason)
        response = enter(client, posting)
        assert Application.objects.exists() is is_sent
        if not is_sent:
            assert "could not be sent" in client.get(response["Location"]).text
            assert ApplicationDraft.objects.get().data["name"] == "Noor Haddad"


def test_a_day_later_the_moment_counts_no_more(client: Client) -> None:
    closes = datetime(2026, 11, 30, 5, tzinfo=UTC)
    with time_machine.travel(closes - timedelta(minutes=1), tick=False):
        posting = make_posting(closes_at=closes, closes_on=closes.date())
        client.post(address(posting), sent())
    with time_machine.travel(closes + timedelta(hours=25), tick=False):
        client.post(address(posting, "apply_code"), {"action": "resend"})
        enter(client, posting)
    assert not Application.objects.exists()
    assert ApplicationDraft.objects.get().user.email == NOOR


def test_from_another_browser_by_the_link_of_the_mail(client: Client) -> None:
    posting = make_posting()
    client.post(address(posting), sent())
    link = re.search(r"https?://\S+(/internships/\S+/apply/code/\?draft=\S+)", code_mail().body)
    assert link
    other = Client()
    assert NOOR in other.get(link[1]).text
    assert other.get(link[1][:-3] + "xyz").status_code == 302
    response = other.post(link[1], {"code": code()})
    assert response["Location"] == reverse("application_sent", args=[Application.objects.get().pk])
    assert other.get(response["Location"]).status_code == 200
    # The first browser is not signed in by it, and finds nothing that waits.
    assert client.get(address(posting, "apply_code")).status_code == 302


def test_pressing_twice_sends_one_mail_and_keeps_the_first_moment(client: Client) -> None:
    posting = make_posting()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client.post(address(posting), sent())
        first = ApplicationDraft.objects.get().handed_in_at
        clock.shift(5)
        client.post(address(posting), sent())
        assert OutgoingMail.objects.count() == 1
        assert ApplicationDraft.objects.get().handed_in_at == first
        enter(client, posting)
        assert enter(client, posting).status_code == 302
    assert Application.objects.count() == 1


def test_another_address_gets_a_code_of_its_own(client: Client) -> None:
    posting = make_posting()
    client.post(address(posting), sent(email="nor@campus.example"))
    client.post(address(posting), sent())
    assert [mail.to for mail in OutgoingMail.objects.order_by("pk")] == ["nor@campus.example", NOOR]
    enter(client, posting)
    assert Application.objects.get().email == NOOR


def test_too_many_codes_for_one_address_are_said_in_the_form(client: Client) -> None:
    for number in range(6):
        posting = make_posting()
        response = client.post(address(posting), sent(email=f"no.or+{number}@campus.example"))
    assert response.status_code == 200
    assert "Five mails went to this address" in response.text
    assert "noor.txt</strong> is kept" in response.text


def test_a_campus_behind_one_address_is_not_hindered() -> None:
    posting = make_posting()
    for number in range(30):
        response = Client().post(address(posting), sent(email=f"student{number}@campus.example"))
        assert response.status_code == 303
    assert limits.hit("apply code from", "127.0.0.1", most=31, per=limits.HOUR)


def test_signing_in_with_the_password_instead_of_the_code_sends_it_too(client: Client) -> None:
    user = known()
    posting = make_posting()
    client.post(address(posting), sent())
    client.force_login(user)
    response = client.get(address(posting))
    assert response["Location"] == reverse("application_sent", args=[Application.objects.get().pk])


def test_who_signs_in_as_somebody_else_gets_nothing_of_it(client: Client) -> None:
    """At a computer that several use. The code is good for it all the same."""
    posting = make_posting()
    client.post(address(posting), sent())
    link = re.search(r"(/internships/\S+draft=\S+)", code_mail().body)
    assert link
    other = known("other@campus.example")
    client.force_login(other)
    assert "Noor Haddad" not in client.get(address(posting)).text
    assert not Application.objects.exists()
    assert Client().post(link[1], {"code": code()}).status_code == 303
    application = Application.objects.get()
    assert (application.email, application.resume.student) == (NOOR, application.student)
    assert not ApplicationDraft.objects.filter(user=other).exists()


def test_a_question_taken_back_or_added_before_the_code(client: Client) -> None:
    posting = make_posting()
    question = make_question(posting, "Why ledgers?")
    client.post(address(posting), sent(**{f"answer-{question.pk}": "They are old."}))
    question.retired_at = datetime.now(UTC)
    question.save()
    make_question(posting, "A new one", required=True)
    response = enter(client, posting)
    assert "A question was taken back meanwhile" in client.get(response["Location"]).text
    assert not Application.objects.get().answers.exists()


def test_an_inactive_account_sends_nothing(client: Client) -> None:
    known(is_active=False)
    posting = make_posting()
    client.post(address(posting), sent())
    enter(client, posting)
    assert not Application.objects.exists()


def test_a_second_factor_is_asked_for_and_the_application_sent(client: Client) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    user = known()
    TOTP.activate(user, generate_totp_secret())
    posting = make_posting(visa=["cpt"])
    client.post(address(posting), sent(work_permit="opt"))
    response = enter(client, posting)
    assert response["Location"].startswith("/accounts/2fa/authenticate/")
    application = Application.objects.get()
    assert (application.student.user, application.work_permit) == (user, "opt")
    assert application.student.work_permit == "not-stated"
    assert client.get(reverse("me")).status_code == 302


def test_what_the_browser_was_told_before_is_filled_in_and_sent(client: Client) -> None:
    posting = make_posting(visa=["cpt"], skills={"go": "needed", "sql": "needed"})
    make_skill("go")
    client.post(reverse("change_facts"), {"name": "Noor", "work_permit": "opt", "school": "Hartwell State"})
    client.post(reverse("change_skill", args=["go"]), {"level": "strong"})
    page = client.get(address(posting))
    assert 'value="Noor"' in page.text
    assert page.text.count(" checked") == 1
    client.post(address(posting), sent(work_permit="opt"))
    enter(client, posting)
    application = Application.objects.get()
    assert (application.work_permit, application.school) == ("opt", "Hartwell State")
    assert application.skills["go"]["level"] == "strong"
    assert (application.meets, application.needed) == (1, 2)
