"""What the pages for many need: who is meant, where they can go, and the letter as the first of them reads it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications import stages
from applications.desk import telling
from applications.desk.selection import MOST, Selection
from applications.forms.desk import LetterFields, stages_to_move_to
from applications.letters import Letter
from applications.models import Stage
from applications.models.choices import TOLD, StageType
from lib import placeholders
from lib.text import is_id


@dataclass(frozen=True)
class Target:
    """`value` as the form sends it; `to` as the verb takes it: a stage, or a type over several postings."""

    value: str
    name: str
    type: str
    to: Stage | str

    @property
    def tells(self) -> bool:
        return self.type in TOLD


def targets(chosen: Selection) -> list[Target]:
    if len(chosen.postings) == 1:
        rows = stages_to_move_to(stages.of(chosen.applications[0].posting))
        return [Target(str(stage.pk), stage.name, stage.type, stage) for stage in rows]
    kinds = [type_ for type_ in StageType if type_ != StageType.REJECTED]
    return [Target(type_.value, str(type_.label), type_.value, type_.value) for type_ in kinds]


def target(value: str, chosen: Selection) -> Target | None:
    """None where none was chosen yet. A stage of another posting is not there, whoever's it is."""
    found = {one.value: one for one in targets(chosen)}
    if value and len(chosen.postings) == 1 and not is_id(value):  # a kind, chosen in the inbox over all postings
        return next((one for one in found.values() if one.type == value), None)
    if value and value not in found:
        raise Http404
    return found.get(value)


def reasons(chosen: Selection) -> list[str]:
    """Only where all of them read the same requirements."""
    return telling.reasons(chosen.applications[0], for_many=True) if len(chosen.postings) == 1 else []


def context(chosen: Selection, form: forms.Form | None, purpose: str) -> dict[str, Any]:
    count = len(chosen.applications)
    return {
        "chosen": chosen,
        "count_text": ngettext("%(n)s application", "%(n)s applications", count) % {"n": f"{count:,}"},
        "cut_text": _("At most %(n)s can be done at once; these are the first of your list.") % {"n": MOST}
        if chosen.cut
        else "",
        "gone_text": ngettext(
            "%(n)s was withdrawn meanwhile and is left out.",
            "%(n)s were withdrawn meanwhile and are left out.",
            chosen.gone,
        )
        % {"n": chosen.gone}
        if chosen.gone
        else "",
        "several_postings": len(chosen.postings) > 1,
        "preview": _preview(chosen, form) if purpose and form else None,
    }


def _preview(chosen: Selection, form: forms.Form) -> dict[str, Any] | None:
    """The letter for a real person: the first of the list."""
    if not isinstance(form, LetterFields) or "subject" not in form.fields:
        return None
    first = chosen.applications[0]
    subject, body = (str(form[name].value() or "") for name in ("subject", "body"))
    told = str(form["told"].value() or telling.REASON) if "told" in form.fields else ""
    try:
        subject, body = Letter(subject, body).filled(first, told)
    except placeholders.Empty:
        return None
    below = told if told != telling.REASON and told not in body else ""
    asks = "told" in form.fields and told == telling.REASON and telling.REASON not in body
    return {"name": first.name, "subject": subject, "body": body, "told": below, "may_give_reason": asks}
