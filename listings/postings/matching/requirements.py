"""What a posting asks for, the same whether it is read from the posting, from its page or from a row of a list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from listings.models import Posting
from listings.models.choices import Degree, Enrolment, Field, Level, Visa

# Levels that ask or promise something: a skill that was only mentioned is no requirement.
LEVELS = (Level.NEEDED.value, Level.NICE.value, Level.LEARN.value)
# What a row of a list must tell besides skills and visa.
RULES = ("enrolment", "degrees", "fields", "related_fields", "grad_from", "grad_to")


class Need(Protocol):
    """One skill of a posting; those of one `grp` are any one of these."""

    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def grp(self) -> int: ...


@dataclass(frozen=True)
class Asked:
    slug: str
    name: str
    level: str
    grp: int


@dataclass(frozen=True)
class Group:
    """Any one of `skills` (slug, name) is enough."""

    level: str
    skills: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Requirements:
    """Lists in the order of the domain; `grad_from` and `grad_to` are the first of a month."""

    groups: tuple[Group, ...] = ()
    enrolment: str = Enrolment.NOT_STATED.value
    degrees: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    related_fields: bool = False
    grad_from: date | None = None
    grad_to: date | None = None
    visa: tuple[str, ...] = ()

    @classmethod
    def of(cls, posting: Posting, needs: Iterable[Need] | None = None) -> "Requirements":
        """NEEDS in the order they are shown; without them "requirements__skill" is read, prefetch it for many."""
        if needs is None:
            rows = sorted(posting.requirements.all(), key=lambda row: (row.position, row.pk))
            needs = [Asked(row.skill.slug, row.skill.name, row.level, row.grp) for row in rows]
        return cls._made(needs, posting.visa, {name: getattr(posting, name) for name in RULES})

    @classmethod
    def of_card(cls, card: Mapping[str, Any]) -> "Requirements":
        """CARD is that of a search result, with its `rules`; dates there are ISO 8601."""
        needs = [Asked(skill["slug"], skill["name"], skill["level"], skill["group"]) for skill in card["skills"]]
        rules = {name: value for name, value in card["rules"].items() if value is not None}
        for name in ("grad_from", "grad_to"):
            if name in rules:
                rules[name] = date.fromisoformat(rules[name])
        return cls._made(needs, card["visa"], rules)

    @classmethod
    def _made(cls, needs: Iterable[Need], visa: Iterable[str], rules: Mapping[str, Any]) -> "Requirements":
        return cls(
            groups=_groups(needs),
            enrolment=str(rules.get("enrolment", Enrolment.NOT_STATED.value)),
            degrees=_ordered(Degree.values, rules.get("degrees", ())),
            fields=_ordered(Field.values, rules.get("fields", ())),
            related_fields=bool(rules.get("related_fields")),
            grad_from=_month(rules.get("grad_from")),
            grad_to=_month(rules.get("grad_to")),
            visa=_ordered(Visa.values, visa),
        )


def _groups(needs: Iterable[Need]) -> tuple[Group, ...]:
    found: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for need in needs:
        if need.level in LEVELS:
            found.setdefault((str(need.level), need.grp), []).append((need.slug, need.name))
    return tuple(Group(level, tuple(skills)) for (level, _grp), skills in found.items())


def _ordered(domain: Iterable[str], named: Iterable[str]) -> tuple[str, ...]:
    there = {str(value) for value in named}
    return tuple(value for value in domain if value in there)


def _month(day: date | None) -> date | None:
    """A window is told in months."""
    return day.replace(day=1) if day else None
