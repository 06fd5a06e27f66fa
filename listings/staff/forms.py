from datetime import datetime
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from listings.models import CannedReason, Place, Posting
from listings.models.choices import Decision
from listings.postings import moderating

LABELS = {
    Decision.APPROVE: gettext_lazy("Approve"),
    Decision.REQUEST_CHANGES: gettext_lazy("Send back"),
    Decision.REJECT: gettext_lazy("Reject"),
    Decision.REMOVE: gettext_lazy("Remove"),
    Decision.RECALL: gettext_lazy("Call back"),
}


class DecideForm(forms.Form):
    """A reason without words means the words that go with it."""

    decision = forms.ChoiceField(label=gettext_lazy("This posting"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), required=False)
    words = forms.CharField(
        label=gettext_lazy("What they read"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    verify = forms.BooleanField(required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, posting: Posting, *args: Any, is_change: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = moderating.OF_CHANGES if is_change else moderating.open_to(posting)
        self.fields["decision"].choices = [(one.value, LABELS[one]) for one in allowed]  # type: ignore[attr-defined]
        self.canned = {one.code: one for one in CannedReason.objects.filter(is_active=True)}
        named = [(code, one.label) for code, one in self.canned.items()]
        self.fields["reason"].choices = [("", _("None of these")), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        chosen = self.canned.get(data.get("reason", ""))
        if chosen and not data.get("words", "").strip():
            data["words"] = chosen.words
        if data.get("decision") in moderating.NEED_WORDS and not data.get("words", "").strip():
            self.add_error("words", _("Say what they shall change, or why it cannot be: they read these words."))
        return data

    @property
    def seen_at(self) -> datetime | None:
        return parse_datetime(self.cleaned_data["seen"]) if self.cleaned_data["seen"] else None

    def clean_seen(self) -> str:
        """Whoever sends another moment than ours is taken to have seen something else."""
        value: str = self.cleaned_data["seen"]
        try:
            known = parse_datetime(value) if value else None
        except ValueError:
            known = None
        if value and known is None:
            raise forms.ValidationError(_("Load the page again."))
        return value


class PlaceForm(forms.Form):
    """What a fragment means: the slug of a place, as in the addresses of searches."""

    raw = forms.CharField(max_length=300, widget=forms.HiddenInput)
    place = forms.CharField(max_length=120)

    def clean_place(self) -> Place:
        found = Place.objects.filter(slug=self.cleaned_data["place"].strip().lower()).first()
        if found is None:
            raise forms.ValidationError(_("No place has this name in addresses."))
        return found
