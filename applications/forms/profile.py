from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from applications.forms.facts import FactsForm
from applications.profiles import MOST_EVIDENCE, OwnSkill
from lib.text import tidy
from listings.models.choices import ProficiencyLevel
from listings.vocabulary import taxonomy


class ProfileForm(FactsForm):
    """The facts, and what somebody is called. Nothing is required."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    field_order = ["name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])[: User._meta.get_field("name").max_length]


class SkillForm(forms.Form):
    """A skill by any of its names; `slug` fixes it where one is changed."""

    skill = forms.CharField(
        label=gettext_lazy("Skill"),
        max_length=80,
        widget=forms.TextInput(attrs={"list": "skills", "autocomplete": "off"}),
    )
    level = forms.ChoiceField(label=gettext_lazy("How well"), choices=ProficiencyLevel.choices)
    evidence = forms.CharField(
        label=gettext_lazy("Where it comes from"),
        max_length=MOST_EVIDENCE,
        required=False,
        help_text=gettext_lazy("A course, a project, a job, with a link if there is one."),
    )

    def __init__(self, *args: Any, slug: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slug = slug
        if slug:
            del self.fields["skill"]

    def clean_skill(self) -> str:
        slug = taxonomy.from_word(self.cleaned_data["skill"])
        if slug is None:
            raise forms.ValidationError(
                _("We do not know “%(word)s” as a skill. Try another name for it, or the nearest one in the list.")
                % {"word": self.cleaned_data["skill"]}
            )
        return slug

    def clean_evidence(self) -> str:
        return tidy(self.cleaned_data["evidence"])

    def told(self) -> OwnSkill:
        data = self.cleaned_data
        return OwnSkill(self.slug or data["skill"], data["level"], data["evidence"])
