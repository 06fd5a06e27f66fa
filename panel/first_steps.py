"""What somebody who has just set up an employer does next: shown on the overview until a posting of theirs was sent."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from listings.models import Employer, Invitation, Membership, Posting
from listings.models.choices import Status


@dataclass(frozen=True)
class FirstSteps:
    """`standing` says what moderation makes of this employer, `public` how many postings of public lists are theirs to
    correct; the others, what is done already."""

    standing: str
    public: int
    has_draft: bool
    has_board: bool
    has_colleagues: bool
    has_profile: bool


def of(seat: Membership) -> FirstSteps | None:
    """None once a posting was sent or is public: then the overview has more to say."""
    employer = seat.employer
    native, begun = Q(source=None), Q(status=Status.DRAFT, submitted_at=None)
    rows = Posting.objects.filter(employer=employer, removed_at=None).aggregate(
        sent=Count("pk", filter=native & ~begun),
        drafts=Count("pk", filter=native & begun),
        read=Count("pk", filter=~native),
        public=Count("pk", filter=~native & Q(status=Status.PUBLISHED)),
    )
    if rows["sent"]:
        return None
    seats = Membership.objects.filter(employer=employer).count()
    return FirstSteps(
        standing=_standing(employer, rows["public"]),
        public=rows["public"],
        has_draft=rows["drafts"] > 0,
        has_board=rows["read"] > 0,
        has_colleagues=seats > 1 or Invitation.objects.standing().filter(employer=employer).exists(),
        has_profile=bool(employer.about),
    )


def _standing(employer: Employer, public: int) -> str:
    if employer.verified_at:
        return _("You are verified; still, a moderator reads the first posting.")
    if public:
        return _("A moderator reads the first posting you write; what was read from public lists stays public.")
    return _("A moderator reads the first posting and finds out who you are. Nothing is public before.")
