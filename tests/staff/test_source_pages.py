"""Where a source is read from, as staff set it."""

import pytest
from django.test import Client

from accounts.models import AuditEvent
from listings.models import Source
from tests.cast import make_cast
from tests.factories import make_employer, make_source
from tests.site.test_templates import assert_clean

pytestmark = pytest.mark.django_db
GOOD = {"title": "Acme's board", "fetch_url": "https://boards.example.com/acme", "fetch_every": "6", "is_fetched": "on"}


@pytest.fixture
def moderator() -> Client:
    return make_cast().client("moderator")


def test_a_new_source_is_switched_on_and_off(moderator: Client) -> None:
    make_employer("Kestrel")
    sent = {**GOOD, "slug": "acme", "kind": "lever", "employer": "kestrel"}
    there = moderator.post("/admin/sources/new/", sent)
    assert there.status_code == 303
    source = Source.objects.get(slug="acme")
    assert (source.kind, source.fetch_every, source.is_fetched) == ("lever", 6, True)
    assert source.next_read_at and source.settings["employer"] == "kestrel"
    assert AuditEvent.objects.get(code="source.set").subject_id == source.pk
    page = moderator.get(there["Location"]).text
    assert_clean(page)
    assert "Next on" in page and "Try the saved address now" in page
    off = {name: value for name, value in GOOD.items() if name != "is_fetched"}
    assert moderator.post(there["Location"], off).status_code == 303
    source.refresh_from_db()
    assert not source.is_fetched and "employer" not in source.settings
    assert moderator.post("/admin/sources/new/", sent).status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [{"fetch_url": "http://boards.example.com/"}, {"fetch_url": "https://a:b@example.com/"}, {"fetch_url": ""},
     {"fetch_url": "https://example.com:22/"}, {"fetch_every": "0"}, {"fetch_every": "721"}, {"employer": "nobody"}],
)  # fmt: skip
def test_what_cannot_be(moderator: Client, wrong: dict[str, str]) -> None:
    source = make_source()
    got = moderator.post(f"/admin/sources/{source.pk}/", {**GOOD, **wrong})
    assert got.status_code == 422
    source.refresh_from_db()
    assert not source.is_fetched


def test_another_address_is_another_answer(moderator: Client) -> None:
    source = make_source(fetch_url="https://old.example.com/", etag='"a"', last_error="It took too long.", failures=3)
    page = moderator.get(f"/admin/sources/{source.pk}/").text
    assert "The last 3 tries failed." in page and "It took too long." in page
    moderator.post(f"/admin/sources/{source.pk}/", GOOD)
    source.refresh_from_db()
    assert (source.etag, source.last_error, source.failures) == ("", "", 0)


def test_a_trial_leads_nowhere_inside(moderator: Client) -> None:
    source = make_source(fetch_url="https://localhost/board")
    page = moderator.post(f"/admin/sources/{source.pk}/", {"do": "try"})
    assert page.status_code == 200 and "leads into a private network" in page.text
    source.refresh_from_db()
    assert source.last_error == "" and source.failures == 0


def test_a_board_that_an_employer_brought_has_no_address(moderator: Client) -> None:
    source = make_source(kind="panel", employer=make_employer())
    assert moderator.get(f"/admin/sources/{source.pk}/").status_code == 404
    assert moderator.get("/admin/runs/").status_code == 200
