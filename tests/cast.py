"""The people of the tests: who they are, and a client signed in as each."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from accounts.models import User
from listings.models import Employer
from tests.factories import make_employer, make_member, make_user

WHO = ("visitor", "student", "rival", "recruiter", "reviewer", "moderator")


@dataclass(frozen=True)
class Cast:
    """Recruiter and reviewer sit at `employer`; the rival owns `other`."""

    employer: Employer
    other: Employer
    people: dict[str, User]

    def client(self, who: str) -> Client:
        client = Client()
        if who != "visitor":
            client.force_login(self.people[who])
        return client


def make_cast() -> Cast:
    employer, other = make_employer("Acme"), make_employer("Rival Systems")
    people = {
        "student": make_user("student@example.org", name="Sam Student"),
        "rival": make_member(other, "owner", email="rival@example.org"),
        "recruiter": make_member(employer, "recruiter", email="recruiter@example.org"),
        "reviewer": make_member(employer, "reviewer", email="reviewer@example.org"),
        "moderator": make_user("moderator@example.org", is_staff=True, is_superuser=True),
    }
    give_second_factor(people["moderator"])
    return Cast(employer, other, people)


def give_second_factor(user: User) -> Authenticator:
    return TOTP.activate(user, generate_totp_secret()).instance
