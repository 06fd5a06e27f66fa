"""One click in a mail stops that kind: signed out, by people and by mail programs."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone
from time_machine import travel

from accounts import mailing
from accounts.models import MutedMail, User
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> User:
    return make_user("ann@example.org")


@pytest.fixture
def address(ann: User) -> str:
    return urlsplit(mailing.stop_address(ann, "saved-closing")).path


def test_looking_changes_nothing(client: Client, address: str) -> None:
    """Mail programs and filters open every address of a mail."""
    page = client.get(address)
    assert page.status_code == 200
    assert "Saved postings that close soon" in page.text
    assert client.head(address).status_code == 200
    assert not MutedMail.objects.exists()
    assert not page.cookies
    assert "no-store" in page["Cache-Control"]


def test_stop_and_undo(client: Client, ann: User, address: str) -> None:
    for _ in range(2):
        page = client.post(address)
        assert "We write no more of this" in page.text
    assert mailing.is_muted(ann, "saved-closing")
    assert not mailing.is_muted(ann, "desk-digest")
    assert "We write no more of this" in client.get(address).text
    client.post(address, {"resume": "1"})
    assert not MutedMail.objects.exists()


def test_a_mail_program_does_it_in_one_post(address: str, ann: User) -> None:
    """RFC 8058: no cookie, no token of a form, no redirect; asked from anywhere."""
    client = Client(enforce_csrf_checks=True, headers={"Origin": "null", "Sec-Fetch-Site": "cross-site"})
    body = "List-Unsubscribe=One-Click"
    answer = client.post(address, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert mailing.is_muted(ann, "saved-closing")


def test_it_works_for_years(client: Client, address: str) -> None:
    with travel(timezone.now() + timedelta(days=3650)):
        assert client.post(address).status_code == 200


def test_forged_addresses_are_nothing(client: Client, ann: User, address: str) -> None:
    def signed(value: object, salt: str = mailing.STOP_SALT) -> str:
        return signing.dumps(value, salt=salt)

    bad = [
        "nothing",
        address.split("/")[3][:-1] + "0",
        signed([ann.pk, "saved-closing"], salt="another"),
        signed([ann.pk, "application-rejected"]),
        signed([ann.pk, "nonsense"]),
        signed([999_999, "saved-closing"]),
        signed([ann.pk]),
        signed("words"),
    ]
    for token in bad:
        for method in (client.get, client.post):
            assert method(f"/mail/stop/{token}/").status_code == 404, token
    ann.delete()
    assert client.post(address).status_code == 404
