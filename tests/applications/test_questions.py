"""Screening questions: each kind asks, checks and keeps in its own way."""

import contextlib
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from applications.forms import answers
from applications.models import Application, ApplicationDraft, Question
from jobboard.demo import plan
from jobboard.demo import questions as demo_questions
from listings.models import Posting
from tests.applicants import make_question
from tests.factories import make_posting, make_user

OPTIONS = ["PostgreSQL, mostly", "SQLite <3", "None"]


def question(kind: str, **fields: Any) -> Question:
    options = OPTIONS if kind in ("one-of", "several-of") else []
    return Question(pk=7, kind=kind, text="What?", **{"options": options, **fields})


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("text", "  Two\u200b  years ", "Two years"),
        ("long-text", "One\r\n\r\ntwo \x00", "One\n\ntwo"),
        ("number", "12", 12),
        ("number", "3,5", 3.5),
        ("number", "1,200", 1200),
        ("number", "1 200.50", 1200.5),
        ("number", "-0", 0),
        ("number", "0", 0),
        ("date", "2027-06-01", "2027-06-01"),
        ("date", "1 June 2027", "2027-06-01"),
        ("yes-no", "yes", True),
        ("yes-no", "no", False),
        ("one-of", "SQLite <3", "SQLite <3"),
        ("several-of", ["None", "PostgreSQL, mostly"], ["None", "PostgreSQL, mostly"]),
        ("link", "github.com/noor", "https://github.com/noor"),
        ("link", "https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
    ],
)
def test_kept(kind: str, typed: Any, kept: Any) -> None:
    value = answers.field_for(question(kind, required=True)).clean(typed)
    assert value == kept
    assert type(value) is type(kept)
    # What was kept is shown again as something that is kept alike.
    assert answers.field_for(question(kind)).clean(answers.raw_of(value)) == kept


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        ("text", "x" * 301, "301 characters; please take out 1."),
        ("long-text", "x" * 2100, "2,100 characters; please take out 100."),
        ("number", "many", "Write a number"),
        ("number", "NaN", "Write a number"),
        ("number", "1e400", "Write a number"),
        ("number", "99999999999", "Write a number between"),
        ("date", "2027-02-30", "Write the day"),
        ("date", "9999-01-01", "Write the day"),
        ("date", "tomorrow", "Write the day"),
        ("yes-no", "perhaps", "Choose one of those shown"),
        ("one-of", "MongoDB", "Choose one of those shown"),
        ("several-of", ["None", "MongoDB"], "Choose one of those shown"),
        ("several-of", "None", "Choose one of those shown"),
        ("link", "http://example.org", "begins with https://"),
        ("link", "javascript:alert(1)", "begins with https://"),
        ("link", "https://user:secret@example.org/", "begins with https://"),
        ("link", "https://", "begins with https://"),
        ("link", "https://example.org/" + "x" * 500, "please take out"),
    ],
)
def test_refused(kind: str, typed: Any, words: str) -> None:
    with pytest.raises(answers.ValidationError) as refused:
        answers.field_for(question(kind)).clean(typed)
    assert words in " ".join(refused.value.messages)


@pytest.mark.parametrize("kind", [kind for kind, _label in Question._meta.get_field("kind").choices or ()])
def test_required_or_not(kind: str) -> None:
    empty: Any = [] if kind == "several-of" else ""
    assert answers.field_for(question(kind)).clean(empty) in answers.EMPTY
    with pytest.raises(answers.ValidationError, match="needs an answer"):
        answers.field_for(question(kind, required=True)).clean(empty)


@given(st.sampled_from(list(answers.MAKERS)), st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_whatever_is_typed_is_kept_or_refused(kind: str, typed: str) -> None:
    with contextlib.suppress(answers.ValidationError):
        answers.field_for(question(str(kind))).clean([typed] if kind == "several-of" else typed)


# On the page


def address(posting: Posting) -> str:
    return reverse("apply", args=[f"{posting.pk}-{posting.slug}"])


@pytest.fixture
def signed_in(db: None, client: Client) -> Client:
    client.force_login(make_user(name="Noor"))
    return client


def make_all(posting: Posting, **fields: Any) -> dict[str, Question]:
    return {
        kind: make_question(
            posting, f"About {kind}?", kind, options=OPTIONS if kind in ("one-of", "several-of") else [], **fields
        )
        for kind in map(str, answers.MAKERS)
    }


SENT: dict[str, Any] = {
    "text": "Two years", "long-text": "A\nB", "number": "3,5", "date": "2027-06-01", "yes-no": "no",
    "one-of": OPTIONS[0], "several-of": OPTIONS[1:], "link": "github.com/noor",
}  # fmt: skip


def test_all_kinds_are_asked_in_order_and_kept_as_asked(signed_in: Client) -> None:
    posting = make_posting()
    asked = make_all(posting, required=True, help="Briefly.")
    page = signed_in.get(address(posting)).text
    assert re.findall(r"About ([a-z-]+)\?", page) == list(asked)
    data = {f"answer-{asked[kind].pk}": value for kind, value in SENT.items()}
    assert signed_in.post(address(posting), {"name": "Noor", "resume_text": "Words", **data}).status_code == 303
    kept = {answer.asked["kind"]: answer for answer in Application.objects.get().answers.all()}
    assert {kind: answer.value for kind, answer in kept.items()} == {
        **SENT, "number": 3.5, "yes-no": False, "link": "https://github.com/noor",
    }  # fmt: skip
    assert kept["one-of"].asked == {
        "kind": "one-of", "text": "About one-of?", "help": "Briefly.", "required": True, "options": OPTIONS,
    }  # fmt: skip


def test_optional_ones_may_be_left(signed_in: Client) -> None:
    posting = make_posting()
    make_all(posting)
    assert signed_in.post(address(posting), {"name": "Noor", "resume_text": "Words"}).status_code == 303
    assert not Application.objects.get().answers.exists()


def test_each_missing_answer_is_named_and_the_others_kept(signed_in: Client) -> None:
    posting = make_posting()
    asked = make_all(posting, required=True)
    data = {f"answer-{asked[kind].pk}": SENT[kind] for kind in ("text", "one-of", "several-of")}
    response = signed_in.post(address(posting), {"name": "Noor", "resume_text": "Words", **data})
    wrong = [error.id for error in response.context["a"]["errors"]]
    assert wrong == [f"answer-{asked[k].pk}" for k in ("long-text", "number", "date", "yes-no", "link")]
    for one in wrong:
        assert f'href="#{one}"' in response.text
        assert re.search(rf'<(?:input|textarea)[^>]* id="{one}"', response.text)
    assert response.text.count(" checked") == 3
    assert not Application.objects.exists()


def test_taken_back_while_the_form_was_open(signed_in: Client) -> None:
    posting = make_posting()
    asked = make_question(posting)
    Question.objects.update(retired_at=datetime.now(UTC))
    data = {
        "name": "Noor",
        "resume_text": "Words",
        f"answer-{asked.pk}": "Something",
        "answer-99999999999999999999": "x",
    }
    response = signed_in.post(address(posting), data, follow=True)
    assert "A question was taken back meanwhile; your answer to it was not sent." in response.text
    assert not Application.objects.get().answers.exists()


def test_newly_required_while_the_form_was_open(signed_in: Client) -> None:
    posting = make_posting()
    signed_in.get(address(posting))
    asked = make_question(posting, "Why?", required=True)
    response = signed_in.post(address(posting), {"name": "Noor", "resume_text": "Words"})
    assert [error.id for error in response.context["a"]["errors"]] == [f"answer-{asked.pk}"]
    assert ApplicationDraft.objects.get().data["resume_text"] == "Words"


def test_questions_of_another_posting_are_none_of_this(signed_in: Client) -> None:
    posting, other = make_posting(), make_question(make_posting())
    signed_in.post(address(posting), {"name": "Noor", "resume_text": "Words", f"answer-{other.pk}": "x"})
    assert not Application.objects.get().answers.exists()


# In the demonstration


@pytest.mark.django_db
def test_the_demonstration_asks_of_every_kind_and_leaves_what_is_there() -> None:
    plans = plan.small(date(2026, 11, 24))
    asking = [one for one in plans if one.questions]
    assert {one.employer for one in asking} == {"tidewater-ledger", "kestrel-freight"}
    assert {row["kind"] for one in asking for row in one.questions} == {str(kind) for kind in answers.MAKERS}
    assert {"optional"} < {one.fields.get("cover_letter", "") for one in plans}
    ids = {one.key: make_posting(indexed=False).pk for one in asking}
    own = make_question(Posting.objects.get(pk=ids[asking[0].key]), "One of a person’s")
    made = demo_questions.write(plans, ids)
    assert made == sum(len(one.questions) for one in asking[1:])
    assert demo_questions.write(plans, ids) == 0
    assert list(Question.objects.filter(posting=own.posting)) == [own]
    for one in Question.objects.all():
        one.full_clean()
