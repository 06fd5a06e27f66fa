from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from accounts.forms.plain import PlainMixin
from lib.text import tidy
from listings.models.choices import EmployerKind
from listings.postings.domains import host_of
from panel.editor.fields import WebField

KINDS = [(kind.value, kind.label) for kind in EmployerKind if kind != EmployerKind.NOT_STATED]


class FoundForm(PlainMixin, forms.Form):
    name = forms.CharField(max_length=200, error_messages={"required": _("Write its name as students know it.")})
    website = WebField(max_length=500, assume_scheme="https")
    kind = forms.ChoiceField(choices=KINDS, widget=forms.RadioSelect, error_messages={"required": _("Choose one.")})
    recruits_for_others = forms.BooleanField(required=False)
    names = {
        "name": _("Name of the employer"),
        "website": _("Its site"),
        "kind": _("It is"),
        "recruits_for_others": _("We find interns for others, who employ them"),
    }
    helps = {
        "name": _("As students know it, without the place or a slogan."),
        "website": _("Whoever reads your posting looks there first. For example acme.example."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        website = self.fields["website"]
        website.error_messages = {
            "required": _("Write where its site is."),
            "invalid": _("This is no address of a site. One looks like acme.example."),
        }
        # A browser's own kind for addresses refuses acme.example; ours takes it and adds https://.
        website.widget.input_type = "text"
        website.widget.attrs |= {"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}
        website.validators = [URLValidator(schemes=["http", "https"], message=website.error_messages["invalid"])]
        self.fields["name"].widget.attrs["autocomplete"] = "organization"

    def clean_name(self) -> str:
        name = tidy(self.cleaned_data["name"])
        if not any(letter.isalnum() for letter in name):
            raise forms.ValidationError(_("Write its name as students know it."))
        return name

    def clean_website(self) -> str:
        website = self.cleaned_data["website"]
        if "." not in host_of(website):
            raise forms.ValidationError(_("This is no address of a site. One looks like acme.example."))
        return str(website)
