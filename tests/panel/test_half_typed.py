"""What is typed over a public posting is nowhere public: not while it is a draft, and not while it waits for moderation."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from listings.models import Posting, PostingDraft
from listings.postings import search_row
from panel.editor.standing import typed_of
from tests.cast import Cast, make_cast
from tests.contents import ALL_READ, everything
from tests.factories import make_place, make_posting, make_skill
from tests.panel.test_preview import address, seen, written

pytestmark = pytest.mark.django_db
OTHER: dict[str, Any] = {
    "title": ["Zeppelin Intern"],
    "summary": ["Zeppelins fly."],
    "body": ["You steer a *zeppelin*."],
    "role": ["embedded"],
    "work_tag": ["migrations"],
    "work_text": ["Fill a zeppelin."],
    "skill": ["kafka"],
    "places": ["London"],
    "workplace": ["on-site"],
    "remote_countries": [""],
    "visa": ["no-sponsorship"],
    "degrees": ["phd"],
    "terms": ["fall-2027"],
    "pay_min": ["11"],
    "pay_max": ["12"],
    "mentor_name": ["Ferdinand"],
    "openings": ["77"],
    "closes_on": [""],
}
PUBLIC = (
    *("/", "/internships/", "/internships/?role=all&sort=closing", "/internships/?q=zeppelin&role=all", "/internships/?role=embedded"),
    *("/internships/?skill=kafka&role=all", "/internships/?place=london&role=all", "/internships/?degree=phd&term=fall-2027"),
    *("/internships.json?role=all", "/internships.json?q=zeppelin&role=all", "/internships.atom?role=all"),
    *("/employers/", "/employers/acme/", "/skills/kafka/", "/skills/go/", "/guide/"),
    *("/sitemap.xml", "/sitemaps/postings-1.xml", "/sitemaps/employers.xml", "/sitemaps/pages.xml"),
)  # fmt: skip


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    with time_machine.travel(timezone.now().replace(microsecond=0), tick=False):
        yield


@pytest.fixture
def cast(settings: Any) -> Cast:
    settings.REQUIRE_MFA = False
    return make_cast()


@pytest.fixture
def posting(cast: Cast) -> Posting:
    """Public; beside it another that is close to it, and places and skills that only the draft names."""
    make_place("london"), make_skill("kafka"), make_place("new-york")
    make_posting("Back-end Intern, Ledger", skills={"go": "needed"}, places=("berlin",))
    return written(cast, everything(opens_at=None))


def public(posting: Posting) -> dict[str, bytes]:
    """Its own page with its data block, the similar one's, and every list, count and feed."""
    client, other = Client(), Posting.objects.exclude(pk=posting.pk).get()
    answers = {where: client.get(where) for where in (*PUBLIC, posting.get_absolute_url(), other.get_absolute_url())}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {where: answer.content for where, answer in answers.items()}


def test_a_draft_is_nowhere_public(cast: Cast, posting: Posting) -> None:
    before = public(posting)
    assert b"application/ld+json" in before[posting.get_absolute_url()]
    typed, client = typed_of(everything(opens_at=None)).as_data() | OTHER, cast.client("recruiter")
    saved = client.post(address(posting).removesuffix("preview/"), {**typed, "action": "save", "version": "0"})
    assert saved.status_code == 302 and "Zeppelin" in seen(cast, posting)
    search_row.rebuild_all()  # what any job may do at any time
    assert public(posting) == before


def test_a_change_that_waits_is_nowhere_public(cast: Cast, posting: Posting) -> None:
    before = public(posting)
    typed, client = typed_of(everything(opens_at=None)).as_data() | OTHER, cast.client("recruiter")
    said = {**typed, "pay_min": ["30"], "pay_max": ["31"], "action": "send", "version": "0", "remarks_read": ALL_READ}
    sent = client.post(address(posting).removesuffix("preview/"), said)
    assert sent.status_code == 302 and PostingDraft.objects.get().submitted_at
    with time_machine.travel(timezone.now() + timedelta(microseconds=1), tick=False):
        search_row.rebuild_all()
    assert public(posting) == before and "Zeppelin" in seen(cast, posting)
