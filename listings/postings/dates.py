"""Days of a posting's own zone as instants."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def end_of(day: date, zone: str) -> datetime:
    """The instant at which DAY is over in ZONE, an hour earlier or later where its clocks change."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
