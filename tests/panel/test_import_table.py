"""A table of an employer's own making: foreign headings, what stands below them, and what nobody can read of it."""

from datetime import date
from typing import Any

import pytest

from listings.models import Posting
from tests.cast import Cast, make_cast
from tests.panel.test_import import upload

pytestmark = pytest.mark.django_db

TABLE = """Stellenbezeichnung;Standort;Bewerbungsschluss;Vergütung;Arbeitsmodell;Link
Praktikum Backend;Berlin;31.03.2027;nach Absprache;hybrid;https://jobs.acme.example/1
Praktikum Daten;Berlin;32.03.2027;;vor Ort;https://jobs.acme.example/2
;Berlin;;;;https://jobs.acme.example/3
"""


@pytest.fixture
def cast(settings: Any) -> Cast:
    settings.REQUIRE_MFA = False
    return make_cast()


def test_german_headings_are_guessed_shown_with_an_example_and_what_is_not_understood_is_said(cast: Cast) -> None:
    recruiter = cast.client("recruiter")
    there = upload(cast, "csv", TABLE.encode())["Location"]
    form = recruiter.get(there).context["form"]
    assert "Standort: Berlin" in recruiter.get(there).content.decode()
    guessed = {name: field.initial for name, field in form.fields.items() if field.initial}
    assert set(guessed) == {"title", "url", "places", "pay", "closes_on", "workplace"}

    trial = recruiter.post(there, guessed)["Location"]
    shown = recruiter.get(trial)
    lost = [[(str(one["label"]), one["words"]) for one in row["lost"]] for row in shown.context["created"]]
    assert lost == [[("Pay", "nach Absprache")],
                    [("Deadline", "32.03.2027"), ("Remote, hybrid or on-site", "vor Ort")]]  # fmt: skip
    assert "Not understood" in shown.content.decode() and "<b>1</b> is left out." in shown.content.decode()
    recruiter.post(trial)
    assert Posting.objects.get(title="Praktikum Backend").closes_on == date(2027, 3, 31)
