"""Every remark leads to the field it is about, and each of its sentences makes sense without the page around it."""

import re

import pytest

from listings.models import Posting
from listings.postings.linting import remark
from panel.editor.page import _anchor
from tests.cast import Cast
from tests.panel.test_editor_pages import address, cast, draft

__all__ = ["cast", "draft"]
pytestmark = pytest.mark.django_db

FIELDS = (
    *("title", "summary", "body", "outcomes", "work", "pay_note", "pay_kind", "pay_min", "pay_max", "pay_period"),
    *("starts_on", "closes_on", "mentor_name"),
)


@pytest.fixture
def ids(cast: Cast, draft: Posting) -> set[str]:
    return set(re.findall(r'\sid="([^"]+)"', cast.client("recruiter").get(address(draft)).content.decode()))


@pytest.mark.parametrize("field", FIELDS)
def test_the_field_of_a_remark_is_on_the_page(ids: set[str], field: str) -> None:
    assert _anchor(field) in ids


def test_there_is_a_word_for_every_severity() -> None:
    assert {code.severity for code in remark.CODES.values()} == set(remark.SEVERITIES)
