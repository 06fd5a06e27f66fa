"""Nobody learns who has an account: the same words, the same status, the same work, whichever form is asked.

Times are measured by bench/enumeration.py; here the work is counted that takes them.
"""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth import hashers
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import OutgoingMail
from tests.accounts.people import NOBODY, NOOR, noor, signed_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|data-options="[^"]*"')


def sign_in(client: Client, email: str):
    return client.post("/accounts/login/", {"login": email, "password": "wrong"})


def sign_up(client: Client, email: str):
    return client.post("/accounts/signup/", {"name": "N", "email": email, "password1": "a long enough one"})


def by_code(client: Client, email: str):
    return client.post("/accounts/login/code/", {"email": email})


def reset(client: Client, email: str):
    return client.post("/accounts/password/reset/", {"email": email})


def wrong_sign_up_code(client: Client, email: str):
    sign_up(client, email)
    return client.post("/accounts/signup/code/", {"code": "0"})


def wrong_login_code(client: Client, email: str):
    by_code(client, email)
    return client.post("/accounts/login/code/confirm/", {"code": "0"})


def wrong_reset_code(client: Client, email: str):
    reset(client, email)
    return client.post("/accounts/password/reset/confirm/", {"code": "0"})


def resend(client: Client, email: str):
    by_code(client, email)
    return client.post("/accounts/login/code/confirm/", {"action": "resend"}, follow=True)


FORMS = [sign_in, sign_up, by_code, reset, wrong_sign_up_code, wrong_login_code, wrong_reset_code, resend]


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each time a password is made slow to guess, which is what takes time."""
    done: list[str] = []
    real = hashers.PBKDF2PasswordHasher.encode

    def encode(self, password, *args, **options):
        done.append("hash")
        return real(self, password, *args, **options)

    monkeypatch.setattr(hashers.PBKDF2PasswordHasher, "encode", encode)
    monkeypatch.setattr(hashers.PBKDF2PasswordHasher, "iterations", 1000)
    return done


def seen(form: Callable, email: str, hashed: list[str]) -> tuple[int, str, str, int, list[str]]:
    client = Client()
    hashed.clear()
    with CaptureQueriesContext(connection) as queries:
        response = form(client, email)
    page = response.content.decode() or client.get(response["Location"]).content.decode()
    words = TOKEN.sub("", page).replace(email, "someone")
    return response.status_code, response.get("Location", ""), words, len(hashed), [q["sql"][:40] for q in queries]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_known_and_unknown(form: Callable, hashed: list[str]) -> None:
    noor(password="right")
    known, unknown = seen(form, NOOR, hashed), seen(form, NOBODY, hashed)
    assert known[:4] == unknown[:4]
    # A page more that looks at a known person's address twice, cheaply.
    assert abs(len(known[4]) - len(unknown[4])) <= (4 if form is resend else 2), "\n".join([*known[4], "", *unknown[4]])
    writes = [[sql[:11] for sql in answer[4] if sql.startswith(("INSERT", "UPDATE"))] for answer in (known, unknown)]
    assert abs(len(writes[0]) - len(writes[1])) <= (2 if form is resend else 0), writes


def test_an_account_without_a_password(hashed: list[str]) -> None:
    make_user(NOOR)
    assert seen(sign_in, NOOR, hashed)[:4] == seen(sign_in, NOBODY, hashed)[:4]


def test_one_mail_each(hashed: list[str]) -> None:
    noor()
    for form in (sign_up, by_code, reset):
        for email in (NOOR, NOBODY):
            before = OutgoingMail.objects.count()
            form(Client(), email)
            assert OutgoingMail.objects.count() == before + 1, (form.__name__, email)


def test_a_change_of_address_asks_nobody(hashed: list[str]) -> None:
    noor()
    make_user("taken@example.org")
    counts = []
    for email in ("taken@example.org", "free@example.org"):
        client = signed_in(password="correct horse battery")
        with CaptureQueriesContext(connection) as queries:
            assert client.post("/accounts/email/", {"email": email, "action_add": "1"}).status_code == 302
        counts.append(len(queries))
    assert abs(counts[0] - counts[1]) <= 1
