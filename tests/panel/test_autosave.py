"""The draft that keeps itself while the editor is open: tests/browser/test_editor.py watches the page do it."""

from threading import Barrier, Thread
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from accounts.models import User
from listings.models import Posting, PostingDraft
from panel.editor.standing import typed_of
from tests.cast import WHO, Cast
from tests.factories import make_member
from tests.panel.test_editor_pages import ALL_READ, address, cast, draft, fair, post, public

__all__ = ["cast", "draft"]
pytestmark = pytest.mark.django_db


def keep(client: Client, posting: Posting, version: int = 0, **said: Any) -> Any:
    return client.post(f"{address(posting)}draft/", {"version": version, **said})


def other_of(cast: Cast) -> User:
    return make_member(cast.employer, "owner", email="olga@example.org", name="Olga Owner")


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_what_is_typed_is_kept_and_said(cast: Cast, draft: Posting) -> None:
    client = cast.client("recruiter")
    answer = keep(client, draft, title="Half a ti", openings="many", action="send", add_skill="Go").json()
    kept = PostingDraft.objects.get()
    assert kept.data == {"title": ["Half a ti"], "openings": ["many"]}
    assert (answer["version"], answer["saved_at"]) == (1, kept.saved_at.isoformat())
    assert answer["words"].startswith("Draft saved at ")
    assert (answer["is_complete"], answer["answered"], answer["answers"]) == (False, 0, 14)
    assert "14 answers" in answer["aside"] and "<main" not in answer["aside"]
    assert {"name": "role", "state": "bad", "words": "has a problem"} in answer["sections"]
    # What is missing is no error of who is still typing.
    assert {"name": "pay", "state": "", "words": "to come"} in answer["sections"]
    again = keep(client, draft, version=1, title="Half a title").json()
    assert again["version"] == 2
    draft.refresh_from_db()
    assert (draft.title, draft.status) == ("", "draft")


def test_it_says_when_nothing_is_missing(cast: Cast) -> None:
    posting, _content = public(cast)
    answer = keep(cast.client("recruiter"), posting, **typed_of(fair()).as_data()).json()
    assert answer["is_complete"] and answer["answered"] == 14


def test_a_standing_posting_stays_as_it_was(cast: Cast) -> None:
    posting, content = public(cast)
    assert keep(cast.client("recruiter"), posting, title="Half-typed").status_code == 200
    posting.refresh_from_db()
    assert posting.title == content.title
    assert "Half-typed" not in Client().get(f"/internships/{posting.pk}-{posting.slug}/").content.decode()


def test_the_second_of_two_is_told_and_nothing_is_written(cast: Cast, draft: Posting) -> None:
    keep(client_of(other_of(cast)), draft, title="Olga's")
    late = keep(cast.client("recruiter"), draft, title="Mine")
    answer = late.json()
    assert late.status_code == 409
    assert answer["who"] == "Olga" and answer["can_compare"] and answer["words"].startswith("Olga saved at ")
    assert PostingDraft.objects.get().data == {"title": ["Olga's"]}
    assert keep(cast.client("recruiter"), draft, version=1, title="Mine").status_code == 200


def test_an_old_page_of_ones_own_takes_no_word_of_others(cast: Cast, draft: Posting) -> None:
    mine, olga = cast.client("recruiter"), client_of(other_of(cast))
    keep(mine, draft, title="First")
    keep(olga, draft, version=1, title="Olga's")
    keep(mine, draft, version=2, title="Olga's, and mine")
    late = keep(mine, draft, version=1, title="First, from an old tab")
    assert late.status_code == 409 and late.json()["words"].startswith("You saved somewhere else at ")
    assert PostingDraft.objects.get().data == {"title": ["Olga's, and mine"]}
    again = keep(mine, draft, version=2, title="From another tab of mine", sitting="other")
    assert again.status_code == 409 and PostingDraft.objects.get().version == 3
    # The answer to the last save was lost on its way: the page still says the version before.
    assert keep(mine, draft, version=2, title="Olga's, and mine, too").json()["version"] == 4


def test_what_waits_or_rests_with_moderation_is_not_written_on(cast: Cast, draft: Posting) -> None:
    posting, _content = public(cast)
    post(cast, posting, fair(pay_min=2000, pay_max=2000), action="send")
    before = PostingDraft.objects.get().data
    late = keep(cast.client("recruiter"), posting, version=1, title="Other")
    assert late.status_code == 409 and not late.json()["can_compare"] and "to moderation at" in late.json()["words"]
    assert PostingDraft.objects.get().data == before
    post(cast, draft, fair(), action="send")
    rests = keep(cast.client("recruiter"), draft, title="Other")
    assert rests.status_code == 409 and "with moderation" in rests.json()["words"]


@pytest.mark.parametrize("end", ["send", "discard"])
def test_a_page_left_open_does_not_bring_back_what_a_colleague_has_ended(cast: Cast, end: str) -> None:
    posting, olga = public(cast)[0], client_of(other_of(cast))
    keep(cast.client("recruiter"), posting, title="Mine")
    typed = typed_of(fair(title="Olga's internship")).as_data()
    sent = olga.post(address(posting), {**typed, "action": end, "version": 1, "remarks_read": ALL_READ})
    assert sent.status_code == 302 and not PostingDraft.objects.exists()
    late = keep(cast.client("recruiter"), posting, version=1, title="Mine, again")
    assert late.status_code == 409 and "sent or discarded meanwhile" in late.json()["words"]
    pressed = post(cast, posting, title="Mine, again", version="1")
    page = pressed.content.decode()
    assert pressed.status_code == 409 and "sent or discarded meanwhile" in page and "Mine, again" in page
    assert not PostingDraft.objects.exists() and 'name="version" value="0"' in page
    assert post(cast, posting, title="Mine, again").status_code == 302


@pytest.mark.parametrize("who", WHO)
def test_a_stranger_keeps_nothing(cast: Cast, draft: Posting, who: str) -> None:
    expected = {"visitor": 302, "recruiter": 200, "reviewer": 403}.get(who, 404)
    assert keep(cast.client(who), draft, title="Mine").status_code == expected
    assert PostingDraft.objects.count() == (1 if who == "recruiter" else 0)
    assert cast.client("recruiter").get(f"{address(draft)}draft/").status_code == 405


def test_it_is_bounded(cast: Cast, draft: Posting) -> None:
    client = cast.client("recruiter")
    too_much = "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    assert keep(client, draft, body=too_much).status_code == 413
    assert keep(client, draft, **{f"x{number}": "1" for number in range(9000)}).status_code in (400, 413)
    assert not PostingDraft.objects.exists()
    assert keep(client, draft, body="x" * 30_000, version="²").status_code == 200
    assert len(PostingDraft.objects.get().data["body"][0]) == 20_000


@pytest.mark.django_db(transaction=True)
def test_two_at_once_keep_one(cast: Cast, draft: Posting) -> None:
    people = [client_of(other_of(cast)), cast.client("recruiter")]
    statuses, together = list[int](), Barrier(2)

    def write(number: int) -> None:
        together.wait()
        statuses.append(keep(people[number], draft, title=f"Of {number}").status_code)
        connections.close_all()

    threads = [Thread(target=write, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, 409]
    assert PostingDraft.objects.get().version == 1
