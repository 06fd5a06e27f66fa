"""Who may do what to a posting, by the seat they hold now. Whoever may not see one gets a 404 before this is asked."""

from enum import Enum

from accounts.models import User
from listings.models import Membership, Posting
from listings.models.choices import MembershipRole


class Who(Enum):
    OWNER = "owner"
    RECRUITER = "recruiter"
    REVIEWER = "reviewer"
    STAFF = "staff"
    CLOCK = "clock"  # what happens by itself: a due date, the third report


TEAM = frozenset({Who.OWNER, Who.RECRUITER})
STAFF = frozenset({Who.STAFF})
CLOCK = frozenset({Who.CLOCK})
SEATS = {
    MembershipRole.OWNER: Who.OWNER,
    MembershipRole.RECRUITER: Who.RECRUITER,
    MembershipRole.REVIEWER: Who.REVIEWER,
}


def acting(by: User | None, posting: Posting) -> set[Who]:
    """As whom somebody acts on this posting; nobody is the clock. A seat at a suspended employer is none."""
    if by is None:
        return {Who.CLOCK}
    if not by.is_active:
        return set()
    seats = Membership.objects.filter(user=by, employer=posting.employer_id, employer__suspended_at=None)
    found = {SEATS[MembershipRole(role)] for role in seats.values_list("role", flat=True)}
    return found | ({Who.STAFF} if by.is_staff else set())
