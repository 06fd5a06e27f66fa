"""Each visitor once a day, and nothing left that could tell who it was."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection, connections

from listings.models import DayKey, PostingDay, Sighting
from listings.postings import traffic
from listings.postings.traffic import Traffic, Visitor
from tests.factories import make_employer, make_member, make_posting, make_user

pytestmark = pytest.mark.django_db
ANN, BOB = Visitor("ann"), Visitor("bob")
TODAY = datetime(2027, 3, 1, 9, tzinfo=UTC)


def test_once_a_day_and_kind() -> None:
    one, other = make_posting(), make_posting()
    for visitor in (ANN, ANN, BOB):
        traffic.seen(one.pk, visitor)
    traffic.started(one.pk, ANN)
    traffic.seen(other.pk, ANN)
    traffic.seen(other.pk, None)
    assert traffic.by_posting([one.pk, other.pk, 0]) == {one.pk: Traffic(2, 1), other.pk: Traffic(1, 0), 0: Traffic()}


def test_the_next_day_counts_anew_and_forgets_the_last() -> None:
    posting = make_posting()
    with time_machine.travel(TODAY, tick=False) as clock:
        traffic.seen(posting.pk, ANN)
        digests, key = set(Sighting.objects.values_list("digest", flat=True)), DayKey.objects.get().key
        assert traffic.purge() == 0
        clock.move_to(datetime(2027, 3, 2, tzinfo=UTC))
        traffic.seen(posting.pk, ANN)
        assert traffic.purge() == 2
        assert DayKey.objects.get().key != key
        assert not digests & set(Sighting.objects.values_list("digest", flat=True))
        assert traffic.by_posting([posting.pk]) == {posting.pk: Traffic(2)}
        assert set(PostingDay.objects.values_list("day", "seen")) == {(date(2027, 3, 1), 1), (date(2027, 3, 2), 1)}


def test_nothing_stored_says_who() -> None:
    posting = make_posting()
    traffic.seen(posting.pk, ANN)
    sighting, key = Sighting.objects.get(), DayKey.objects.get()
    assert len(key.key) == 64
    assert len(sighting.digest) == 64
    assert {field.name for field in Sighting._meta.fields} == {"digest", "day"}


def test_the_employers_own_team_is_not_counted() -> None:
    posting = make_posting()
    for user in (make_member(posting.employer), make_member(posting.employer, role="reviewer")):
        traffic.seen(posting.pk, Visitor("desk", user.pk))
    traffic.seen(posting.pk, Visitor("desk", make_member(make_employer()).pk))
    traffic.seen(posting.pk, Visitor("home", make_user().pk))
    assert traffic.by_posting([posting.pk])[posting.pk].seen == 2


def test_by_the_code_of_the_channel_and_not_by_endless_ones() -> None:
    posting = make_posting()
    for number in range(traffic.MOST_CODES + 5):
        traffic.seen(posting.pk, Visitor(f"v{number}", src=f"code-{number:02}"))
    traffic.seen(posting.pk, Visitor("plain"))
    traffic.started(posting.pk, Visitor("first", src="code-00"))
    found = {day.src: (day.seen, day.started) for day in PostingDay.objects.filter(posting=posting)}
    assert found[""] == (1, 0)
    assert found["code-00"] == (1, 1)
    assert found[traffic.OTHER] == (5, 0)
    assert len(found) == traffic.MOST_CODES + 2


@pytest.mark.django_db(transaction=True)
def test_many_at_once_lose_nobody() -> None:
    """The first ones too, which make the day's key."""
    posting = make_posting()

    def look(number: int) -> None:
        traffic.seen(posting.pk, Visitor(f"v{number % 20}"))
        connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(look, range(60)))
    assert DayKey.objects.count() == 1
    assert traffic.by_posting([posting.pk])[posting.pk].seen == 20
    assert PostingDay.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_database_that_takes_nothing_breaks_no_page(caplog: pytest.LogCaptureFixture) -> None:
    posting = make_posting()
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
        traffic.seen(posting.pk, ANN)
        cursor.execute("SET default_transaction_read_only = off")
    assert "a visit was not counted" in caplog.text
    traffic.seen(posting.pk, ANN)
    assert traffic.by_posting([posting.pk])[posting.pk].seen == 1
