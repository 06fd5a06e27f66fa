"""Rows of the inbox and cards of the board, every text ready."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from applications.desk import clock, matches, misfits
from applications.desk.clock import Due
from applications.desk.matches import Match
from applications.desk.misfits import Misfits
from applications.models import Application
from listings.models import Requirement
from listings.models.choices import Level
from listings.vocabulary import taxonomy

NAMED = 3  # skills a row names


@dataclass(frozen=True)
class Row:
    """`more` counts the skills that `has` leaves out; `changed` is when it was changed after a first look.

    `base` is its address without the list, `query` with a "?" or empty.
    """

    id: int
    name: str
    base: str
    query: str
    posting: str
    stage: str
    due: Due
    meets: str
    misfits: Misfits
    has: str
    more: int
    waiting: str
    is_unread: bool
    changed: str
    why: list[Match]

    @property
    def url(self) -> str:
        return self.base + self.query


def build(found: Sequence[Application], slug: str, query: str, at: datetime, words: str = "") -> list[Row]:
    """QUERY is the list's own: the way back, and to the next one. WORDS were searched for."""
    wanted = _wanted({application.posting_id for application in found})
    rules = {application.posting_id: misfits.rules_of(application) for application in found}
    why = matches.of(found, words)
    return [
        _row(
            one,
            slug,
            query,
            at,
            wanted[one.posting_id],
            misfits=misfits.of(one, rules[one.posting_id]),
            why=why.get(one.pk, []),
        )
        for one in found
    ]


def _wanted(postings: Iterable[int]) -> dict[int, list[str]]:
    """The skills a posting asks for, needed ones first: of what a student has, these are named first."""
    rows = Requirement.objects.filter(posting__in=postings, level__in=(Level.NEEDED, Level.NICE))
    wanted: dict[int, list[str]] = defaultdict(list)
    found = rows.order_by("position").values_list("posting_id", "skill__slug", "level")
    for posting_id, slug, _level in sorted(found, key=lambda row: row[2] != Level.NEEDED):
        wanted[posting_id].append(slug)
    return wanted


def _row(application: Application, slug: str, query: str, at: datetime, wanted: list[str], **more: Any) -> Row:
    zone = application.posting.time_zone
    has = sorted(application.skills, key=lambda skill: wanted.index(skill) if skill in wanted else len(wanted))
    changed = application.edited_at and application.opened_at and application.edited_at > application.opened_at
    address = reverse("review_application", args=[slug, application.pk])
    return Row(
        id=application.pk,
        name=application.name,
        base=address,
        query=f"?{query}" if query else "",
        posting=application.posting.title,
        stage=application.stage.name,
        due=clock.due(application, at),
        meets=meets(application),
        has=", ".join(skill_name(skill) for skill in has[:NAMED]),
        more=max(0, len(has) - NAMED),
        waiting=clock.waiting(application, at),
        is_unread=application.opened_at is None,
        changed=clock.short(application.edited_at, zone, at) if changed and application.edited_at else "",
        **more,
    )


def meets(application: Application) -> str:
    """Empty where the posting asks for no skill."""
    if not application.needed:
        return ""
    return _("%(meets)s of %(needed)s") % {"meets": application.meets, "needed": application.needed}


def skill_name(slug: str) -> str:
    """What a student told may have left the vocabulary since."""
    skill = taxonomy.skills().get(slug)
    return skill.name if skill else slug
