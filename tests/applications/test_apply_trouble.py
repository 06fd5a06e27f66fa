"""What goes wrong around the form: no token, no session, hostile words, eight at once."""

import re
import threading
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, OutgoingMail, User
from applications.models import Application, ApplicationDraft, Resume
from listings.models import Posting
from tests.applicants import RESUME, make_question
from tests.factories import make_posting, make_user
from tests.site.test_templates import NASTY, assert_clean

pytestmark = pytest.mark.django_db
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


def address(posting: Posting, page: str = "apply") -> str:
    return reverse(page, args=[f"{posting.pk}-{posting.slug}"])


def sent(**more: object) -> dict[str, object]:
    file = SimpleUploadedFile("noor.txt", RESUME.encode(), "text/plain")
    return {"name": "Noor Haddad", "email": "noor@campus.example", "resume": file, **more}


def strict(user: User | None = None) -> Client:
    client = Client(enforce_csrf_checks=True)
    if user:
        client.force_login(user)
    return client


@pytest.mark.parametrize("page", ["apply", "apply_draft"])
@pytest.mark.parametrize("who", ["visitor", "student"])
def test_without_a_token_nothing_is_sent_and_nothing_typed_is_lost(page: str, who: str) -> None:
    posting = make_posting(cover_letter="optional")
    client = strict(make_user() if who == "student" else None)
    response = client.post(address(posting, page), sent(cover_letter="Dear all"), headers=SAME_ORIGIN)
    assert response.status_code == 403
    for words in ("Noor Haddad", "Dear all", "could not be sure it was you", "noor.txt</strong> is kept"):
        assert words in response.text
    assert not Application.objects.exists()
    assert not OutgoingMail.objects.exists()
    token = client.cookies["csrftoken"].value
    response = client.post(address(posting), {**sent(), "csrfmiddlewaretoken": token, "resume": ""})
    assert response.status_code == 303


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_what_another_site_sends_is_shown_and_kept_nowhere(headers: dict[str, str]) -> None:
    posting, user = make_posting(), make_user()
    client = strict(user)
    response = client.post(address(posting), sent(name="Mallory"), headers=headers)
    assert response.status_code == 403
    assert_clean(response.text)
    assert not ApplicationDraft.objects.exists()
    assert not Resume.objects.exists()
    assert not Application.objects.exists()


def test_grace_for_a_visitor_counts_when_the_code_comes_later(client: Client) -> None:
    closes = timezone.now() + timedelta(hours=1)
    posting = make_posting(closes_at=closes, closes_on=closes.date())
    with time_machine.travel(closes - timedelta(minutes=3), tick=False):
        stamp = client.get(address(posting)).context["a"]["stamp"]
    with time_machine.travel(closes + timedelta(minutes=9), tick=False):
        assert client.post(address(posting), sent(opened=stamp)).status_code == 303
    with time_machine.travel(closes + timedelta(minutes=20), tick=False):
        code = re.search(r"\b(\d{6})\b", OutgoingMail.objects.latest("pk").body)
        assert code
        client.post(address(posting, "apply_code"), {"code": code[1]})
    assert Application.objects.get().submitted_at == closes + timedelta(minutes=9)


def test_signed_out_meanwhile(client: Client) -> None:
    posting = make_posting()
    response = client.post(address(posting), {**sent(), "as": "account", "email": ""})
    assert "You were signed out meanwhile." in response.text
    assert f"?next={address(posting)}".replace("/", "%2F") in response.text
    client.force_login(make_user())
    page = client.get(address(posting)).text
    assert "Noor Haddad" in page
    assert "noor.txt</strong> is kept" in page


def test_a_file_far_too_large_keeps_the_words(client: Client) -> None:
    posting = make_posting()
    big = SimpleUploadedFile("noor.pdf", b"%PDF-1.7\n" + b"x" * (5 * 1024 * 1024))
    response = client.post(address(posting), sent(resume=big))
    assert response.status_code == 200
    assert "larger than 5 MB" in response.text
    assert "Noor Haddad" in response.text
    assert "That file was not kept; everything else is." in response.text


HOSTILE = [
    NASTY,
    "\x00\x01\x1b[31m\u202eevil\u2066",
    "{{ 7|add:7 }}{% url 'home' %}",
    "'; DROP TABLE applications_application; --",
    "\r\nBcc: all@campus.example\r\n\r\nHello",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16") * 50,
    "%s %(name)s {name} {0}",
    "../../../../etc/passwd",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_in_every_field_stay_words(client: Client, words: str) -> None:
    posting = make_posting(cover_letter="optional", visa=["cpt"], degrees=["bachelor"])
    kinds = ("text", "long-text", "number", "date", "link", "yes-no")
    asked = {kind: make_question(posting, NASTY[:280], kind, help=NASTY[:400]) for kind in kinds}
    several = make_question(posting, "S", "several-of", options=[NASTY, "b"])
    client.force_login(make_user())
    data = dict.fromkeys(
        ("name", "cover_letter", "resume_text", "resume_kept", "opened", "work_permit", "degree"), words
    )
    data |= {f"answer-{question.pk}": words for question in [*asked.values(), several]}
    for page in ("apply_draft", "apply"):
        client.post(address(posting, page), data)
        response = client.get(address(posting))
        assert response.status_code in (200, 303)
        if response.status_code == 200:
            assert_clean(response.text)
            assert "<script>alert" not in response.text
            assert "14</b>" not in response.text
    longest = {
        f"answer-{asked['long-text'].pk}": words,
        "name": "Noor",
        "resume_text": f"{words} Go",
        "cover_letter": words,
    }
    client.post(address(posting), longest)
    application = Application.objects.get()
    page = client.get(reverse("application_sent", args=[application.pk])).text
    assert_clean(page)
    assert "<script>alert" not in page
    for mail in OutgoingMail.objects.all():
        assert "\n" not in mail.subject + mail.to
        assert "<script>alert" not in mail.html
    assert "Noor" not in str(list(AuditEvent.objects.values_list("data", flat=True)))


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.txt", "a\r\nX-Evil: 1.txt", '"><script>alert(1)</script>.txt', "x" * 400 + ".txt", ".txt"],
)
def test_hostile_names_of_files(client: Client, name: str) -> None:
    posting = make_posting()
    client.force_login(make_user())
    response = client.post(address(posting), sent(name="", resume=SimpleUploadedFile(name, RESUME.encode())))
    assert_clean(response.text)
    assert "<script>alert" not in response.text


def test_a_thousand_fields_and_lists_where_one_is_meant(client: Client) -> None:
    posting = make_posting()
    data = {f"answer-{number}": "x" for number in range(1000)} | {"name": ["a", "Noor"], "resume_text": ["", "Go"]}
    client.force_login(make_user())
    assert client.post(address(posting), data).status_code == 303
    assert Application.objects.get().name == "Noor"


def at_once(count: int, posting: Posting, user: User) -> list[str]:
    """COUNT browsers of one person, all at the same moment."""
    barrier, got = threading.Barrier(count), []

    def send() -> None:
        client = Client()
        client.force_login(user)
        barrier.wait()
        try:
            response = client.post(address(posting), sent())
            got.append(f"{response.status_code} {response.get('Location', '')}")
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_make_one() -> None:
    posting, user = make_posting(), make_user("noor@campus.example")
    got = at_once(8, posting, user)
    application = Application.objects.get()
    first, again = reverse("application_sent", args=[application.pk]), application.get_absolute_url()
    assert sorted(got) == sorted([f"303 {first}", *[f"303 {again}"] * 7])
    assert OutgoingMail.objects.filter(kind="application-received").count() == 1
    posting.refresh_from_db()
    assert posting.unanswered == 1
    assert not ApplicationDraft.objects.exists()
