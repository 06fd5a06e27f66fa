"""A small board with something on every public page, and the addresses of those pages."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from listings.models import Employer, Posting
from tests.factories import make_complete_posting, make_employer, make_posting, make_source

SKILLS = {"go": "needed", "postgresql": "nice", "docker": "mentioned"}


@dataclass(frozen=True)
class Board:
    """`native` has every facet, `imported` comes from a list and leads out, `closed` is over, `removed` is gone."""

    native: Posting
    imported: Posting
    closed: Posting
    removed: Posting
    employer: Employer
    unclaimed: Employer

    def pages(self) -> dict[str, str]:
        """Public pages for people that answer 200, by a name."""
        return {
            "home": reverse("home"),
            "search": reverse("search"),
            "search-asked": reverse("search") + "?q=back-end+go&workplace=hybrid&workplace=remote&role=all&paid=yes",
            "search-nothing": reverse("search") + "?skill=go&place=berlin&term=winter-2031&visa=sponsors",
            "search-ignored": reverse("search") + "?nonsense=1&role=king&sort=closing",
            "posting": self.native.get_absolute_url(),
            "posting-imported": self.imported.get_absolute_url(),
            "posting-closed": self.closed.get_absolute_url(),
            "employers": reverse("employers"),
            "employer": self.employer.get_absolute_url(),
            "employer-unclaimed": self.unclaimed.get_absolute_url(),
            "skill": reverse("skill", args=["go"]),
            "guide": reverse("guide"),
        }

    def machines(self) -> dict[str, str]:
        return {
            name: reverse(name)
            for name in ("search_json", "search_atom", "sitemap", "robots", "security", "healthz", "readyz")
        }

    def failures(self) -> dict[str, tuple[str, int]]:
        """Public addresses that answer with an error page."""
        return {
            "gone": (self.removed.get_absolute_url(), 410),
            "no-posting": ("/internships/999999999/", 404),
            "no-address": ("/nowhere/", 404),
            "no-employer": (reverse("employer", args=["nobody"]), 404),
            "no-skill": (reverse("skill", args=["juggling"]), 404),
            "no-way-out": (reverse("out", args=[self.native.pk]), 404),
        }


def make_board() -> Board:
    now = timezone.now()
    source = make_source("list-one", title="List one", homepage="https://lists.example.com/")
    employer = make_employer("Kestrel", claimed_at=now - timedelta(days=40), about="We keep **ledgers**.")
    unclaimed = make_employer("Tidewater")
    native = make_complete_posting(employer=employer)
    imported = make_posting(
        "Software Engineering Intern, Payments",
        employer=unclaimed,
        source=source,
        role="full-stack",
        workplace="remote",
        places=("berlin", "new-york"),
        raw_places=("Somewhere",),
        terms=("summer-2027", "fall"),
        skills=SKILLS,
        pay_kind="paid",
        pay_max=5000,
        pay_currency="USD",
        pay_period="hour",
        hourly_max=5000,
        visa=["sponsors"],
    )
    closed = make_posting("Platform Intern", employer=employer, status="closed", skills={"go": "needed"})
    removed = make_posting("Gone Intern", employer=employer, status="removed", first_published_at=now)
    return Board(native, imported, closed, removed, employer, unclaimed)
