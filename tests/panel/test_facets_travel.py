"""Every facet goes from the form to the draft, the preview, the public page, `.json` and, where it belongs, JSON-LD."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest
import time_machine
from django.test import Client

from listings.models import Posting
from listings.postings import moderating, remarks
from listings.postings.content import Content
from panel.editor import sitting
from panel.editor.form import EditorForm
from panel.editor.typed import Typed
from tests.cast import Cast, make_cast
from tests.factories import make_place, make_skill
from tests.panel.facets import BASE, NOW, ROWS, Has, Row
from tests.panel.test_preview import address, seen, written

pytestmark = pytest.mark.django_db
# Of every posting its own, or of the moment.
NOT_COMPARED = ("id", "url", "identifier.value", "why", "published_at", "datePosted")


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def cast(settings: Any) -> Cast:
    settings.REQUIRE_MFA = False
    for place in ("berlin", "london", "germany"):
        make_place(place)
    for skill in ("go", "java", "kafka"):
        make_skill(skill)
    return make_cast()


def test_every_field_has_its_row() -> None:
    assert [one.name for one in fields(Content)] == [*ROWS]


@pytest.mark.parametrize("facet", ROWS)
def test_it_arrives(cast: Cast, client: Client, clock: Any, facet: str) -> None:
    row, recruiter = ROWS[facet], cast.client("recruiter")
    posting = draft(recruiter, cast, BASE | row.typed)
    assert getattr(sitting.opened(posting).form.understood(), facet) == row.said
    assert (row.preview or row.page) in article(seen(cast, posting))
    plain = written(cast, EditorForm(Typed(BASE)).understood())
    publish(recruiter, cast, posting)
    if row.later:
        assert client.get(posting.get_absolute_url()).status_code == 404
        clock.shift(row.later)
    assert getattr(Content.of(posting), facet) == row.said
    assert_public(client, posting, plain, row)


def draft(recruiter: Client, cast: Cast, typed: dict[str, list[str]]) -> Posting:
    panel = f"/employer/{cast.employer.slug}/postings/"
    posting = Posting.objects.get(pk=recruiter.post(f"{panel}new/")["Location"].rstrip("/").rpartition("/")[2])
    saved = recruiter.post(f"{panel}{posting.pk}/", {**typed, "action": "save", "version": "0"})
    assert saved.status_code == 302
    return posting


def publish(recruiter: Client, cast: Cast, posting: Posting) -> None:
    """Sent as it is kept, its remarks read; a moderator lets it through."""
    noted = remarks.of(sitting.opened(posting).form.understood(), cast.employer)
    kept = {**posting.draft.data, "action": "send", "version": "1", "remarks_read": " ".join(one.code for one in noted)}
    assert recruiter.post(address(posting).removesuffix("preview/"), kept).status_code == 302
    posting.refresh_from_db()
    moderating.approve(posting, by=cast.people["moderator"])


def assert_public(client: Client, posting: Posting, plain: Posting, row: Row) -> None:
    """There, and nowhere on the page of the posting that does not say it."""
    shown, without = (client.get(one.get_absolute_url()).text for one in (posting, plain))
    assert row.page in article(shown)
    assert not row.page or row.page not in article(without)
    if row.apply:
        assert row.apply in client.get(f"{posting.get_absolute_url()}apply/").text
        assert row.apply not in client.get(f"{plain.get_absolute_url()}apply/").text
    answers = {one["id"]: one for one in client.get("/internships.json?role=all").json()["results"]}
    assert_differs(answers[posting.pk], answers[plain.pk], row.json)
    data = data_block(shown)
    assert (data is None) == (row.ld is None)
    if data is not None:
        assert_differs(data, data_block(without) or {}, row.ld or {})


def assert_differs(one: dict[str, Any], other: dict[str, Any], by: dict[str, Any]) -> None:
    said, plain = flat(one, by), flat(other, by)
    differ = {name for name in {*said, *plain} if said.get(name) != plain.get(name)} - {*NOT_COMPARED} | {*by} & {
        *NOT_COMPARED
    }
    assert differ == {*by}, {name: said.get(name) for name in differ ^ {*by}}
    for name, expected in by.items():
        if isinstance(expected, Has):
            assert expected.words in said[name] and expected.words not in plain[name]
        else:
            assert said.get(name) == expected, name


def flat(said: dict[str, Any], whole: dict[str, Any], above: str = "") -> dict[str, Any]:
    """By path; what WHOLE names is not taken apart."""
    found: dict[str, Any] = {}
    for name, value in said.items():
        path = f"{above}{name}"
        found |= flat(value, whole, f"{path}.") if isinstance(value, dict) and path not in whole else {path: value}
    return found


def article(text: str) -> str:
    """The posting's own part of its page, without the similar ones."""
    text = re.sub(r">\s+<", "><", text)
    return text[text.index("<article") : text.index("</article>")].replace("\n", "")


def data_block(text: str) -> dict[str, Any] | None:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
    return json.loads(found[1]) if found else None
