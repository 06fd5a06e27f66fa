"""Questions in the editor: written, ordered, taken from the library, sent, and what is wrong with them."""

from typing import Any

import pytest

from applications import asking
from applications.models import ApplicationDraft, Question
from listings.models import Posting, PostingDraft
from listings.postings import writing
from listings.postings.content import Content
from panel.editor import questions
from panel.editor.standing import typed_of
from panel.editor.typed import PARALLEL, Typed
from tests.applicants import make_question, make_student
from tests.cast import Cast, make_cast
from tests.contents import ALL_READ, everything
from tests.factories import make_posting

pytestmark = pytest.mark.django_db
NAMES = PARALLEL["question"]


@pytest.fixture
def cast(settings: Any) -> Cast:
    settings.REQUIRE_MFA = False
    return make_cast()


@pytest.fixture
def draft(cast: Cast) -> Posting:
    cast.client("recruiter").post(f"/employer/{cast.employer.slug}/postings/new/")
    return Posting.objects.get()


def address(posting: Posting) -> str:
    return f"/employer/{posting.employer.slug}/postings/{posting.pk}/"


def row(text: str, kind: str = "text", *, id: Any = "", help: str = "", required: str = "", options: str = "") -> Any:
    return (str(id), kind, text, help, required, options)


def asked(*rows: tuple[str, ...]) -> dict[str, list[str]]:
    return {"questions": ["yes"], **{name: [one[n] for one in rows] for n, name in enumerate(NAMES)}}


def post(cast: Cast, posting: Posting, *rows: Any, content: Content | None = None, **said: Any) -> Any:
    """Over whatever version is there."""
    typed = typed_of(content).as_data() if content else {}
    found = PostingDraft.objects.filter(posting=posting).first()
    version = found.version if found else 0
    data = {**typed, **asked(*rows), "version": str(version), "action": "save", "remarks_read": ALL_READ, **said}
    return cast.client("recruiter").post(address(posting), data)


def kept(posting: Posting) -> list[tuple[str, ...]]:
    return list(Typed(PostingDraft.objects.get(posting=posting).data).rows("question"))


def page(cast: Cast, posting: Posting) -> str:
    return cast.client("recruiter").get(address(posting)).content.decode()


def fair(**changes: Any) -> Content:
    return everything(**{"pay_min": 4200, "pay_max": 4600, **changes})


def public(cast: Cast) -> Posting:
    posting = make_posting(employer=cast.employer, source=None)
    writing.write(posting, fair())
    posting.refresh_from_db()
    return posting


def test_one_is_written_moved_and_removed(cast: Cast, draft: Posting) -> None:
    assert post(cast, draft, action="ask:new")["Location"].endswith("#questions")
    assert kept(draft) == [row("")]
    post(cast, draft, row("One"), row("Two"), row("Three"), action="ask:down:1")
    assert [one[2] for one in kept(draft)] == ["Two", "One", "Three"]
    post(cast, draft, *kept(draft), action="ask:up:3")
    assert [one[2] for one in kept(draft)] == ["Two", "Three", "One"]
    post(cast, draft, *kept(draft), action="ask:remove:2")
    assert [one[2] for one in kept(draft)] == ["Two", "One"]
    for action in ("ask:up:9", "ask:remove:x", "ask:up:1", "ask:down:2", "ask:none", "ask:take:none", "ask:up:²"):
        assert post(cast, draft, *kept(draft), action=action).status_code == 302
        assert [one[2] for one in kept(draft)] == ["Two", "One"]


def test_a_good_one_is_added_with_one_button(cast: Cast, draft: Posting) -> None:
    assert 'value="ask:take:permit"' in page(cast, draft)
    post(cast, draft, action="ask:take:permit")
    ((_id, kind, text, _help, required, options),) = kept(draft)
    assert (kind, required) == ("one-of", "yes") and len(options.splitlines()) == 4
    shown = page(cast, draft)
    assert text in shown and 'value="ask:take:permit"' not in shown


def test_every_good_one_can_be_asked(cast: Cast, draft: Posting) -> None:
    offers = list(questions.library.good())
    for offer in offers:
        typed = questions.acted(Typed({}), f"take:{offer.key}", draft)
        assert questions.wrong(typed) == [] and questions.understood(typed) == [offer.said]
        assert not questions.shown(typed, draft, is_writable=True)["rows"][0]["advice"]
    assert len(offers) > 8


def test_what_was_asked_elsewhere_is_offered_but_nobody_elses(cast: Cast, draft: Posting) -> None:
    own = make_question(make_posting(employer=cast.employer), "Which shell?", "one-of", options=["bash", "fish"])
    foreign = make_question(make_posting(employer=cast.other), "A secret of rivals?")
    shown = page(cast, draft)
    assert f'value="ask:take:asked-{own.pk}"' in shown and "A secret" not in shown
    post(cast, draft, action=f"ask:take:asked-{foreign.pk}")
    assert kept(draft) == []
    post(cast, draft, action=f"ask:take:asked-{own.pk}")
    assert kept(draft) == [row("Which shell?", "one-of", options="bash\nfish")]


def test_they_are_asked_once_it_is_sent(cast: Cast, draft: Posting) -> None:
    rows = row(" Why\tus? ", required="yes", help="Short."), row(""), row("Which?", "several-of", options="a\n\na\nb ")
    assert post(cast, draft, *rows, content=fair(), action="send").status_code == 302
    first, second = Question.objects.asked().filter(posting=draft)
    assert (first.text, first.required, first.help) == ("Why us?", True, "Short.")
    assert (second.kind, second.options, second.required) == ("several-of", ["a", "b"], False)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (row("What?", "telepathy"), "what kind of answer"),
        (row("", help="Only help"), "What is the question"),
        (row("x" * 301), "take out 1"),
        (row("What?", help="x" * 502), "take out 2"),
        (row("Which?", "one-of", options="only one\nonly one"), "2 to 20 different choices"),
        (row("Which?", "one-of", options="\n".join(map(str, range(21)))), "2 to 20"),
        (row("Which?", "one-of", options="a\n" + "b" * 201), "200 characters"),
        (row("Send a refundable deposit of $50 for your training kit."), "ask applicants for money"),
    ],
)
def test_what_is_wrong_is_said_and_not_sent(cast: Cast, draft: Posting, wrong: tuple[str, ...], words: str) -> None:
    refused = post(cast, draft, row("Fine?"), wrong, content=fair(), action="send")
    said = refused.content.decode()
    assert refused.status_code == 422 and words in said
    assert 'href="#question-2"' in said and 'id="question-2"' in said
    draft.refresh_from_db()
    assert draft.status == "draft" and not Question.objects.exists() and kept(draft)[1] == wrong


def test_twice_the_same_and_more_than_ten_are_too_many(cast: Cast, draft: Posting) -> None:
    twice = post(cast, draft, row("Why us?"), row("why  us?"), content=fair(), action="send")
    assert twice.status_code == 422 and "stands above" in twice.content.decode()
    many = [row(f"Question {n}?") for n in range(11)]
    refused = post(cast, draft, *many, content=fair(), action="send")
    assert refused.status_code == 422 and 'href="#questions"' in refused.content.decode()
    post(cast, draft, *many[:10], action="ask:new")
    assert len(kept(draft)) == 10 and 'value="ask:new"' not in page(cast, draft)


def test_columns_of_different_lengths_and_odd_numbers_are_no_fault(cast: Cast, draft: Posting) -> None:
    odd = {"question_id": ["x", "-1", "9" * 30, "²"], "question_text": ["One", "Two"]}
    assert post(cast, draft, **odd).status_code == 302
    assert page(cast, draft).count("what kind of answer") == 4  # each in the summary and at its row
    refused = post(cast, draft, content=fair(), action="send", **odd)
    assert refused.status_code == 422


@pytest.mark.parametrize(
    ("text", "is_advised"),
    [
        ("What is your date of birth?", True),
        ("Please send us a photo of yourself", True),
        ("Are you married?", True),
        ("Which race condition taught you most?", False),
        ("How do you monitor the health of child processes?", False),
        ("How would you store the age of a cache entry?", False),
    ],
)
def test_what_nobody_needs_to_know_is_advised_against(cast: Cast, draft: Posting, text: str, is_advised: bool) -> None:
    assert post(cast, draft, row(text), content=fair(), action="save").status_code == 302
    assert ("judge blind" in page(cast, draft)) is is_advised


def test_a_public_postings_questions_are_shown_and_changed_at_once(cast: Cast) -> None:
    posting = public(cast)
    question = make_question(posting)
    assert f'name="question_id" value="{question.pk}"' in page(cast, posting)
    post(cast, posting, row("Why servers?", id=question.pk), content=fair(), action="send")
    question.refresh_from_db()
    assert question.retired_at and [one.text for one in asking.standing(posting)] == ["Why servers?"]


def test_they_do_not_wait_with_a_change_that_does(cast: Cast) -> None:
    posting = public(cast)
    worse = fair(pay_min=2000, pay_max=2000)
    assert post(cast, posting, row("Why us?"), content=worse, action="send").status_code == 302
    assert PostingDraft.objects.get().submitted_at
    assert [one.text for one in asking.standing(posting)] == ["Why us?"]


def test_a_form_that_says_nothing_of_questions_leaves_them(cast: Cast) -> None:
    posting = public(cast)
    question = make_question(posting)
    data = {**typed_of(fair()).as_data(), "version": "0", "action": "send", "remarks_read": ALL_READ}
    assert cast.client("recruiter").post(address(posting), data).status_code == 302
    assert list(Question.objects.asked()) == [question]


def test_the_last_one_can_be_taken_away(cast: Cast) -> None:
    posting = public(cast)
    make_question(posting)
    assert post(cast, posting, content=fair(), action="send").status_code == 302
    assert asking.standing(posting) == []


def test_a_number_of_a_rivals_question_is_a_new_one(cast: Cast) -> None:
    posting, foreign = public(cast), make_question(make_posting(employer=cast.other))
    post(cast, posting, row("Stolen", id=foreign.pk), content=fair(), action="send")
    foreign.refresh_from_db()
    assert foreign.text == "Why back-end?" and asking.standing(posting)[0].id != foreign.pk


def test_a_students_draft_keeps_what_is_still_asked(cast: Cast) -> None:
    posting, student = public(cast), make_student()
    stays, goes = make_question(posting, "Stays?"), make_question(posting, "Goes?")
    data = {f"answer-{stays.pk}": "kept", f"answer-{goes.pk}": "lost"}
    moment = {"created_at": posting.first_published_at, "saved_at": posting.first_published_at}
    ApplicationDraft.objects.create(posting=posting, user=student.user, data=data, **moment)
    post(cast, posting, row("New?"), row("Stays?", id=stays.pk), content=fair(), action="send")
    assert ApplicationDraft.objects.get().data == data
    ref = f"{posting.pk}-{posting.slug}"
    client = cast.client("visitor")
    client.force_login(student.user)
    form = client.get(f"/internships/{ref}/apply/").content.decode()
    assert 'value="kept"' in form and "New?" in form and "Goes?" not in form
