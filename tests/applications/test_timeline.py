"""What a student reads of an application: sentences, and nothing that can still be taken back."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from accounts.models import User
from applications import applying, pipeline, timeline
from applications.models import Application
from applications.timeline import Told
from listings.models import Posting
from tests.applicants import make_application, make_question, make_student, sending
from tests.factories import make_employer, make_member, make_posting

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 10, 12, tzinfo=UTC)
WINDOW = timedelta(minutes=11)


def read(application: Application, at: datetime | None = None) -> Told:
    at = at or datetime.now(UTC)
    rows = Application.objects.select_related("posting__employer").prefetch_related(*timeline.prefetched(at))
    return timeline.told(rows.get(pk=application.pk), at)


def texts(application: Application) -> list[str]:
    return [entry.text for entry in timeline.entries(read(application))]


@pytest.fixture
def time() -> Any:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def posting(time: Any) -> Posting:
    return make_posting(employer=make_employer("Tidewater"))


@pytest.fixture
def recruiter(posting: Posting) -> User:
    return make_member(posting.employer, "recruiter", name="Rosa Recruiter")


def moved(*types: str) -> Callable[[Application, User, Any], None]:
    def act(application: Application, by: User, time: Any) -> None:
        for to in types:
            time.shift(timedelta(hours=1))
            if to == "rejected":
                pipeline.reject([application], reason="spam", note="a secret", told="We wanted more SQL.", by=by)
            else:
                pipeline.move([application], to, by=by, note="a secret")
        time.shift(WINDOW)

    return act


TABLE: dict[str, tuple[Callable[[Application, User, Any], None], list[str]]] = {
    "sent": (lambda a, by, time: None, ["You applied"]),
    "opened": (lambda a, by, time: pipeline.opened(a, by=by), ["You applied", "Opened"]),
    "in review": (moved("review"), ["You applied", "In review"]),
    "assessment": (moved("review", "assessment"), ["You applied", "In review", "Invited to an assessment"]),
    "interview": (moved("interview"), ["You applied", "Invited to a conversation"]),
    "back to new": (moved("review", "new", "review"), ["You applied", "In review", "In review"]),
    "offer": (moved("interview", "offer"), ["You applied", "Invited to a conversation", "They make you an offer"]),
    "hired": (moved("hired"), ["You applied", "The internship is yours"]),
    "rejected": (moved("review", "rejected"), ["You applied", "In review", "Not this time"]),
    "taken up": (moved("rejected", "review"), ["You applied", "Not this time", "Taken up again"]),
}


@pytest.mark.parametrize("case", TABLE)
def test_the_sentences(case: str, posting: Posting, recruiter: User, time: Any) -> None:
    application = make_application(posting)
    act, expected = TABLE[case]
    act(application, recruiter, time)
    assert texts(application) == expected[::-1]


def test_a_move_is_told_when_it_cannot_be_taken_back(posting: Posting, recruiter: User, time: Any) -> None:
    application = make_application(posting)
    pipeline.reject([application], reason="spam", told="We wanted more SQL.", by=recruiter)
    for minutes in (0, 5, 4.99):
        time.shift(timedelta(minutes=minutes))
        one = read(application)
        assert texts(application) == ["You applied"]
        assert (one.outcome, one.state, one.is_answered) == ("", "open", False)
    time.shift(timedelta(minutes=0.02))
    one = read(application)
    assert (one.outcome, one.state, one.is_answered) == ("rejected", "answered", True)
    first = timeline.entries(one)[0]
    assert (first.text, first.sub, first.node) == ("Not this time", "We wanted more SQL.", "bad")


def test_an_undone_move_never_shows(posting: Posting, recruiter: User, time: Any) -> None:
    application = make_application(posting)
    batch = pipeline.reject([application], reason="spam", by=recruiter)
    time.shift(timedelta(minutes=3))
    assert pipeline.undo(batch.id, employer=posting.employer, by=recruiter).undone == 1
    for days in (0, 1):
        time.shift(timedelta(days=days))
        assert texts(application) == ["You applied"]
        assert read(application).state == "open"


def test_messages_show_after_the_same_time_and_not_when_undone(posting: Posting, recruiter: User, time: Any) -> None:
    application = make_application(posting)
    letter = pipeline.Letter("A question", "When could you begin?", is_final=True)
    pipeline.write(application, letter, by=recruiter)
    gone = pipeline.write(application, letter, by=recruiter)
    pipeline.undo(gone.id, employer=posting.employer, by=recruiter)
    assert texts(application) == ["You applied"]
    time.shift(WINDOW)
    assert texts(application) == ["Tidewater wrote: A question", "You applied"]
    assert len(read(application).messages) == 1
    assert timeline.entries(read(application))[0].anchor == f"message-{read(application).messages[0].pk}"


def test_what_waited_when_the_student_withdrew_is_never_told(posting: Posting, recruiter: User, time: Any) -> None:
    application = make_application(posting)
    pipeline.move([application], "interview", by=recruiter)
    time.shift(WINDOW)
    pipeline.reject([application], reason="spam", by=recruiter)
    time.shift(timedelta(minutes=1))
    assert application.student
    applying.withdraw(application, by=application.student.user)
    time.shift(timedelta(hours=1))
    assert texts(application) == ["You withdrew", "Invited to a conversation", "You applied"]
    assert read(application).state == "withdrawn"


def test_changes_say_what_was_changed(posting: Posting, time: Any) -> None:
    question = make_question(posting, "Why back-end?")
    student = make_student()
    application = make_application(posting, student, answers=[(question, "Because")])
    resume = application.resume
    time.shift(timedelta(hours=1))
    applying.edit(application, sending(student, resume=resume, answers=[(question, "Queues")]), by=student.user)
    time.shift(timedelta(hours=1))
    changed = sending(student, answers=[(question, "Queues")], cover_letter="Dear you")
    applying.edit(application, changed, by=student.user)
    assert texts(application) == [
        "You changed your letter and your résumé",
        "You changed your answer to “Why back-end?”",
        "You applied",
    ]


def test_facts_and_skills_that_changed_are_named(posting: Posting, time: Any) -> None:
    student = make_student(skills={"go": "strong", "sql": "basics"})
    application = make_application(posting, student)
    facts = {name: getattr(student, name) for name in applying.FACTS}
    go, sql, kafka = ({"level": level, "evidence": ""} for level in ("strong", "basics", "basics"))
    steps = [
        ({"graduates_on": date(2028, 5, 1)}, {"sql": sql}),
        ({"graduates_on": date(2028, 5, 1)}, {"sql": sql | {"level": "strong"}, "kafka": kafka, "go": go}),
        (
            {"graduates_on": date(2029, 5, 1), "school": "S", "degree": "phd", "field": "physics", "enrolled": "yes"},
            None,
        ),
    ]
    skills: dict[str, Any] = {}
    for told, having in steps:
        time.shift(timedelta(hours=1))
        skills = skills if having is None else having
        made = sending(student, resume=application.resume, facts=facts | told, skills=skills)
        applying.edit(application, made, by=student.user)
    assert texts(application)[:3] == [
        "You changed your degree, whether you are enrolled, your field of study and 2 things more",
        "You added Go and Kafka and told anew how well you know SQL",
        "You changed your graduation month and removed Go",
    ]


def test_a_closed_position_is_told_to_who_waits(posting: Posting, recruiter: User, time: Any) -> None:
    waits, rejected = make_application(posting), make_application(posting)
    moved("rejected")(rejected, recruiter, time)
    time.shift(timedelta(days=1))
    closing = {"status": "closed", "closed_at": datetime.now(UTC), "closed_reason": "filled"}
    Posting.objects.filter(pk=posting.pk).update(**closing)
    assert texts(waits) == ["Position closed", "You applied"]
    assert timeline.entries(read(waits))[0].sub == "The employer says that it is filled."
    assert texts(rejected) == ["Not this time", "You applied"]


def test_nodes_and_days(posting: Posting, recruiter: User, time: Any) -> None:
    application = make_application(posting)
    moved("review", "interview")(application, recruiter, time)
    entries = timeline.entries(read(application))
    assert [entry.node for entry in entries] == ["now", "done", ""]
    assert [entry.is_branch for entry in entries] == [True, False, False]
    assert {entry.day for entry in entries} == {"10 November"}
    assert entries[0].iso == "2026-11-10"


def test_nothing_internal_is_in_it(posting: Posting, recruiter: User, time: Any) -> None:
    stage = next(s for s in posting.stages.all() or pipeline.stages.of(posting) if s.type == "review")
    stage.name = "Probably no"
    stage.save()
    application = make_application(posting)
    pipeline.add_note(application, "Weak on SQL", by=recruiter)
    moved("review", "rejected")(application, recruiter, time)
    said = str([vars(entry) for entry in timeline.entries(read(application))])
    for secret in ("Probably no", "Weak on SQL", "a secret", "spam", "Rosa"):
        assert secret not in said
