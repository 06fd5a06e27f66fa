"""Drafts, what is sent, what changes in public, and what waits."""

import threading
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from accounts.models import AuditEvent
from listings.models import Posting, PostingDraft, PostingRevision, PostingSearchRow
from listings.postings import drafting, editing, lifecycle
from listings.postings.content import Content
from listings.postings.editing import Outcome
from listings.postings.lifecycle import NotAllowed
from tests.contents import everything
from tests.factories import make_employer, make_member, make_posting, make_user

pytestmark = pytest.mark.django_db


def test_everything_survives_the_way_through_json_and_the_database() -> None:
    said = everything()
    assert all(getattr(said, name) for name in Content.__dataclass_fields__ if name not in ("apply_url",))
    assert Content.from_data(said.as_data()) == said
    employer = make_employer()
    owner = make_member(employer)
    posting = drafting.start(employer, by=owner)
    assert editing.submit(posting, said, by=owner) is Outcome.SENT
    assert Content.of(Posting.objects.get()) == said
    posting.refresh_from_db()
    assert (posting.status, posting.submitted_by, posting.slug) == ("in_moderation", owner, "back-end-intern-ledger")
    assert (posting.hourly_min, posting.hourly_max) == (4200, 4600)
    assert posting.closes_at.astimezone(tz=None) > timezone.now()


def standing(**changes: Any) -> tuple[Posting, Content, Any]:
    employer = make_employer()
    owner = make_member(employer)
    posting = drafting.start(employer, by=owner)
    editing.submit(posting, everything(**changes), by=owner)
    lifecycle.approve(posting, by=make_user(is_staff=True))
    return posting, Content.of(Posting.objects.get(pk=posting.pk)), owner


def test_what_matters_is_told_and_the_rest_only_changes() -> None:
    posting, said, owner = standing()
    better = replace(said, pay_min=4400, title="Back-end Intern, Accounts", summary="Money, thrice.", mentor_name="Bo")
    assert editing.submit(posting, better, by=owner) is Outcome.CHANGED
    told = set(PostingRevision.objects.values_list("facet", "before", "after", "told_at"))
    assert told == {
        ("title", "Back-end Intern, Ledger", "Back-end Intern, Accounts", None),
        ("pay", "$42–46", "$44–46 an hour", None),
    }
    assert posting.summary == "Money, thrice."
    assert PostingSearchRow.objects.get(posting=posting).card["title"] == "Back-end Intern, Accounts"
    later = replace(better, closes_on=said.closes_on + timedelta(days=5))
    assert editing.submit(posting, later, by=owner) is Outcome.CHANGED
    assert PostingRevision.objects.count() == 2


@pytest.mark.parametrize(
    "worse",
    [
        {"pay_max": 4500},
        {"pay_min": 4100},
        {"pay_min": 42, "pay_max": 46, "pay_period": "year"},
        {"pay_currency": "EUR"},
        {"pay_kind": "unpaid", "pay_min": None, "pay_max": None, "pay_currency": "", "pay_period": ""},
        {"closes_on": timezone.now().date() + timedelta(days=20)},
    ],
)
def test_what_is_worse_waits_and_the_posting_stays_as_it_was(worse: dict[str, Any]) -> None:
    posting, said, owner = standing()
    changed = replace(said, title="Half-typed", **worse)
    assert editing.submit(posting, changed, by=owner) is Outcome.WAITS
    assert Content.of(Posting.objects.get(pk=posting.pk)) == said
    assert "Half-typed" not in str(PostingSearchRow.objects.values_list("card", "facts").get(posting=posting))
    assert not PostingRevision.objects.exists()
    with pytest.raises(drafting.Waits):
        drafting.save(posting, {}, version=1, by=owner)
    with pytest.raises(PermissionDenied):
        editing.approve_change(posting, by=owner)
    editing.approve_change(posting, by=make_user(is_staff=True))
    assert posting.title == "Half-typed"
    assert PostingRevision.objects.filter(facet="title").exists()
    assert not PostingDraft.objects.exists()
    with pytest.raises(NotAllowed):
        editing.approve_change(posting, by=make_user(is_staff=True))


def test_a_first_deadline_is_an_earlier_one() -> None:
    posting, said, owner = standing(closes_on=None)
    soon = replace(said, closes_on=timezone.now().date() + timedelta(days=50))
    assert editing.submit(posting, soon, by=owner) is Outcome.WAITS


def test_a_refused_change_stays_typed() -> None:
    posting, said, owner = standing()
    drafting.save(posting, {"title": ["Other"]}, version=0, by=owner)
    editing.submit(posting, replace(said, pay_max=4300), by=owner)
    editing.refuse_change(posting, by=make_user(is_staff=True))
    draft = PostingDraft.objects.get()
    assert (draft.data, draft.content, draft.submitted_at) == ({"title": ["Other"]}, None, None)
    assert drafting.save(posting, {"title": ["More"]}, version=draft.version, by=owner).version == 2


def test_of_a_scheduled_posting_readers_are_told_nothing() -> None:
    posting, said, owner = standing()
    ahead = timezone.now() + timedelta(days=3)
    Posting.objects.update(status="scheduled", published_at=ahead, first_published_at=ahead)
    editing.submit(posting, replace(said, title="Another"), by=owner)
    assert not PostingRevision.objects.exists()


@pytest.mark.parametrize("status", ["in_moderation", "closed", "archived", "rejected", "removed"])
def test_what_is_over_or_with_the_moderators_is_not_changed(status: str) -> None:
    employer = make_employer()
    posting = make_posting(employer=employer, status=status)
    with pytest.raises(NotAllowed):
        editing.submit(posting, everything(), by=make_member(employer))
    assert Posting.objects.get(pk=posting.pk).title == posting.title


def test_who_may_not_write_does_not() -> None:
    posting, said, _owner = standing()
    for stranger in (make_user(), make_member(posting.employer, "reviewer"), make_user(is_staff=True)):
        with pytest.raises(PermissionDenied):
            editing.submit(posting, said, by=stranger)
        with pytest.raises(PermissionDenied):
            editing.extend(posting, date(2099, 1, 1), by=stranger)


def test_a_deadline_is_only_extended() -> None:
    posting, said, owner = standing()
    later = said.closes_on + timedelta(days=7)
    editing.extend(posting, later, by=owner)
    assert (posting.closes_on, posting.status) == (later, "published")
    assert PostingSearchRow.objects.get(posting=posting).closes_at == posting.closes_at
    for no in (later, said.closes_on):
        with pytest.raises(ValueError, match="not later"):
            editing.extend(posting, no, by=owner)


@pytest.mark.parametrize(
    ("typed", "after"),
    [(["2026-12-01"], ["2099-01-01"]), (["2099-02-01"], ["2099-02-01"]), (["soon"], ["soon"]), ([""], [""]), ([], [])],
)
def test_what_was_typed_before_does_not_take_a_later_deadline_back(typed: list[str], after: list[str]) -> None:
    posting, _said, owner = standing()
    drafting.save(posting, {"closes_on": typed, "title": ["T"]}, version=0, by=owner)
    editing.extend(posting, date(2099, 1, 1), by=owner)
    assert PostingDraft.objects.get(posting=posting).data == {"closes_on": after, "title": ["T"]}


def test_a_change_that_waits_does_not_take_a_later_deadline_back() -> None:
    posting, said, owner = standing()
    assert editing.submit(posting, replace(said, pay_min=1, pay_max=2), by=owner) is editing.Outcome.WAITS
    editing.extend(posting, date(2099, 1, 1), by=owner)
    editing.approve_change(posting, by=make_user(is_staff=True))
    assert (posting.closes_on, posting.pay_max) == (date(2099, 1, 1), 2)


def test_over_is_extended_and_then_reopened(time_machine: Any) -> None:
    posting, said, owner = standing()
    time_machine.move_to(posting.closes_at + timedelta(hours=1))
    lifecycle.tidy()
    posting.refresh_from_db()
    with pytest.raises(NotAllowed):
        lifecycle.reopen(posting, by=owner)
    editing.extend(posting, said.closes_on + timedelta(days=30), by=owner)
    lifecycle.reopen(posting, by=owner)
    assert posting.is_open()


def test_the_second_of_two_writers_is_told() -> None:
    employer = make_employer()
    ann, bo = make_member(employer), make_member(employer, "recruiter")
    posting = drafting.start(employer, by=ann)
    first = drafting.save(posting, {"title": ["Ann's"]}, version=0, by=ann)
    with pytest.raises(drafting.Stale) as told:
        drafting.save(posting, {"title": ["Bo's"]}, version=0, by=bo)
    assert told.value.draft.by == ann
    assert PostingDraft.objects.get().data == {"title": ["Ann's"]}
    assert drafting.save(posting, {"title": ["Bo's"]}, version=first.version, by=bo).version == 2
    assert drafting.save(posting, {"title": ["Bo's"]}, version=2, by=bo).version == 2


@pytest.mark.django_db(transaction=True)
def test_two_drafts_at_once_are_one() -> None:
    employer = make_employer()
    people = [make_member(employer), make_member(employer, "recruiter")]
    posting = drafting.start(employer, by=people[0])
    barrier, told = threading.Barrier(2), []

    def write(number: int) -> None:
        try:
            barrier.wait(10)
            drafting.save(posting, {"title": [str(number)]}, version=0, by=people[number])
        except drafting.Stale:
            told.append(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(told) == 1
    assert PostingDraft.objects.get().data == {"title": [str(1 - told[0])]}
    assert AuditEvent.objects.filter(code="posting.start").count() == 1
