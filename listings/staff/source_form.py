from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib import fetch
from listings.importing import reading
from listings.importing.registry import FORMATS
from listings.importing.sources import Setting
from listings.models import Employer, Source


class SourceForm(forms.Form):
    slug = forms.SlugField(label=gettext_lazy("Short name"), max_length=80)
    kind = forms.ChoiceField(label=gettext_lazy("Format"), choices=[(name, name) for name in FORMATS])
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, required=False)
    fetch_url = forms.CharField(
        label=gettext_lazy("Address"), max_length=1000, required=False, help_text=gettext_lazy("Only https."),
    )  # fmt: skip
    fetch_every = forms.IntegerField(
        label=gettext_lazy("Hours between two readings"), min_value=1, max_value=720, initial=24
    )
    employer = forms.SlugField(
        label=gettext_lazy("Employer"), max_length=80, required=False,
        help_text=gettext_lazy("The name in the employer's address here, where the board names nobody."),
    )  # fmt: skip
    is_fetched = forms.BooleanField(label=gettext_lazy("Read it by itself"), required=False)

    def __init__(self, source: Source, data: QueryDict | None = None) -> None:
        self.source = source
        names = ("title", "fetch_url", "fetch_every", "is_fetched", "kind", "slug")
        said = {name: getattr(source, name) for name in names} | {"employer": source.settings.get("employer", "")}
        super().__init__(data, initial=said)
        if source.pk:  # what its entries are known by
            del self.fields["slug"], self.fields["kind"]

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if Source.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("There is a source of this name."))
        return slug

    def clean_fetch_url(self) -> str:
        url: str = self.cleaned_data["fetch_url"]
        try:
            if url:
                fetch.parts_of(url)
        except fetch.Fault as fault:
            raise forms.ValidationError(reading.words(fault)) from fault
        return url

    def clean_employer(self) -> str:
        slug: str = self.cleaned_data["employer"]
        if slug and not Employer.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("There is no employer of this name."))
        return slug

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("is_fetched") and not said.get("fetch_url") and "fetch_url" not in self.errors:
            self.add_error("fetch_url", _("What is read by itself needs an address."))
        return said

    @property
    def setting(self) -> Setting:
        names = ("title", "fetch_url", "fetch_every", "is_fetched", "employer")
        return Setting(**{name: self.cleaned_data[name] for name in names})
