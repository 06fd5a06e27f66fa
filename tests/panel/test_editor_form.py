"""What is typed into the editor, and what is understood of it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from listings.models.choices import Level
from listings.postings.content import Content, Duty, Need, PlaceSaid
from panel.editor import stack
from panel.editor.form import EditorForm
from panel.editor.standing import typed_of
from panel.editor.typed import Typed
from tests.contents import everything

pytestmark = pytest.mark.django_db


def typed(**said: Any) -> Typed:
    return Typed({name: value if isinstance(value, list) else [value] for name, value in said.items()})


def to_the_minute(content: Content) -> Content:
    instants = {name: getattr(content, name).replace(second=0, microsecond=0) for name in ("publish_at", "opens_at")}
    return replace(content, **instants)


def test_what_stands_is_read_again_as_it_stood() -> None:
    said = to_the_minute(everything())
    form = EditorForm(typed_of(said), standing=said)
    assert form.ask_for_all(), form.errors
    assert form.understood() == said
    assert Typed(typed_of(said).as_data()).as_data() == typed_of(said).as_data()


def test_nothing_typed_is_a_content_of_nothing_and_asks_for_what_is_needed() -> None:
    form = EditorForm(typed())
    assert form.understood() == Content()
    assert not form.ask_for_all()
    assert set(form.errors) == {"title", "body", "role", "workplace", "places", "terms", "__all__"}


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"openings": "many"}, "openings"),
        ({"openings": "0"}, "openings"),
        ({"pay_min": "4200", "pay_max": "420", "pay_currency": "USD", "pay_period": "hour"}, "pay_max"),
        ({"pay_min": "42"}, "pay_currency"),
        ({"pay_min": "42", "pay_currency": "USD"}, "pay_period"),
        ({"pay_min": "a lot"}, "pay_min"),
        ({"pay_min": "-1"}, "pay_min"),
        ({"pay_min": "1e400"}, "pay_min"),
        ({"pay_min": "42", "pay_currency": "USD", "pay_period": "hour", "pay_kind": "unpaid"}, "pay_kind"),
        ({"grad_from": "06/2029", "grad_to": "05/2029"}, "grad_to"),
        ({"grad_from": "soon"}, "grad_from"),
        ({"apply_kind": "outside"}, "apply_url"),
        ({"apply_kind": "outside", "apply_url": "javascript:alert(1)"}, "apply_url"),
        ({"apply_kind": "outside", "apply_url": "ftp://acme.example/form"}, "apply_url"),
        ({"apply_kind": "outside", "apply_url": "https://acme.example@elsewhere.example/"}, "apply_url"),
        ({"remote_countries": "Germany", "workplace": "hybrid"}, "remote_countries"),
        ({"remote_countries": "Atlantis", "workplace": "remote"}, "remote_countries"),
        ({"closes_on": "2020-01-01"}, "closes_on"),
        ({"closes_on": "tomorrow"}, "closes_on"),
        ({"closes_on": "2099-01-01", "opens_at": "2099-01-02T09:00"}, "opens_at"),
        ({"closes_on": "2099-01-01", "publish_at": "2099-01-02T00:00"}, "publish_at"),
        ({"opens_at": "nine"}, "opens_at"),
        ({"time_zone": "Middle/Earth"}, "time_zone"),
        ({"role": "wizard"}, "role"),
        ({"visa": ["sponsors", "magic"]}, "visa"),
        ({"terms": ["someday"]}, "terms"),
        ({"answer_within_days": "91"}, "answer_within_days"),
        ({"hours_a_week": "81"}, "hours_a_week"),
        ({"title": "x" * 301}, "title"),
        ({"places": "\n".join(f"Place {n}" for n in range(67))}, "places"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_understood(said: dict[str, Any], wrong: str) -> None:
    form = EditorForm(typed(**{"mentor_name": "Ada", **said}))
    assert wrong in form.errors
    assert form.understood().mentor_name == "Ada"


def test_a_year_of_graduation_is_the_whole_year() -> None:
    said = EditorForm(typed(grad_from="2027", grad_to=" 2028 ")).understood()
    assert (said.grad_from, said.grad_to) == (date(2027, 1, 1), date(2028, 12, 1))
    assert "grad_to" in EditorForm(typed(grad_from="2029", grad_to="2028")).errors


@pytest.mark.parametrize(
    ("said", "zone"),
    [("Europe/Lisbon", "Europe/Lisbon"), ("lisbon", "Europe/Lisbon"), ("New York", "America/New_York"), ("", "UTC")],
)
def test_a_city_is_enough_of_a_time_zone(said: str, zone: str) -> None:
    form = EditorForm(typed(time_zone=said))
    assert form.understood().time_zone == zone
    assert "time_zone" not in form.errors


def test_a_deadline_that_stands_may_be_over() -> None:
    over = timezone.now().date() - timedelta(days=3)
    said = {"closes_on": over.isoformat()}
    assert "closes_on" in EditorForm(typed(**said)).errors
    assert "closes_on" not in EditorForm(typed(**said), standing=Content(closes_on=over)).errors


def test_money_is_kept_in_minor_units_and_an_amount_means_paid() -> None:
    pay = {"pay_min": "4,200.50", "pay_currency": "USD", "pay_period": "month"}
    said = EditorForm(typed(**pay)).understood()
    assert (said.pay_kind, said.pay_min, said.pay_max) == ("paid", 420050, None)
    yen = EditorForm(typed(**{**pay, "pay_min": "1800", "pay_currency": "JPY"})).understood()
    assert yen.pay_min == 1800


def test_places_are_resolved_and_what_is_unknown_stays_as_written() -> None:
    said = EditorForm(typed(places="Berlin\nMiddle-earth\nRemote")).understood()
    assert said.places == (
        PlaceSaid("Berlin", "berlin"),
        PlaceSaid("Middle-earth"),
        PlaceSaid("Remote", is_remote=True),
    )


def test_a_form_elsewhere_asks_for_no_letter_here() -> None:
    said = {"apply_kind": "outside", "apply_url": "https://acme.example/apply", "cover_letter": "required"}
    understood = EditorForm(typed(**said)).understood()
    assert (understood.apply_kind, understood.cover_letter) == ("outside", "not-asked")


def test_work_without_words_or_kind_is_no_work() -> None:
    said = typed(work_tag=["api-endpoints", "", "nonsense", ""], work_text=["Design one", "", "Ask why"])
    assert EditorForm(said).understood().work == (Duty("api-endpoints", "Design one"), Duty("", "Ask why"))


def test_the_stack_is_added_to_grouped_parted_and_dropped() -> None:
    one, unknown = stack.added(Typed({}), "Golang, Postgres; Flurbl")
    assert unknown == ["Flurbl"]
    assert [row.key for row in stack.rows(one)] == ["go", "postgresql"]
    again, _unknown = stack.added(one, "go")
    assert again.as_data() == one.as_data()
    any_of, _unknown = stack.added(one, "Go, Java, Kotlin", any_of=True)
    assert stack.needs(any_of) == (
        Need("postgresql", "needed", 1),
        Need("go", "needed", 2),
        Need("java", "needed", 2),
        Need("kotlin", "needed", 2),
    )
    nice = any_of.with_(**{"level-go": [Level.NICE], "note-go": ["whichever you know"]})
    assert {need.level for need in stack.needs(nice) if need.grp == 2} == {"nice"}
    parted = stack.parted(nice, "go")
    assert [need.grp for need in stack.needs(parted)] == [1, 2, 3, 4]
    assert [row.key for row in stack.rows(stack.dropped(nice, "go"))] == ["postgresql"]
    assert stack.dropped(nice, "never").as_data() == nice.as_data()


def test_what_was_only_mentioned_is_no_statement_of_the_employer() -> None:
    said = (Need("go", "mentioned", 1), Need("java", "nice", 2))
    assert stack.needs(Typed(stack.typed_of(said))) == (Need("java", "nice", 1),)


def test_a_draft_of_an_older_version_is_read() -> None:
    form = EditorForm(Typed({"title": "Plain words", "openings": 2, "work": [["api-endpoints", "One"]]}))
    assert (form.understood().title, form.understood().openings) == ("Plain words", 2)
