"""What the database itself refuses: one case for each constraint, and the edges it must let through."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts import outbox
from accounts.models import MutedMail, OutgoingMail, User
from listings.models import (
    Membership,
    Place,
    PlaceName,
    PostingDay,
    PostingPlace,
    PostingTerm,
    Requirement,
    Responsibility,
    SavedPosting,
    Skill,
    SourceEntry,
    Term,
)
from tests.factories import make_employer, make_member, make_place, make_posting, make_skill, make_source, make_user
from tests.models import employer_cases, import_cases

pytestmark = pytest.mark.django_db

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
PAID: dict[str, Any] = {"pay_kind": "paid", "pay_min": 4000, "pay_currency": "USD", "pay_period": "hour"}
CLOSED: dict[str, Any] = {"closed_at": NOON, "closed_reason": "filled"}


def posting(**fields: Any) -> Callable[[], object]:
    return lambda: make_posting(indexed=False, **fields)


def twice(make: Callable[[], object]) -> Callable[[], object]:
    return lambda: [make(), make()]


def twice_of(model: Any, **fields: Callable[[], object]) -> Callable[[], object]:
    """Two equal rows, whose related rows are made once."""

    def make() -> None:
        values = {name: value() for name, value in fields.items()}
        model.objects.create(**values)
        model.objects.create(**values)

    return make


def mail(**fields: Any) -> Callable[[], object]:
    return lambda: OutgoingMail.objects.filter(pk=outbox.queue("a@example.org", "Hello", "Words").pk).update(**fields)


def city(**fields: Any) -> Callable[[], object]:
    defaults = {"slug": "nowhere", "name": "Nowhere", "label": "Nowhere", "kind": "city", "country": "DE"}
    return lambda: Place.objects.create(**{"parent": make_place("germany"), **defaults, **fields})


def paid_then(**fields: Any) -> Callable[[], object]:
    return posting(**{**PAID, **fields})


REFUSED: list[tuple[str, Callable[[], object]]] = [
    (
        "user_email_unique_without_case",
        lambda: [make_user("ann@example.org"), User.objects.bulk_create([User(email="Ann@example.org")])],
    ),
    ("mail_ends_once", mail(sent_at=NOON + 9999 * DAY, failed_at=NOON)),
    ("mail_ends_once", mail(sent_at=NOON + 9999 * DAY, cancelled_at=NOON)),
    ("mail_ends_once", mail(failed_at=NOON, cancelled_at=NOON)),
    ("muted_once", twice_of(MutedMail, user=make_user, kind=lambda: "desk-digest", at=lambda: NOON)),
    ("mail_sent_after_created", mail(sent_at=NOON - 9999 * DAY)),
    (
        "entry_unique",
        twice_of(
            SourceEntry,
            source=make_source,
            posting=make_posting,
            key=lambda: "jobs.example.com/1",
            title_key=lambda: "intern",
        ),
    ),
    ("membership_unique", twice_of(Membership, user=make_user, employer=make_employer, role=lambda: "owner")),
    ("membership_role_known", lambda: make_member(make_employer(), role="king")),
    ("place_point_whole", city(lat=52.5)),
    ("place_point_whole", city(lon=13.4)),
    ("place_parent_unless_country", city(parent=None)),
    ("postingday_unique", twice_of(PostingDay, posting=make_posting, day=lambda: NOON.date(), src=lambda: "club")),
    ("savedposting_once", twice_of(SavedPosting, user=make_user, posting=make_posting)),
    ("placename_unique", twice_of(PlaceName, place=lambda: make_place("berlin"), folded=lambda: "spree athens")),
    (
        "skill_db_model_for_databases",
        lambda: Skill.objects.create(slug="x", name="X", kind="language", db_model="sql"),
    ),
    ("term_unique", twice(lambda: Term.objects.create(season="fall", year=2027))),
    ("term_unique", twice(lambda: Term.objects.create(season="fall", year=None))),
    ("term_year_sensible", lambda: Term.objects.create(season="fall", year=1999)),
    ("posting_status_known", posting(status="lost")),
    *(
        ("posting_published_has_when", posting(status=status, published_at=None, first_published_at=None))
        for status in ("scheduled", "published", "paused", "closed", "archived")
    ),
    ("posting_published_has_when", posting(first_published_at=None)),
    ("posting_closed_pair", posting(status="closed", closed_at=None)),
    ("posting_closed_pair", posting(status="archived", closed_reason="")),
    ("posting_closed_pair", posting(status="published", **CLOSED)),
    ("posting_removed_pair", posting(status="removed", removed_at=None)),
    ("posting_removed_pair", posting(status="paused", removed_at=NOON)),
    ("posting_outside_has_url", posting(apply_kind="outside", apply_url="")),
    ("posting_outside_has_url", posting(apply_kind="here", apply_url="https://example.com/")),
    ("posting_outside_has_url", posting(apply_kind="pigeon", apply_url="https://example.com/")),
    ("posting_outside_if_imported", lambda: make_posting(source=make_source(), apply_kind="here", apply_url="")),
    ("posting_pay_whole", paid_then(pay_currency="")),
    ("posting_pay_whole", paid_then(pay_period="")),
    ("posting_pay_whole", paid_then(pay_kind="unpaid")),
    ("posting_pay_whole", paid_then(pay_min=None)),
    ("posting_pay_order", paid_then(pay_max=3999)),
    ("posting_hourly_with_pay", posting(hourly_min=4000)),
    ("posting_hourly_with_pay", posting(hourly_max=4000)),
    ("posting_graduation_order", posting(grad_from=date(2028, 6, 1), grad_to=date(2028, 5, 1))),
    ("posting_closes_pair", posting(closes_on=NOON.date())),
    ("posting_closes_pair", posting(closes_at=NOON)),
    ("posting_opens_before_closes", posting(opens_at=NOON, closes_at=NOON, closes_on=NOON.date())),
    ("posting_days_on_site_sensible", posting(days_on_site=8)),
    ("posting_weeks_sensible", posting(weeks=0)),
    ("posting_weeks_sensible", posting(weeks=105)),
    ("posting_hours_sensible", posting(hours_a_week=0)),
    ("posting_hours_sensible", posting(hours_a_week="80.1")),
    ("posting_openings_sensible", posting(openings=0)),
    ("posting_answer_days_sensible", posting(answer_within_days=0)),
    ("posting_answer_days_sensible", posting(answer_within_days=91)),
    ("posting_archived_answered", posting(status="archived", unanswered=1)),
    (
        "postingplace_position",
        twice_of(PostingPlace, posting=make_posting, position=lambda: 0, raw=lambda: "Berlin"),
    ),
    (
        "postingterm_unique",
        twice_of(PostingTerm, posting=make_posting, term=lambda: Term.objects.create(season="fall", year=2027)),
    ),
    (
        "responsibility_position",
        twice_of(Responsibility, posting=make_posting, position=lambda: 0, text=lambda: "Move a table."),
    ),
    ("responsibility_says_something", lambda: Responsibility.objects.create(posting=make_posting(), position=0)),
    (
        "requirement_unique",
        twice_of(
            Requirement, posting=make_posting, skill=lambda: make_skill("go"), level=lambda: "nice", grp=lambda: 1
        ),
    ),
    (
        "requirement_level_known",
        lambda: Requirement.objects.create(posting=make_posting(), skill=make_skill("go"), level="maybe", grp=1),
    ),
    *employer_cases.REFUSED,
    *import_cases.REFUSED,
]
ALLOWED: list[Callable[[], object]] = [
    lambda: make_place("berlin"),
    lambda: Skill.objects.create(slug="x", name="X", kind="database", db_model="nosql"),
    lambda: [Term.objects.create(season="fall", year=year) for year in (None, 2000, 2027, 2100)],
    paid_then(pay_max=4000, hourly_max=4000),
    paid_then(pay_min=None, pay_max=4000),
    posting(pay_kind="paid"),
    posting(pay_kind="unpaid"),
    posting(grad_from=date(2028, 6, 1), grad_to=date(2028, 6, 1)),
    posting(grad_to=date(2028, 6, 1)),
    posting(closes_on=NOON.date(), closes_at=NOON, opens_at=NOON - timedelta(microseconds=1)),
    posting(days_on_site=0, weeks=1, hours_a_week="0.5", openings=1, answer_within_days=1),
    posting(days_on_site=7, weeks=104, hours_a_week=80, answer_within_days=90),
    posting(status="archived", unanswered=0, **CLOSED),
    posting(status="closed", unanswered=7, **CLOSED),
    *(posting(status=status) for status in ("draft", "in_moderation", "changes_requested", "rejected")),
    posting(status="removed", published_at=NOON, first_published_at=NOON),
    mail(sent_at=NOON + 9999 * DAY),
    mail(failed_at=NOON),
    *employer_cases.ALLOWED,
    *import_cases.ALLOWED,
]


def constraints() -> set[str]:
    models = [m for m in apps.get_models() if m._meta.app_label in ("accounts", "listings")]
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
    files = (__file__, employer_cases.__file__, import_cases.__file__)
    words = "".join(Path(file).read_text() for file in files)
    assert all(f'"{name}"' in words for name in constraints())


def test_the_database_holds_every_constraint() -> None:
    """A constraint of the models without its migration would only be a wish."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint UNION SELECT indexname FROM pg_indexes")
        assert constraints() <= {name for (name,) in cursor.fetchall()}


def test_people_who_leave_take_nothing_public_with_them() -> None:
    """Postings keep their "by" as null; an employer with postings cannot be deleted under them."""
    by = make_user()
    kept = make_posting(published_by=by, status="closed", closed_by=by, closed_at=timezone.now())
    by.delete()
    kept.refresh_from_db()
    assert kept.published_by is None
    assert kept.closed_by is None
    assert kept.status == "closed"
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.employer.delete()
