"""What the text seems to say and no field does yet: each with its sentence, for a person to accept or to leave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lib.text import tidy
from listings.importing import proposals
from listings.models import choices as c
from listings.postings import money
from listings.postings.content import Content
from listings.vocabulary import currencies, taxonomy, terms
from panel.editor import stack
from panel.editor.typed import LEVEL, SKILLS, Typed

LEFT = "left"
MOST = 12
LABELS: dict[str, Any] = {
    "role": c.Role, "workplace": c.Workplace, "visa": c.Visa, "degrees": c.Degree, "enrolment": c.Enrolment,
}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """`key` comes back with the button; of a skill without a level the person says which."""

    key: str
    label: str
    sentence: str
    ways: tuple[tuple[str, str], ...]


def of(said: Content, typed: Typed, kept: Sequence[Mapping[str, Any]] = ()) -> list[Found]:
    """KEPT is what came with a board that was brought: of it the skills that the board lists beside its text."""
    left = typed.all(LEFT)
    shown = [_found(one) for one in _news(said, typed, kept)]
    return [one for one in shown if one.key not in left][:MOST]


def _news(said: Content, typed: Typed, kept: Sequence[Mapping[str, Any]]) -> list[proposals.Proposal]:
    silent = {
        "role": said.role == "not-stated", "workplace": said.workplace == "not-stated",
        "pay": said.pay_kind == "not-stated", "terms": not said.terms, "visa": not said.visa,
        "degrees": not said.degrees, "enrolment": said.enrolment == "not-stated",
    }  # fmt: skip
    known = typed.all(SKILLS)
    found = proposals.found_in(said.title, said.body)
    told = {one.value["slug"] for one in found if one.field == "skill"}
    listed = [proposals.Proposal(**one) for one in kept if one["field"] == "skill" and one["value"]["slug"] not in told]
    return [
        one
        for one in [*found, *listed]
        if (one.value["slug"] not in known if one.field == "skill" else silent[one.field])
    ]


def _found(one: proposals.Proposal) -> Found:
    if one.field != "skill":
        return Found(one.field, _label(one), one.sentence, ((f"take:{one.field}", _("Accept")),))
    slug = one.value["slug"]
    levels = [one.value["level"]] if one.value["level"] in stack.COLUMNS else list(stack.COLUMNS)
    words = {
        c.Level.NEEDED: _("Add as needed"), c.Level.NICE: _("Add as nice to have"), c.Level.LEARN: _("Add as learned"),
    }  # fmt: skip
    ways = tuple((f"take:{slug}:{level}", words[c.Level(level)]) for level in levels)
    return Found(f"skill:{slug}", taxonomy.skills()[slug].name, one.sentence, ways)


def _label(one: proposals.Proposal) -> str:
    if one.field == "pay":
        amounts = [money.amount(one.value[name], one.value["currency"]) for name in ("min", "max") if one.value[name]]
        if not amounts:
            return str(c.PayKind(one.value["kind"]).label)
        return f"{' – '.join(amounts)} ({c.PayPeriod(one.value['period']).label})"
    values = one.value if isinstance(one.value, list) else [one.value]
    if one.field == "terms":
        return ", ".join(terms.label(fact) for slug in values if (fact := terms.from_slug(slug)))
    return ", ".join(str(LABELS[one.field](value).label) for value in values)


def left(typed: Typed, key: str) -> Typed:
    return typed.with_(**{LEFT: list(dict.fromkeys([*typed.all(LEFT), key[:80]]))})


def taken(typed: Typed, key: str) -> Typed:
    """With the field of KEY as the text says it, or the skill `slug:level`. What it does not say changes nothing."""
    slug, _colon, level = key.partition(":")
    if level:
        if level not in stack.COLUMNS or slug not in taxonomy.skills() or slug in typed.all(SKILLS):
            return typed
        return typed.with_(**{SKILLS: [*typed.all(SKILLS), slug], LEVEL + slug: [level]})
    texts = typed.one("title"), typed.one("body")
    said = next((one for one in proposals.found_in(*texts) if one.field == slug), None)
    if said is None or said.field == "skill":
        return typed
    if said.field == "pay":
        return typed.with_(**_pay(said.value))
    return typed.with_(**{said.field: list(said.value) if isinstance(said.value, list) else [said.value]})


def clear(found: Sequence[Found]) -> list[str]:
    """Keys of those that leave nothing to choose: the text says the level of the skill too."""
    return [one.ways[0][0].removeprefix("take:") for one in found if len(one.ways) == 1]


def all_taken(typed: Typed, keys: Sequence[str]) -> Typed:
    for key in keys[:MOST]:
        typed = taken(typed, tidy(key[:200]))
    return typed


def _pay(value: dict[str, Any]) -> dict[str, list[str]]:
    fields = {"pay_kind": [value["kind"]], "pay_currency": [value["currency"]], "pay_period": [value["period"]]}
    for name in ("min", "max"):
        amount = value[name]
        spelled = None if amount is None else currencies.major(amount, value["currency"]).normalize()
        fields[f"pay_{name}"] = [] if spelled is None else [f"{spelled:f}"]
    return fields
