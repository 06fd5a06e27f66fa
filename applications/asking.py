"""What an employer asks who applies: the questions of a posting, written whole.

They are asked where applying begins and are no part of what readers compare or are told of, so they never wait with a
change that moderation holds back: what is asked counts from the moment it is sent. Once anybody could have read a
question its words stand for good: another wording is another question, and the old one is retired with its answers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from applications.models import Answer, Question
from applications.models.choices import QuestionKind
from listings.models import Employer, Posting
from listings.postings import permissions, tally

MOST = 10
LOOKED_AT, OFFERED = 200, 30


@dataclass(frozen=True)
class QuestionSaid:
    """`id` is the question that it was, or nothing for a new one. That it must be answered is no part of its words."""

    kind: str
    text: str
    help: str = ""
    options: tuple[str, ...] = ()
    required: bool = False
    id: int | None = None

    @classmethod
    def of(cls, question: Question) -> "QuestionSaid":
        options = tuple(question.options)
        return cls(question.kind, question.text, question.help, options, question.required, question.pk)

    @property
    def words(self) -> tuple[str, str, str, tuple[str, ...]]:
        return (self.kind, self.text, self.help, self.options)


def standing(posting: Posting) -> list[QuestionSaid]:
    return [QuestionSaid.of(question) for question in Question.objects.asked().filter(posting=posting)]


@transaction.atomic
def ask(posting: Posting, said: Sequence[QuestionSaid], *, by: User) -> bool:
    """Ask these in their order, and no others; says whether that changed anything. An id of another posting is none."""
    if not permissions.acting(by, posting) & permissions.TEAM:
        raise PermissionDenied("ask")
    if len(said) > MOST:
        raise ValueError(f"At most {MOST} questions.")
    # Whoever applies holds the same lock, so that nobody answers what is just being taken back.
    held = Posting.objects.select_for_update(no_key=True).get(pk=posting.pk)
    before = standing(held)
    if [(one.words, one.required) for one in before] == [(one.words, one.required) for one in said]:
        return False
    _write(held, said)
    tally.set_asked(held.pk, told(held))
    audit.record("posting.ask", held, by=by, questions=[one.id for one in standing(held)])
    return True


def told(posting: Posting) -> list[dict[str, Any]]:
    """As readers and moderators see it beforehand, kept on the posting."""
    return [
        {"text": one.text, "kind": str(QuestionKind(one.kind).label), "required": one.required}
        for one in standing(posting)
    ]


def _write(posting: Posting, said: Sequence[QuestionSaid]) -> None:
    asked = {question.pk: question for question in Question.objects.asked().filter(posting=posting)}
    stays = _was_read(posting)
    retired = list(Question.objects.filter(posting=posting).exclude(retired_at=None).order_by("pk"))
    chosen = [_question(posting, one, asked, retired, stays=stays) for one in said]
    left = Question.objects.filter(pk__in=asked)
    if stays:
        left.update(retired_at=timezone.now())
    else:
        left.delete()
    for position, (question, one) in enumerate(zip(chosen, said, strict=True)):
        question.kind, question.text, question.help, question.options = *one.words[:3], list(one.options)
        question.required, question.position, question.retired_at = one.required, position, None
        question.save()


def _question(
    posting: Posting, one: QuestionSaid, asked: dict[int, Question], retired: list[Question], *, stays: bool
) -> Question:
    """The row for it, taken out of those that are left: the one it was, one with the same words, or a new one."""
    was = asked.get(one.id or 0) or _worded(asked.values(), one)
    if was and (not stays or QuestionSaid.of(was).words == one.words):
        return asked.pop(was.pk)
    again = _worded(retired, one)
    if again is None:
        return Question(posting=posting)
    retired.remove(again)
    return again


def _worded(questions: Iterable[Question], one: QuestionSaid) -> Question | None:
    return next((question for question in questions if QuestionSaid.of(question).words == one.words), None)


def _was_read(posting: Posting) -> bool:
    began = posting.first_published_at
    return bool(began and began <= timezone.now()) or Answer.objects.filter(question__posting=posting).exists()


def library(employer: Employer, *, besides: Posting) -> list[Question]:
    """What this employer asks or has asked elsewhere, the newest first, each once."""
    theirs = Question.objects.filter(posting__employer=employer, posting__removed_at=None).exclude(posting=besides)
    found: dict[tuple[str, str], Question] = {}
    for question in theirs.order_by("-pk")[:LOOKED_AT]:
        found.setdefault((question.kind, question.text.casefold()), question)
    return list(found.values())[:OFFERED]
