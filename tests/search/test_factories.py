import pytest

from listings.search import PostingSearch
from tests.factories import make_complete_posting

pytestmark = pytest.mark.django_db


def test_a_complete_posting_is_found_by_every_facet() -> None:
    posting = make_complete_posting()
    asked = {"skill": ["go", "kafka"], "place": ["united-states"], "workplace": ["hybrid"], "term": ["summer-2027"],
             "degree": ["master"], "visa": ["opt"], "graduates": ["2028-05"], "pay_min": ["45"], "apply": ["here"],
             "paid": ["yes"], "posted": ["7"], "closes": ["60"], "employer": [posting.employer.slug]}  # fmt: skip
    search = PostingSearch(asked)
    assert [result.id for result in search.results] == [posting.pk]
    assert search.ignored == []
