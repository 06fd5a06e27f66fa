"""A draft that only its own people have ever seen can be thrown away; nothing else can."""

from typing import Any

import pytest

from accounts.models import AuditEvent
from listings.models import Posting, PostingDraft
from listings.postings import drafting
from tests.cast import Cast, make_cast
from tests.factories import make_member, make_posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: object) -> Cast:
    settings.REQUIRE_MFA = False
    return make_cast()


def throw(cast: Cast, posting: Posting, who: str = "recruiter", **said: Any) -> Any:
    where = f"/employer/{cast.employer.slug}/postings/{posting.pk}/"
    return cast.client(who).post(where, {"action": "throw-away", "version": 1, **said})


def test_a_draft_goes_for_good_with_what_was_typed(cast: Cast) -> None:
    posting = drafting.start(cast.employer, by=cast.people["recruiter"])
    drafting.save(posting, {"title": ["Half"]}, version=0, by=cast.people["recruiter"])
    page = cast.client("recruiter").get(f"/employer/{cast.employer.slug}/postings/{posting.pk}/").content.decode()
    assert "Throw this draft away" in page and 'value="discard"' not in page
    answer = throw(cast, posting)
    assert (answer.status_code, answer["Location"]) == (302, f"/employer/{cast.employer.slug}/postings/")
    assert not Posting.objects.exists() and not PostingDraft.objects.exists()
    assert AuditEvent.objects.get(code="posting.throw_away").subject_id == posting.pk
    assert throw(cast, posting).status_code == 404


@pytest.mark.parametrize("status", ["in_moderation", "changes_requested", "published", "closed", "rejected"])
def test_what_others_have_seen_stays(cast: Cast, status: str) -> None:
    posting = make_posting(employer=cast.employer, status=status)
    assert throw(cast, posting).status_code == 409
    assert Posting.objects.filter(pk=posting.pk, status=status).exists()


def test_what_a_colleague_types_is_not_taken_from_them(cast: Cast) -> None:
    posting, other = drafting.start(cast.employer, by=cast.people["recruiter"]), make_member(cast.employer)
    drafting.save(posting, {"title": ["Mine"]}, version=0, by=cast.people["recruiter"])
    drafting.save(posting, {"title": ["Theirs"]}, version=1, by=other)
    late = throw(cast, posting, title="Mine")
    assert late.status_code == 409 and "Theirs" in late.content.decode()
    assert PostingDraft.objects.get().data == {"title": ["Theirs"]}
    assert throw(cast, posting, version=2).status_code == 302


def test_nobody_else_throws_it_away(cast: Cast) -> None:
    posting = drafting.start(cast.employer, by=cast.people["recruiter"])
    for who, status in (("rival", 404), ("reviewer", 403), ("student", 404), ("visitor", 302)):
        assert throw(cast, posting, who).status_code == status
    assert Posting.objects.exists()
