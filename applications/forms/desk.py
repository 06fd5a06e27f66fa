"""What recruiters write and choose. Choices are made of rows that were fetched through the seat."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from applications import letters
from applications.desk.waiting import Waiting
from applications.forms.counted import CountedFields
from applications.letters import Letter
from applications.models import Message, Stage
from applications.models.choices import RejectionReason, StageType
from lib import placeholders
from listings.models import Membership

REASON = "{reason}"


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Note"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("There is nothing in the note yet.")},
    )  # fmt: skip


class LetterFields(forms.Form):
    subject = forms.CharField(
        label=_("Subject"), max_length=200, error_messages={"required": _("The mail needs a subject.")}
    )
    body = forms.CharField(
        label=_("Letter"), max_length=5000, widget=forms.Textarea(attrs={"rows": 9}),
        error_messages={"required": _("The mail has no words yet.")},
    )  # fmt: skip

    is_final = True

    def letter(self) -> Letter:
        return Letter(self.cleaned_data["subject"], self.cleaned_data["body"], is_final=self.is_final)


class MessageForm(LetterFields):
    """Nobody's address is told unless its owner says so, each time."""

    NOBODY, ME = "nobody", "me"
    answers = forms.ChoiceField(label=_("Answers to the mail go to"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, address: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answers"]
        assert isinstance(field, forms.ChoiceField)
        field.initial = self.NOBODY
        field.choices = [
            (self.NOBODY, _("nobody: say in your words where to write or call")),
            (self.ME, _("my address, %(address)s") % {"address": address}),
        ]

    @property
    def takes_answers(self) -> bool:
        return self.cleaned_data["answers"] == self.ME


class TemplateFields(LetterFields):
    """Words with placeholders, for more than one student."""

    is_final = False

    def __init__(self, *args: Any, purpose: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.allowed = [name for name in letters.ALLOWED if name != "reason" or purpose == StageType.REJECTED]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        known = ", ".join(f"{{{name}}}" for name in self.allowed)
        for field in ("subject", "body"):
            for wrong in placeholders.check(data.get(field, ""), self.allowed):
                said = _("“%(wrong)s” is no placeholder here. These are: %(known)s.")
                self.add_error(field, said % {"wrong": wrong, "known": known})
        return data

    def only_look(self) -> None:
        """Say what is wrong with the letter; the rest is not asked for yet."""
        for field in set(self.errors) - {"subject", "body"}:
            del self.errors[field]


class TemplateForm(TemplateFields):
    pass


class WaitsFields(LetterFields):
    """Messages that have not left yet go first or are taken back; asked only while there are any."""

    FIRST = "first"
    asks_waits = False
    letters_wait = ""
    _messages: Sequence[Message] = ()

    def ask_about(self, found: Waiting) -> None:
        """Call it before the form is read. The ids stand in the choice, so that it means what was seen."""
        self.letters_wait, self._messages = found.letters, found.messages
        n = len(found.messages)
        back = "back-" + "-".join(str(message.pk) for message in found.messages)
        choices = [(self.FIRST, ngettext("It goes first, then this letter", "They go first, then this letter", n))]
        choices += [(back, ngettext("Take it back: only this letter goes", "Take them back: only this letter goes", n))]
        was_asked = str(self.data.get("waits", self.FIRST)) != self.FIRST
        self.asks_waits = bool(found.messages) or was_asked
        if self.asks_waits:
            self.fields["waits"] = forms.ChoiceField(
                label=found.text if n else _("What you would have taken back has left."),
                choices=choices if n else [(self.FIRST, _("This letter follows it"))],
                initial=self.FIRST, widget=forms.RadioSelect,
                error_messages={
                    "required": _("Say what shall become of it."),
                    "invalid_choice": _("What waits has changed meanwhile: choose again."),
                },
            )  # fmt: skip

    def sending(self) -> dict[str, Any]:
        """For a verb: the letter, and what shall not go before it."""
        goes_first = self.cleaned_data.get("waits", self.FIRST) == self.FIRST
        return {"letter": self.letter(), "take_back": () if goes_first else self._messages}


class NoteField(forms.Form):
    note = forms.CharField(
        label=_("Note for colleagues"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class MoveForm(WaitsFields, NoteField):
    field_order = ("subject", "body", "note")


class PlainMoveForm(NoteField):
    """Where the student is told nothing."""


class RejectFields(NoteField):
    reason = forms.ChoiceField(
        label=_("Reason, for colleagues and statistics"),
        choices=[("", _("choose one")), *RejectionReason.choices],
        error_messages={"required": _("Say why: an application is rejected with a reason.")},
    )
    told = forms.ChoiceField(label=_("Reason, for the student"), required=False)

    def __init__(self, *args: Any, told: Iterable[str] = (), **kwargs: Any) -> None:
        """TOLD are the posting's own requirements, in sentences."""
        super().__init__(*args, **kwargs)
        nothing = ("", _("none: the letter says no more"))
        self.fields["told"].choices = [nothing, *((sentence, sentence) for sentence in told)]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("reason", "told", "note")}


class RejectForm(WaitsFields, RejectFields):
    """The letter is drafted before the reason is chosen, so it may still say {reason}."""

    field_order = ("reason", "note", "told", "subject", "body")

    @property
    def holds_reason(self) -> bool:
        return any(REASON in str(self[field].value() or "") for field in ("subject", "body"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for field in ("subject", "body"):
            if REASON in data.get(field, "") and not data.get("told"):
                self.add_error(field, _("It still says {reason}: choose one for the student, or take it out."))
            elif field in data:
                data[field] = data[field].replace(REASON, data.get("told", ""))
        return data


class BulkRejectForm(TemplateFields, RejectFields, WaitsFields, CountedFields):
    """Students of several postings share a letter, but no reason out of one posting's requirements."""

    field_order = ("reason", "note", "told", "subject", "body", "typed")

    def __init__(self, *args: Any, count: int, **kwargs: Any) -> None:
        super().__init__(*args, purpose=StageType.REJECTED, **kwargs)
        self.ask_number(count, _("Type %(n)s to reject that many"), _("That is not the number of applications: %(n)s."))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if REASON in data.get("subject", "") + data.get("body", "") and not data.get("told"):
            self.add_error("body", _("It still says {reason}: choose one for the students, or take it out."))
        return data


class BulkMoveForm(TemplateFields, NoteField, WaitsFields):
    """A letter goes out only where the stage tells the student."""

    field_order = ("subject", "body", "note")

    def __init__(self, *args: Any, tells: bool, purpose: str, **kwargs: Any) -> None:
        super().__init__(*args, purpose=purpose, **kwargs)
        if not tells:
            del self.fields["subject"], self.fields["body"]


class SeatField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return _("%(name)s, %(role)s") % {"name": obj.user.get_full_name(), "role": obj.get_role_display()}


class AssignForm(forms.Form):
    reviewers = SeatField(
        Membership.objects.none(),
        label=_("Who shall look"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )

    def __init__(self, *args: Any, team: QuerySet[Membership], already: Collection[int] = (), **kwargs: Any) -> None:
        """ALREADY are people who look: not shown, but taken, for a colleague may have been quicker."""
        super().__init__(*args, **kwargs)
        field = self.fields["reviewers"]
        assert isinstance(field, SeatField)
        field.queryset = team
        if already:
            field.label = _("Who shall look too")
            field.widget.choices = [
                (seat.pk, field.label_from_instance(seat)) for seat in team if seat.user_id not in already
            ]


def stages_to_move_to(rows: Iterable[Stage]) -> list[Stage]:
    """Rejecting has a form of its own."""
    return [stage for stage in rows if stage.type != StageType.REJECTED]
