import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from applications.forms.facts import FactsForm
from applications.profiles import MOST_EVIDENCE, OwnSkill
from lib.phrases import all_of
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


MOST_NAMED = 10
SEVERAL = re.compile(r"[,;\n]")


class SkillForm(forms.Form):
    """Skills by any of their names, several with commas or semicolons between; `slug` fixes the one that is changed.

    After validation told() has those we know, also where the field says which ones we do not.
    """

    skill = forms.CharField(
        label=gettext_lazy("Skill"),
        max_length=1000,
        widget=forms.TextInput(attrs={"list": "skills", "autocomplete": "off"}),
        help_text=gettext_lazy("Several at once with commas between: Go, Postgres, k8s."),
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
        self.slugs = [slug] if slug else []
        self.unknown: list[str] = []
        if slug:
            del self.fields["skill"]

    def clean_skill(self) -> list[str]:
        words = [tidy(word) for word in SEVERAL.split(self.cleaned_data["skill"])]
        self.slugs, self.unknown = taxonomy.from_words(word for word in words if word)
        if self.unknown:
            raise forms.ValidationError(_not_known(self.unknown))
        if not self.slugs:
            raise forms.ValidationError(self.fields["skill"].error_messages["required"], code="required")
        return self.slugs

    def clean_evidence(self) -> str:
        return tidy(self.cleaned_data["evidence"])

    def told(self) -> list[OwnSkill]:
        """Empty where something else than a skill's name is wrong."""
        if self.errors.keys() - {"skill"}:
            return []
        return [OwnSkill(slug, self.cleaned_data["level"], self.cleaned_data["evidence"]) for slug in self.slugs]

    def leave_unknown(self) -> None:
        """What is told need not be typed again; what we did not understand stays in the field."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["skill"] = ", ".join(self.unknown)  # type: ignore[index]


def _not_known(words: list[str]) -> str:
    more = _("Try another name for it, or the nearest one in the list.")
    if len(words) == 1:
        return _("We do not know “%(word)s” as a skill. %(more)s") % {"word": words[0][:80], "more": more}
    named = all_of([f"“{word[:80]}”" for word in words[:MOST_NAMED]])
    return _("We do not know %(words)s as skills. %(more)s") % {"words": named, "more": more}
