"""By which channel somebody came: told on their page, asked for in the inbox, of the own postings alone."""

import pytest
from django.test import Client

from applications.models import Application
from tests.applications.desk import Desk, apply


@pytest.fixture
def client(desk: Desk) -> Client:
    return desk.client("recruiter")


def came(application: Application, src: str) -> Application:
    Application.objects.filter(pk=application.pk).update(src=src)
    return application


def codes(client: Client, desk: Desk, query: str = "") -> list[str]:
    return [one.value for one in client.get(desk.url(query)).context["controls"]["codes"]]


def test_one_application_says_it(client: Client, desk: Desk) -> None:
    by_club, by_none = came(apply(desk.posting), "go-club"), apply(desk.posting)
    assert "came by “go-club”" in client.get(desk.one(by_club)).text
    assert "came by" not in client.get(desk.one(by_none)).text


def test_the_inbox_asks_for_it(client: Client, desk: Desk) -> None:
    came(apply(desk.posting, "Ann"), "go-club"), came(apply(desk.other, "Ben"), "fair"), apply(desk.posting, "Cleo")
    page = client.get(desk.url("?src=go-club"))
    assert [row.name for row in page.context["rows"]] == ["Ann"]
    parts = page.context["sentence"]["parts"]
    assert "".join(part["text"] for part in parts).startswith(" in open\u00a0stages that came by go-club")
    assert next(part["remove_url"] for part in parts if part["text"] == "go-club") == desk.url("?")
    assert page.context["asked"].query() == "src=go-club"
    assert '<option value="go-club" selected>' in page.text
    assert client.get(desk.url("?src=Nö%20code"))["Location"] == desk.url()
    nobody = client.get(desk.url("?src=unheard-of"))
    assert [way["clause"] for way in nobody.context["ways"]] == ["unheard-of"]


def test_only_codes_that_somebody_came_by_are_offered(client: Client, desk: Desk) -> None:
    apply(desk.posting)
    assert 'name="src"' not in client.get(desk.url()).text
    came(apply(desk.posting), "go-club"), came(apply(desk.other), "fair"), came(apply(desk.foreign), "rivals-own")
    assert codes(client, desk) == ["", "fair", "go-club"]
    assert codes(client, desk, f"?posting={desk.other.pk}") == ["", "fair"]
    assert codes(client, desk, f"?posting={desk.other.pk}&src=go-club") == ["", "fair", "go-club"]


def test_a_reviewer_is_offered_what_is_theirs(desk: Desk) -> None:
    came(apply(desk.posting), "go-club")
    assert codes(desk.client("reviewer"), desk) == []
