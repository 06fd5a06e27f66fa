"""One click out of the mail before a posting pauses: a GET shows, a POST acts, and the address does nothing else."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent, OutgoingMail, User
from listings.models import Membership, Posting
from listings.postings import expiring, lifecycle
from tests.factories import make_employer, make_member, make_posting

pytestmark = pytest.mark.django_db
ENDS = {"open": ("published", ""), "filled": ("closed", "filled"), "close": ("closed", "cancelled")}


def made(**fields: Any) -> tuple[Posting, User]:
    posting = make_posting(**{"expires_at": timezone.now() + timedelta(days=1), **fields})
    return posting, make_member(posting.employer, "recruiter")


def path(act: str, posting: Posting, person: User) -> str:
    return "/postings/answer/" + expiring.address(act, posting, person).split("/postings/answer/")[1]


def unconfirmed() -> dict[str, Any]:
    now = timezone.now()
    return {"status": "paused", "paused_at": now, "paused_reason": "unconfirmed", "expires_at": now}


@pytest.mark.parametrize("act", expiring.ACTS)
@pytest.mark.parametrize("is_paused", [False, True])
def test_a_look_shows_and_a_click_acts(client: Client, act: str, is_paused: bool) -> None:
    posting, person = made(**(unconfirmed() if is_paused else {}))
    address = path(act, posting, person)
    before = AuditEvent.objects.count()
    page = client.get(address)
    assert page.status_code == 200
    assert re.findall(r'name="act" value="(\w+)"', page.content.decode())[0] == act
    assert len(re.findall(r'name="act"', page.content.decode())) == 3
    assert posting.title in page.content.decode()
    assert AuditEvent.objects.count() == before
    assert client.post(address, {"act": act}).status_code == 200
    posting.refresh_from_db()
    assert (posting.status, posting.closed_reason) == ENDS[act]
    event = AuditEvent.objects.latest("pk")
    assert (event.actor_id, event.subject_id) == (person.pk, posting.pk)
    assert AuditEvent.objects.count() == before + 1
    for again in (client.get(address), client.post(address, {"act": "filled"})):
        assert again.status_code == 410
        assert ("It closed on" if act != "open" else "It is open") in again.content.decode()
    assert AuditEvent.objects.count() == before + 1
    assert not client.cookies


def test_what_the_mail_holds_works(client: Client) -> None:
    posting, _person = made()
    expiring.ask()
    mail = OutgoingMail.objects.get(kind="posting-expires")
    links = re.findall(r"https?://[^/]+(/postings/answer/\S+)", mail.body)
    assert [client.get(link).status_code for link in links] == [200, 200, 200]
    assert client.post(links[1]).status_code == 200
    posting.refresh_from_db()
    assert posting.closed_reason == "filled"


def test_the_address_is_kept_from_others(client: Client) -> None:
    posting, person = made()
    for answer in (client.get(path("open", posting, person)), client.post(path("open", posting, person))):
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex"
        assert "no-store" in answer["Cache-Control"]


def test_nobody_else_gets_anything(client: Client) -> None:
    posting, person = made()
    rival = make_member(make_employer())
    reviewer = make_member(posting.employer, "reviewer")
    good = path("open", posting, person)
    whole = [["open", posting.pk, person.pk], ["open"], "open", ["remove", posting.pk, person.pk, "2027-01-01"],
             ["open", posting.pk, person.pk, "soon"], ["open", None, None, None], [[], {}, [], ""]]  # fmt: skip
    forged = [f"/postings/answer/{signing.dumps(one, salt=expiring.SALT)}/" for one in whole]
    other_salt = signing.dumps(["open", posting.pk, person.pk, str(posting.expires_at)], salt="accounts.stop-mail")
    addresses = [path("open", posting, rival), path("open", posting, reviewer), good[:-3] + "xx/", *forged]
    for address in [*addresses, f"/postings/answer/{other_salt}/"]:
        assert client.get(address).status_code == 404, address
        assert client.post(address, {"act": "filled"}).status_code == 404, address
    Membership.objects.filter(user=person).delete()
    assert client.post(good).status_code == 404
    posting.refresh_from_db()
    assert posting.status == "published"


@pytest.mark.parametrize("lost", ["suspended", "inactive", "erased"])
def test_who_lost_the_right_lost_the_link(client: Client, lost: str) -> None:
    posting, person = made()
    address = path("open", posting, person)
    if lost == "suspended":
        type(posting.employer).objects.update(suspended_at=timezone.now())
    elif lost == "inactive":
        User.objects.filter(pk=person.pk).update(is_active=False)
    else:
        person.delete()
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


def test_the_end_has_moved_on(client: Client) -> None:
    posting, person = made()
    address = path("filled", posting, person)
    lifecycle.confirm(posting, by=person)
    assert client.post(address).status_code == 410
    posting.refresh_from_db()
    assert posting.status == "published"


@pytest.mark.parametrize("status", ["in_moderation", "removed", "archived"])
def test_what_stands_elsewhere_is_said(client: Client, status: str) -> None:
    posting, person = made(status=status)
    assert client.post(path("open", posting, person)).status_code == 410
    assert Posting.objects.get().status == status


def test_what_the_team_paused_stays_paused(client: Client) -> None:
    posting, person = made(status="paused", paused_at=timezone.now(), paused_reason="employer")
    address = path("open", posting, person)
    assert 'value="open"' not in client.get(address).content.decode()
    client.post(address)
    assert Posting.objects.get().status == "paused"
    assert client.post(address, {"act": "filled"}).status_code == 200
    assert Posting.objects.get().status == "closed"


def test_no_other_verb_can_be_named(client: Client) -> None:
    posting, person = made()
    for act in ("archive", "remove", "", json.dumps(["open"]), "x" * 5000):
        client.post(path("open", posting, person), {"act": act})
        assert Posting.objects.get().status == "published"
    assert not AuditEvent.objects.filter(code__in=["posting.archive", "posting.remove"]).exists()
