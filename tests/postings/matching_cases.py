"""Persons and postings for hypothesis, of few skills, so that they often meet."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from listings.models import Posting, Requirement
from listings.models.choices import Degree, Enrolled, Enrolment, Field, Level, ProficiencyLevel, Visa, WorkPermit
from listings.postings import search_row
from listings.postings.matching import Facts
from tests.factories import make_posting, make_skill

SKILLS = ("go", "java", "kotlin", "sql", "postgresql", "databases", "redis", "kafka", "docker")
MONTHS = [date(2027 + month // 12, month % 12 + 1, 1) for month in range(0, 30, 3)]


def some_of(values: Any) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from([str(value) for value in values]), unique=True, max_size=3)


facts = st.builds(
    Facts,
    enrolled=st.sampled_from(Enrolled.values),
    degree=st.sampled_from([*Degree.values[:4], "not-stated"]),
    field=st.sampled_from([*Field.values, "other", "not-stated"]),
    graduates_on=st.none() | st.sampled_from(MONTHS),
    work_permit=st.sampled_from(WorkPermit.values),
    skills=st.dictionaries(st.sampled_from(SKILLS), st.sampled_from(ProficiencyLevel.values), max_size=5),
)


@st.composite
def asked(draw: st.DrawFn) -> dict[str, Any]:
    """Fields of a posting, and `groups`: (level, slugs) each; their numbers need not be in order."""
    slugs = draw(st.lists(st.sampled_from(SKILLS), unique=True))
    groups: list[tuple[str, list[str]]] = []
    while slugs:
        size = draw(st.integers(1, 3))
        groups.append((draw(st.sampled_from(Level.values)), slugs[:size]))
        slugs = slugs[size:]
    window = sorted(draw(st.lists(st.sampled_from(MONTHS), min_size=2, max_size=2)))
    return {
        "groups": list(zip(draw(st.permutations(range(len(groups)))), groups, strict=True)),
        "enrolment": draw(st.sampled_from(Enrolment.values)),
        "degrees": draw(some_of(Degree.values)),
        "fields": draw(some_of(Field.values)),
        "related_fields": draw(st.booleans()),
        "visa": draw(some_of(Visa.values)),
        "grad_from": draw(st.sampled_from([None, window[0]])),
        "grad_to": draw(st.sampled_from([None, window[1]])),
    }


def write(fields: dict[str, Any]) -> Posting:
    fields = dict(fields)
    groups = fields.pop("groups")
    posting = make_posting(indexed=False, **fields)
    rows = [(slug, level, number) for number, (level, slugs) in groups for slug in slugs]
    for position, (slug, level, number) in enumerate(rows):
        # Some stand at one position, as those of an import do.
        Requirement.objects.create(
            posting=posting, skill=make_skill(slug), level=level, grp=number, position=position // 2
        )
    search_row.rebuild([posting.pk])
    return posting
