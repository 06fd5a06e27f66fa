"""What a student tells of themselves: one form for the profile and for applying. Nothing in it is required."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import choices as c
from applications.models.student import MAX_LINKS
from lib.text import fold, tidy
from listings.models.choices import Enrolled, WorkPermit
from listings.postings.matching import Facts

NOT_STATED = "not-stated"
YEARS = range(1990, 2061)
_YEAR_FIRST = re.compile(r"^(\d{4})\s*[-/. ]\s*(\d{1,2})(?:\s*[-/. ]\s*\d{1,2})?$")
_MONTH_FIRST = re.compile(r"^(\d{1,2})\s*[-/. ]\s*(\d{4})$")
_NAMED = re.compile(r"^(?:(\d{4})\W+([^\W\d]+)|([^\W\d]+)\W*(\d{4}))$")
URL_MOST = 300


def read_month(text: str) -> date | None:
    """ "05/2028", "May 2028", "2028-05" and their like as the first of that month; None for anything else."""
    text = fold(text)
    if found := _YEAR_FIRST.match(text):
        year, month = int(found[1]), int(found[2])
    elif found := _MONTH_FIRST.match(text):
        year, month = int(found[2]), int(found[1])
    elif found := _NAMED.match(text):
        year, month = int(found[1] or found[4]), _month_named(found[2] or found[3])
    else:
        return None
    return date(year, month, 1) if year in YEARS and 1 <= month <= 12 else None


def _month_named(name: str) -> int:
    """0 where no month, or more than one, begins so."""
    names = {(fold(str(name)), number) for months in (MONTHS, MONTHS_3) for number, name in months.items()}
    found = {number for known, number in names if len(name) >= 3 and known.startswith(name)}
    return found.pop() if len(found) == 1 else 0


class MonthField(forms.Field):
    """A month as people write it; shown as 05/2028."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "maxlength": 30})

    def to_python(self, value: Any) -> date | None:
        if not value or isinstance(value, date):
            return value or None
        month = read_month(str(value)[:100])
        if month is None:
            raise ValidationError(_("Write month and year, such as 05/2028."))
        return month

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%m/%Y}" if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class LinksField(forms.CharField):
    """Up to five addresses, one a line; one typed without https:// gets it."""

    widget = forms.Textarea(attrs={"rows": 3, "spellcheck": "false"})

    def clean(self, value: Any) -> list[str]:
        lines = list(dict.fromkeys(tidy(line) for line in super().clean(value).splitlines() if line.strip()))
        if len(lines) > MAX_LINKS:
            raise ValidationError(_("At most %(most)s links, one a line.") % {"most": MAX_LINKS})
        return [self._link(line) for line in lines]

    def _link(self, line: str) -> str:
        link = line if "://" in line or ":" in line.partition("/")[0] else f"https://{line}"
        try:
            URLValidator(schemes=["https"])(link)
            if urlsplit(link).username is not None:  # "https://github.com@elsewhere.example" reads as another place
                raise ValidationError("user")
        except ValidationError:
            raise ValidationError(
                _("“%(link)s” is no address that begins with https://.") % {"link": line[:80]}
            ) from None
        if len(link) > URL_MOST:
            raise ValidationError(_("A link can have %(most)s characters.") % {"most": URL_MOST})
        return link

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class TellingField(forms.ChoiceField):
    """One of a closed list, or not told, which comes first and is what an empty field means."""

    def __init__(self, choices: Any, **options: Any) -> None:
        told = [(value, label) for value, label in choices if value != NOT_STATED]
        super().__init__(choices=[(NOT_STATED, gettext_lazy("not told")), *told], required=False, **options)

    def clean(self, value: Any) -> str:
        return super().clean(value) or NOT_STATED


class FactsForm(forms.Form):
    """Its cleaned values go as they are into the fields of StudentFacts."""

    school = forms.CharField(label=gettext_lazy("School"), max_length=200, required=False)
    degree = TellingField(c.DEGREES, label=gettext_lazy("Degree you study for"))
    field = TellingField(c.FIELDS, label=gettext_lazy("Field of study"))
    enrolled = TellingField(Enrolled.choices, label=gettext_lazy("Enrolled now"))
    graduates_on = MonthField(
        label=gettext_lazy("Expected graduation"),
        required=False,
        help_text=gettext_lazy("Month and year, such as 05/2028."),
    )
    work_permit = TellingField(WorkPermit.choices, label=gettext_lazy("Work permit"))
    links = LinksField(
        label=gettext_lazy("Links"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("One a line, at most five: code, a page of your own."),
    )

    def clean_school(self) -> str:
        return tidy(self.cleaned_data["school"])


FACTS = tuple(FactsForm.base_fields)
EMPTY: dict[str, Any] = {
    **dict.fromkeys(("degree", "field", "enrolled", "work_permit"), NOT_STATED),
    "school": "",
    "graduates_on": None,
    "links": [],
}


def told(source: Any) -> dict[str, Any]:
    """The facts of anything that has StudentFacts' attributes, as a form's `initial`."""
    return {name: getattr(source, name) for name in FACTS}


def to_session(facts: dict[str, Any]) -> dict[str, Any]:
    """As JSON, without what was not told."""
    kept = {name: facts[name] for name in FACTS if facts.get(name, EMPTY[name]) != EMPTY[name]}
    if kept.get("graduates_on"):
        kept["graduates_on"] = kept["graduates_on"].isoformat()
    return kept


def from_session(kept: dict[str, Any]) -> dict[str, Any]:
    """A session may be months old, or not ours: what is no fact any more was never told."""
    known = Facts.from_json(kept)
    links = kept.get("links")
    return {
        "school": str(kept.get("school", ""))[:200],
        "links": [link for link in map(str, links) if _is_link(link)][:MAX_LINKS] if isinstance(links, list) else [],
        **{name: getattr(known, name) for name in ("degree", "field", "enrolled", "graduates_on", "work_permit")},
    }


def _is_link(link: str) -> bool:
    return link.startswith("https://") and len(link) <= URL_MOST
