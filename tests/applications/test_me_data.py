"""Export and deletion by the person's own hand."""

import csv
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from allauth.account.internal.flows.login import record_authentication
from django.core.management import call_command
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent, User
from applications import exporting, pipeline
from tests import sweep
from tests.applicants import make_application, make_student
from tests.applications import leaving
from tests.applications.leaving import CANARIES, Leaver, make_leaver
from tests.factories import make_employer, make_member, make_posting

SECRETS = ("zq-password", leaving.NOTE)


@pytest.fixture
def leaver(transactional_db: None, settings: Any, tmp_path: Path) -> Leaver:
    settings.MEDIA_ROOT, settings.MAIL_DIR = tmp_path / "media", tmp_path / "mail"
    return make_leaver()


def just_here(client: Client, user: User) -> None:
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, method="password")
    request.session.save()


def unpacked(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def test_the_export_holds_all_that_is_theirs(leaver: Leaver) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=11)):
        archive = unpacked(b"".join(exporting.archive(leaver.user)))
    told = archive.read("data.json").decode()
    own = {leaving.ADDRESS, leaving.NAME, leaving.SCHOOL, leaving.LINK, leaving.EVIDENCE, leaving.ANSWER, leaving.LETTER,
           leaving.TOLD, leaving.MESSAGE, leaving.PUT_ASIDE, leaving.ELSEWHERE, leaving.DRAFT, leaving.AGENT,
           leaving.PDF, leaving.DOCX, leaving.PASTED}  # fmt: skip
    assert {word for word in own if word not in told} == set()
    for secret in SECRETS:
        assert secret not in told
    said = json.loads(told)
    assert {row["posting_title"] for row in said["application"]}
    files = {name.rpartition("-")[2]: archive.read(name) for name in archive.namelist() if name.startswith("files/")}
    assert files[f"{leaving.FILE}.pdf"].startswith(b"%PDF")
    assert files[f"{leaving.FILE}.docx"].startswith(b"PK")
    table = list(csv.reader(io.StringIO(archive.read("tables/application.csv").decode("utf-8-sig"))))
    assert len(table) == 1 + 3
    readme = archive.read("README.txt").decode()
    for name in archive.namelist():
        assert name.rpartition("/")[2] in readme or name.startswith("files/") or name == "README.txt"
    assert "  application.csv: applications (3)\r\n" in readme


def test_the_export_tells_nothing_early(leaver: Leaver) -> None:
    """The rejection can still be taken back."""
    said = b"".join(exporting.archive(leaver.user))
    told = unpacked(said).read("data.json").decode()
    assert leaving.TOLD not in told
    assert "rejected" not in told


def test_nothing_of_others_is_in_it(leaver: Leaver) -> None:
    other = make_student(school="Another school entirely")
    make_application(student=other, cover_letter="not yours")
    recruiters = b"".join(exporting.archive(leaver.recruiter))
    for person, words in ((leaver.user, ("Another school", "not yours")), (leaver.recruiter, CANARIES)):
        data = recruiters if person == leaver.recruiter else b"".join(exporting.archive(person))
        archive = unpacked(data)
        text = "".join(archive.read(name).decode("latin-1") for name in archive.namelist())
        assert [word for word in words if word in text] == []


def test_a_formula_is_text_in_a_table() -> None:
    rows = [{"note": "=HYPERLINK(1)", "other": "+1"}, {"note": "plain", "links": ["@x"]}]
    assert list(csv.reader(io.StringIO(exporting.as_csv(rows)))) == [
        ["note", "other", "links"],
        ["'=HYPERLINK(1)", "'+1", ""],
        ["plain", "", '["@x"]'],
    ]


def test_downloading_asks_who_is_there(leaver: Leaver) -> None:
    address = reverse("export_data")
    assert "/reauthenticate/" in leaver.client.post(address)["Location"]
    just_here(leaver.client, leaver.user)
    assert leaver.client.get(address)["Location"] == "/me/data/"
    response = leaver.client.post(address)
    assert response.streaming
    assert "data.json" in unpacked(b"".join(response.streaming_content)).namelist()  # type: ignore[arg-type]
    assert response["Content-Disposition"] == 'attachment; filename="my-data.zip"'
    assert "no-store" in response["Cache-Control"]
    assert AuditEvent.objects.filter(code="user.export", actor_id=leaver.user.pk).count() == 1


def test_deleting_says_what_goes_and_does_it(leaver: Leaver) -> None:
    address = reverse("delete_account")
    assert "/reauthenticate/" in leaver.client.get(address)["Location"]
    just_here(leaver.client, leaver.user)
    text = leaver.client.get(address).text
    for said in ("5 résumés with their files", "3 applications as mere counts", "2 drafts", "1 saved posting"):
        assert said in text, said
    assert "not the address of this account" in leaver.client.post(address, {"address": "somebody@else.example"}).text
    assert User.objects.filter(pk=leaver.user.pk).exists()
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=16)):
        late = leaver.client.post(address, {"address": leaving.ADDRESS})
        assert late["Location"] == "/accounts/reauthenticate/?next=%2Fme%2Fdata%2Fdelete%2F"
    assert User.objects.filter(pk=leaver.user.pk).exists(), "a screen left open deletes nothing"
    response = leaver.client.post(address, {"address": leaving.ADDRESS.upper()}, follow=True)
    assert "Your account is gone." in response.text
    assert not response.wsgi_request.user.is_authenticated
    assert sweep.in_database(CANARIES) == []
    assert sweep.on_disk(CANARIES) == []


@pytest.mark.django_db
def test_the_only_owner_is_told_the_way_out() -> None:
    owner = make_member(make_employer("Acme"), "owner")
    client = Client()
    client.force_login(owner)
    just_here(client, owner)
    for name in ("me_data", "delete_account"):
        text = client.get(reverse(name)).text
        assert "You are the only owner of Acme." in text
    response = client.post(reverse("delete_account"), {"address": owner.email}, follow=True)
    assert "You are the only owner of Acme." in response.text
    assert User.objects.filter(pk=owner.pk).exists()


@pytest.mark.django_db
def test_employers_see_no_more_of_it() -> None:
    posting = make_posting()
    application = make_application(posting)
    recruiter = make_member(posting.employer, "recruiter")
    pipeline.opened(application, by=recruiter)
    assert application.student
    call_command("erase_user", application.student.user.email, verbosity=0)
    seat = recruiter.memberships.get()
    assert not type(application).objects.for_member(seat).exists()
    assert type(application).objects.for_employer(posting.employer).count() == 1


@pytest.mark.django_db
def test_export_by_command(tmp_path: Path) -> None:
    student = make_student(school="Hartwell")
    call_command("export_user", student.user.email, "--output", str(tmp_path / "out.zip"))
    assert "Hartwell" in zipfile.ZipFile(tmp_path / "out.zip").read("data.json").decode()
