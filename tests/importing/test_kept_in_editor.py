"""What an employer changes in its editor of a posting that a source wrote stays through every later reading."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from listings.models import Employer, Posting, PostingDraft
from listings.postings import editing
from listings.postings.content import Content
from tests.cast import Cast, make_cast
from tests.importing.rows import make_row, read, skills_of, the_posting
from tests.panel.test_editor_pages import fair, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
BEFORE = {"title": "Python Intern", "locations": ["Berlin, Germany"], "season": "Summer"}
AFTER = {"title": "Front-end React Intern", "locations": ["Remote in USA"], "season": "Fall"}


@pytest.fixture
def cast(settings: Any) -> Cast:
    settings.REQUIRE_MFA = False
    made = make_cast()
    Employer.objects.filter(pk=made.employer.pk).update(claimed_at=timezone.now(), verified_at=timezone.now())
    return made


def sent(cast: Cast, posting: Posting, content: Content, **said: Any) -> Posting:
    outside = {"apply_kind": "outside", "apply_url": posting.apply_url}
    answer = post(cast, posting, content, **{"action": "send", **outside, **said})
    assert answer.status_code == 302, answer.text
    posting.refresh_from_db()
    return posting


def said_of(posting: Posting) -> dict[str, Any]:
    facts = Content.of(posting).as_data()
    return facts | {"skills": sorted(skills_of(posting))}


def test_all_that_was_changed_stays(cast: Cast) -> None:
    row = make_row(**BEFORE)
    read([row])
    posting = the_posting()
    assert posting.employer_id == cast.employer.pk
    changed = sent(
        cast, posting, fair(), title="Ledger Intern", body="You write services. " * 20, places="New York, NY"
    )
    if PostingDraft.objects.filter(posting=posting, submitted_at__isnull=False).exists():  # for the worse: it waits
        assert changed.locked_fields == []
        editing.approve_change(changed, by=cast.people["moderator"])
        changed.refresh_from_db()
    kept = set(changed.locked_fields)
    assert {"title", "body", "places", "skills", "pay"} <= kept
    before = said_of(changed)
    read([{**row, **AFTER, "date_updated": 1760009999}], at=timezone.now() + timedelta(hours=1))
    after = said_of(the_posting())
    moved = {name for name, value in after.items() if before[name] != value}
    assert not moved & {
        "title",
        "body",
        "places",
        "skills",
        "needs",
        "pay_kind",
        "pay_min",
        "pay_max",
        "pay_currency",
    }, moved
    assert set(the_posting().locked_fields) == kept
    assert the_posting().entries.get().raw[-1]["title"] == AFTER["title"]
