"""A form as a page shows it: every word ready, every choice with its state."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.forms import answers
from applications.forms.apply import LETTER_MOST, NAME_MOST, ApplyForm
from applications.forms.facts import NOT_STATED, MonthField
from applications.me import phrases
from applications.models import Resume
from listings.models import Posting
from listings.models.choices import Visa
from listings.public import phrasing

MOST_RADIOS = 8


@dataclass(frozen=True)
class Choice:
    id: str
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Shown:
    """`look` is input, area, radios, boxes or select. `described_by` names the error before the help."""

    name: str
    id: str
    label: str
    look: str
    value: str = ""
    help: str = ""
    error: str = ""
    type: str = "text"
    inputmode: str = ""
    autocomplete: str = "off"
    most: int | None = None
    rows: int = 5
    is_required: bool = False
    is_short: bool = False
    choices: list[Choice] = field(default_factory=list)

    @property
    def described_by(self) -> str:
        there = [f"{self.id}-e"] * bool(self.error) + [f"{self.id}-h"] * bool(self.help)
        return " ".join(there)


@dataclass(frozen=True)
class ShownError:
    id: str
    text: str


def fields(form: ApplyForm) -> list[Shown]:
    return [shown(form, name) for name in form.fields if name not in ("resume", "resume_text")]


def shown(form: ApplyForm, name: str) -> Shown:
    made = form.fields[name]
    value = value_of(form, name)
    look: dict[str, Any] = {"look": "input", "value": value if isinstance(value, str) else ""}
    look |= _words(made) | _choices(made, name, value) | OWN.get(name, {})
    return Shown(
        name=name,
        id=name,
        label=str(made.label),
        error=" ".join(str(error) for error in form.errors.get(name, ())) if form.is_bound else "",
        help=_help(form.posting, name) or _limit(made, str(made.help_text)),
        is_required=made.required,
        **look,
    )


OWN: dict[str, dict[str, Any]] = {
    "name": {"autocomplete": "name", "most": NAME_MOST},
    "email": {"autocomplete": "email", "type": "email", "inputmode": "email", "most": 254},
    "cover_letter": {"rows": 10, "most": LETTER_MOST},
}


def value_of(form: ApplyForm, name: str) -> Any:
    """As it was typed, or as it is known; a list for several choices."""
    several = isinstance(form.fields[name], forms.MultipleChoiceField)
    if form.is_bound:
        return form.data.getlist(name) if several else str(form.data.get(name, ""))  # type: ignore[attr-defined]
    known = form.initial.get(name)
    if several:
        return known if isinstance(known, list) else []
    known = f"{known:%m/%Y}" if isinstance(form.fields[name], MonthField) and hasattr(known, "strftime") else known
    return "" if known is None else str(known)


def _words(made: forms.Field) -> dict[str, Any]:
    match made:
        case answers.WordsField():
            rows = min(10, 3 + made.most // 500)
            return {"look": "area" if made.many_lines else "input", "most": made.most, "rows": rows}
        case answers.NumberField():
            return {"inputmode": "decimal", "is_short": True, "most": 30}
        case answers.DayField():
            return {"type": "date", "is_short": True}
        case answers.LinkField():
            return {"type": "text", "inputmode": "url", "most": answers.LINK_MOST}
        case MonthField():
            return {"inputmode": "text", "is_short": True, "most": 30}
    return {}


def _choices(made: forms.Field, name: str, value: Any) -> dict[str, Any]:
    if isinstance(made, forms.MultipleChoiceField):
        return {"look": "boxes", "choices": _told(name, _given(made), set(value))}
    if not isinstance(made, forms.ChoiceField):
        return {}
    given = _given(made)
    is_long = len(given) > MOST_RADIOS or name in ("degree", "field")
    if given[0][0] == NOT_STATED:
        given = [*given[1:], (NOT_STATED, _("I would rather not say"))]
    if is_long:
        given = [("", _("Choose one")), *given]
    elif not made.required and given[-1][0] != NOT_STATED:
        given = [*given, ("", _("No answer"))]
    # Nothing is chosen for anybody: what was not told yet stands open.
    return {"look": "select" if is_long else "radios", "choices": _told(name, given, {value} if value else set())}


def _given(made: forms.ChoiceField) -> list[tuple[str, str]]:
    choices: Any = made.choices
    return [(str(value), str(label)) for value, label in choices]


def _told(name: str, given: list[tuple[str, str]], chosen: set[str]) -> list[Choice]:
    return [
        Choice(name if number == 0 else f"{name}-{number}", value, phrasing.capital(label), value in chosen)
        for number, (value, label) in enumerate(given)
    ]


def _limit(made: forms.Field, told: str) -> str:
    """Every limit is told before somebody meets it."""
    limit = ""
    if isinstance(made, answers.WordsField) and made.many_lines:
        limit = _("Up to %(most)s characters.") % {"most": f"{made.most:,}"}
    elif isinstance(made, answers.WordsField):
        limit = _("Up to %(most)s characters, on one line.") % {"most": f"{made.most:,}"}
    elif isinstance(made, answers.LinkField):
        limit = _("An address that begins with https://.")
    elif isinstance(made, answers.NumberField):
        limit = _("A number, such as 12 or 3.5.")
    elif isinstance(made, forms.MultipleChoiceField):
        limit = _("Choose as many as fit.")
    return f"{told} {limit}".strip()


def _help(posting: Posting, name: str) -> str:
    if name == "name":
        return _("As you want to be called. Up to %(most)s characters, without a web address.") % {"most": NAME_MOST}
    if name == "email":
        return _("For the answer. We send a code there; with it your application goes off and an account is made.")
    if name == "graduates_on":
        return f"{_('Month and year, such as 05/2028.')} {_window(posting)}".strip()
    if name == "work_permit":
        said = phrasing.all_of([_inside(str(Visa(value).label)) for value in posting.visa])
        return _("The posting says: %(said)s.") % {"said": said}
    if name == "cover_letter":
        return _("Why this one, in your own words. Up to %(most)s characters.") % {"most": f"{LETTER_MOST:,}"}
    return ""


def _inside(label: str) -> str:
    """ "Accepts CPT" within a sentence."""
    return label[:1].lower() + label[1:]


def _window(posting: Posting) -> str:
    window = {name: phrasing.month(day) if day else "" for name, day in
              (("first", posting.grad_from), ("last", posting.grad_to))}  # fmt: skip
    if window["first"] and window["last"]:
        return _("The posting asks for %(first)s to %(last)s.") % window
    if window["first"]:
        return _("The posting asks for %(first)s or later.") % window
    return _("The posting asks for %(last)s or earlier.") % window if window["last"] else ""


def errors(form: ApplyForm) -> list[ShownError]:
    """In the order of the page, each with the place it leads to."""
    if not form.is_bound:
        return []
    return [
        ShownError(name, _error(str(form.fields[name].label), " ".join(str(error) for error in form.errors[name])))
        for name in form.fields
        if name in form.errors
    ]


def _error(label: str, text: str) -> str:
    return f"{label} {text}" if label.endswith(("?", ".")) else f"{label}: {text}"


def errors_title(count: int) -> str:
    said = phrases.capital(phrases.number(count))
    return ngettext("One answer needs another look", "%(count)s answers need another look", count) % {"count": said}


def resume_words(resume: Resume | None) -> str:
    """ "noor.pdf", or what stands in its place where it was pasted."""
    if resume is None:
        return ""
    return resume.name or _("your résumé as text")
