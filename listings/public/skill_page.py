"""What skill.html needs: how one skill is asked for within the board's default scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from django.db.models import Count
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from listings.models import DEFAULT_ROLES, Posting, Requirement
from listings.models.choices import DatabaseModel, Level
from listings.postings import money
from listings.public import counting, phrasing, rows
from listings.public.parts import Fact
from listings.public.search_page import address
from listings.public.skill_texts import TEXTS
from listings.public.viewer import Viewer
from listings.search import PostingSearch
from listings.vocabulary import taxonomy

SHOWN, TOGETHER, PLACES = 10, 8, 8
SPELLINGS = 6
KINDS = {
    "language": lambda: _("language"),
    "framework": lambda: _("framework"),
    "database": lambda: _("database"),
    "infrastructure": lambda: _("infrastructure"),
    "tool": lambda: _("tool"),
    "practice": lambda: _("practice"),
    "topic": lambda: _("computer science"),
    "communication": lambda: _("communication"),
}
ENOUGH_FOR_A_MEDIAN = 10
STEP = 500  # of the pay line, cents
CURRENCY = "USD"


def context(skill: taxonomy.Skill, viewer: Viewer, at: datetime) -> dict[str, Any]:
    search = PostingSearch({"skill": [skill.slug]}, at=at, per_page=SHOWN)
    total = search.total
    naming = counting.naming_a_skill(at, DEFAULT_ROLES)
    said = {"n": f"{total:,}", "all": f"{naming:,}"}
    return {
        "s": {
            "name": skill.name,
            "about": TEXTS.get(skill.slug, ""),
            "facts": _facts(skill),
            "named_by": ngettext("%(n)s of %(all)s names it", "%(n)s of %(all)s name it", total) % said,
            "counts": _levels(skill.slug, at),
            "of_note": _("%(all)s is every open posting in back-end and kin that names its skills.") % said,
            "together": counting.together(search, skill.slug, TOGETHER),
            "places": counting.places(search, PLACES),
            "pay": _pay(skill.slug, total, at),
        },
        "rows": rows.build(search.results, at=at, viewer=viewer),
        "all_url": address(search.query()) if total > SHOWN else "",
        "all_text": _("All %(n)s") % said,
    }


def _facts(skill: taxonomy.Skill) -> list[Fact]:
    kind = KINDS[skill.kind]()
    if skill.db_model:
        kind = _("%(kind)s, %(model)s") % {"kind": kind, "model": DatabaseModel(skill.db_model).label}
    facts = [Fact(_("Kind"), kind)]
    spellings = _spellings(skill)
    return [*facts, Fact(_("Also written"), ", ".join(spellings))] if spellings else facts


def _spellings(skill: taxonomy.Skill) -> list[str]:
    """Other names, not the name with a word beside it ("go language") nor one spelling twice ("go lang")."""
    distinct: dict[str, str] = {}
    for alias in skill.aliases:
        if skill.name.casefold() not in alias.casefold().split():
            distinct.setdefault(alias.casefold().replace(" ", "").replace("-", ""), alias)
    return list(distinct.values())[:SPELLINGS]


def _levels(slug: str, at: datetime) -> list[dict[str, str]]:
    """No search asks for a level, so these numbers are no links; together they are the postings below."""
    in_scope = Posting.objects.open(at).filter(role__in=DEFAULT_ROLES)
    asked = Requirement.objects.filter(skill__slug=slug, posting__in=in_scope)
    found = dict(asked.order_by().values_list("level").annotate(Count("pk")))
    texts = {
        Level.NEEDED: ("", ngettext("needs it on day one", "need it on day one", found.get(Level.NEEDED, 0))),
        Level.NICE: ("nice", _("would like it")),
        Level.LEARN: ("learn", ngettext("teaches it", "teach it", found.get(Level.LEARN, 0))),
        Level.MENTIONED: (
            "unsaid",
            ngettext("names it, not said how", "name it, not said how", found.get(Level.MENTIONED, 0)),
        ),
    }
    return [
        {"kind": kind, "count": f"{found[level]:,}", "text": text, "url": ""}
        for level, (kind, text) in texts.items()
        if found.get(level)
    ]


@dataclass(frozen=True)
class Stated:
    """Pay an hour in cents."""

    employer: str
    low: int
    high: int


def _pay(slug: str, total: int, at: datetime) -> dict[str, Any] | None:
    in_scope = Posting.objects.open(at).filter(role__in=DEFAULT_ROLES, skills__slug=slug, pay_currency=CURRENCY)
    stated = [
        Stated(employer, low, high)
        for employer, low, high in in_scope.annotate(
            low=Coalesce("hourly_min", "hourly_max"), high=Coalesce("hourly_max", "hourly_min")
        ).values_list("employer__name", "low", "high")
        if low is not None
    ]
    return _pay_line(stated, total) if stated else None


def _pay_line(stated: Sequence[Stated], total: int) -> dict[str, Any]:
    """A line from the lowest to the highest, in steps of five dollars, with each pay on it once."""
    low = min(pay.low for pay in stated) // STEP * STEP
    high = max(-(-max(pay.high for pay in stated) // STEP) * STEP, low + STEP)

    def at(cents: int) -> str:
        return f"{100 * (cents - low) / (high - low):.1f}%"

    spans = sorted({(pay.low, pay.high) for pay in stated if pay.low != pay.high})
    said = {"low": money.amount(low, CURRENCY), "high": money.amount(high, CURRENCY)}
    return {
        "label": _("A line of pay from %(low)s to %(high)s an hour") % said,
        "ticks": [at(cents) for cents in range(low + STEP, high, STEP)],
        "spans": [{"x": at(first), "width": at(low + last - first)} for first, last in spans],
        "points": [at(cents) for cents in sorted({pay.low for pay in stated if pay.low == pay.high})],
        "low": _("%(low)s an hour") % said,
        "high": said["high"],
        "text": _pay_text(stated, total),
    }


def _pay_text(stated: Sequence[Stated], total: int) -> str:
    said: dict[str, str] = {"n": f"{len(stated):,}", "total": f"{total:,}"}
    if len(stated) >= ENOUGH_FOR_A_MEDIAN:
        middle = round(median((pay.low + pay.high) / 2 for pay in stated) / 100) * 100
        said["median"] = money.amount(middle, CURRENCY)
        return _("%(n)s of %(total)s say it in dollars. The median is about %(median)s an hour.") % said
    said["list"] = phrasing.all_of(list(dict.fromkeys(_one(pay) for pay in stated)))
    return (
        ngettext(
            "%(n)s of %(total)s says it in dollars: %(list)s an hour. Too few for a median.",
            "%(n)s of %(total)s say it in dollars: %(list)s an hour. Too few for a median.",
            len(stated),
        )
        % said
    )


def _one(pay: Stated) -> str:
    low, high = money.amount(pay.low, CURRENCY), money.amount(pay.high, CURRENCY, sign=False)
    amount = low if pay.low == pay.high else f"{low}–{high}"
    return _("%(employer)s %(pay)s") % {"employer": pay.employer, "pay": amount}
