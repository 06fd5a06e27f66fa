"""Who sits at an employer's desk, and what of it they may see."""

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from accounts.models import User
from applications import pipeline
from applications.models import Application
from listings.models import Membership, Posting
from listings.models.choices import ApplyKind


def seats_of(user: User) -> QuerySet[Membership]:
    """A suspended employer has no desk."""
    seats = Membership.objects.filter(user=user, employer__suspended_at=None)
    return seats.select_related("employer").order_by("employer__name", "pk")


def seat_of(user: User, slug: str) -> Membership:
    """Asked anew for each request: who leaves the team is out at once."""
    seat = get_object_or_404(seats_of(user), employer__slug=slug)
    seat.user = user  # else each audit would read the person again
    return seat


def any_seat_of(user: User, slug: str) -> Membership:
    """At a suspended employer too: for leaving it."""
    seats = Membership.objects.filter(user=user).select_related("employer")
    seat = get_object_or_404(seats, employer__slug=slug)
    seat.user = user
    return seat


def suspended_seats_of(user: User) -> QuerySet[Membership]:
    seats = Membership.objects.filter(user=user, employer__suspended_at__isnull=False)
    return seats.select_related("employer").order_by("employer__name", "pk")


def postings_of(seat: Membership) -> QuerySet[Posting]:
    """Those that were ever published to be applied to here; for a reviewer those with something assigned."""
    postings = Posting.objects.filter(
        employer_id=seat.employer_id, apply_kind=ApplyKind.HERE, first_published_at__isnull=False
    )
    if not pipeline.may_decide(seat):
        mine = Application.objects.for_member(seat).filter(posting=OuterRef("pk"))
        postings = postings.filter(Exists(mine))
    return postings.order_by("-first_published_at", "pk")


def with_waiting(seat: Membership, postings: QuerySet[Posting]) -> list[Posting]:
    """Their `unanswered` counts what this seat may see."""
    if pipeline.may_decide(seat):
        return list(postings)
    mine = Application.objects.for_member(seat).unanswered().filter(posting=OuterRef("pk")).order_by()
    counted = postings.annotate(theirs=Subquery(mine.values("posting").annotate(n=Count("pk")).values("n")))
    for posting in counted:
        posting.unanswered = posting.theirs or 0
    return [*counted]


def colleagues_of(seat: Membership) -> QuerySet[Membership]:
    team = Membership.objects.filter(employer_id=seat.employer_id, user__is_active=True)
    return team.select_related("user").order_by("user__name", "user__email")
