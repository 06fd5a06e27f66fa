"""Every field of every table says whether it is a person's, and what becomes of it when the person leaves."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import models

from accounts import privacy
from accounts.privacy import DELETE, REST, Privacy

MODELS = list(privacy.all_models())
PEOPLE = {"accounts.user", "applications.student", "applications.application"}


def fields(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


def leading_to_people(model: type[models.Model]) -> set[str]:
    relations = [field for field in model._meta.concrete_fields if field.is_relation and field.related_model]
    return {f.name for f in relations if f.related_model._meta.label_lower in PEOPLE}  # type: ignore[union-attr]


def missing(model: type[models.Model], declared: tuple[Privacy, ...]) -> set[str]:
    named = set().union(*(one.named for one in declared))
    if REST in named:
        named |= fields(model) - leading_to_people(model)
    return fields(model) - named


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_is_classified(model: Any) -> None:
    assert missing(model, privacy.declared(model)) == set()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_what_is_declared_is_there(model: Any) -> None:
    for one in privacy.declared(model):
        assert one.named - {REST} <= fields(model)
        if one.of is None:
            assert not one.export
            assert one.erase == {}
        else:
            assert one.erase, "say DELETE, or what each field becomes"
            model._default_manager.values("pk", *one.export)
            model._default_manager.filter(**{f"{one.of}__in" if one.of else "pk__in": []})
        if one.erase != DELETE:
            assert not set(one.erase) & set(one.keep)


def test_ours_say_it_in_their_own_class() -> None:
    ours = [
        m for m in MODELS if m._meta.app_label in ("accounts", "listings", "applications") and not m._meta.auto_created
    ]
    assert [m._meta.label for m in ours if "privacy" not in vars(m)] == []
    assert {m._meta.label_lower for m in ours} & set(privacy.THIRD_PARTY) == set()


def test_no_table_that_names_somebody_says_it_is_nobodys() -> None:
    for model in MODELS:
        if all(one.of is None for one in privacy.declared(model)):
            assert leading_to_people(model) == set(), model._meta.label


def test_a_field_that_nobody_thought_of_is_found() -> None:
    user = get_user_model()
    declared = privacy.declared(user)
    thinner = tuple(Privacy(of=one.of, keep=tuple(n for n in one.keep if n != "password")) for one in declared)
    assert "password" in missing(user, thinner)


def test_a_table_that_nobody_thought_of_is_found() -> None:
    class Unsaid:
        _meta = type("Meta", (), {"label": "x.Unsaid", "label_lower": "x.unsaid"})

    with pytest.raises(LookupError, match=r"x\.Unsaid"):
        privacy.declared(Unsaid)  # type: ignore[arg-type]
