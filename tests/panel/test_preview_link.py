"""A signed address shows the preview to who has no account, for seven days and no longer than its maker may."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent
from listings.models import Employer, Membership, Posting
from listings.postings import preview_links
from tests.cast import Cast, make_cast
from tests.contents import everything
from tests.panel.test_preview import address, page, seen, typed, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: Any) -> Cast:
    settings.REQUIRE_MFA = False
    return make_cast()


@pytest.fixture
def draft(cast: Cast) -> Posting:
    return written(cast, everything(), status="draft")


def link(cast: Cast, posting: Posting) -> str:
    """As the page shows it, without the site."""
    made = cast.client("recruiter").post(address(posting))
    found = re.search(r'value="https?://[^/]+(/preview/[^"]+)"', made.text)
    assert made.status_code == 200 and found
    return found[1]


def test_it_shows_the_draft_as_it_is_by_now(cast: Cast, draft: Posting, client: Client) -> None:
    shared = link(cast, draft)
    assert page(client.get(shared).text) == page(seen(cast, draft))
    typed(draft, cast.people["recruiter"], title=["Said later"])
    got = client.get(shared)
    assert "Said later" in got.text and 'type="application/ld+json"' not in got.text
    assert "Go on writing" not in got.text and "<form" not in got.text
    assert cast.client("student").get(shared).text == got.text
    assert AuditEvent.objects.get(code="posting.share").subject_id == draft.pk


def test_it_is_private_and_leaves_no_trace(cast: Cast, draft: Posting, client: Client) -> None:
    shared = link(cast, draft)
    for method in (client.get, client.head):
        got = method(shared)
        assert "no-store" in got["Cache-Control"] and got["X-Robots-Tag"] == "noindex"
        assert got["Referrer-Policy"] == "no-referrer"
        assert "Set-Cookie" not in got.headers and not client.cookies
    assert client.post(shared).status_code == 405
    assert "Disallow: /preview/" in client.get("/robots.txt").text
    assert "preview" not in client.get("/sitemaps/postings-1.xml").text + client.get("/sitemaps/pages.xml").text


def test_it_is_good_for_seven_days(cast: Cast, draft: Posting, client: Client) -> None:
    shared, now = link(cast, draft), timezone.now()
    with time_machine.travel(now + timedelta(days=7) - timedelta(minutes=1), tick=False):
        assert client.get(shared).status_code == 200
    with time_machine.travel(now + timedelta(days=7, seconds=1), tick=False):
        gone = client.get(shared)
    assert gone.status_code == 410 and draft.title not in gone.text and "no-store" in gone["Cache-Control"]


ENDS: dict[str, Callable[[Posting], Any]] = {
    "its maker has left": lambda p: Membership.objects.filter(user__email="recruiter@example.org").delete(),
    "its maker only reviews": lambda p: Membership.objects.filter(role="recruiter").update(role="reviewer"),
    "its maker is switched off": lambda p: Membership.objects.get(role="recruiter").user.__class__.objects.filter(
        email="recruiter@example.org").update(is_active=False),
    "its maker's account is gone": lambda p: Membership.objects.get(role="recruiter").user.delete(),
    "the employer is suspended": lambda p: Employer.objects.update(suspended_at=timezone.now()),
    "the posting is removed": lambda p: Posting.objects.update(status="removed", removed_at=timezone.now()),
    "the posting is rejected": lambda p: Posting.objects.update(status="rejected"),
    "the posting is somebody else's": lambda p: Posting.objects.update(employer=Employer.objects.get(name="Rival Systems")),
    "the posting is gone": lambda p: p.delete(),
}  # fmt: skip


@pytest.mark.parametrize("why", ENDS)
def test_it_dies_when(cast: Cast, draft: Posting, client: Client, why: str) -> None:
    shared = link(cast, draft)
    assert client.get(shared).status_code == 200
    ENDS[why](draft)
    gone = client.get(shared)
    assert gone.status_code == 410 and "Ledger" not in gone.text


def test_a_forged_one_never_was(cast: Cast, draft: Posting, client: Client) -> None:
    token = link(cast, draft).rstrip("/").rpartition("/")[2]
    for wrong in (token[:-1], token + "x", token.replace(":", ""), "x", "1", f"{draft.pk}"):
        assert client.get(f"/preview/{wrong}/").status_code == 404
    assert preview_links.by_token(token, timezone.now())


def test_too_many_looks_wait(cast: Cast, draft: Posting, client: Client, monkeypatch: Any) -> None:
    from panel.views import previewing

    shared = link(cast, draft)
    monkeypatch.setattr(previewing, "BY_NETWORK", 2)
    assert [client.get(shared).status_code for _ in range(3)] == [200, 200, 429]
