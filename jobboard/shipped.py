"""The real lists that come with the project, for a first look at the board."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Feed:
    source: str
    format: str
    as_of: date

    @property
    def path(self) -> Path:
        return settings.BASE_DIR / "data" / "feeds" / f"{self.source}.json.gz"


FEEDS = [
    Feed("vanshb03-summer2026", "simplify", date(2026, 1, 10)),
    Feed("zshah101-summer2027", "zshah", date(2026, 8, 22)),
]
