"""What is asked before many postings are closed or extended."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.forms.counted import CountedFields
from panel.forms.acting import LONGEST, CloseForm, is_over


class BulkCloseForm(CloseForm, CountedFields):
    def __init__(self, data: Any, *, count: int) -> None:
        super().__init__(data)
        self.ask_number(count, _("Type %(n)s to close that many"), _("That is not the number of postings: %(n)s."))


class BulkExtendForm(CountedFields):
    """One day for all; each ends with it in its own zone."""

    closes_on = forms.DateField(
        label=gettext_lazy("New closing date"),
        help_text=gettext_lazy("Each stays open until that day is over in its own time zone."),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("Say the day on which they close."),
            "invalid": gettext_lazy("That is no date. Write it as 2027-03-31."),
        },
    )
    field_order = ("closes_on", "typed")

    def __init__(self, data: Any, *, count: int, zones: Collection[str]) -> None:
        super().__init__(data)
        self.zones = set(zones)
        self.ask_number(count, _("Type %(n)s to extend that many"), _("That is not the number of postings: %(n)s."))

    def clean_closes_on(self) -> date:
        day: date = self.cleaned_data["closes_on"]
        at = timezone.now()
        if day > (at + LONGEST).date():
            raise forms.ValidationError(_("At most two years ahead."))
        if self.zones and all(is_over(day, zone, at) for zone in self.zones):  # else it is said of each that it is
            raise forms.ValidationError(_("That day is over."))
        return day
