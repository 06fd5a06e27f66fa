"""What the database refuses of students and applications: one case for each constraint."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from applications import stages
from applications.models import (
    Answer,
    Application,
    ApplicationDraft,
    Assignment,
    Elsewhere,
    MessageTemplate,
    Move,
    Note,
    Proficiency,
    Stage,
)
from tests.applicants import make_application, make_question, make_resume, make_student
from tests.factories import make_employer, make_posting, make_skill, make_user

pytestmark = pytest.mark.django_db

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
LONG_AGO = datetime(2020, 3, 1, 12, tzinfo=UTC)
ERASED: dict[str, Any] = {
    "erased_at": NOON,
    "student": None,
    "resume": None,
    "name": "",
    "email": "",
    "words": None,
}
DECIDED: dict[str, Any] = {"decided_at": NOON, "answered_at": NOON}


def application(**fields: Any) -> Callable[[], object]:
    return lambda: Application.objects.filter(pk=make_application().pk).update(**fields)


def erased_but(**fields: Any) -> Callable[[], object]:
    return application(**{**ERASED, **fields})


def twice_applied(**fields: Any) -> Callable[[], object]:
    """A second row of one student at one posting, FIELDS written to the first."""

    def make() -> None:
        first = make_application()
        Application.objects.filter(pk=first.pk).update(**fields)
        first.pk = None
        first.save(force_insert=True)

    return make


def question(**fields: Any) -> Callable[[], object]:
    return lambda: make_question(make_posting(), **fields)


def resume(**fields: Any) -> Callable[[], object]:
    return lambda: make_resume(**fields)


def stage(**fields: Any) -> Callable[[], object]:
    def make() -> None:
        posting = make_posting()
        stages.of(posting)
        Stage.objects.create(posting=posting, **{"name": "Another", "type": "review", "position": 9, **fields})

    return make


def draft(**fields: Any) -> Callable[[], object]:
    return lambda: ApplicationDraft.objects.create(posting=make_posting(), created_at=NOON, saved_at=NOON, **fields)


def twice(make: Callable[[], Any], **fields: Callable[[], Any]) -> Callable[[], object]:
    """Two rows of the model MAKE stands for, whose related rows are made once."""

    def both() -> None:
        values = {name: value() for name, value in fields.items()}
        make(**values)
        make(**values)

    return both


def answer_again(*, same: str) -> Callable[[], object]:
    def make() -> None:
        posting = make_posting()
        one, other = make_question(posting), make_question(posting)
        sent = make_application(posting, answers=[(one, "x")])
        place = {"position": 0, "question": other} if same == "position" else {"position": 1, "question": one}
        Answer.objects.create(application=sent, asked={}, value="y", **place)

    return make


def stays() -> None:
    sent = make_application()
    now, here = timezone.now(), {"from_stage": sent.stage, "to_stage": sent.stage}
    Move.objects.create(application=sent, at=now, visible_at=now, batch="0" * 32, **here)


REFUSED: list[tuple[str, Callable[[], object]]] = [
    ("student_graduates_in_a_month", lambda: make_student(graduates_on=date(2028, 5, 2))),
    ("proficiency_unique", lambda: [Proficiency.objects.create(student=s, skill=make_skill("go"), level="basics")
                                    for s in [make_student()] * 2]),
    ("proficiency_level_known", lambda: make_student(skills={"go": "godlike"})),
    ("resume_size_sensible", resume(size=0)),
    ("resume_size_sensible", resume(size=5 * 1024 * 1024 + 1)),
    ("resume_pasted_has_text", lambda: make_resume(text="", size=1)),
    ("question_kind_known", question(kind="riddle")),
    ("question_options_where_needed", question(kind="one-of", options=["only"])),
    ("question_options_where_needed", question(kind="text", options=["a", "b"])),
    ("stage_position", stage(position=0)),
    ("stage_one_of_its_type", stage(type="new")),
    ("stage_one_of_its_type", stage(type="rejected")),
    ("stage_type_known", stage(type="limbo")),
    ("application_one_living", twice_applied()),
    ("application_decided_pair", application(outcome="hired", answered_at=NOON)),
    ("application_decided_pair", application(decided_at=NOON)),
    ("application_rejected_has_reason", application(outcome="rejected", **DECIDED)),
    ("application_rejected_has_reason", application(outcome="hired", reason="filled", **DECIDED)),
    ("application_decided_is_answered", application(outcome="hired", decided_at=NOON)),
    ("application_erased_is_empty", application(student=None)),
    ("application_erased_is_empty", application(resume=None)),
    ("application_erased_is_empty", application(name="")),
    ("application_erased_is_empty", erased_but(name="Noor")),
    ("application_erased_is_empty", erased_but(cover_letter="Hello")),
    ("application_after_submitted", application(withdrawn_at=LONG_AGO)),
    ("application_after_submitted", application(answer_due_at=LONG_AGO)),
    ("application_meets_some", application(meets=2, needed=1)),
    ("answer_position", answer_again(same="position")),
    ("answer_unique", answer_again(same="question")),
    ("move_goes_somewhere", stays),
    ("note_says_something", lambda: Note.objects.create(application=make_application(), at=NOON, text="")),
    ("assignment_unique", twice(lambda **v: Assignment.objects.create(at=NOON, batch="0" * 32, **v),
                                application=make_application, reviewer=make_user)),
    ("messagetemplate_unique", twice(lambda **v: MessageTemplate.objects.create(purpose="offer", **v),
                                     employer=make_employer)),
    ("applicationdraft_one_a_posting", twice(lambda **v: ApplicationDraft.objects.create(
        created_at=NOON, saved_at=NOON, **v), posting=make_posting, user=make_user)),
    ("applicationdraft_is_somebodys", draft()),
    ("applicationdraft_is_somebodys", lambda: draft(user=make_user(), token="x")()),
    ("elsewhere_one_a_posting", twice(Elsewhere.objects.create, student=make_student, posting=make_posting)),
    ("elsewhere_status_known", lambda: Elsewhere.objects.create(student=make_student(), status="maybe")),
]  # fmt: skip

ALLOWED: list[Callable[[], object]] = [
    lambda: make_student(graduates_on=date(2028, 5, 1)),
    lambda: make_resume(text="", size=1, key="abc"),
    question(kind="several-of", options=["a", "b"]),
    stage(type="interview"),
    twice_applied(withdrawn_at=NOON + timedelta(days=9999)),
    application(outcome="rejected", reason="filled", **DECIDED),
    application(outcome="hired", **DECIDED),
    application(**ERASED),
    application(**ERASED, outcome="rejected", reason="filled", **DECIDED),
    draft(token="x"),
    lambda: [Elsewhere.objects.create(student=s, title="By hand") for s in [make_student()] * 2],
]


def constraints() -> set[str]:
    models = apps.get_app_config("applications").get_models()
    return {constraint.name for model in models for constraint in model._meta.constraints}


@pytest.mark.parametrize(("name", "make"), REFUSED, ids=[f"{name}-{i}" for i, (name, _make) in enumerate(REFUSED)])
def test_is_refused(name: str, make: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make()
    assert caught.value.__cause__.diag.constraint_name == name  # type: ignore[attr-defined]


@pytest.mark.parametrize("make", ALLOWED, ids=range(len(ALLOWED)))
def test_is_allowed(make: Callable[[], object]) -> None:
    make()


def test_every_constraint_has_its_case() -> None:
    assert constraints() == {name for name, _make in REFUSED}


def test_the_database_holds_every_constraint() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint UNION SELECT indexname FROM pg_indexes")
        assert constraints() <= {name for (name,) in cursor.fetchall()}
