"""The same answer wherever it is given, and what must hold of any answer. A thousand pairs of person and posting."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications.desk import dossier
from applications.models import Application
from applications.views import filling
from listings.models import Posting
from listings.postings.matching import Facts, Fit, Requirements, fit
from listings.public import checks, posting_read, rows
from listings.public.viewer import Viewer
from listings.search import PostingSearch, Result
from tests.postings import matching_cases as cases

pytestmark = pytest.mark.django_db
IN_DATABASE = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=200, deadline=None)


def result_of(posting: Posting) -> Result:
    return PostingSearch({"role": ["all"]}).show([posting.pk])[0]


def on_its_page(posting: Posting, told: Facts) -> Fit:
    reading = posting_read.load(str(posting.pk), timezone.now())
    assert reading
    return checks.of_reading(reading, told)


def on_the_form(posting: Posting, told: Facts) -> dict[str, Any]:
    reading = posting_read.load(str(posting.pk), timezone.now())
    assert reading
    return filling.checks_of(reading, told) or {"items": []}


def on_the_desk(posting: Posting, told: Facts) -> dict[str, Any]:
    """Of an application that was sent with these facts."""
    rules = {name: getattr(told, name) for name in ("enrolled", "degree", "field", "graduates_on", "work_permit")}
    skills = {slug: {"level": level, "evidence": ""} for slug, level in told.skills.items()}
    return dossier._fit(Application(posting=posting, skills=skills, **rules))


def said(items: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(item["state"], item["text"], item["note"]) for item in items]


# Every place where a person is held against a posting; a new one belongs here.
SURFACES: dict[str, Callable[[Posting, Facts], Fit]] = {
    "a row of a list": lambda posting, told: checks.of_result(result_of(posting), told),
    "its page": on_its_page,
    "the form and the desk": lambda posting, told: fit(told, Requirements.of(posting)),
    "many at once": lambda posting, told: fit(
        told, Requirements.of(Posting.objects.prefetch_related("requirements__skill").get(pk=posting.pk))
    ),
}


@IN_DATABASE
@given(fields=cases.asked(), people=st.lists(cases.facts, min_size=20, max_size=20))
def test_the_same_in_every_place(fields: dict[str, Any], people: list[Facts]) -> None:
    with transaction.atomic():
        posting = Posting.objects.get(pk=cases.write(fields).pk)
        result = result_of(posting)
        for told in people:
            found = {name: surface(posting, told) for name, surface in SURFACES.items()}
            one = next(iter(found.values()))
            assert all(other == one for other in found.values()), found
            [row] = rows.build([result], at=timezone.now(), viewer=Viewer(facts=told))
            assert row.fit == ("" if told.is_empty else one.summary)
            assert said(on_the_form(posting, told)["items"]) == [(x.state, x.text, x.note) for x in one.lines]
            desk = on_the_desk(posting, told)
            lines = (*one.lines, *one.nice)
            assert said(desk["items"]) == [(x.state, x.text, x.account) for x in lines]
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def requirements() -> Callable[[dict[str, Any]], Requirements]:
    """From generated fields without a database: as a row of a list would tell them."""

    def made(fields: dict[str, Any]) -> Requirements:
        skills = [
            {"slug": slug, "name": slug, "level": level, "group": number}
            for number, (level, slugs) in fields["groups"]
            for slug in slugs
        ]
        days = {name: fields[name] and fields[name].isoformat() for name in ("grad_from", "grad_to")}
        return Requirements.of_card({"skills": skills, "visa": fields["visa"], "rules": {**fields, **days}})

    return made


@MANY
@given(fields=cases.asked(), told=cases.facts, slug=st.sampled_from(cases.SKILLS))
def test_one_skill_more_never_makes_fewer_met(
    requirements: Any, fields: dict[str, Any], told: Facts, slug: str
) -> None:
    asked = requirements(fields)
    more = replace(told, skills={**told.skills, slug: "basics"})
    before, after = fit(told, asked), fit(more, asked)
    met = {line.key for line in before.lines if line.state == "met"}
    assert met <= {line.key for line in after.lines if line.state == "met"}
    assert before.meets <= after.meets
    assert before.needed == after.needed


@MANY
@given(fields=cases.asked(), told=cases.facts, name=st.sampled_from(["enrolled", "degree", "field", "work_permit"]))
def test_telling_one_thing_changes_its_line_alone(
    requirements: Any, fields: dict[str, Any], told: Facts, name: str
) -> None:
    kinds = {"enrolled": "enrolment", "work_permit": "visa"}
    asked = requirements(fields)
    after, before = fit(told, asked).lines, fit(replace(told, **{name: "not-stated"}), asked).lines
    assert [line.key for line in before] == [line.key for line in after]
    changed = {one.kind for one, other in zip(before, after, strict=True) if one != other}
    assert changed <= {kinds.get(name, name)}


@MANY
@given(fields=cases.asked(), told=cases.facts, seed=st.integers())
def test_the_order_of_groups_does_not_matter(requirements: Any, fields: dict[str, Any], told: Facts, seed: int) -> None:
    shuffled = list(fields["groups"])
    Random(seed).shuffle(shuffled)
    one, other = (fit(told, requirements({**fields, "groups": groups})) for groups in (fields["groups"], shuffled))
    assert set(one.lines) == set(other.lines)
    assert set(one.nice) == set(other.nice)
    assert (one.meets, one.needed, one.fails, one.verdict) == (other.meets, other.needed, other.fails, other.verdict)


@MANY
@given(fields=cases.asked(), told=cases.facts)
def test_every_line_has_its_reason_for_both_readers(requirements: Any, fields: dict[str, Any], told: Facts) -> None:
    found = fit(told, requirements(fields))
    keys = [line.key for line in (*found.lines, *found.nice)]
    assert len(keys) == len(set(keys))
    for line in (*found.lines, *found.nice):
        assert line.text and line.note and line.account
        assert line.state in ("met", "not", "untold")
        assert "%(" not in line.text + line.note + line.account
        assert not line.account.startswith("You")
    assert 0 <= found.meets <= found.needed


@MANY
@given(told=cases.facts)
def test_a_session_keeps_what_was_told(told: Facts) -> None:
    assert Facts.from_json(told.to_json()) == told
    assert Facts.from_json(Facts().to_json()).is_empty
