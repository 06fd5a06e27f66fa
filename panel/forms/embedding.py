from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from listings.postings import embedding

LONGEST = 4000


class HostsField(forms.CharField):
    """One a line; gives the names of the sites."""

    widget = forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocapitalize": "none"})

    def clean(self, value: str) -> tuple[str, ...]:
        hosts, wrong = embedding.clean_hosts(super().clean(value))
        if wrong:
            raise ValidationError(wrong)
        return tuple(hosts)


class HostsForm(forms.Form):
    hosts = HostsField(
        label=gettext_lazy("Sites that may show the frame"),
        required=False,
        max_length=LONGEST,
        help_text=gettext_lazy(
            "One a line, such as careers.example.com, or *.example.com for all below it. Only pages over https can."
        ),
    )
