"""A content that says something of each field, for tests of the editor and of what becomes of it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from listings.postings.content import Content, Duty, Need, PlaceSaid
from listings.postings.linting import CODES
from tests.factories import make_place, make_skill

# The answer of who sends it whatever the linter remarks.
ALL_READ = " ".join(CODES)
SAID: dict[str, Any] = {
    "title": "Back-end Intern, Ledger",
    "summary": "Money, twice.",
    "body": "You write *endpoints*.",
    "role": "back-end",
    "openings": 2,
    "workplace": "remote",
    "days_on_site": 2,
    "remote_countries": ("germany",),
    "visa": ("sponsors",),
    "degrees": ("bachelor", "master"),
    "fields": ("computer-science",),
    "related_fields": True,
    "enrolment": "required",
    "grad_from": date(2028, 1, 1),
    "grad_to": date(2028, 12, 1),
    "starts_on": date(2027, 6, 7),
    "weeks": 12,
    "hours_a_week": Decimal(40),
    "pay_kind": "paid",
    "pay_min": 4200,
    "pay_max": 4600,
    "pay_currency": "USD",
    "pay_period": "hour",
    "pay_note": "plus lunch",
    "mentor_name": "Ada",
    "mentor_title": "engineer",
    "one_to_ones": 1,
    "interns_per_mentor": 2,
    "code_review": "every-change",
    "outcomes": "Code in production.",
    "portfolio": "code",
    "cover_letter": "optional",
    "answer_within_days": 14,
    "time_zone": "Europe/Berlin",
    "places": (PlaceSaid("Berlin", "berlin"), PlaceSaid("Remote", is_remote=True)),
    "terms": ("summer-2027",),
    "work": (Duty("api-endpoints", "Design one."), Duty("", "Ask why.")),
    "needs": (Need("go", "needed", 1), Need("java", "needed", 1), Need("postgresql", "learn", 2, "from us")),
}


def everything(**changes: Any) -> Content:
    """With its places and skills there; open since yesterday, for thirty days."""
    for place in ("berlin", "germany"):
        make_place(place)
    for skill in ("go", "java", "postgresql"):
        make_skill(skill)
    now = timezone.now()
    dates = {
        "publish_at": now - timedelta(days=1),
        "opens_at": now - timedelta(days=1),
        "closes_on": now.date() + timedelta(days=30),
    }
    return Content(**{**SAID, **dates, **changes})
