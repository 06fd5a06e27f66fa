"""What is asked is told before applying begins, to readers and to moderators."""

from typing import Any

import pytest
from django.test import Client

from applications import asking, tallies
from applications.asking import QuestionSaid
from listings.models import Posting
from tests.applicants import make_application, make_question
from tests.cast import Cast, make_cast
from tests.factories import make_member, make_posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: object) -> Cast:
    settings.REQUIRE_MFA = False
    return make_cast()


def ask(posting: Posting, *said: tuple[str, bool]) -> None:
    owner = make_member(posting.employer)
    asking.ask(posting, [QuestionSaid("text", text, required=required) for text, required in said], by=owner)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ([("Why?", True)], "1 question<"),
        ([("Why?", True), ("Where?", True)], "2 questions<"),
        ([("Why?", False)], "1 optional question<"),
        ([("Why?", True), ("Where?", False), ("When?", False)], "3 questions, 2 of them optional<"),
    ],
    ids=["one", "two", "optional", "mixed"],
)
def test_readers_know_how_much_is_asked(said: Any, words: str) -> None:
    posting = make_posting()
    ask(posting, *said)
    page = Client().get(posting.get_absolute_url()).content.decode()
    assert words in page
    ask(posting)
    assert "question<" not in Client().get(posting.get_absolute_url()).content.decode()


def test_moderators_read_the_questions(cast: Cast) -> None:
    posting = make_posting(status="in_moderation", indexed=False)
    ask(posting, ("Can you pay a deposit of $50?", True))
    page = cast.client("moderator").get(f"/admin/moderation/{posting.pk}/").content.decode()
    assert "Can you pay a deposit of $50?" in page and "must be answered" in page


def test_what_had_drifted_is_found_at_night(caplog: pytest.LogCaptureFixture) -> None:
    with_application, alone, nothing = make_posting(), make_posting(), make_posting()
    make_application(with_application)
    for posting in (with_application, alone):
        make_question(posting, "Why?")
    Posting.objects.update(asked=[])
    Posting.objects.filter(pk=nothing.pk).update(asked=[{"text": "Gone?", "kind": "text", "required": True}])
    assert tallies.recount() == 3
    assert caplog.text.count("had drifted") == 3
    said = Posting.objects.in_bulk([with_application.pk, alone.pk, nothing.pk])
    assert [len(said[one.pk].asked) for one in (with_application, alone, nothing)] == [1, 1, 0]
    assert tallies.recount() == 0
