"""Counts with names to show: which values of each facet a page offers, and in what order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from listings.models.choices import ApplyKind, Degree, Role, SkillKind, Visa, Workplace
from listings.search import names
from listings.search.plan import FACETS, Plan
from listings.vocabulary import taxonomy, terms

SHOWN = 12
CHOICES: dict[str, Mapping[str, Any]] = {  # names that are translated when shown
    "role": dict(Role.choices),
    "workplace": dict(Workplace.choices),
    "degree": {**dict(Degree.choices), "not-stated": Workplace.NOT_STATED.label},
    "visa": {**dict(Visa.choices), "not-stated": Workplace.NOT_STATED.label},
    "apply": dict(ApplyKind.choices),
}


@dataclass(frozen=True)
class Value:
    """`kind` groups skills; `value` is what the parameter takes."""

    value: str
    label: str
    count: int
    selected: bool
    kind: str = ""


@dataclass(frozen=True)
class Facet:
    """The largest values and the selected ones; `more` says how many others there are."""

    name: str
    values: list[Value]
    more: int


def label(counts: Mapping[str, Mapping[str, int]], plan: Plan, most: int, all_of: str = "") -> list[Facet]:
    chosen = {t.name: t.values for t in plan.tokens}
    chosen["pay_min"] = tuple(
        _pay_step(r.value) for r in plan.ranges if r.name == "pay_min" and isinstance(r.value, int)
    )
    shown = {}
    for name in FACETS:
        ranked = sorted(counts[name].items(), key=lambda item: (-item[1], item[0]))
        selected = [(value, counts[name].get(value, 0)) for value in chosen.get(name, ())]
        shown[name] = list(dict(ranked[: None if name == all_of else most] + selected).items())
    spoken = _names(shown, plan)
    facets = []
    for name, values in shown.items():
        rows = [
            Value(
                value,
                str(spoken[name][value]),
                count,
                value in chosen.get(name, ()),
                taxonomy.skills()[value].kind if name == "skill" else "",
            )
            for value, count in values
            if value in spoken[name]
        ]
        facets.append(Facet(name, _ordered(name, rows, plan), max(0, len(counts[name]) - len(values))))
    return facets


def _pay_step(minor: int) -> str:
    return f"{minor / 100:.2f}".removesuffix(".00")


def _names(shown: Mapping[str, list[tuple[str, int]]], plan: Plan) -> dict[str, Mapping[str, Any]]:
    slugs = {name: [value for value, _count in shown[name]] for name in shown}
    return {
        **CHOICES,
        "skill": {slug: skill.name for slug, skill in taxonomy.skills().items()},
        "term": {value: term_label(value) for value in slugs["term"]},
        **names.look_up(slugs),
        "pay_min": {value: at_least(value, plan.currency) for value in slugs["pay_min"]},
    }


def at_least(amount: str, currency: str) -> str:
    if currency == "USD":
        return _("$%(amount)s an hour or more") % {"amount": amount}
    return _("%(amount)s %(currency)s an hour or more") % {"amount": amount, "currency": currency}


def term_label(slug: str) -> str:
    fact = terms.from_slug(slug)
    return terms.label(fact) if fact else str(Workplace.NOT_STATED.label)


def _ordered(name: str, values: list[Value], plan: Plan) -> list[Value]:
    """Terms that are to come first, pay by amount, closed lists as the domain orders them, the rest by count."""
    if name == "term":
        return sorted(values, key=lambda v: _calendar(v.value, plan.at.date()))
    if name == "pay_min":
        return sorted(values, key=lambda v: float(v.value))
    if name in CHOICES:
        order = list(CHOICES[name])
        return sorted(values, key=lambda v: order.index(v.value))
    if name == "skill":
        kinds = SkillKind.values
        return sorted(values, key=lambda v: (kinds.index(v.kind), -v.count, v.label))
    return values


def _calendar(slug: str, today: date) -> tuple[int, int, int]:
    """What is to come by the calendar, then what nobody stated, then what is over, the latest first."""
    fact = terms.from_slug(slug)
    if fact is None or fact.year is None:
        return 1, len(slug), 0
    year, season = terms.calendar(slug)
    return (2, -year, -season) if terms.is_over(fact, today) else (0, year, season)
