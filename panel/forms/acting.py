"""What is asked before a posting is closed, extended or reopened."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from listings.models import Posting
from listings.models.choices import CloseReason
from listings.postings import dates
from listings.public import phrasing

LONGEST = timedelta(days=2 * 365)


class PlainForm(forms.Form):
    """Nothing but yes."""


class CloseForm(forms.Form):
    reason = forms.ChoiceField(
        label=gettext_lazy("Why"),
        choices=[
            (CloseReason.FILLED.value, gettext_lazy("It is filled")),
            (CloseReason.CANCELLED.value, gettext_lazy("It is cancelled: nobody is taken")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say why: readers see it on the page.")},
    )


class DeadlineForm(forms.Form):
    """A later deadline: the end of a day in the posting's own zone."""

    closes_on = forms.DateField(
        label=gettext_lazy("New closing date"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("Say the day on which it closes."),
            "invalid": gettext_lazy("That is no date. Write it as 2027-03-31."),
        },
    )

    def __init__(self, posting: Posting, data: Any = None) -> None:
        super().__init__(data)
        self.posting = posting
        zone = phrasing.zone_name(posting.time_zone)
        said = _("It stays open until that day is over in the posting's time zone, %(zone)s.") % {"zone": zone}
        self.fields["closes_on"].help_text = said

    def clean_closes_on(self) -> date:
        day: date = self.cleaned_data["closes_on"]
        if wrong := wrong_with(self.posting, day, timezone.now()):
            raise forms.ValidationError(wrong)
        return day


def wrong_with(posting: Posting, day: date, at: datetime) -> str:
    """Why this cannot be the new deadline; empty where it can."""
    if day > (at + LONGEST).date():
        return _("At most two years ahead.")
    if is_over(day, posting.time_zone, at):
        return _("That day is over.")
    ends = dates.end_of(day, posting.time_zone)
    if posting.closes_at and ends <= posting.closes_at:
        stands = phrasing.on_day(posting.closes_on) if posting.closes_on else ""
        return _("That is not later: it closes on %(day)s as it stands.") % {"day": stands}
    if posting.opens_at and ends <= posting.opens_at:
        return _("Applications would open only after that day.")
    if posting.starts_on and at.date() < posting.starts_on <= day:
        said = _("The work begins on %(day)s, before that. If people may apply for longer, write so in the editor.")
        return said % {"day": phrasing.on_day(posting.starts_on)}
    return ""


def is_over(day: date, zone: str, at: datetime) -> bool:
    """By the clocks of ZONE; the first days of the calendar have no instant in some zones, and are not asked for."""
    return day < at.date() - timedelta(days=2) or dates.end_of(day, zone) <= at
