"""What the inbox shows, as one sentence whose marked words can be taken away."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.desk.asked import AnswerAsked, Asked, Bound
from applications.models.choices import QuestionKind, StageType
from listings.public import phrasing
from listings.vocabulary import taxonomy

LONG = 60  # letters of a question that a sentence repeats


@dataclass(frozen=True)
class Part:
    """Plain text, or with `name` a clause: `query` is the address without it."""

    text: str
    name: str = ""
    query: str = ""
    is_default: bool = False


def count_text(total: int) -> str:
    if total == 0:
        return _("No applications")
    return ngettext("%(n)s application", "%(n)s applications", total) % {"n": f"{total:,}"}


def parts(asked: Asked) -> list[Part]:
    """The clauses in order, each pattern whole; what stands between its brackets is the clause."""
    said: list[Part] = []
    for name, pattern, spoken in _clauses(asked):
        before, _mark, rest = pattern.partition("[")
        _inner, _mark, after = rest.partition("]")
        is_default = name == "stage" and asked.has_default_stages
        query = asked.query(stage="all") if is_default else asked.without(name)
        said += [Part(f" {before}"), Part(spoken, name, query, is_default)]
        said += [Part(after)] if after else []
    return [*said, Part(_order(asked.sort))]


def clause(asked: Asked, name: str) -> str:
    return next(spoken for found, _pattern, spoken in _clauses(asked) if found == name)


def _clauses(asked: Asked) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    if asked.q:
        found.append(("q", _("matching [%(value)s]"), asked.q))
    if not asked.every_stage:
        found.append(("stage", _("in [%(value)s]"), _stages(asked)))
    if asked.skills:
        names = [taxonomy.skills()[slug].name for slug in asked.skills]
        found.append(("skill", _("with [%(value)s]"), phrasing.all_of(names)))
    if asked.grad_from:
        found.append(("grad_from", _("graduating [%(value)s]"), _("in %(month)s or later") % _month(asked.grad_from)))
    if asked.grad_to:
        found.append(("grad_to", _("graduating [%(value)s]"), _("in %(month)s or before") % _month(asked.grad_to)))
    if asked.waiting:
        days = ngettext("%(n)s day or more", "%(n)s days or more", asked.waiting) % {"n": asked.waiting}
        found.append(("waiting", _("waiting for [%(value)s]"), days))
    if asked.due:
        spoken = {"late": _("an answer that is late"), "week": _("an answer late or due within a week")}[asked.due]
        found.append(("due", _("with [%(value)s]"), spoken))
    if asked.unanswered:
        found.append(("unanswered", _("that are [%(value)s]"), _("not answered yet")))
    if asked.assigned:
        spoken = {"me": _("me"), "anyone": _("anybody"), "nobody": _("nobody")}[asked.assigned]
        found.append(("assigned", _("assigned to [%(value)s]"), spoken))
    if asked.src:
        found.append(("src", _("that came by [%(value)s]"), asked.src))
    for answer in asked.answers:
        found.append((f"answer-{answer.question.pk}", _("that answer [%(value)s]"), _answer(answer)))
    return found


def _month(when: date) -> dict[str, str]:
    return {"month": date_format(when, "F Y")}


def _stages(asked: Asked) -> str:
    if asked.has_default_stages:
        return _("open stages")
    names = [stage.name for stage in asked.stages] or [str(StageType(type_).label) for type_ in asked.types]
    return phrasing.any_of([f"“{name}”" for name in names])


def _answer(asked: AnswerAsked) -> str:
    text = asked.question.text if len(asked.question.text) <= LONG else asked.question.text[:LONG].rstrip() + "…"
    return _("“%(question)s” with %(values)s") % {"question": text, "values": _values(asked)}


def _values(asked: AnswerAsked) -> str:
    if asked.values:
        return phrasing.any_of([{"yes": _("yes"), "no": _("no")}.get(value, value) for value in asked.values])
    bounds = {"low": _bound(asked.low), "high": _bound(asked.high)}
    if asked.low is not None and asked.high is not None:
        return _("%(low)s to %(high)s") % bounds
    if asked.question.kind == QuestionKind.DATE:
        return (_("%(low)s or later") if asked.high is None else _("%(high)s or earlier")) % bounds
    return (_("%(low)s or more") if asked.high is None else _("%(high)s or less")) % bounds


def _bound(value: Bound | None) -> str:
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return "" if value is None else f"{value:g}"


def _order(sort: str) -> str:
    return {
        "due": _(", most urgent first."),
        "newest": _(", newest first."),
        "oldest": _(", oldest first."),
        "meets": _(", best fit first."),
        "name": _(", by name."),
    }[sort]
