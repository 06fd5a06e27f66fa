"""What the linter remarks on the way out: a block stops it, a warning is read first, a slip is one press away."""

from typing import Any

import pytest

from listings.models import Posting, PostingDraft
from tests.cast import Cast
from tests.contents import everything
from tests.panel.test_editor_pages import address, cast, draft, fair, kept, post

__all__ = ["cast", "draft"]
pytestmark = pytest.mark.django_db


def send(cast: Cast, posting: Posting, read: str = "", **changes: Any) -> Any:
    draft = PostingDraft.objects.filter(posting=posting).first()
    return post(cast, posting, fair(**changes), action="send", remarks_read=read, version=draft.version if draft else 0)


def test_a_warning_is_read_first_and_confirmed(cast: Cast, draft: Posting) -> None:
    asked = send(cast, draft)
    page = asked.content.decode()
    assert asked.status_code == 422
    assert 'name="remarks_read" value="body-too-short"' in page and "send it all the same" in page
    draft.refresh_from_db()
    assert draft.status == "draft" and kept(draft)["title"] == ["Back-end Intern, Ledger"]
    assert "remarks_read" not in kept(draft)
    # Another warning has come up since: what was read is not all there is.
    more = send(cast, draft, "body-too-short", title="BACK-END INTERN WANTED")
    assert more.status_code == 422 and 'value="body-too-short title-shouts"' in more.content.decode()
    assert send(cast, draft, "body-too-short").status_code == 302
    draft.refresh_from_db()
    assert draft.status == "in_moderation"


def test_no_confirmation_lifts_a_block(cast: Cast, draft: Posting) -> None:
    refused = send(
        cast,
        draft,
        "asks-for-money body-too-short",
        body="Send a refundable deposit of $50 for your training kit. " * 3,
    )
    assert refused.status_code == 422 and 'name="remarks_read"' not in refused.content.decode()
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_a_slip_of_the_period_is_one_press_away(cast: Cast, draft: Posting) -> None:
    slip = everything(pay_min=420_000, pay_max=460_000, pay_period="hour")
    post(cast, draft, slip)
    page = cast.client("recruiter").get(address(draft)).content.decode()
    assert 'value="pay:month">Yes, a month<' in page and 'value="pay:hundredth">$42–46 an hour<' in page
    post(cast, draft, **{**kept(draft), "action": "pay:month", "version": "1"})
    assert (kept(draft)["pay_period"], kept(draft)["pay_min"]) == (["month"], ["4200"])
    assert 'value="pay:' not in cast.client("recruiter").get(address(draft)).content.decode()
    post(cast, draft, slip, action="pay:hundredth", version="2")
    assert (kept(draft)["pay_period"], kept(draft)["pay_min"]) == (["hour"], ["42.00"])
    assert 'value="pay:' not in cast.client("recruiter").get(address(draft)).content.decode()


@pytest.mark.parametrize("key", ["pay:", "pay:fortnight", "pay:hundredth"])
def test_a_press_that_means_nothing_changes_nothing(cast: Cast, draft: Posting, key: str) -> None:
    post(cast, draft, title="Intern", pay_min="a lot", action=key)
    assert kept(draft)["pay_min"] == ["a lot"]
