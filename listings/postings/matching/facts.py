"""What a person told of themselves, as far as a posting may ask for it."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from listings.models.choices import Degree, Enrolled, Field, ProficiencyLevel, WorkPermit
from listings.vocabulary import taxonomy

NOT_STATED, OTHER = "not-stated", "other"
MAX_SKILLS = 200
# What each may be, but for "not stated". Anything else that is read counts as not told.
TOLD: dict[str, frozenset[str]] = {
    "enrolled": frozenset(Enrolled.values) - {NOT_STATED},
    "degree": frozenset(Degree.values) - {Degree.NOT_REQUIRED.value},
    "field": frozenset(Field.values) | {OTHER},
    "work_permit": frozenset(WorkPermit.values) - {NOT_STATED},
}


@dataclass(frozen=True)
class Facts:
    """`skills` are slug → ProficiencyLevel, `graduates_on` is the first of a month.

    `work_permit` speaks of the country of the posting that is looked at.
    """

    enrolled: str = NOT_STATED
    degree: str = NOT_STATED
    field: str = NOT_STATED
    graduates_on: date | None = None
    work_permit: str = NOT_STATED
    skills: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return self == Facts()

    def to_json(self) -> dict[str, Any]:
        """Only what was told; `graduates_on` as an ISO date."""
        told: dict[str, Any] = {name: str(getattr(self, name)) for name in TOLD if getattr(self, name) != NOT_STATED}
        if self.graduates_on:
            told["graduates_on"] = self.graduates_on.isoformat()
        if self.skills:
            told["skills"] = {slug: str(level) for slug, level in self.skills.items()}
        return told

    @classmethod
    def from_json(cls, kept: object) -> "Facts":
        """Reads what a session keeps, perhaps for months: what is not known any more is as if never told."""
        if not isinstance(kept, dict):
            return cls()
        told: dict[str, Any] = {}
        for name, values in TOLD.items():
            value = kept.get(name)
            if isinstance(value, str) and value in values:
                told[name] = value
        return cls(**told, graduates_on=_month(kept.get("graduates_on")), skills=_skills(kept.get("skills")))


def _month(value: object) -> date | None:
    try:
        return date.fromisoformat(value).replace(day=1) if isinstance(value, str) else None
    except ValueError:
        return None


def _skills(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    known, levels = taxonomy.skills(), ProficiencyLevel.values
    told = {slug: level for slug, level in value.items() if slug in known and level in levels}
    return dict(list(told.items())[:MAX_SKILLS])
