"""Fields of the editor that read what people type: places, countries, money, instants of a zone."""

import re
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from applications.forms.facts import MonthField
from lib.text import fold, tidy
from listings.importing.judging import is_web
from listings.postings.content import PlaceSaid
from listings.vocabulary import currencies, gazetteer, places

MOST_PLACES, LONGEST_PLACE = 66, 300
CURRENCIES = ("USD", "EUR", "GBP", "CAD", "AUD", "CHF", "INR", "JPY", "PLN", "SEK", "DKK", "NOK", "SGD", "BRL", "MXN")
LARGEST = Decimal(20_000_000)
# A mark before one or two last digits parts cents; before three it parts thousands (of which lakhs are two).
_WRITTEN = re.compile(
    r"(?P<whole>\d*|\d{1,3}(?P<mark>[,.' ])(?:\d{2,3}(?P=mark))*\d{3})(?:(?P<point>[.,])(?P<cents>\d{1,2}))?"
)


class PlacesField(forms.CharField):
    """One place a line; what we do not know stays as it was written, and is shown so."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: Any) -> tuple[PlaceSaid, ...]:
        lines = [tidy(line)[:LONGEST_PLACE] for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_PLACES:
            raise ValidationError(_("At most %(most)s places, one a line.") % {"most": MOST_PLACES})
        found = places.resolve(lines)
        return tuple(PlaceSaid(f.raw[:LONGEST_PLACE], f.place or "", f.remote) for f in found.fragments)


class WebField(forms.URLField):
    """What an import would take too."""

    def clean(self, value: Any) -> Any:
        said = super().clean(value)
        if said and not is_web(said):
            raise ValidationError(_("The address begins with https:// or http://, and names nobody before the site."))
        return said


class CountriesField(forms.CharField):
    """Countries by name, separated by commas."""

    def clean(self, value: Any) -> tuple[str, ...]:
        names = [tidy(name) for name in super().clean(value).replace(";", ",").split(",") if name.strip()]
        found: list[str] = []
        unknown: list[str] = []
        known = gazetteer.gazetteer().places
        for name in names:
            slugs = [f.place for f in places.resolve([name]).fragments if f.place and known[f.place].kind == "country"]
            (found if slugs else unknown).append(slugs[0] if slugs else name)
        if unknown:
            raise ValidationError(_("We know no country “%(name)s”.") % {"name": ", ".join(unknown)[:200]})
        return tuple(dict.fromkeys(found))


class MoneyField(forms.DecimalField):
    """An amount in major units as people of any country write it: 1,250.50 and 1.250,50 are the same."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=LARGEST, decimal_places=2, **options)
        self.widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        return super().to_python(_plain(value) if isinstance(value, str) else value)


def _plain(said: str) -> str:
    """As Decimal reads it; what is no amount stays as it was, to be refused."""
    said = re.sub(r"\s", " ", said.replace("\u2019", "'")).strip("$€£ ")
    found = _WRITTEN.fullmatch(said)
    if not found or (found["mark"] and found["mark"] == found["point"]):
        return said
    whole = re.sub(r"\D", "", found["whole"])
    return f"{whole}.{found['cents']}" if found["cents"] else whole


def minor(amount: Decimal | None, currency: str) -> int | None:
    return None if amount is None else currencies.minor(amount, currency)


def _near(year: int) -> None:
    """A posting is of these years; beyond them a day has no end, and an instant no place in the database."""
    if not 2000 <= year <= 2100:
        raise ValidationError(_("This year is too far away."))


class DayField(forms.DateField):
    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day:
            _near(day.year)
        return day


class InstantField(forms.CharField):
    """A day and a minute as the browser writes them, without a zone; the form gives it its own."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def clean(self, value: Any) -> datetime | None:
        said = super().clean(value)
        if not said:
            return None
        try:
            when = datetime.fromisoformat(said.replace(" ", "T")).replace(tzinfo=None)
        except ValueError:
            raise ValidationError(_("Write day and time, such as 2027-03-01 09:00.")) from None
        _near(when.year)
        return when


class GraduationField(MonthField):
    """A month, or a year alone: the first of them begins in its first month, the last ends in its last."""

    def __init__(self, *, month: int, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.month = month

    def to_python(self, value: Any) -> date | None:
        said = tidy(value) if isinstance(value, str) else value
        if isinstance(said, str) and len(said) == 4 and said.isdecimal():
            said = f"{self.month:02}/{said}"
        return super().to_python(said)


REGIONS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@cache
def zones() -> tuple[str, ...]:
    """The zones that are named after a place, as people look for them."""
    return tuple(sorted(zone for zone in available_timezones() if zone.partition("/")[0] in REGIONS))


@cache
def _by_city() -> dict[str, str]:
    """Zones by the city alone, where only one zone has a city of this name."""
    found: dict[str, list[str]] = {}
    for zone in zones():
        found.setdefault(fold(zone.rpartition("/")[2].replace("_", " ")), []).append(zone)
    return {city: several[0] for city, several in found.items() if len(several) == 1}


class ZoneField(forms.CharField):
    """A zone of the time zone database, typed or picked; its city alone is enough."""

    widget = forms.TextInput(attrs={"list": "zones", "autocomplete": "off", "spellcheck": "false"})

    def clean(self, value: Any) -> str:
        said = super().clean(value).strip() or "UTC"
        if said in available_timezones():
            return said
        if zone := _by_city().get(fold(said)):
            return zone
        raise ValidationError(
            _("We know no time zone “%(name)s”. Pick one such as Europe/Berlin.") % {"name": said[:60]}
        )


def placed(when: datetime | None, zone: str) -> datetime | None:
    return when.replace(tzinfo=ZoneInfo(zone)) if when else None
