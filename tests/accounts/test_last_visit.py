from datetime import UTC, datetime, timedelta

import pytest

from listings.models import LastVisit
from listings.public.viewer import note_visit
from tests.factories import make_user

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def test_the_first_visit_has_nothing_new() -> None:
    assert note_visit(make_user(), NOON) is None


def test_within_one_visit_nothing_moves() -> None:
    user = make_user()
    for later in (0, 10, 39, 69):
        assert note_visit(user, NOON + minutes(later)) is None


def test_a_visit_ends_after_half_an_hour_of_silence() -> None:
    user = make_user()
    note_visit(user, NOON)
    note_visit(user, NOON + minutes(5))
    assert note_visit(user, NOON + minutes(35)) is None
    assert note_visit(user, NOON + minutes(65.1)) == NOON + minutes(35)


def test_new_since_stays_for_the_whole_visit() -> None:
    user = make_user()
    note_visit(user, NOON)
    for later in (60, 62, 90):
        assert note_visit(user, NOON + timedelta(days=1, minutes=later)) == NOON


def test_the_visit_before_the_last_is_forgotten() -> None:
    user = make_user()
    for day in (0, 1, 2):
        note_visit(user, NOON + timedelta(days=day))
    assert note_visit(user, NOON + timedelta(days=3)) == NOON + timedelta(days=2)
    assert LastVisit.objects.count() == 1


def test_two_readers_do_not_meet() -> None:
    one, other = make_user(), make_user()
    note_visit(one, NOON)
    assert note_visit(other, NOON + timedelta(days=1)) is None
    assert note_visit(one, NOON + timedelta(days=2)) == NOON


def test_a_page_seen_again_at_once_writes_nothing(django_assert_num_queries) -> None:
    user = make_user()
    note_visit(user, NOON)
    with django_assert_num_queries(1):
        note_visit(user, NOON + timedelta(seconds=30))
