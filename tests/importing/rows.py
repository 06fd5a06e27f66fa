"""Readings for tests: plain rows as the list form has them, and the recorded excerpts."""

import itertools
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from listings.importing import sync
from listings.models import Posting

EXCERPTS = Path(__file__).resolve().parents[1] / "data" / "feeds"
FEEDS = Path(__file__).resolve().parents[2] / "data" / "feeds"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "feeds"
NOON = datetime(2026, 1, 10, 12, tzinfo=UTC)

numbers = itertools.count(1)


def make_row(**fields: Any) -> dict[str, Any]:
    number = next(numbers)
    return {
        "id": f"row-{number}",
        "company_name": "Acme",
        "title": "Back-end Engineering Intern",
        "url": f"https://jobs.example.com/{number}",
        "locations": ["New York, NY"],
        "season": "Summer",
        "sponsorship": "Other",
        "active": True,
        "is_visible": True,
        "date_posted": 1760000000,
        "date_updated": 1760000000,
        **fields,
    }


def read(rows: Any, source: str = "list", kind: str = "simplify", **options: Any) -> sync.Report:
    """Read the rows, or the bytes; without a mass-close guard unless the test asks for it."""
    data = rows if isinstance(rows, bytes) else json.dumps(rows).encode()
    return sync.run(kind, source, data, **{"allow_mass_close": True, "at": NOON, **options})


def excerpt(name: str) -> bytes:
    return (EXCERPTS / name).read_bytes()


def rows_of(name: str) -> list[dict[str, Any]]:
    return json.loads(excerpt(name))


def told(report: sync.Report) -> dict[str, Any]:
    """What is not nothing."""
    return {name: value for name, value in report.as_dict().items() if value}


def the_posting(source: str = "list") -> Posting:
    return Posting.objects.get(source__slug=source)


def places_of(posting: Posting) -> list[str | None]:
    return [fragment.place.slug if fragment.place else None for fragment in posting.posting_places.all()]


def skills_of(posting: Posting) -> list[str]:
    return [requirement.skill.slug for requirement in posting.requirements.all()]


def terms_of(posting: Posting) -> list[str]:
    return [term.term.slug for term in posting.posting_terms.all()]
