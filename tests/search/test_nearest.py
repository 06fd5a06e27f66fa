import pytest

from listings.search import PostingSearch
from tests.factories import make_posting

pytestmark = pytest.mark.django_db


def test_the_condition_to_drop_comes_with_its_number() -> None:
    make_posting("Intern", skills={"go": "needed"}, places=("berlin",))
    make_posting("Intern", skills={"go": "needed"}, places=("berlin",), role="data")
    search = PostingSearch({"skill": ["go"], "place": ["berlin"], "workplace": ["remote"]})
    assert search.total == 0
    assert search.nearest == [(("workplace",), 1)]
    for names, count in search.nearest:
        dropped = {name: values for name, values in search.params.items() if name not in names}
        assert PostingSearch(dropped).total == count


def test_two_conditions_where_one_is_not_enough() -> None:
    make_posting("Intern", skills={"go": "needed"})
    search = PostingSearch({"q": ["kafka"], "place": [], "workplace": ["remote"]})
    assert search.nearest == [(("q", "workplace"), 1)]


def test_the_default_roles_can_be_dropped() -> None:
    make_posting("Mobile Intern", role="mobile")
    search = PostingSearch({"q": ["mobile"]})
    assert search.nearest == [(("role",), 1)]
    assert "role=all" in search.query_without("role")
