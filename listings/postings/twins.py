"""Texts that are nearly those of another employer's posting, open or not.

The database finds what shares rare words (the index posting_body_words); how much two texts share is reckoned here.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from listings.models import Posting

WORD = re.compile(r"\b[a-z]{7,20}\b")
COMPOUND = re.compile(r"\S*[^\w\s.,;:()!?'’]\S*|\S+\.\S+")  # what the database may take for one word
RUN = 3  # words of a shingle
SHORTEST = 30  # words below which two texts are alike by chance
GROUPS, GROUP = 12, 4
MOST_BODIES = 8
FIND = """
SELECT wanted.id, found.id, found.body
FROM unnest(%(ids)s, %(employers)s, %(asked)s) AS wanted (id, employer, asked)
CROSS JOIN LATERAL (
    SELECT posting.id, posting.body FROM listings_posting posting
    WHERE to_tsvector('simple'::regconfig, COALESCE(posting.body, '')) @@ wanted.asked::tsquery
        AND posting.employer_id <> wanted.employer
    ORDER BY posting.id DESC LIMIT %(most)s
) AS found
"""


@dataclass(frozen=True)
class Twin:
    """`likeness` is the share of runs of three words that both texts have, of all that either has."""

    posting: int
    likeness: float


def nearest(texts: Sequence[tuple[Posting, str]]) -> Mapping[int, Twin]:
    """By the key of each posting whose text resembles another employer's at all; one statement for all of them."""
    asked = {posting.pk: (posting.employer_id, text, query) for posting, text in texts if (query := _query(text))}
    if not asked:
        return {}
    values: dict[str, Any] = {
        "ids": list(asked),
        "employers": [employer for employer, _text, _query in asked.values()],
        "asked": [query for _employer, _text, query in asked.values()],
        "most": MOST_BODIES,
    }
    with connection.cursor() as cursor:
        cursor.execute(FIND, values)
        rows = cursor.fetchall()
    found: dict[int, Twin] = {}
    for wanted, posting, body in rows:
        figure = likeness(asked[wanted][1], body)
        if figure and (wanted not in found or figure > found[wanted].likeness):
            found[wanted] = Twin(posting, figure)
    return found


def likeness(one: str, other: str) -> float:
    mine, theirs = _shingles(one), _shingles(other)
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    if len(words) < SHORTEST:
        return set()
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def _query(text: str) -> str:
    """Groups of long words that stand near each other: whoever took the text has most of them."""
    if len(re.findall(r"\w+", text)) < SHORTEST:
        return ""
    words = list(dict.fromkeys(WORD.findall(COMPOUND.sub(" ", text.lower()))))
    groups = [words[at : at + GROUP] for at in range(0, len(words) - GROUP + 1, GROUP)]
    step = max(1, -(-len(groups) // GROUPS))
    return " | ".join("(" + " & ".join(group) + ")" for group in groups[::step])
