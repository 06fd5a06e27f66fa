"""Whose page stands: not that of an employer somebody has founded a minute ago under a well-known name."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import make_employer, make_member, make_posting, make_user

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def statuses(employer: Any, client: Client | None = None) -> set[int]:
    asking = client or Client()
    return {asking.get(f"{where}{employer.slug}/").status_code for where in ("/employers/", "/embed/")}


@pytest.mark.parametrize("status", ["draft", "in_moderation", "changes_requested", "rejected"])
def test_founded_and_nothing_public_is_as_if_it_never_was(status: str) -> None:
    employer = make_employer("Famous & Co", claimed_at=NOW)
    make_posting(employer=employer, status=status, indexed=False)
    assert statuses(employer) == {404}
    assert statuses(employer, signed_in(make_user())) == {404}
    assert statuses(employer, signed_in(make_member(make_employer("Rival")))) == {404}
    assert statuses(employer, signed_in(make_member(employer, "reviewer"))) == {200}
    never = Client().get("/employers/never-was/").content
    assert len(Client().get(f"/employers/{employer.slug}/").content) == len(never)


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    "fields", [{"claimed_at": None}, {"verified_at": NOW}, {"is_demo": True}], ids=["read", "verified", "demo"]
)
def test_read_from_a_list_or_verified_it_stands(fields: dict[str, Any]) -> None:
    assert statuses(make_employer("Acme", **{"claimed_at": NOW, **fields})) == {200}


@pytest.mark.parametrize("status", ["published", "paused", "closed", "archived"])
def test_a_posting_that_was_public_lets_it_stand(status: str) -> None:
    employer = make_employer("Acme", claimed_at=NOW)
    make_posting(employer=employer, status=status)
    assert statuses(employer) == {200}


def test_from_the_very_minute_of_its_first_posting(time_machine: Any) -> None:
    employer = make_employer("Acme", claimed_at=NOW)
    make_posting(employer=employer, status="scheduled", published_at=NOW + timedelta(hours=1))
    assert statuses(employer) == {404}
    time_machine.move_to(NOW + timedelta(hours=1, seconds=1))
    assert statuses(employer) == {200}
