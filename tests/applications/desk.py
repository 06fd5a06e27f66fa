"""A desk for tests: an employer's people and applications to two of its postings, and a rival's beside them."""

from dataclasses import dataclass
from typing import Any

from django.test import Client

from applications import stages
from applications.models import Application, Stage
from listings.models import Membership, Posting
from tests.applicants import make_application, make_student
from tests.cast import Cast, make_cast
from tests.factories import make_posting, make_user, numbers


@dataclass(frozen=True)
class Desk:
    cast: Cast
    posting: Posting
    other: Posting
    foreign: Posting

    def seat(self, who: str) -> Membership:
        return Membership.objects.select_related("user", "employer").get(user=self.cast.people[who])

    def client(self, who: str) -> Client:
        return self.cast.client(who)

    def stage(self, type_: str, posting: Posting | None = None) -> Stage:
        found = stages.of_type(posting or self.posting, type_)
        assert found
        return found

    def url(self, rest: str = "") -> str:
        return f"/review/{self.cast.employer.slug}/{rest}"

    def one(self, application: Application, rest: str = "") -> str:
        return self.url(f"applications/{application.pk}/{rest}")


def make_desk(**fields: Any) -> Desk:
    cast = make_cast()
    skills = {"go": "needed", "sql": "needed", "kafka": "learn"}
    return Desk(
        cast,
        make_posting("Ledger Intern", employer=cast.employer, skills=skills, **fields),
        make_posting("Storage Intern", employer=cast.employer),
        make_posting("Rival Intern", employer=cast.other),
    )


def apply(posting: Posting, name: str = "", *, skills: dict[str, str] | None = None, at: Any = None,
          facts: dict[str, Any] | None = None, **fields: Any) -> Application:  # fmt: skip
    """An application by somebody new; FACTS are those of the student, FIELDS those of Sending."""
    user = make_user(name=name or f"Candidate {next(numbers)}")
    student = make_student(user, skills=skills, **(facts or {}))
    return make_application(posting, student, at=at, **fields)
