"""Two pages open on a posting without a draft: who sends second is told of what the first has changed."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from listings.models import Posting, PostingDraft
from listings.postings import drafting, editing
from panel.editor.standing import typed_of
from tests.cast import Cast
from tests.panel.test_autosave import client_of, keep, other_of
from tests.panel.test_editor_pages import ALL_READ, address, cast, draft, fair, post, public

__all__ = ["cast", "draft"]
pytestmark = pytest.mark.django_db


def opened(client: Client, posting: Posting) -> dict[str, str]:
    """What the page says of itself, to be sent along."""
    return said_by(client.get(address(posting)))


def said_by(response: Any) -> dict[str, str]:
    page = response.content.decode()
    return {name: re.findall(f'name="{name}" value="([^"]*)"', page)[0] for name in ("version", "standing", "sitting")}


def send(client: Client, posting: Posting, page: dict[str, str], action: str = "send", **changes: Any) -> Any:
    typed = typed_of(fair(**changes)).as_data()
    return client.post(address(posting), {**typed, **page, "action": action, "remarks_read": ALL_READ})


def title_of(posting: Posting) -> str:
    return Posting.objects.get(pk=posting.pk).title


@pytest.mark.parametrize("action", ["send", "save", "preview"])
def test_the_second_is_told_and_decides(cast: Cast, action: str) -> None:
    posting, mine, olga = public(cast)[0], cast.client("recruiter"), client_of(other_of(cast))
    my_page, her_page = opened(mine, posting), opened(olga, posting)
    assert send(olga, posting, her_page, title="Olga's internship").status_code == 302
    assert title_of(posting) == "Olga's internship"
    late = send(mine, posting, my_page, action, title="My internship")
    words = late.content.decode()
    assert late.status_code == 409 and "was changed while you typed" in words and "My internship" in words
    assert title_of(posting) == "Olga's internship" and not PostingDraft.objects.exists()
    assert send(mine, posting, said_by(late), title="My internship").status_code == 302
    assert title_of(posting) == "My internship"


def test_a_page_that_keeps_itself_is_told(cast: Cast) -> None:
    posting, mine, olga = public(cast)[0], cast.client("recruiter"), client_of(other_of(cast))
    my_page, her_page = opened(mine, posting), opened(olga, posting)
    first = keep(olga, posting, **{**her_page, "title": "Olga's"}).json()
    send(olga, posting, {**her_page, "version": str(first["version"])}, title="Olga's internship")
    late = keep(mine, posting, **{**my_page, "title": "Mine"})
    assert late.status_code == 409 and late.json()["words"].startswith("The posting was changed meanwhile")
    assert not PostingDraft.objects.exists()
    # A draft that she begins anew has the number of the one that was sent, and is another.
    keep(olga, posting, **{**opened(olga, posting), "title": "Olga's next"})
    assert keep(mine, posting, **{**my_page, "version": "1", "title": "Mine"}).status_code == 409
    assert PostingDraft.objects.get().data["title"] == ["Olga's next"]


def test_ones_own_page_goes_on_after_sending(cast: Cast) -> None:
    posting, mine = public(cast)[0], cast.client("recruiter")
    for title in ("One internship", "Another internship"):
        page = opened(mine, posting)
        assert keep(mine, posting, **{**page, "title": "Half"}).status_code == 200
        assert send(mine, posting, {**page, "version": "1"}, title=title).status_code == 302
        assert title_of(posting) == title


@pytest.mark.parametrize("is_kept", [False, True])
def test_a_later_deadline_is_not_taken_back_unseen(cast: Cast, is_kept: bool) -> None:
    posting, mine, olga = public(cast)[0], cast.client("recruiter"), other_of(cast)
    page = opened(mine, posting)
    if is_kept:
        page["version"] = str(keep(mine, posting, **{**typed_of(fair()).as_data(), **page}).json()["version"])
    editing.extend(posting, date(2099, 1, 1), by=olga)
    assert keep(mine, posting, **{**page, "title": "Mine"}).status_code == 409
    late = send(mine, posting, page)
    assert late.status_code == 409 and "was changed while you typed" in late.content.decode()
    assert Posting.objects.get(pk=posting.pk).closes_on == date(2099, 1, 1)
    again = send(mine, posting, said_by(late), title="Mine, and later", closes_on=date(2099, 1, 1))
    assert again.status_code == 302 and title_of(posting) == "Mine, and later"


def test_an_extension_counts_the_draft_up(cast: Cast) -> None:
    posting, olga = public(cast)[0], other_of(cast)
    kept = drafting.save(posting, {"title": ["Mine"]}, version=0, by=cast.people["recruiter"])
    editing.extend(posting, date(2099, 1, 1), by=olga)
    with pytest.raises(drafting.Stale):
        drafting.save(posting, {"title": ["Olga's"]}, version=kept.version, by=olga)


def test_a_save_that_comes_after_sending_leaves_no_draft(cast: Cast, draft: Posting) -> None:
    """Its request had read the posting before it was sent."""
    before = Posting.objects.get(pk=draft.pk)
    assert post(cast, draft, fair(), action="send").status_code == 302
    with pytest.raises(editing.NotAllowed):
        drafting.save(before, {"title": ["Late"]}, version=0, by=cast.people["recruiter"])
    late = keep(cast.client("recruiter"), draft, title="Late")
    assert late.status_code == 409 and "with moderation" in late.json()["words"]
    assert not PostingDraft.objects.exists()


def test_what_cannot_be_sent_is_kept_all_the_same(cast: Cast, draft: Posting) -> None:
    mine = cast.client("recruiter")
    wrong = mine.post(address(draft), {**opened(mine, draft), "title": "Only a title", "action": "send"})
    assert wrong.status_code == 422 and said_by(wrong)["version"] == "1"
    assert PostingDraft.objects.get().data["title"] == ["Only a title"]


@pytest.mark.parametrize("said", ["", "²", "-1", "x"])
def test_a_page_that_says_nothing_of_it_is_not_asked(cast: Cast, said: str) -> None:
    assert post(cast, public(cast)[0], fair(), action="save", standing=said).status_code == 302
