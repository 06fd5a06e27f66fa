from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.text import fold
from listings.importing import csv_list, uploads

# Format, its name, and how one gets its answer: the address with <name> where the board's own name stands.
FORMATS: tuple[tuple[str, Any, str], ...] = (
    ("greenhouse", "Greenhouse", "https://boards-api.greenhouse.io/v1/boards/<name>/jobs?content=true"),
    ("lever", "Lever", "https://api.lever.co/v0/postings/<name>?mode=json"),
    ("ashby", "Ashby", "https://api.ashbyhq.com/posting-api/job-board/<name>?includeCompensation=true"),
    ("smartrecruiters", "SmartRecruiters", "https://api.smartrecruiters.com/v1/companies/<name>/postings/<number>"),
    ("recruitee", "Recruitee", "https://<name>.recruitee.com/api/offers/"),
    ("workable", "Workable", "https://apply.workable.com/api/v1/widget/accounts/<name>?details=true"),
    ("jsonld", _("A career page"), ""),
    ("csv", _("A table (CSV)"), ""),
)
OTHER_WAYS = {
    "jsonld": _("Open the posting on your own site and save the page as HTML; what it tells search engines is read."),
    "csv": _("Save your spreadsheet as CSV (UTF-8), names of columns in the first line. You say next which is which."),
}  # fmt: skip
LABELS: dict[str, Any] = {
    "title": _("Title"), "url": _("Address where they apply"), "description": _("Text"), "places": _("Places"),
    "terms": _("Terms"), "pay": _("Pay"), "skills": _("Skills"), "closes_on": _("Deadline"),
    "workplace": _("Remote, hybrid or on-site"), "role": _("Role"), "visa": _("Visa"), "id": _("Your own number"),
}  # fmt: skip
NEEDED = ("title", "url")
LONGEST_EXAMPLE = 40
# What people call these columns, folded.
CALLED: dict[str, tuple[str, ...]] = {
    "title": (
        "title",
        "job title",
        "position",
        "role name",
        "posting",
        "name",
        "stelle",
        "stellenbezeichnung",
        "stellentitel",
        "titel",
        "titre",
        "intitule",
    ),
    "url": ("url", "link", "apply", "apply url", "application link", "job url", "address", "bewerbungslink", "lien"),
    "description": ("description", "text", "body", "job description", "details", "beschreibung", "stellenbeschreibung"),
    "places": (
        "places",
        "place",
        "location",
        "locations",
        "city",
        "office",
        "ort",
        "standort",
        "standorte",
        "arbeitsort",
        "lieu",
        "ville",
    ),
    "terms": ("terms", "term", "season"),
    "pay": ("pay", "salary", "compensation", "wage", "vergutung", "verguetung", "gehalt", "remuneration", "salaire"),
    "skills": ("skills", "stack", "tech stack", "technologies", "kenntnisse", "competences"),
    "closes_on": (
        "closes_on",
        "deadline",
        "closing date",
        "apply by",
        "closes",
        "bewerbungsschluss",
        "bewerbungsfrist",
        "date limite",
    ),
    "workplace": ("workplace", "remote", "work mode", "arbeitsmodell"),
    "role": ("role",),
    "visa": ("visa",),
    "id": ("id", "number", "reference", "requisition", "referenz", "kennziffer"),
}


class BoardForm(forms.Form):
    """A file, or the same pasted."""

    format = forms.ChoiceField(choices=[(value, label) for value, label, _how in FORMATS], initial="greenhouse")
    file = forms.FileField(label=_("The saved file"), required=False, allow_empty_file=True, max_length=255)
    text = forms.CharField(
        label=_("Or paste it here"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        file = said.get("file")
        if file and file.size > uploads.MOST_BYTES:  # what was too large is not kept, so it would look empty
            self.add_error("file", uploads.too_large(uploads.MOST_BYTES))
        elif not self.errors and not file and not said.get("text", "").strip():
            self.add_error("file", _("Choose a file, or paste what is in it."))
        return said

    @property
    def data_sent(self) -> bytes:
        file = self.cleaned_data.get("file")
        if file:
            file.seek(0)
        return bytes(file.read()) if file else str(self.cleaned_data["text"]).encode("utf-8", "replace")

    @property
    def ways(self) -> list[dict[str, Any]]:
        chosen = self["format"].value()
        return [
            {
                "value": value,
                "label": label,
                "address": how,
                "other": OTHER_WAYS.get(value, ""),
                "is_on": value == chosen,
            }
            for value, label, how in FORMATS
        ]


class ColumnsForm(forms.Form):
    """Which column is which: a select for each of our names, begun with a guess. SAMPLE: what the first row says."""

    def __init__(self, header: Sequence[str], *args: Any, sample: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.header = list(header)
        example = dict(enumerate(sample))
        choices = [(str(number), _choice(number, name, example.get(number, ""))) for number, name in enumerate(header)]
        guessed = guess(self.header)
        for name, label in LABELS.items():
            need = name in NEEDED
            empty = ("", _("Choose a column") if need else _("Not in the file"))
            missing = {"required": _("Every posting needs this. Choose its column.")}
            self.fields[name] = forms.ChoiceField(
                label=label, choices=[empty, *choices], required=need, initial=guessed.get(name, ""),
                error_messages=missing,
            )  # fmt: skip

    @property
    def columns(self) -> dict[str, str]:
        return {name: self.header[int(said)] for name, said in self.cleaned_data.items() if said}


def _choice(number: int, name: str, example: str) -> str:
    name = name[:80] or f"({number + 1})"
    if len(example) > LONGEST_EXAMPLE:
        example = example[:LONGEST_EXAMPLE].rstrip() + "…"
    return f"{name}: {example}" if example else name


def guess(header: Sequence[str]) -> dict[str, str]:
    """Our name → number of the column, each column once."""
    said = {fold(name).replace("_", " "): str(number) for number, name in reversed(list(enumerate(header)))}
    found: dict[str, str] = {}
    for name in (*csv_list.NEEDED, *csv_list.OPTIONAL):
        for called in CALLED.get(name, ()):
            number = said.get(called.replace("_", " "))
            if number is not None and number not in found.values():
                found[name] = number
                break
    return found
