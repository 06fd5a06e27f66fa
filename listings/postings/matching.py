"""Whether a student meets what a posting asks for: one rule for lists, pages, the form and the recruiter's desk."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Facts:
    """What a person told of themselves; `skills` are slug → level, `graduates_on` is the first of a month."""

    enrolled: str = "not-stated"
    degree: str = "not-stated"
    field: str = "not-stated"
    graduates_on: date | None = None
    work_permit: str = "not-stated"
    skills: Mapping[str, str] = dataclasses.field(default_factory=dict)
