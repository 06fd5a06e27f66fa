"""What the tests of the account pages have in common."""

import re
import time

from allauth.mfa.totp.internal import auth
from allauth.mfa.utils import decrypt
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent, OutgoingMail, User
from tests.cast import give_second_factor
from tests.factories import make_user

PASSWORD = "correct horse battery"
NOOR, NOBODY = "noor@example.org", "nobody@example.org"


def last_mail(to: str = NOOR) -> OutgoingMail:
    return OutgoingMail.objects.filter(to=to).latest("pk")


def last_code(to: str = NOOR) -> str:
    return re.search(r"\b\d{6}\b", last_mail(to).body)[0]  # type: ignore[index]


def other(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def noor(**fields: object) -> User:
    return make_user(NOOR, **{"name": "Noor Haddad", "password": PASSWORD, **fields})


def signed_in(email: str = NOOR, password: str = PASSWORD) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": email, "password": password})
    assert client.session.get("_auth_user_id"), "not signed in"
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def events(*without: str) -> list[str]:
    codes = AuditEvent.objects.order_by("pk").values_list("code", flat=True)
    return [code for code in codes if code not in without]


def secret_of(user: User) -> str:
    return decrypt(user.authenticator_set.get(type="totp").data["secret"])


def totp(secret: str, at: float | None = None) -> str:
    """What an app shows."""
    counter = int((at or timezone.now().timestamp()) // 30)
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


__all__ = ["NOBODY", "NOOR", "PASSWORD", "Client", "give_second_factor", "time"]
