from datetime import timedelta
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import Elsewhere
from applications.models.choices import ElsewhereStatus
from lib.text import tidy


class ElsewhereForm(forms.ModelForm):  # type: ignore[type-arg]
    """An application at an employer's own site, as its student keeps it."""

    class Meta:
        model = Elsewhere
        fields = ["title", "employer", "url", "status", "applied_on", "note"]
        labels = {
            "title": gettext_lazy("What the internship is called"),
            "employer": gettext_lazy("Employer"),
            "url": gettext_lazy("Address"),
            "status": gettext_lazy("Where it stands"),
            "applied_on": gettext_lazy("Applied on"),
            "note": gettext_lazy("Note to yourself"),
        }
        help_texts = {"url": gettext_lazy("Where you applied, if you want to come back to it.")}
        widgets = {
            "url": forms.TextInput(attrs={"spellcheck": "false", "inputmode": "url"}),
            "applied_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial.setdefault("status", ElsewhereStatus.APPLIED)
            self.initial.setdefault("applied_on", timezone.localdate())
        if self.instance.posting_id:
            # What the posting says of itself; the note and the state are the student's.
            for name in ("title", "employer", "url"):
                del self.fields[name]

    def clean_title(self) -> str:
        return tidy(self.cleaned_data["title"])

    def clean_employer(self) -> str:
        return tidy(self.cleaned_data["employer"])

    def clean_note(self) -> str:
        return tidy(self.cleaned_data["note"])

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"]).strip()
        if url and "://" not in url:
            url = f"https://{url}"
        if url:
            message = _("Write an address that begins with https:// or http://.")
            URLValidator(schemes=["https", "http"], message=message)(url)
        return url

    def clean_applied_on(self) -> Any:
        day = self.cleaned_data["applied_on"]
        if day and day > timezone.localdate() + timedelta(days=1):
            raise forms.ValidationError(_("That day is still to come."))
        return day
