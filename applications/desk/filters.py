"""The controls of the inbox: what can be chosen, what is, and how many there are."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications import stages
from applications.desk import seats
from applications.desk.asked import OPEN, RANGES, Asked
from applications.desk.inbox import Counts
from applications.models import Answer, Application, Question, Stage
from applications.models.choices import QuestionKind, StageType
from listings.models import Membership, Posting, Requirement
from listings.models.choices import Level
from listings.vocabulary import taxonomy

MOST_SKILLS = 24
MOST_CODES = 50
WAITING = (7, 14, 21, 30)


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    selected: bool
    count: str = ""
    url: str = ""


@dataclass(frozen=True)
class Control:
    """One question of the posting. `kind` is choices (any suffices), or range or days: low to high."""

    name: str
    label: str
    kind: str
    choices: list[Choice]
    low: str = ""
    high: str = ""


def context(seat: Membership, asked: Asked, counts: Counts, path: str) -> dict[str, Any]:
    own = stages.of(asked.posting) if asked.posting else []
    return {
        "postings": postings(seat, asked),
        "stages": stage_choices(asked, own, counts, path),
        "move_to": move_to(own),
        "skills": _skills(seat, asked),
        "grad_from": _month(asked, "grad_from"),
        "grad_to": _month(asked, "grad_to"),
        "waiting": _waiting(asked),
        "due": _one_of(asked.due, {"": _("any day"), "late": _("late"), "week": _("late or within a week")}),
        "assigned": _one_of(
            asked.assigned, {"": _("anybody or nobody"), "me": _("me"), "anyone": _("anybody"), "nobody": _("nobody")}
        ),
        "codes": _codes(seat, asked),
        "unanswered": asked.unanswered,
        "questions": _questions(asked),
        "sorts": _one_of(
            asked.sort,
            {
                "due": _("Answer due"),
                "newest": _("Newest"),
                "oldest": _("Oldest"),
                "meets": _("Best fit"),
                "name": _("Name"),
            },
        ),
        "in_use": sum(name not in ("posting", "q", "sort", "page", "stage") for name in asked.params),
    }


def postings(seat: Membership, asked: Asked) -> list[Choice]:
    """All, then each; the number is how many wait for an answer."""
    chosen = asked.posting.pk if asked.posting else None
    every = Choice("", _("All postings"), chosen is None)
    theirs = seats.with_waiting(seat, seats.postings_of(seat).only("title", "unanswered"))
    return [every, *(_posting(posting, chosen) for posting in theirs)]


def _posting(posting: Posting, chosen: int | None) -> Choice:
    return Choice(str(posting.pk), posting.title, posting.pk == chosen, f"{posting.unanswered:,}")


def move_to(own: list[Stage]) -> list[Choice]:
    """OWN are a posting's stages; without them kinds. Rejecting has a button of its own."""
    if own:
        return [Choice(str(s.pk), s.name, False) for s in own if s.type != StageType.REJECTED]
    return [Choice(t.value, str(t.label), False) for t in StageType if t != StageType.REJECTED]


def stage_choices(asked: Asked, own: list[Stage], counts: Counts, path: str) -> list[Choice]:
    """Tabs: the open stages together, each stage, all. Over several postings stages are named by their kind."""
    ids = {str(stage.pk) for stage in asked.stages}
    if own:
        rows = [(str(s.pk), s.name, counts.by_stage.get(s.pk, 0)) for s in own]
    else:
        rows = [(str(t.value), str(t.label), counts.by_type.get(t.value, 0)) for t in StageType]
    is_open = asked.has_default_stages
    open_now = sum(counts.by_type.get(type_, 0) for type_ in OPEN)
    tabs = [Choice("", _("Open"), is_open, f"{open_now:,}", f"{path}?{asked.query(stage=None, page=None)}")]
    for value, label, number in rows:
        selected = value in ids or value in asked.types
        tabs.append(Choice(value, label, selected, f"{number:,}", f"{path}?{asked.query(stage=value)}"))
    everything = Choice(
        "all", _("All"), asked.every_stage, f"{counts.everywhere:,}", f"{path}?{asked.query(stage='all')}"
    )
    return [*tabs, everything]


def _skills(seat: Membership, asked: Asked) -> list[Choice]:
    """What the postings ask for, and what is chosen beside it."""
    wanted = Requirement.objects.filter(level__in=(Level.NEEDED, Level.NICE))
    own = wanted.filter(posting=asked.posting) if asked.posting else wanted.filter(posting__in=seats.postings_of(seat))
    slugs = list(dict.fromkeys([*asked.skills, *own.order_by("position", "pk").values_list("skill__slug", flat=True)]))
    known = taxonomy.skills()
    return [Choice(slug, known[slug].name, slug in asked.skills) for slug in slugs[:MOST_SKILLS] if slug in known]


def _codes(seat: Membership, asked: Asked) -> list[Choice]:
    """Channels that somebody came by, and the one that is chosen; nothing where nobody came by any."""
    found = Application.objects.for_member(seat).exclude(src="")
    found = found.filter(posting=asked.posting) if asked.posting else found
    codes = {*found.order_by().values_list("src", flat=True).distinct()[:MOST_CODES], asked.src} - {""}
    return _one_of(asked.src, {"": _("any way"), **{code: code for code in sorted(codes)}}) if codes else []


def _month(asked: Asked, name: str) -> str:
    return asked.params.get(name, ("",))[0]


def _waiting(asked: Asked) -> list[Choice]:
    steps = sorted({*WAITING, *([asked.waiting] if asked.waiting else [])})
    said = {str(n): ngettext("%(n)s day or more", "%(n)s days or more", n) % {"n": n} for n in steps}
    return _one_of(str(asked.waiting or ""), {"": _("any time"), **said})


def _one_of(current: str, labels: dict[str, str]) -> list[Choice]:
    return [Choice(value, label, value == current) for value, label in labels.items()]


def _questions(asked: Asked) -> list[Control]:
    """Those with answers that can be chosen among; words are what the search is for."""
    if asked.posting is None:
        return []
    kinds = (QuestionKind.YES_NO, QuestionKind.ONE_OF, QuestionKind.SEVERAL_OF, *RANGES)
    is_told = Q(retired_at=None) | Exists(Answer.objects.filter(question=OuterRef("pk")))
    questions = Question.objects.filter(is_told, posting=asked.posting, kind__in=kinds).order_by("position", "pk")
    chosen = {answer.question.pk: answer for answer in asked.answers}
    return [_question(asked, question, chosen.get(question.pk)) for question in questions]


def _question(asked: Asked, question: Question, answer: Any) -> Control:
    name = f"answer-{question.pk}"
    if question.kind in RANGES:
        low, high = (asked.params.get(f"{name}-{end}", ("",))[0] for end in ("from", "to"))
        kind = "days" if question.kind == QuestionKind.DATE else "range"
        return Control(name, question.text, kind, [], low, high)
    labels = {value: value for value in question.options}
    if question.kind == QuestionKind.YES_NO:
        labels = {"yes": _("yes"), "no": _("no")}
    values = answer.values if answer else ()
    return Control(name, question.text, "choices", [Choice(v, label, v in values) for v, label in labels.items()])
