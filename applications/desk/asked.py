"""What an address of the inbox asks for. Words that mean nothing are dropped; ids are looked up through the seat, and
one that is not there for it answers 404 whether it exists or not."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404

from applications.desk import seats
from applications.models import Question, Stage
from applications.models.choices import FINAL, WITH_OPTIONS, QuestionKind, StageType
from lib.text import is_id, tidy
from listings.models import Membership, Posting
from listings.public import channel
from listings.vocabulary import taxonomy

SORTS = ("due", "newest", "oldest", "meets", "name")
DUE = ("late", "week")
ASSIGNED = ("me", "anyone", "nobody")
MAX_QUESTION = 200
MOST_VALUES = 20  # of one parameter
OPEN = tuple(type_ for type_ in StageType if type_ not in FINAL)
ANSWER = re.compile(r"answer-(\d{1,18})(-from|-to)?", re.ASCII)
Values = tuple[str, ...]
Bound = float | date
RANGES = (QuestionKind.NUMBER, QuestionKind.DATE)
FIELDS = {"skill": "skills"}  # parameters that are called otherwise here


@dataclass(frozen=True)
class AnswerAsked:
    """Of a number or a date its bounds, of other kinds the values of which any suffices."""

    question: Question
    values: Values = ()
    low: Bound | None = None
    high: Bound | None = None


@dataclass(frozen=True)
class Asked:
    """`stages` are rows of one posting, `types` kinds of stages; without either the stages that decide nothing."""

    q: str = ""
    posting: Posting | None = None
    stages: tuple[Stage, ...] = ()
    types: Values = ()
    every_stage: bool = False
    skills: Values = ()
    grad_from: date | None = None
    grad_to: date | None = None
    waiting: int = 0
    due: str = ""
    unanswered: bool = False
    assigned: str = ""
    src: str = ""
    answers: tuple[AnswerAsked, ...] = ()
    sort: str = "due"
    page: int = 1
    params: dict[str, Values] = field(default_factory=dict)

    @property
    def is_bare(self) -> bool:
        """Nothing is asked but perhaps a posting and an order."""
        return not self.params.keys() - {"posting", "sort", "page"}

    @property
    def has_default_stages(self) -> bool:
        return not (self.stages or self.types or self.every_stage)

    def query(self, **changes: str | Iterable[str] | None) -> str:
        """The address's query with CHANGES; the page is kept only where nothing changes."""
        params = {name: values for name, values in self.params.items() if name != "page" or not changes}
        if "posting" in changes:  # stages and questions belong to one posting, kinds of stages do not
            params = {name: values for name, values in params.items() if not name.startswith("answer-")}
            params["stage"] = tuple(value for value in params.get("stage", ()) if not value.isdecimal())
        for name, value in changes.items():
            params.pop(name, None)
            if value:
                params[name] = (value,) if isinstance(value, str) else tuple(value)
        return _encoded(params)

    def dropping(self, name: str) -> "Asked":
        """The same without one clause; of stages every one is then meant."""
        if name == "stage":
            return replace(self, stages=(), types=(), every_stage=True)
        if name.startswith("answer-"):
            return replace(self, answers=tuple(a for a in self.answers if f"answer-{a.question.pk}" != name))
        return replace(self, **{FIELDS.get(name, name): getattr(Asked(), FIELDS.get(name, name))})

    def without(self, name: str) -> str:
        return self.query(**{n: None for n in self.params if n == name or n.startswith(f"{name}-")}, page=None)


def _encoded(params: dict[str, Values]) -> str:
    encoded = QueryDict(mutable=True)
    for name, values in params.items():
        encoded.setlist(name, list(values))
    return encoded.urlencode()


def read(query: QueryDict, seat: Membership) -> Asked:
    def one(name: str) -> str:
        return query.get(name, "").strip()

    def many(name: str) -> list[str]:
        return [value.strip() for value in query.getlist(name)[:MOST_VALUES]]

    postings = seats.postings_of(seat)
    posting = get_object_or_404(postings, pk=int(one("posting"))) if is_id(one("posting")) else None
    stages = _stages(many("stage"), seat, posting)
    types = () if stages else tuple(t for t in StageType.values if t in many("stage"))
    every = not stages and not types and "all" in many("stage")
    asked = {
        "q": tidy(query.get("q", "")[:MAX_QUESTION]),
        "posting": posting,
        "stages": stages,
        "types": types,
        "every_stage": every,
        "skills": tuple(dict.fromkeys(slug for word in many("skill") if (slug := _skill(word)))),
        "grad_from": month(one("grad_from")),
        "grad_to": month(one("grad_to")),
        "waiting": int(one("waiting")) if re.fullmatch(r"[1-9]\d{0,2}", one("waiting"), re.ASCII) else 0,
        "due": one("due") if one("due") in DUE else "",
        "unanswered": one("unanswered") == "yes",
        "assigned": one("assigned") if one("assigned") in ASSIGNED else "",
        "src": channel.clean(one("src")),
        "answers": _answers(query, seat, posting),
        "sort": one("sort") if one("sort") in SORTS else "due",
        "page": int(one("page")) if re.fullmatch(r"[1-9]\d{0,5}", one("page"), re.ASCII) else 1,
    }
    return Asked(**asked, params=_params(asked))  # type: ignore[arg-type]


def _params(asked: dict[str, object]) -> dict[str, Values]:
    """As an address spells it, in one order; what is usual is left out."""
    found = Asked(**asked)  # type: ignore[arg-type]
    params = {
        "posting": (str(found.posting.pk),) if found.posting else (),
        "q": (found.q,),
        "stage": ("all",) if found.every_stage else (*(str(stage.pk) for stage in found.stages), *found.types),
        "skill": found.skills,
        "grad_from": (f"{found.grad_from:%Y-%m}" if found.grad_from else "",),
        "grad_to": (f"{found.grad_to:%Y-%m}" if found.grad_to else "",),
        "waiting": (str(found.waiting or ""),),
        "due": (found.due,),
        "unanswered": ("yes" if found.unanswered else "",),
        "assigned": (found.assigned,),
        "src": (found.src,),
        "sort": ("" if found.sort == "due" else found.sort,),
        "page": (str(found.page) if found.page > 1 else "",),
    }
    for answer in found.answers:
        name = f"answer-{answer.question.pk}"
        params |= {name: answer.values, f"{name}-from": _bound(answer.low), f"{name}-to": _bound(answer.high)}
    kept = {name: tuple(filter(None, values)) for name, values in params.items()}
    return {name: values for name, values in kept.items() if values}


def _bound(value: Bound | None) -> Values:
    if value is None:
        return ()
    return (value.isoformat() if isinstance(value, date) else f"{value:g}",)


def _stages(values: list[str], seat: Membership, posting: Posting | None) -> tuple[Stage, ...]:
    ids = {int(value) for value in values if is_id(value)}
    if not ids:
        return ()
    found = Stage.objects.filter(pk__in=ids, posting__in=seats.postings_of(seat)).order_by("position", "pk")
    if len(found) < len(ids):
        raise Http404
    return tuple(stage for stage in found if posting is None or stage.posting_id == posting.pk)


def _skill(word: str) -> str | None:
    """A slug, or a name as people type it."""
    return word if word in taxonomy.skills() else taxonomy.from_word(word[:80])


def month(value: str) -> date | None:
    found = re.fullmatch(r"(\d{4})-(\d{2})", value, re.ASCII)
    return date(int(found[1]), int(found[2]), 1) if found and found[1] >= "1900" and "01" <= found[2] <= "12" else None


def _answers(query: QueryDict, seat: Membership, posting: Posting | None) -> tuple[AnswerAsked, ...]:
    ids = {int(found[1]) for name in query if (found := ANSWER.fullmatch(name))}
    if not ids:
        return ()
    questions = Question.objects.filter(pk__in=ids, posting__in=seats.postings_of(seat)).order_by("position", "pk")
    if len(questions) < len(ids):
        raise Http404
    asked = [_answer(query, question) for question in questions if posting and question.posting_id == posting.pk]
    return tuple(answer for answer in asked if answer.values or answer.low is not None or answer.high is not None)


def _answer(query: QueryDict, question: Question) -> AnswerAsked:
    name = f"answer-{question.pk}"
    if question.kind in RANGES:
        read = _day if question.kind == QuestionKind.DATE else _float
        return AnswerAsked(question, (), *(read(query.get(f"{name}-{end}", "").strip()) for end in ("from", "to")))
    allowed = question.options if question.kind in WITH_OPTIONS else []
    allowed = ["yes", "no"] if question.kind == QuestionKind.YES_NO else allowed
    return AnswerAsked(question, tuple(value for value in allowed if value in query.getlist(name)))


def _float(value: str) -> float | None:
    found = re.fullmatch(r"-?\d{1,9}([.,]\d{1,4})?", value, re.ASCII)
    return float(found[0].replace(",", ".")) if found else None


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII) else None
    except ValueError:
        return None
