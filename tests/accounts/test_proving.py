"""Six digits sent to an address and typed here prove who holds it, and tell nobody else who has an account."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import limits, proving
from accounts.models import AuditEvent, OutgoingMail, User
from tests.cast import give_second_factor
from tests.factories import make_user

pytestmark = pytest.mark.django_db
NOOR = "noor@example.org"


def code_in(mail: OutgoingMail) -> str:
    return re.search(r"\b\d{6}\b", mail.body)[0]  # type: ignore[index]


def sent(email: str = NOOR) -> tuple[dict[str, Any], str]:
    state = proving.send_code(email, purpose="apply")
    return json.loads(json.dumps(state)), code_in(OutgoingMail.objects.latest("pk"))


def other(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


@pytest.fixture
def request_(rf: RequestFactory) -> Iterator[HttpRequest]:
    from allauth.core import context

    request = rf.get("/")
    request.session, request.user = SessionStore(), AnonymousUser()
    request._messages = SessionStorage(request)
    with context.request_context(request):
        yield request


def test_the_right_code_is_right_as_it_is_typed() -> None:
    state, code = sent()
    assert proving.check_code(state, NOOR, code).ok
    assert proving.check_code(state, NOOR.upper(), f" {code[:3]} {code[3:]} ").ok


def test_the_state_does_not_betray_the_code() -> None:
    state, code = sent()
    assert code not in json.dumps(state)
    assert not proving.check_code(state | {"digest": ""}, NOOR, code).ok


def test_a_code_is_for_one_address() -> None:
    state, code = sent()
    assert not proving.check_code(state, "ann@example.org", code).ok


def test_five_tries_and_it_is_spent() -> None:
    state, code = sent()
    verdicts = [proving.check_code(state, NOOR, other(code)) for _ in range(6)]
    assert [(v.kind, v.left) for v in verdicts] == [("wrong", n) for n in (4, 3, 2, 1)] + [("spent", 0)] * 2
    assert proving.check_code(state, NOOR, code).kind == proving.SPENT
    assert "4 tries are left" in verdicts[0].words()
    assert "1 try is left" in verdicts[3].words()


def test_new_codes_do_not_give_new_tries_for_ever(request_: HttpRequest) -> None:
    kinds: list[str] = []
    for _ in range(5):
        state, code = sent()
        kinds += [proving.check_code(state, NOOR, other(code)).kind for _ in range(5)]
    assert kinds == [*(["wrong"] * 4 + ["spent"]) * 4, *["shut"] * 5]
    words = proving.check_code(state, NOOR, code).words()
    assert words == "Too many wrong codes for this address. In 60 minutes you can go on, with a new code."
    request_.META["REMOTE_ADDR"] = "203.0.113.9"
    assert proving.check_code(state, NOOR, code).ok, "who guesses elsewhere shuts nobody out"
    request_.META["REMOTE_ADDR"] = "127.0.0.1"
    with time_machine.travel(timezone.now() + timedelta(hours=1, minutes=1)):
        assert proving.check_code(*(lambda s: (s[0], NOOR, s[1]))(sent())).ok


def test_a_code_is_good_for_fifteen_minutes() -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        state, code = sent()
        clock.shift(14 * 60 + 59)
        assert proving.check_code(state, NOOR, code).ok
        clock.shift(1)
        assert proving.check_code(state, NOOR, code).kind == proving.EXPIRED


def test_another_is_sent_after_a_pause() -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        state, _code = sent()
        clock.shift(19)
        assert proving.seconds_to_resend(state) == 41
        clock.shift(41)
        assert proving.seconds_to_resend(state) == 0


def test_five_mails_a_person_and_hour() -> None:
    for _ in range(5):
        sent()
    with pytest.raises(limits.TooMany):
        proving.send_code("N.oor+again@example.org", purpose="apply")
    sent("ann@example.org")
    assert OutgoingMail.objects.count() == 6


@pytest.mark.parametrize("purpose", sorted(proving.PURPOSES))
def test_known_and_unknown_get_the_same_mail_by_the_same_way(purpose: str) -> None:
    make_user(NOOR)
    bodies, statements = [], []
    for email in (NOOR, "nobody@example.org"):
        with CaptureQueriesContext(connection) as queries:
            proving.send_code(email, purpose=purpose)
        statements.append([re.sub(r"'[^']*'", "…", query["sql"])[:60] for query in queries])
        mail = OutgoingMail.objects.latest("pk")
        bodies.append(mail.body.replace(code_in(mail), "000000"))
    assert bodies[0] == bodies[1]
    assert statements[0] == statements[1]


def test_an_account_is_made(request_: HttpRequest) -> None:
    request_.session["draft"] = "kept"
    arrival = proving.arrive(request_, "Noor@Example.org", name="Noor Haddad")
    user = User.objects.get()
    assert (arrival.user, arrival.is_new, arrival.response) == (user, True, None)
    assert (user.email, user.name, user.has_usable_password()) == (NOOR, "Noor Haddad", False)
    address = EmailAddress.objects.get()
    assert (address.email, address.verified, address.primary) == (NOOR, True, True)
    assert request_.user == user
    assert request_.session["draft"] == "kept"
    assert list(AuditEvent.objects.order_by("pk").values_list("code", flat=True)) == ["user.sign_up", "user.sign_in"]


def test_an_account_is_found_and_stays_as_it_is(request_: HttpRequest) -> None:
    user = make_user(NOOR, name="Noor", password="correct horse battery")
    arrival = proving.arrive(request_, NOOR, name="Somebody", password="!")
    assert (arrival.user, arrival.is_new, arrival.response) == (user, False, None)
    user.refresh_from_db()
    assert user.name == "Noor"
    assert user.check_password("correct horse battery")


def test_the_second_factor_is_asked_for(request_: HttpRequest) -> None:
    give_second_factor(make_user(NOOR))
    arrival = proving.arrive(request_, NOOR, then="/guide/")
    assert arrival.response
    assert arrival.response["Location"] == "/accounts/2fa/authenticate/"
    assert not request_.user.is_authenticated


def test_a_closed_account_stays_closed(request_: HttpRequest) -> None:
    make_user(NOOR, is_active=False)
    response = proving.arrive(request_, NOOR).response
    assert response
    assert response["Location"] == "/accounts/inactive/"
    assert not request_.user.is_authenticated


def test_an_account_made_by_staff_is_proved_by_the_code(request_: HttpRequest) -> None:
    user = make_user(NOOR, verified=False)
    assert proving.arrive(request_, NOOR).user == user
    assert EmailAddress.objects.get(user=user).verified
