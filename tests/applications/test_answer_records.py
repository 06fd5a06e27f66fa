"""How an employer answers: counted from the applications, shown on its public page from ten answers on."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from applications import answer_records
from applications.models import Application
from listings.models import AnswerRecord, Employer, Posting
from listings.public import answering
from tests.applicants import make_application
from tests.factories import make_employer, make_posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting() -> Posting:
    employer = make_employer("Acme", claimed_at=timezone.now())
    return make_posting("Back-end Intern", employer=employer, answer_within_days=21)


def sent(posting: Posting, ago: float, wait: float | None = None, **fields: Any) -> Application:
    """Sent so many days ago and answered after WAIT days; what else is written stands in FIELDS."""
    made = make_application(posting)
    at = timezone.now() - timedelta(days=ago)
    said = {"submitted_at": at, "answer_due_at": at + timedelta(days=21)}
    if wait is not None:
        said["answered_at"] = at + timedelta(days=wait)
    Application.objects.filter(pk=made.pk).update(**{**said, **fields})
    return made


def record(posting: Posting) -> AnswerRecord:
    answer_records.recount()
    return AnswerRecord.objects.get(employer=posting.employer)


def test_what_counts(posting: Posting) -> None:
    sent(posting, 40, 5)
    sent(posting, 40, 5)
    sent(posting, 40, 30)
    sent(posting, 40)
    sent(posting, 40, 3, withdrawn_at=timezone.now())
    sent(posting, 10, 2)  # promised for a day to come
    sent(posting, 130, 2)  # too long ago
    sent(posting, 20.5)  # promised for today
    found = record(posting)
    assert (found.promised, found.on_time, found.late) == (5, [5, 5], [30])
    assert (found.overdue, found.due_today, found.days) == (1, 1, 21)
    assert found.until - found.since == timedelta(days=90)


def test_an_answer_that_can_still_be_undone_is_none(posting: Posting) -> None:
    sent(posting, 30, answered_at=timezone.now() + timedelta(minutes=5))
    assert record(posting).overdue == 1


def test_counted_again_it_says_the_same_and_forgets_who_has_none(posting: Posting) -> None:
    sent(posting, 40, 5)
    gone = make_employer("Gone")
    now = timezone.now()
    AnswerRecord.objects.create(
        employer=gone, counted_at=now, since=now.date(), until=now.date(), promised=1, on_time=[1], days=21
    )
    assert answer_records.recount() == answer_records.recount() == 1
    assert AnswerRecord.objects.count() == 1


def page(posting: Posting) -> str:
    answer_records.recount()
    return Client().get(posting.employer.get_absolute_url()).content.decode()


def test_the_public_page_speaks_from_ten_answers_on(posting: Posting) -> None:
    for wait in (2, 3, 3, 9, 9, 9, 9, 9, 21.5):
        sent(posting, 40, wait)
    sent(posting, 40)
    assert "Too few answers yet" in page(posting)
    sent(posting, 40, 4)
    html = page(posting)
    assert "<strong>10 of 11</strong> applicants have their answer, <strong>9 days</strong> after" in html
    assert "<strong>1 answer is late.</strong>" in html
    assert html.count('class="one"') == 9
    assert html.count('class="one late"') == 1
    assert "10 answers by the day they came after applying: the first on day 2, half of them by day 9" in html
    line = f'<a href="{posting.employer.get_absolute_url()}">Their answers took 9 days at the median.</a>'
    assert line in Client().get(posting.get_absolute_url()).text
    Employer.objects.update(claimed_at=None)
    assert "Their answers took" not in Client().get(posting.get_absolute_url()).text
    assert "Applications go to their own site" in page(posting)


def test_a_dot_stands_for_several_where_one_day_has_many(posting: Posting) -> None:
    for _n in range(19):
        sent(posting, 40, 7)
    html = page(posting)
    assert html.count('class="one"') == 10
    assert "Each dot stands for up to 2 answers." in html


def test_it_costs_one_statement(posting: Posting, django_assert_num_queries: Any) -> None:
    for _n in range(10):
        sent(posting, 40, 7)
    answer_records.recount()
    with django_assert_num_queries(1):
        assert answering.context(posting.employer)
