"""Staff correct what an import wrote, in Django's admin; it is kept, found and audited."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEvent
from listings.models import Posting
from listings.postings import editing
from listings.search import PostingSearch
from tests.cast import give_second_factor
from tests.factories import make_place, make_posting, make_source, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(client: Client) -> Client:
    staff = make_user(is_staff=True, is_superuser=True)
    give_second_factor(staff)
    client.force_login(staff)
    return client


def form(posting: Posting, **changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = {"title": posting.title, "role": posting.role, "workplace": posting.workplace}
    for prefix in ("posting_places", "posting_terms", "requirements"):
        data |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    return data | changes


def correct(client: Client, posting: Posting, **changes: Any) -> None:
    answer = client.post(f"/admin/listings/posting/{posting.pk}/change/", form(posting, **changes))
    assert answer.status_code == 302, answer.context["errors"]
    posting.refresh_from_db()


def test_a_corrected_title_and_role_are_locked_found_and_audited(moderator: Client) -> None:
    posting = make_posting("Sofware Inten", source=make_source(), role="other", role_evidence="title: nothing")
    correct(moderator, posting, title="Software Intern, Payments", role="back-end")
    assert posting.locked_fields == ["role", "title"]
    assert (posting.role_evidence, posting.role_set_by_id) == ("", int(moderator.session["_auth_user_id"]))
    assert [result.id for result in PostingSearch({"q": ["payments"]}).results] == [posting.pk]
    event = AuditEvent.objects.get(code="posting.correct")
    assert (event.subject_id, event.data) == (posting.pk, {"fields": ["role", "title"]})


def test_a_corrected_place_is_locked(moderator: Client) -> None:
    posting = make_posting(source=make_source())
    place = {
        "position": "0",
        "raw": "Berlin",
        "place": str(make_place("berlin").pk),
        "id": "",
        "posting": str(posting.pk),
    }
    rows = {f"posting_places-0-{name}": value for name, value in place.items()}
    correct(moderator, posting, **rows, **{"posting_places-TOTAL_FORMS": "1"})
    assert posting.locked_fields == ["places"]
    assert PostingSearch({"place": ["germany"]}).total == 1


def test_saving_without_a_change_locks_nothing(moderator: Client) -> None:
    posting = make_posting(source=make_source())
    correct(moderator, posting)
    assert posting.locked_fields == []
    assert not AuditEvent.objects.exists()


def test_only_what_imports_write_can_be_corrected() -> None:
    with pytest.raises(ValueError, match="pay"):
        editing.correct(make_posting(), ["pay"], by=make_user())


@pytest.mark.parametrize("page", ["posting", "employer", "place", "skill", "source"])
def test_staff_lists_open(moderator: Client, page: str) -> None:
    make_posting(source=make_source(), places=("berlin",), skills={"go": "needed"})
    assert moderator.get(f"/admin/listings/{page}/").status_code == 200
    assert moderator.get(f"/admin/listings/{page}/?q=a").status_code == 200
