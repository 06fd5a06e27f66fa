"""Words that no vocabulary knows, of searches that found nothing; who searched is not kept."""

import re
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from listings.models import SearchMiss
from listings.vocabulary import taxonomy

WORD = re.compile(r"[a-z][a-z0-9+#.]{1,23}")
KEPT = timedelta(days=90)
MOST_WORDS, MOST = 5, 5000
# Shown to staff from here on: a name or an address that one person typed stays unseen.
SHOWN = 3
NOTE = """
INSERT INTO listings_searchmiss AS old (word, count, last_at)
SELECT asked.word, 1, %(at)s FROM unnest(%(words)s) AS asked (word)
WHERE NOT EXISTS (SELECT FROM listings_placename place WHERE place.folded = asked.word)
    AND (EXISTS (SELECT FROM listings_searchmiss known WHERE known.word = asked.word)
        OR (SELECT count(*) FROM listings_searchmiss) < %(most)s)
ON CONFLICT (word) DO UPDATE SET count = old.count + 1, last_at = excluded.last_at
"""


def note(question: str) -> None:
    """Count the words of a question that found nothing; one statement, none where all are known."""
    words = unknown(question)
    if words:
        with connection.cursor() as cursor:
            cursor.execute(NOTE, {"at": timezone.now(), "words": words, "most": MOST})


def unknown(question: str) -> list[str]:
    """At most five, in order, that name no skill; nothing with an @, a digit first or a colon inside."""
    if '"' in question or "@" in question:
        return []
    said = question.lower().split()
    return [word for word in dict.fromkeys(said) if WORD.fullmatch(word) and not taxonomy.from_word(word)][:MOST_WORDS]


def purge() -> int:
    return SearchMiss.objects.filter(last_at__lt=timezone.now() - KEPT).delete()[0]
