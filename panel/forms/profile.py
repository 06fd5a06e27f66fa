from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.forms.facts import TellingField
from lib.text import tidy
from listings.models import choices as c
from listings.postings import logos
from listings.postings.profile import Profile
from panel.editor.fields import PlacesField, WebField

MOST_BENEFITS, LONGEST_BENEFIT = 12, 120


class BenefitsField(forms.CharField):
    """One a line."""

    widget = forms.Textarea(attrs={"rows": 5})

    def clean(self, value: Any) -> tuple[str, ...]:
        lines = [kept for line in super().clean(value).splitlines() if (kept := tidy(line))]
        if len(lines) > MOST_BENEFITS:
            raise ValidationError(_("At most %(most)s benefits, one a line.") % {"most": MOST_BENEFITS})
        for line in lines:
            if len(line) > LONGEST_BENEFIT:
                said = {"most": LONGEST_BENEFIT, "words": line[:40]}
                raise ValidationError(_("“%(words)s…” is longer than %(most)s letters.") % said)
        return tuple(dict.fromkeys(lines))


class LogoField(forms.FileField):
    """Gives the bytes of the picture as we write it, or nothing."""

    widget = forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"})

    def clean(self, data: Any, initial: Any = None) -> bytes | None:
        if not isinstance(data, UploadedFile):
            return None
        if (data.size or 0) > logos.MAX_BYTES:
            raise ValidationError(str(logos.TOO_LARGE))
        try:
            return logos.encoded(data.read())
        except logos.Refused as refused:
            raise ValidationError(str(refused)) from refused


class ProfileForm(forms.Form):
    logo = LogoField(
        label=gettext_lazy("A picture"),
        required=False,
        help_text=gettext_lazy("PNG, JPEG or WebP, up to 1 MB. It stands small beside your name."),
    )
    remove_logo = forms.BooleanField(label=gettext_lazy("Show no logo"), required=False)
    about = forms.CharField(
        label=gettext_lazy("About"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("What you build, how many engineers you are, what interns get from working with you."),
    )
    website = WebField(
        label=gettext_lazy("Website"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}),
        help_text=gettext_lazy("With another host we look again at who you are."),
    )
    kind = TellingField(c.EmployerKind.choices, label=gettext_lazy("What you are"))
    size = TellingField(c.EmployerSize.choices, label=gettext_lazy("Size"))
    recruits_for_others = forms.BooleanField(
        label=gettext_lazy("We are an agency: interns work for somebody else"), required=False
    )
    places = PlacesField(
        label=gettext_lazy("Places"), required=False, help_text=gettext_lazy("Where you have people. One a line.")
    )
    benefits = BenefitsField(
        label=gettext_lazy("Benefits for interns"),
        required=False,
        help_text=gettext_lazy("One a line, such as “Housing for the summer” or “Travel paid both ways”."),
    )

    def profile(self) -> Profile:
        names = ("about", "website", "kind", "size", "recruits_for_others", "places", "benefits")
        return Profile(**{name: self.cleaned_data[name] for name in names})


def initial(profile: Profile) -> dict[str, Any]:
    return {
        **vars(profile),
        "places": "\n".join(place.raw for place in profile.places),
        "benefits": "\n".join(profile.benefits),
    }
