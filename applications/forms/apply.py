"""The one page on which a student applies, and on which what was sent is changed."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import resumes
from applications.forms import answers
from applications.forms.facts import NOT_STATED, MonthField, TellingField
from applications.inspection import Inspected
from applications.models import Question, Resume
from applications.models import choices as c
from lib.text import INVISIBLE, tidy
from listings.models import Posting
from listings.models.choices import CoverLetter, Degree, Enrolled, Enrolment, WorkPermit

NAME_MOST, LETTER_MOST, TEXT_MOST = 200, 4000, 60_000
MOST_FIELDS = 7  # that meet the eye, before a cover letter and the employer's own questions
ADDRESS = re.compile(r"://|\bwww\.|\w\.(?:com|net|org|io|dev|info|biz|xyz|ru|cn|link|top|shop|site)\b", re.IGNORECASE)
# The facts of the form as they stand on it, and which are folded away first where there would be too many fields.
FACTS = ("enrolled", "graduates_on", "degree", "field", "work_permit")
DISPENSABLE = ("field", "degree", "enrolled", "graduates_on", "work_permit")
RAW_MOST = 70_000


def ruled(posting: Posting) -> list[str]:
    """The facts that this posting has a rule about."""
    has_rule = {
        "enrolled": posting.enrolment == Enrolment.REQUIRED,
        "graduates_on": bool(posting.grad_from or posting.grad_to),
        "degree": bool(set(posting.degrees) - {Degree.NOT_REQUIRED}),
        "field": bool(posting.fields),
        "work_permit": bool(posting.visa),
    }
    return [name for name in FACTS if has_rule[name]]


def untold(posting: Posting, known: Mapping[str, Any], also: Sequence[str] = ()) -> list[str]:
    """What to ask: what there is a rule about and nobody told us yet; ALSO are asked anyway."""
    return [name for name in ruled(posting) if name in also or known.get(name) in (None, "", NOT_STATED)]


class NameField(answers.WordsField):
    def to_python(self, value: Any) -> str:
        name = super().to_python(value)
        if ADDRESS.search(name):
            raise ValidationError(_("Write your name alone, without a web address."))
        return name


def _fact_fields() -> dict[str, forms.Field]:
    return {
        "enrolled": TellingField(Enrolled.choices, label=gettext_lazy("Are you enrolled at the moment?")),
        "graduates_on": MonthField(label=gettext_lazy("When do you graduate?"), required=False),
        "degree": TellingField(c.DEGREES, label=gettext_lazy("Which degree do you study for?")),
        "field": TellingField(c.FIELDS, label=gettext_lazy("What do you study?")),
        "work_permit": TellingField(WorkPermit.choices, label=gettext_lazy("May you work where this internship is?")),
    }


class ApplyForm(forms.Form):
    """`folded` are facts that can be told and are not asked of everybody: more than seven fields drive people away.
    `held` is the résumé that the draft or the application has; `offered` an earlier one, taken only if ticked.

    After is_valid(), `resume_kind` says which of the ways a résumé came: file, text, held or offered.
    """

    def __init__(
        self,
        posting: Posting,
        questions: list[Question],
        *,
        asks_email: bool,
        facts: Sequence[str] = (),
        held: Resume | None = None,
        offered: Resume | None = None,
        data: MultiValueDict[str, str] | None = None,
        files: "MultiValueDict[str, UploadedFile[Any]] | None" = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data=data, files=files, initial=initial)
        self.posting, self.questions, self.asks_email = posting, questions, asks_email
        self.held, self.offered = held, offered
        self.resume_kind = ""
        self.inspected: Inspected | None = None
        self.fact_names = [name for name in FACTS if name in facts]
        self.folded = self._beyond_seven()
        self.fields.update(self._own_fields())
        self.fields.update(answers.fields_for(questions))

    def _beyond_seven(self) -> list[str]:
        room = MOST_FIELDS - 2 - self.asks_email
        return [name for name in DISPENSABLE if name in self.fact_names][: max(0, len(self.fact_names) - room)]

    def _own_fields(self) -> dict[str, forms.Field]:
        missing = {"required": answers.MISSING}
        fields: dict[str, forms.Field] = {
            "name": NameField(
                most=NAME_MOST, label=_("Name"), error_messages={"required": _("What shall they call you?")}
            )
        }
        if self.asks_email:
            wrong = _("Write a whole address, such as noor@campus.example.")
            told = {"required": _("Without an address nobody can answer you."), "invalid": wrong}
            fields["email"] = forms.EmailField(max_length=254, label=_("E-mail address"), error_messages=told)
        fields["resume"] = forms.Field(required=False, label=_("Résumé"))
        fields["resume_text"] = answers.WordsField(
            most=TEXT_MOST, many_lines=True, required=False, label=_("Résumé as text")
        )
        fields |= {name: field for name, field in _fact_fields().items() if name in self.fact_names}
        if self.posting.cover_letter != CoverLetter.NOT_ASKED:
            needed = self.posting.cover_letter == CoverLetter.REQUIRED
            fields["cover_letter"] = answers.WordsField(
                most=LETTER_MOST, many_lines=True, required=needed, label=_("Cover letter"), error_messages=missing
            )
        return fields

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        file = self.files.get("resume")
        if isinstance(file, UploadedFile):
            self._inspect(file)
        elif self.held and not self.data.get("resume_drop"):
            self.resume_kind = "held"
        elif data.get("resume_text"):
            self.resume_kind = "text"
            if not any(letter.isalnum() for letter in data["resume_text"]):
                self.add_error("resume_text", _("There are no words in it."))
        elif self.offered and self.data.get("resume_kept") == str(self.offered.pk):
            self.resume_kind = "offered"
        elif "resume_text" not in self.errors:
            self.add_error("resume", _("Choose a file, or paste your résumé as text."))
        return data

    def _inspect(self, file: "UploadedFile[Any]") -> None:
        try:
            self.inspected = resumes.check(file)
            self.resume_kind = "file"
        except resumes.Refused as refused:
            self.add_error("resume", f"{short(file.name or '')} {refused}".strip())

    def typed(self) -> dict[str, Any]:
        """As it was typed, for a draft: fields of this form only, and nothing a database would refuse."""
        kept: dict[str, Any] = {}
        for name, field in self.fields.items():
            if name == "resume" or name not in self.data:
                continue
            if isinstance(field, forms.MultipleChoiceField):
                kept[name] = [_harmless(one)[:500] for one in self.data.getlist(name)[:100]]  # type: ignore[attr-defined]
            else:
                kept[name] = _harmless(self.data[name])[:RAW_MOST]
        return kept

    def facts(self) -> dict[str, Any]:
        """What was told here."""
        told = {name: self.cleaned_data.get(name) for name in self.fact_names}
        return {name: value for name, value in told.items() if value not in (None, "", NOT_STATED)}

    def answered(self) -> list[tuple[Question, Any]]:
        pairs = [(question, self.cleaned_data.get(answers.name_of(question))) for question in self.questions]
        return [(question, value) for question, value in pairs if value not in answers.EMPTY]


def short(name: str) -> str:
    """A file's name in a sentence: “noor.pdf”:"""
    name = tidy(name)
    name = name if len(name) <= 60 else f"{name[:40]}…{name[-15:]}"
    return f"“{name}”:" if name else ""


def _harmless(value: str) -> str:
    return INVISIBLE.sub("", value.replace("\r\n", "\n"))


def as_data(typed: Mapping[str, Any]) -> MultiValueDict[str, str]:
    """What a draft holds, as if it had just been sent."""
    return MultiValueDict({name: value if isinstance(value, list) else [value] for name, value in typed.items()})
