"""Several skills told at once, by any of their names."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.applicants import make_student
from tests.factories import make_skill

pytestmark = pytest.mark.django_db
PROFILE = "/me/profile/"


@pytest.fixture(params=["account", "visitor"])
def anybody(request: pytest.FixtureRequest) -> Client:
    for slug in ("go", "postgresql", "kubernetes", "rest-apis"):
        make_skill(slug)
    client = Client()
    if request.param == "account":
        client.force_login(make_student().user)
    return client


def names(client: Client) -> list[str]:
    return [skill["name"] for skill in client.get(PROFILE).context["skills"]]


def field(text: str) -> str:
    found = re.search(r'<input[^>]*name="skill"[^>]*>', text)
    assert found
    value = re.search(r'value="([^"]*)"', found[0])
    return value[1] if value else ""


@pytest.mark.parametrize("typed", ["Go, Postgres, k8s", "golang;postgres ; kubernetes,", " go,, GO, psql and k8s"])
def test_several_at_once(anybody: Client, typed: str) -> None:
    response = anybody.post(PROFILE, {"skill": typed, "level": "strong", "evidence": "one project"})
    assert response["Location"] == f"{PROFILE}#skills"
    assert names(anybody) == ["Go", "PostgreSQL", "Kubernetes"]
    assert {skill["evidence"] for skill in anybody.get(PROFILE).context["skills"]} == {"one project"}


def test_those_we_know_are_kept_and_the_others_named_and_left_in_the_field(anybody: Client) -> None:
    response = anybody.post(PROFILE, {"skill": "Go, juggling; REST, <chess>", "level": "basics"})
    assert response.status_code == 200
    assert "We do not know “juggling” and “&lt;chess&gt;” as skills." in response.text
    assert field(response.text) == "juggling, &lt;chess&gt;"
    assert names(anybody) == ["Go", "REST APIs"]
    again = anybody.post(PROFILE, {"skill": field(response.text), "level": "basics"})
    assert "We do not know" in again.text


def test_nothing_is_told_where_something_else_is_wrong(anybody: Client) -> None:
    response = anybody.post(PROFILE, {"skill": "Go, k8s", "level": "wizard"})
    assert field(response.text) == "Go, k8s"
    assert names(anybody) == []
    assert anybody.post(PROFILE, {"skill": " , ;", "level": "basics"}).status_code == 200


def test_one_is_changed_by_itself(anybody: Client) -> None:
    anybody.post(reverse("change_skill", args=["go"]), {"level": "strong", "skill": "k8s"})
    assert names(anybody) == ["Go"]
