"""The rows of one page, in the order given, each with the reasons why it was found."""

import json
from functools import cache
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from listings.postings import matching
from listings.search.plan import Plan
from listings.vocabulary import normalise, taxonomy

FIELDS = ("id", "published_at", "listed_at", "closes_at")
# Where a word was found, best first; the last one needs no look, since the row matched somewhere.
WEIGHTS = "abc"


def load(ids: list[int], plan: Plan) -> list[dict[str, Any]]:
    """One statement: each row, and for each word asked for the best place it stands in."""
    if not ids:
        return []
    leaves = plan.words.positive if plan.words else ()
    params: dict[str, Any] = {"ids": ids}
    wheres = []
    for number, leaf in enumerate(leaves):
        params[f"leaf{number}"] = leaf.tsquery()
        query = f"to_tsquery('first_commit', %(leaf{number})s)"
        tests = " ".join(f"WHEN ts_filter(r.keywords, '{{{w}}}') @@ {query} THEN '{w}'" for w in WEIGHTS)
        wheres.append(f"CASE {tests} WHEN r.words @@ {query} THEN 'd' ELSE '' END")
    found = f"ARRAY[{', '.join(wheres)}]::text[]"
    rules = ", ".join(f"'{name}', r.facts->'{name}'" for name in matching.RULES)
    sql = f"""SELECT r.posting_id, r.published_at, r.listed_at, r.closes_at, r.card,
        {found}, jsonb_build_object({rules})
        FROM listings_postingsearchrow r WHERE r.posting_id = ANY(%(ids)s)
        ORDER BY array_position(%(ids)s::bigint[], r.posting_id)"""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    names = [_shown(leaf.tokens, leaf.is_phrase) for leaf in leaves]
    return [
        dict(zip(FIELDS, row[:4], strict=True))
        | {"card": json.loads(row[4]) | {"rules": json.loads(row[6])}, "why": _why(names, row[5])}
        for row in rows
    ]


def _why(names: list[str], found: list[str]) -> list[str]:
    """One sentence a place: "title: back-end, intern"."""
    sentences = {
        "a": _("title: %(words)s"),
        "b": _("skills and role: %(words)s"),
        "c": _("employer, place or term: %(words)s"),
        "d": _("text: %(words)s"),
    }
    said = []
    for weight, sentence in sentences.items():
        here = [name for name, at in zip(names, found, strict=True) if at == weight]
        if here:
            said.append(sentence % {"words": ", ".join(dict.fromkeys(here))})
    return said


def _shown(tokens: tuple[str, ...], is_phrase: bool) -> str:
    """A token as a person writes it: skills by their name, the words of a phrase together."""
    spelled = [_names().get(token, _ROLE_SPELLINGS.get(token, token)) for token in tokens]
    return " ".join(dict.fromkeys(spelled)) if is_phrase else spelled[0]


_ROLE_SPELLINGS = {"backend": "back-end", "frontend": "front-end", "fullstack": "full-stack"}


@cache
def _names() -> dict[str, str]:
    return {normalise.skill_token(slug): skill.name for slug, skill in taxonomy.skills().items()}
