"""A count says what the search finds with that value alone in its facet; for skills, added."""

import pytest

from listings.models import Posting
from listings.search import PostingSearch

SEARCHES: list[dict[str, list[str]]] = [
    {},
    {"role": ["all"]},
    {"q": ["intern"], "role": ["back-end", "data"]},
    {"q": ["kafka"]},
    {"skill": ["go"], "role": ["all"]},
    {"skill": ["go", "sql"], "role": ["all"]},
    {"skill_any": ["go", "sql"], "workplace": ["remote", "hybrid"]},
    {"place": ["united-states"], "term": ["summer-2027"], "role": ["all"]},
    {"pay_min": ["20"], "role": ["all"], "visa": ["cpt", "not-stated"]},
    {"pay_min": ["20"], "pay_currency": ["eur"], "role": ["all"]},
    {"pay_min": ["22.5"], "role": ["all"]},
    {"employer": ["acme"], "degree": ["master"], "apply": ["here"]},
]


@pytest.mark.parametrize("asked", SEARCHES, ids=str)
def test_counts_are_what_their_value_finds(many: list[Posting], asked: dict[str, list[str]]) -> None:
    search = PostingSearch(asked)
    seen = 0
    for facet in search.facets(100):
        for value in facet.values:
            if facet.name == "skill":
                alone = {**asked, "skill": [*asked.get("skill", []), value.value]}
            else:
                alone = {**asked, facet.name: [value.value]}
            assert PostingSearch(alone).total == value.count, (facet.name, value.value)
            seen += 1
    assert seen > 20


def test_the_largest_and_the_selected_values_are_shown(many: list[Posting]) -> None:
    search = PostingSearch({"skill": ["kafka"], "role": ["all"]})
    skill = next(facet for facet in search.facets(1) if facet.name == "skill")
    assert "kafka" in [value.value for value in skill.values if value.selected]
    assert skill.more > 0


def test_the_default_scope_is_a_selection_of_roles(many: list[Posting]) -> None:
    search = PostingSearch({})
    roles = next(facet for facet in search.facets() if facet.name == "role")
    assert {value.value for value in roles.values if value.selected} == {
        "back-end", "full-stack", "infrastructure", "general-software",
    }  # fmt: skip
    assert search.total == sum(value.count for value in roles.values if value.selected)
    assert PostingSearch({"role": ["all"]}).total == 60
