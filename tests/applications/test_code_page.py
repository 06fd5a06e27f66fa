"""The page that takes the code: what it refuses, says and counts."""

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import OutgoingMail
from applications.models import Application
from tests.applications.test_apply_code import address, code, enter, sent
from tests.factories import make_posting

pytestmark = pytest.mark.django_db


def test_a_wrong_code_sends_nothing_and_loses_nothing(client: Client) -> None:
    posting = make_posting()
    client.post(address(posting), sent())
    wrong = "000000" if code() != "000000" else "111111"
    response = enter(client, posting, wrong)
    assert (response.status_code, response["Location"]) == (303, address(posting, "apply_code"))
    page = client.get(response["Location"]).text
    assert "That is not the code. 4 tries are left." in page
    for words in ("autofocus", 'autocomplete="one-time-code"', 'inputmode="numeric"', 'aria-invalid="true"'):
        assert words in page
    assert "That is not the code" not in client.get(response["Location"]).text
    assert not Application.objects.exists()
    enter(client, posting)
    assert Application.objects.exists()


def test_what_can_be_no_code_costs_no_try(client: Client) -> None:
    posting = make_posting()
    client.post(address(posting), sent())
    for typed in ("12345", "1234567", "12345a", "ABCDEF", "１２３４５６", "-", "x" * 30):
        enter(client, posting, typed)
        assert 'aria-invalid="true"' in client.get(address(posting, "apply_code")).text
    wrong = "000000" if code() != "000000" else "111111"
    enter(client, posting, wrong)
    assert "4 tries are left." in client.get(address(posting, "apply_code")).text
    spaced = f" {code()[:3]} -\u2013 {code()[3:]} "
    assert "/sent/" in enter(client, posting, spaced)["Location"]


def test_resending_waits_a_minute(client: Client) -> None:
    posting = make_posting()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client.post(address(posting), sent())
        assert (
            "You can have another in"
            in client.post(address(posting, "apply_code"), {"action": "resend"}, follow=True).text
        )
        clock.shift(61)
        again = client.post(address(posting, "apply_code"), {"action": "resend"}, follow=True)
        assert "The one before no longer counts." in again.text
    assert OutgoingMail.objects.count() == 2
