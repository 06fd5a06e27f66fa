"""How often a posting is seen and applied to: a visitor counts once a day, and nobody can tell afterwards who it was.

Days are UTC's. The key of a day lies in the database, where all workers share it, and goes with the day.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import Sum
from django.utils import timezone

from listings.models import DayKey, PostingDay, Sighting

logger = logging.getLogger(__name__)

# So many codes of channels are told apart on a day of a posting: anybody can make one up.
MOST_CODES, OTHER = 20, "other"

# One statement. Its only lock that others may wait for is on the posting's own row of the day and code.
# Of the first two of a day one may not see the key that the other just made: it says so, and asks again.
COUNT = """
WITH made AS (
    INSERT INTO listings_daykey (day, key)
    SELECT %(day)s, replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')
    WHERE NOT EXISTS (SELECT FROM listings_daykey WHERE day = %(day)s)
    ON CONFLICT DO NOTHING RETURNING key
), known AS (
    SELECT key FROM made UNION ALL SELECT key FROM listings_daykey WHERE day = %(day)s
), sighting AS (
    INSERT INTO listings_sighting (digest, day)
    SELECT encode(sha256(convert_to(key || %(mark)s, 'UTF8')), 'hex'), %(day)s FROM known
    WHERE NOT EXISTS (
        SELECT FROM listings_membership seat JOIN listings_posting posting USING (employer_id)
        WHERE posting.id = %(posting)s AND seat.user_id = %(user)s)
    ON CONFLICT DO NOTHING RETURNING 1
), counted AS (
    INSERT INTO listings_postingday AS old (posting_id, day, src, seen, started)
    SELECT %(posting)s, %(day)s,
        CASE WHEN %(src)s = ''
            OR EXISTS (SELECT FROM listings_postingday
                WHERE posting_id = %(posting)s AND day = %(day)s AND src = %(src)s)
            OR (SELECT count(*) FROM listings_postingday WHERE posting_id = %(posting)s AND day = %(day)s) < %(most)s
            THEN %(src)s ELSE %(other)s END,
        %(seen)s, %(started)s
    FROM sighting
    ON CONFLICT (posting_id, day, src)
        DO UPDATE SET seen = old.seen + excluded.seen, started = old.started + excluded.started
    RETURNING 1
)
SELECT EXISTS (SELECT FROM known)
"""


@dataclass(frozen=True)
class Visitor:
    """Who looks, as far as counting once takes it: a digest of network and browser, and a signed-in person's id, whose
    own employer's postings they do not count for. `src` is the code of the channel they came through."""

    mark: str
    user_id: int | None = None
    src: str = ""


@dataclass(frozen=True)
class Traffic:
    """Visitors, each once a day; `started` opened the form, or left for the employer's site."""

    seen: int = 0
    started: int = 0


def seen(posting_id: int, visitor: Visitor | None) -> None:
    _count("seen", posting_id, visitor)


def started(posting_id: int, visitor: Visitor | None) -> None:
    _count("started", posting_id, visitor)


def _count(kind: str, posting_id: int, visitor: Visitor | None) -> None:
    """Whoever must not be counted is None. Call outside a transaction: what breaks here breaks nothing of the page."""
    if visitor is None:
        return
    values: dict[str, Any] = {
        "day": today(),
        "posting": posting_id,
        "mark": f"{kind}\n{posting_id}\n{visitor.mark}",
        "user": visitor.user_id,
        "src": visitor.src,
        "seen": int(kind == "seen"),
        "started": int(kind == "started"),
        "most": MOST_CODES,
        "other": OTHER,
    }
    try:
        with connection.cursor() as cursor:
            for _try in range(2):
                cursor.execute(COUNT, values)
                if cursor.fetchone()[0]:
                    return
    except DatabaseError as error:
        logger.warning("a visit was not counted: %s", str(error).partition("\n")[0])


def by_posting(ids: Iterable[int]) -> dict[int, Traffic]:
    """Of all time, of every id that is asked for."""
    rows = PostingDay.objects.filter(posting__in=list(ids)).values("posting")
    found = {
        row["posting"]: Traffic(row["seen"], row["started"])
        for row in rows.annotate(seen=Sum("seen"), started=Sum("started"))
    }
    return {pk: found.get(pk, Traffic()) for pk in ids}


def today() -> date:
    return timezone.now().astimezone(UTC).date()


def purge() -> int:
    """The job: what could tell anything of a day that is over. The keys go first, and with them the meaning."""
    past = DayKey.objects.filter(day__lt=today()).delete()[0]
    return past + Sighting.objects.filter(day__lt=today()).delete()[0]
