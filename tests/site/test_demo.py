"""The demonstration: complete, the same each time, harmless twice, and never where it could do harm."""

import io
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditEvent, User
from jobboard.demo import bulk, people, plan
from listings.models import (
    Employer,
    Membership,
    Posting,
    PostingDraft,
    PostingPlace,
    PostingRevision,
    PostingSearchRow,
    PostingTerm,
    Requirement,
    Responsibility,
    choices,
)
from listings.models.choices import Status
from listings.postings import search_row
from tests.factories import make_place, make_skill

pytestmark = pytest.mark.django_db

ACCOUNTS = ("student", "student2", "owner", "recruiter", "reviewer", "rival", "moderator")
# What a posting written by its employer cannot have, or has only once it was written anew.
NEVER_NATIVE = {
    "source",
    "role_evidence",
    "locked_fields",
    "unanswered",
    "expiry_warned",
    "merged_into",
    "content_version",
}
ENUMERATIONS: dict[str, Any] = {
    "workplace": choices.Workplace, "visa": choices.Visa, "degrees": choices.Degree, "fields": choices.Field,
    "enrolment": choices.Enrolment, "code_review": choices.CodeReview, "portfolio": choices.Portfolio,
    "pay_kind": choices.PayKind, "pay_period": choices.PayPeriod, "apply_kind": choices.ApplyKind,
}  # fmt: skip
PARTS = (PostingPlace, PostingTerm, Responsibility, Requirement, PostingRevision, PostingDraft)


def load_words() -> None:
    """The skills and places that any size points at; the whole vocabulary takes longer."""
    parts = plan.load("bulk.toml")
    small = plan.small(timezone.now().date())
    for slug in sorted(plan.skills_of(small) | {slug for pool in parts["skills"].values() for slug in pool}):
        make_skill(slug)
    countries = {country for group in parts["remote"] for country in group}
    for slug in sorted(plan.places_of(small) | set(parts["cities"]) | countries):
        make_place(slug)


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def words() -> None:
    load_words()


def seed(**options: Any) -> str:
    said = io.StringIO()
    call_command("seed_demo", stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def demo(words: None) -> None:
    seed()


def snapshot() -> list[Any]:
    """All that the demonstration wrote, without ids."""
    fields = [f.name for f in Posting._meta.concrete_fields if f.name not in ("id", "employer") and not f.is_relation]
    keys = [f"posting__{name}" for name in ("employer__slug", "slug", "created_at")]
    found: list[Any] = sorted(Posting.objects.values_list("employer__slug", *fields), key=repr)
    for model in PARTS:
        names = [f.name for f in model._meta.concrete_fields if f.name not in ("id", "posting") and not f.is_relation]
        names += {"Requirement": ["skill__slug"], "PostingPlace": ["place__slug"]}.get(model.__name__, [])
        found.append(sorted(model._default_manager.values_list(*keys, *names), key=repr))
    return found


@pytest.mark.usefixtures("demo")
def test_every_status_and_two_marked_employers():
    statuses = Counter(Posting.objects.values_list("status", flat=True))
    assert statuses.keys() == set(Status.values)
    assert statuses["published"] >= 12
    assert Posting.objects.count() in range(24, 30)
    marked = Employer.objects.filter(is_demo=True, claimed_at__isnull=False).exclude(about="")
    assert set(marked.values_list("slug", flat=True)) == {"tidewater-ledger", "kestrel-freight"}
    assert all("fictional" in employer.about for employer in marked)
    for employer in marked:
        assert employer.postings.open().count() >= 6
    assert PostingDraft.objects.get().posting.status == "draft"
    assert PostingRevision.objects.values("posting").distinct().count() == 2


@pytest.mark.usefixtures("demo")
def test_every_facet_is_filled_by_a_published_posting_or_its_status():
    postings = list(Posting.objects.all())
    for field in Posting._meta.get_fields():
        if field.name in NEVER_NATIVE or not field.concrete:
            continue
        if field.many_to_many:
            assert all(getattr(p, field.name).exists() for p in postings if p.title.endswith("Ledger Services"))
        else:
            assert any(getattr(p, field.attname) not in (None, "", [], False) for p in postings), field.name


@pytest.mark.usefixtures("demo")
def test_every_value_is_used():
    for field, enumeration in ENUMERATIONS.items():
        stated = Posting.objects.exclude(status="rejected").values_list(field, flat=True)
        used = {value for said in stated for value in (said if isinstance(said, list) else [said])}
        unsaid = {"not-stated"} if field in ("workplace", "pay_kind") else set()
        assert set(enumeration.values) - used == unsaid, field


@pytest.mark.usefixtures("demo")
def test_every_responsibility_level_and_an_any_one_of():
    assert set(Responsibility.objects.values_list("tag", flat=True)) == {"", *choices.ResponsibilityTag.values}
    assert set(Requirement.objects.values_list("level", flat=True)) == set(choices.Level.values)
    one_of = Requirement.objects.filter(posting__title__contains="Reconciliation", grp=1)
    assert {r.skill.slug for r in one_of} == {"python", "java", "javascript", "nodejs", "ruby", "go"}
    for pk in Posting.objects.values_list("pk", flat=True):
        groups = set(Requirement.objects.filter(posting=pk).values_list("grp", "level"))
        assert len(groups) == len({grp for grp, _level in groups})


@pytest.mark.usefixtures("demo")
def test_dates_are_relative_to_today():
    now = timezone.now()
    for posting in Posting.objects.exclude(closes_on=None):
        assert posting.closes_on
        end = datetime.combine(posting.closes_on + timedelta(days=1), datetime.min.time(), ZoneInfo(posting.time_zone))
        assert posting.closes_at == end
    assert Posting.objects.open().filter(closes_at__lt=now + timedelta(days=7)).exists()
    assert Posting.objects.open().filter(opens_at__gt=now).exists()
    tomorrow = Posting.objects.get(status="scheduled").published_at
    assert tomorrow
    assert now < tomorrow < now + timedelta(days=2)
    assert not Posting.objects.filter(starts_on__lte=now.date(), status="published").exists()
    assert not Posting.objects.filter(published_at__gt=now).exclude(status="scheduled").exists()


@pytest.mark.usefixtures("demo")
def test_pay_is_reckoned_by_the_hour():
    hourly = dict(Posting.objects.filter(status="published", pay_kind="paid").values_list("pay_period", "hourly_min"))
    assert hourly.keys() == set(choices.PayPeriod.values)
    assert None not in hourly.values()
    assert Posting.objects.get(title__startswith="Back-end Engineering Intern, Pricing").hourly_max == 4731


@pytest.mark.parametrize("today", ["2027-01-01", "2027-03-17", "2027-05-31", "2027-09-30", "2028-02-29", "2027-12-31"])
def test_any_day_of_the_year_will_do(words, today):
    with time_machine.travel(f"{today} 00:05", tick=False):
        seed()
        assert Posting.objects.open().count() >= 12
        assert not Posting.objects.filter(status="published", starts_on__lte=timezone.now().date()).exists()


@pytest.mark.usefixtures("demo")
def test_sign_in(client):
    for name in ACCOUNTS:
        assert client.login(username=f"{name}@demo.test", password="first-commit-demo"), name
        assert User.objects.get(email=f"{name}@demo.test").name
    assert User.objects.filter(email__endswith="@demo.test").count() == len(ACCOUNTS)
    others = User.objects.exclude(email__endswith="@demo.test")
    assert not [user for user in others if user.has_usable_password()]


@pytest.mark.usefixtures("demo")
def test_seats_and_rights():
    assert set(Membership.objects.values_list("user__email", "employer__slug", "role")) == {
        ("owner@demo.test", "tidewater-ledger", "owner"),
        ("recruiter@demo.test", "tidewater-ledger", "recruiter"),
        ("reviewer@demo.test", "tidewater-ledger", "reviewer"),
        ("rival@demo.test", "kestrel-freight", "owner"),
    }
    moderator = User.objects.get(is_staff=True)
    assert moderator.email == "moderator@demo.test"
    assert not moderator.is_superuser
    assert moderator.has_perms(["listings.view_posting", "listings.change_posting", "listings.change_skill"])
    assert not moderator.has_perm("listings.delete_posting")
    assert not moderator.has_perm("accounts.change_user")


@pytest.mark.usefixtures("demo")
def test_a_second_run_writes_nothing():
    before, rows = snapshot(), set(Posting.objects.values_list("pk", flat=True))
    events = AuditEvent.objects.count()
    late = timezone.now().replace(hour=23, minute=59)
    with time_machine.travel(late, tick=False), CaptureQueriesContext(connection) as queries:
        said = seed()
    written = [q["sql"] for q in queries if re.match(r"INSERT|UPDATE|DELETE", q["sql"])]
    assert written == []
    assert said.startswith(f"Postings: 0 created, 0 changed, {len(rows)} unchanged.")
    assert (snapshot(), set(Posting.objects.values_list("pk", flat=True))) == (before, rows)
    assert AuditEvent.objects.count() == events


@pytest.mark.usefixtures("words")
def test_a_later_run_moves_the_dates_and_leaves_what_a_person_did():
    with time_machine.travel(datetime(2027, 1, 10, 12, tzinfo=UTC), tick=False):
        seed()
        storage, pricing = Posting.objects.get(slug="storage-intern"), Posting.objects.get(title__contains="Pricing")
        rival = User.objects.get(email="rival@demo.test")
        pricing.title = "Retitled"
        pricing.save()
        search_row.rebuild([pricing.pk])
        AuditEvent.objects.create(at=timezone.now(), actor_id=rival.pk, code="posting.edit", subject_kind="posting",
                                  subject_id=pricing.pk)  # fmt: skip
        count = Posting.objects.count()
    with time_machine.travel(datetime(2027, 1, 25, 12, tzinfo=UTC), tick=False):
        assert not storage.is_open()
        seed()
        assert Posting.objects.count() == count
        assert storage.is_open()
        assert PostingSearchRow.objects.filter(pk=storage.pk, closes_at__gt=timezone.now()).exists()
        pricing.refresh_from_db()
        assert (pricing.title, pricing.published_at.day) == ("Retitled", 8)


@pytest.mark.usefixtures("words")
def test_the_same_seed_makes_the_same_and_another_does_not():
    with time_machine.travel(datetime(2027, 1, 10, 12, tzinfo=UTC), tick=False):
        seed(size="medium")
        first = snapshot()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("TRUNCATE listings_posting CASCADE")
        seed(size="medium", seed=1)
        assert snapshot() == first
        assert seed(size="medium").startswith("Postings: 0 created, 0 changed, 200 unchanged.")
        seed(size="medium", seed=2)
        assert Posting.objects.count() == 200
        assert snapshot() != first
        assert set(Employer.objects.values_list("is_demo", flat=True)) == {True}
        assert Posting.objects.open().count() > 120


def test_the_largest_plan_is_quick_to_make_and_varied():
    today = timezone.now().date()
    plans = bulk.plans("large", 1, today, written=0)
    assert len(plans) == len({made.key for made in plans}) == 5000
    assert len({made.fields["title"] for made in plans}) > 1000
    assert {made.fields["status"] for made in plans} == set(Status.values)
    assert {made.fields["role"] for made in plans} == set(bulk.ROLES)


def test_a_password_that_was_tried_out_is_put_back(demo, client):
    student = User.objects.get(email="student@demo.test")
    student.set_password("something else")
    student.save()
    seed()
    assert client.login(username="student@demo.test", password=people.PASSWORD)


def test_a_production_database_is_refused(settings, django_assert_num_queries):
    settings.PRODUCTION_DATABASE = True
    with (
        django_assert_num_queries(0),
        pytest.raises(CommandError, match=r"^This is a production database .*\.$") as told,
    ):
        seed()
    assert told.value.returncode == 1
    assert not User.objects.exists()


def test_without_the_vocabularies_it_says_what_to_run_first():
    # As a rollback would undo it; row by row the places protect each other.
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE listings_skill, listings_place CASCADE")
    with pytest.raises(CommandError, match=r"^Skills or places .* run load_skills and load_places first\.$"):
        seed()
    assert not User.objects.exists()
