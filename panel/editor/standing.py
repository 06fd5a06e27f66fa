"""A posting that stands, as if it had been typed: what the editor begins with."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from listings.postings.content import COLUMNS, Content
from listings.vocabulary import currencies, gazetteer
from panel.editor import stack
from panel.editor.typed import Typed

RENAMED = {"fields": "fields_of_study"}
OURS = ("pay_min", "pay_max", "remote_countries", "publish_at", "opens_at", "grad_from", "grad_to")


def typed_of(content: Content) -> Typed:
    """Reading it again through the form gives an equal Content."""
    said = {RENAMED.get(name, name): _typed(getattr(content, name)) for name in COLUMNS if name not in OURS}
    for name in ("pay_min", "pay_max"):
        amount = getattr(content, name)
        said[name] = [] if amount is None else [_amount(amount, content.pay_currency)]
    known = gazetteer.gazetteer().places
    countries = [known[slug].name for slug in content.remote_countries if slug in known]
    said["remote_countries"] = [", ".join(countries)]
    for name in ("publish_at", "opens_at"):
        said[name] = [_instant(getattr(content, name), content.time_zone)]
    for name in ("grad_from", "grad_to"):
        day: date | None = getattr(content, name)
        said[name] = [f"{day:%m/%Y}" if day else ""]
    said["terms"] = list(content.terms)
    said["places"] = ["\n".join(place.raw for place in content.places)]
    said["work_tag"] = [duty.tag for duty in content.work]
    said["work_text"] = [duty.text for duty in content.work]
    return Typed({**said, **stack.typed_of(content.needs)})


def _typed(value: Any) -> list[str]:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, bool):
        return ["on"] if value else []
    if isinstance(value, Decimal):
        return [f"{value.normalize():f}"]
    return [] if value is None else [str(value)]


def _amount(minor: int, currency: str) -> str:
    value = currencies.major(minor, currency)
    return f"{value:f}" if value != value.to_integral_value() else f"{value:.0f}"


def _instant(when: datetime | None, zone: str) -> str:
    return f"{when.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}" if when else ""
