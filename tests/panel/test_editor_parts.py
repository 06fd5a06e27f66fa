"""Skills offered while typing, what a skill is for, and what an imported posting keeps."""

from typing import Any

import pytest

from listings.models import Posting, PostingDraft
from listings.postings import editing, writing
from tests.cast import Cast
from tests.contents import everything
from tests.factories import make_complete_posting, make_posting, make_source
from tests.panel.test_editor_pages import address, cast, draft, fair, post

__all__ = ["cast", "draft"]
pytestmark = pytest.mark.django_db


def skills(cast: Cast, words: str) -> list[dict[str, str]]:
    answer = cast.client("recruiter").get(f"/employer/{cast.employer.slug}/postings/skills/", {"q": words})
    found: list[dict[str, str]] = answer.json()["skills"]
    return found


def test_skills_are_offered_by_their_beginnings_and_other_spellings(cast: Cast) -> None:
    assert skills(cast, "golang") == [{"slug": "go", "name": "Go", "kind": "language"}]
    assert {one["slug"] for one in skills(cast, "kub")} == {"kubernetes"}
    assert len(skills(cast, "c")) == 10 and skills(cast, "c++")[0]["slug"] == "cpp"
    assert skills(cast, "") == skills(cast, " , ") == skills(cast, "zzz" * 500) == []


def test_what_employers_say_is_not_among_them(cast: Cast) -> None:
    make_complete_posting(employer=cast.other, title="Zeppelin steering")
    assert skills(cast, "zepp") == []


def test_what_a_skill_is_for_is_typed_kept_and_shown(cast: Cast, draft: Posting) -> None:
    everything()
    post(cast, draft, skill=["go"], **{"level-go": "needed", "note-go": "the ledger service"})
    page = cast.client("recruiter").get(address(draft)).content.decode()
    assert 'name="note-go" value="the ledger service"' in page and "What for: Go" in page
    post(cast, draft, fair(), action="send", version="1", **{"note-go": "the ledger service"})
    assert draft.requirements.get(skill__slug="go").note == "the ledger service"


@pytest.fixture
def imported(cast: Cast) -> Posting:
    said = {"apply_kind": "outside", "apply_url": "https://jobs.example/1", "cover_letter": "not-asked"}
    posting = make_posting(employer=cast.employer, source=make_source("greenhouse", title="Kestrel's board"))
    writing.write(posting, everything(**said))
    posting.refresh_from_db()
    return posting


def change(cast: Cast, posting: Posting, **said: Any) -> Any:
    outside = {"apply_kind": "outside", "apply_url": "https://jobs.example/1"}
    return post(cast, posting, fair(), **{"action": "send", **outside, **said})


def test_what_the_source_wrote_and_a_person_changed_stays(cast: Cast, imported: Posting) -> None:
    page = cast.client("recruiter").get(address(imported)).content.decode()
    assert "Read from Kestrel&#x27;s board" in page and "What you change here stays" in page
    assert "Kept as people wrote it" not in page
    assert change(cast, imported, body="You write services. " * 20, mentor_name="Grace").status_code == 302
    imported.refresh_from_db()
    assert imported.locked_fields == ["body"]
    change(cast, imported, body="You write services. " * 20, pay_min="43", visa=[], places="Berlin")
    imported.refresh_from_db()
    assert imported.locked_fields == ["body", "pay", "places", "visa"]
    page = cast.client("recruiter").get(address(imported)).content.decode()
    assert "Kept as people wrote it: The work, in your words, Pay, Places, Visa." in page


def test_who_applies_at_the_source_cannot_apply_here(cast: Cast, imported: Posting) -> None:
    refused = change(cast, imported, apply_kind="here", apply_url="")
    assert refused.status_code == 422 and "where people apply" in refused.content.decode()
    imported.refresh_from_db()
    assert imported.apply_kind == "outside"


def test_a_skill_that_is_only_mentioned_is_nobodys_change(cast: Cast) -> None:
    said = everything()
    mentioned = everything(needs=(*said.needs, type(said.needs[0])("kafka", "mentioned", 9)))
    assert editing.otherwise(mentioned, said) == []
    assert editing.otherwise(said, everything(title="Other", needs=())) == ["title", "skills"]


def test_what_no_database_takes_is_left_out_of_names_and_keys_too(cast: Cast, draft: Posting) -> None:
    assert post(cast, draft, action="leave:kaf\0ka", **{"a\0name": "words"}).status_code == 302
    data = PostingDraft.objects.get(posting=draft).data
    assert data["aname"] == ["words"] and "kafka" in data["left"]
