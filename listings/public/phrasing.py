"""Lists, dates and zones as people say them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from lib.phrases import all_of as all_of
from lib.phrases import any_of as any_of
from listings.models import Source
from listings.vocabulary import terms


def capital(text: str) -> str:
    """The first letter alone: "REST APIs" keeps its others."""
    return text[:1].upper() + text[1:]


def on_day(when: date) -> str:
    """ "14 February 2026"."""
    return date_format(when, "j F Y")


def in_zone(when: datetime, zone: str) -> datetime:
    return when.astimezone(ZoneInfo(zone))


def zone_name(zone: str) -> str:
    """ "New York" of America/New_York."""
    return zone.rpartition("/")[2].replace("_", " ")


def month(when: date) -> str:
    return date_format(when, "F Y")


def minute(when: datetime) -> str:
    """ "10 January 2026, 06:00 UTC"."""
    return date_format(in_zone(when, "UTC"), "j F Y, H:i") + " UTC"


def as_of(source: Source) -> str:
    """The day a saved copy of a list is from, where what was read is no living list; else empty."""
    day = source.settings.get("as_of")
    return on_day(date.fromisoformat(day)) if day else ""


def is_over(term: str, at: datetime) -> bool:
    fact = terms.from_slug(term)
    return fact is not None and terms.is_over(fact, at.date())
