"""The questions of a posting, written whole; what was answered keeps its words."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from accounts.models import AuditEvent
from applications import applying, asking
from applications.asking import QuestionSaid
from applications.models import Application, Question
from listings.models import Posting
from tests.applicants import make_application, make_question, make_student, sending
from tests.factories import make_employer, make_member, make_posting, make_user

pytestmark = pytest.mark.django_db
WHY = QuestionSaid("text", "Why back-end?")
WHEN = QuestionSaid("date", "From when?", required=True)
WHICH = QuestionSaid("one-of", "Which?", "Pick.", ("Go", "Java"))


@pytest.fixture
def unread() -> Posting:
    return make_posting(source=None, status="draft", published_at=None, first_published_at=None)


@pytest.fixture
def public() -> Posting:
    return make_posting(source=None)


def ask(posting: Posting, *said: QuestionSaid) -> bool:
    return asking.ask(posting, said, by=make_member(posting.employer, "recruiter"))


def words(posting: Posting) -> list[str]:
    return [one.text for one in asking.standing(posting)]


def changed(one: QuestionSaid, **changes: Any) -> QuestionSaid:
    return QuestionSaid(**{**vars(one), **changes})


def test_they_are_written_in_their_order(unread: Posting) -> None:
    assert ask(unread, WHY, WHEN, WHICH)
    assert [one.words for one in asking.standing(unread)] == [WHY.words, WHEN.words, WHICH.words]
    assert AuditEvent.objects.get(code="posting.ask").data == {
        "questions": list(Question.objects.order_by("pk").values_list("pk", flat=True))
    }
    why, _when, which = asking.standing(unread)
    assert ask(unread, which, why)
    assert asking.standing(unread) == [which, why] and Question.objects.count() == 2


def test_the_same_again_changes_nothing(public: Posting) -> None:
    ask(public, WHY, WHEN)
    assert not ask(public, *asking.standing(public))
    assert AuditEvent.objects.filter(code="posting.ask").count() == 1


def test_what_nobody_could_read_is_changed_in_its_place(unread: Posting) -> None:
    ask(unread, WHY)
    (was,) = asking.standing(unread)
    ask(unread, changed(was, text="Why servers?", kind="long-text"))
    (now,) = asking.standing(unread)
    assert now.id == was.id and now.text == "Why servers?"
    ask(unread)
    assert not Question.objects.exists()


def test_what_could_be_read_is_retired_with_its_answers(public: Posting) -> None:
    question = make_question(public)
    application = make_application(public, answers=[(question, "It is quiet.")])
    (was,) = asking.standing(public)
    ask(public, changed(was, text="Why servers?"), WHEN)
    question.refresh_from_db()
    assert question.retired_at and question.text == "Why back-end?"
    answer = application.answers.get()
    assert (answer.question, answer.asked["text"], answer.value) == (question, "Why back-end?", "It is quiet.")
    assert words(public) == ["Why servers?", "From when?"]


def test_its_order_and_whether_it_must_be_answered_are_no_words(public: Posting) -> None:
    ask(public, WHY, WHEN)
    why, when = asking.standing(public)
    ask(public, when, changed(why, required=True))
    assert asking.standing(public) == [when, changed(why, required=True)]
    assert Question.objects.count() == 2


def test_what_was_taken_back_comes_back_as_itself(public: Posting) -> None:
    ask(public, WHY)
    (was,) = asking.standing(public)
    ask(public)
    assert words(public) == [] and Question.objects.get().retired_at
    ask(public, WHY)
    assert asking.standing(public) == [was]


def test_what_is_written_again_without_its_number_is_itself(public: Posting) -> None:
    ask(public, WHY, WHEN)
    standing = asking.standing(public)
    ask(public, WHEN, WHY)
    assert asking.standing(public) == standing[::-1]


def test_one_number_said_twice_is_one_question_and_a_new_one(unread: Posting) -> None:
    ask(unread, WHY)
    (was,) = asking.standing(unread)
    ask(unread, was, changed(was, text="And why not?"))
    assert words(unread) == ["Why back-end?", "And why not?"]
    assert Question.objects.count() == 2


def test_an_answer_counts_as_read_whatever_the_posting_says(unread: Posting) -> None:
    open_one = make_posting(source=None)
    question = make_question(open_one)
    make_application(open_one, answers=[(question, "Yes")])
    Question.objects.update(posting=unread)
    ask(unread)
    assert Question.objects.get().retired_at


def test_a_number_of_another_posting_is_none(public: Posting) -> None:
    foreign = make_question(make_posting())
    ask(public, QuestionSaid("text", "Mine now", id=foreign.pk))
    foreign.refresh_from_db()
    assert foreign.text == "Why back-end?" and foreign.posting != public
    assert asking.standing(public)[0].id != foreign.pk


def test_who_may(public: Posting) -> None:
    others = [
        make_member(public.employer, "reviewer"),
        make_member(make_employer("Rival"), "owner"),
        make_user(is_staff=True),
    ]
    for user in others:
        with pytest.raises(PermissionDenied):
            asking.ask(public, [WHY], by=user)
    assert words(public) == []


def test_ten_are_the_most(public: Posting) -> None:
    with pytest.raises(ValueError, match="10"):
        ask(public, *[QuestionSaid("text", str(n)) for n in range(11)])


def test_a_change_of_what_was_sent_keeps_answers_to_what_is_asked_no_more(public: Posting) -> None:
    from applications import applying
    from tests.applicants import sending

    question = make_question(public)
    application = make_application(public, answers=[(question, "It is quiet.")])
    ask(public, WHEN)
    said = sending(application.student, resume=application.resume, cover_letter="New words", answers=[])
    assert applying.edit(application, said, by=application.student.user)
    assert Application.objects.get().answers.get().value == "It is quiet."


def test_the_library_is_what_this_employer_asked_elsewhere(public: Posting) -> None:
    before, later = make_posting(employer=public.employer), make_posting(employer=public.employer)
    make_question(before, "Old", retired_at=timezone.now())
    make_question(before, "Twice")
    twice = make_question(later, "twice")
    make_question(public, "Of this one")
    make_question(make_posting(), "Somebody else's")
    gone = make_posting(employer=public.employer, status="removed", removed_at=timezone.now() - timedelta(days=1))
    make_question(gone, "Of a removed one")
    offered = asking.library(public.employer, besides=public)
    assert [one.text for one in offered] == ["twice", "Old"] and offered[0] == twice


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["ask", "apply"])
def test_asking_otherwise_while_somebody_applies(public: Posting, first: str) -> None:
    """Whichever comes first, each answer stands under the words that its writer read."""
    question, by, student = make_question(public), make_member(public.employer, "recruiter"), make_student()
    what = sending(student, answers=[(question, "It is quiet.")])
    (was,) = asking.standing(public)
    start = Barrier(2)

    def at_once(act: Callable[[], object]) -> None:
        try:
            start.wait(20)
            act()
        finally:
            connection.close()

    acts: list[Callable[[], object]] = [
        lambda: asking.ask(public, [changed(was, text="Why servers?")], by=by),
        lambda: applying.submit(public, student, what, by=student.user),
    ]
    with ThreadPoolExecutor(2) as threads:
        for _done in threads.map(at_once, acts if first == "ask" else acts[::-1]):
            pass
    answer = Application.objects.get().answers.get()
    question.refresh_from_db()
    assert answer.question == question and question.retired_at
    assert answer.asked["text"] == question.text == "Why back-end?" and answer.value == "It is quiet."
    assert words(public) == ["Why servers?"]
