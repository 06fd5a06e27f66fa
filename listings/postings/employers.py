"""What staff do with employers: verify, suspend and lift, and decide who an employer is that an import made."""

from urllib.parse import urljoin

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts import audit, mailing
from accounts.models import User
from listings.models import Employer, EmployerClaim, Membership, Posting
from listings.models.choices import MembershipRole
from listings.postings import search_row
from listings.postings.domains import WEBMAIL, domain_matches, is_webmail

__all__ = ["WEBMAIL", "NotAllowed", "domain_matches", "grant", "is_webmail", "lift", "refuse", "suspend", "verify"]


class NotAllowed(Exception):
    """It stands so already, or somebody else was quicker."""


@transaction.atomic
def verify(employer: Employer, *, by: User) -> None:
    """A person has looked who they are."""
    _staff(by, "verify")
    unverified = Employer.objects.filter(pk=employer.pk, verified_at=None)
    if not unverified.update(verified_at=timezone.now(), verified_by=by):
        raise NotAllowed("verify")
    _done("employer.verify", employer, by)


@transaction.atomic
def suspend(employer: Employer, *, by: User) -> None:
    """Hides the employer and everything of theirs at once, and ends what their people may do here."""
    _staff(by, "suspend")
    if not Employer.objects.filter(pk=employer.pk, suspended_at=None).update(
        suspended_at=timezone.now(), suspended_by=by
    ):
        raise NotAllowed("suspend")
    _done("employer.suspend", employer, by)


@transaction.atomic
def lift(employer: Employer, *, by: User) -> None:
    """Ends a suspension: what was public is so again, unless its time has passed."""
    _staff(by, "lift")
    suspended = Employer.objects.filter(pk=employer.pk, suspended_at__isnull=False)
    if not suspended.update(suspended_at=None, suspended_by=None):
        raise NotAllowed("lift")
    _done("employer.lift", employer, by)


def _done(code: str, employer: Employer, by: User) -> None:
    search_row.rebuild(Posting.objects.filter(employer=employer).values_list("pk", flat=True))
    audit.record(code, employer, by=by)
    employer.refresh_from_db()


def _staff(by: User, verb: str) -> None:
    if not (by.is_staff and by.is_active):
        raise PermissionDenied(verb)


# --- claims ------------------------------------------------------------------------------------------------------


@transaction.atomic
def grant(claim: EmployerClaim, *, by: User) -> None:
    """Who asked becomes its owner. Others who ask for the same employer go on waiting: they may be colleagues."""
    _decide(claim, by, granted=True)
    Employer.objects.filter(pk=claim.employer_id, claimed_at=None).update(claimed_at=timezone.now())
    Membership.objects.update_or_create(
        user_id=claim.user_id, employer_id=claim.employer_id, defaults={"role": MembershipRole.OWNER}
    )
    claim.employer.refresh_from_db()


@transaction.atomic
def refuse(claim: EmployerClaim, *, by: User) -> None:
    _decide(claim, by, granted=False)


def _decide(claim: EmployerClaim, by: User, *, granted: bool) -> None:
    _staff(by, "claim")
    Employer.objects.select_for_update().get(pk=claim.employer_id)
    waiting = EmployerClaim.objects.filter(pk=claim.pk, decided_at=None)
    if not waiting.update(decided_at=timezone.now(), decided_by=by, granted=granted):
        raise NotAllowed("claim")
    verb = "grant_claim" if granted else "refuse_claim"
    audit.record(f"employer.{verb}", claim.employer, by=by, claim=claim.pk, user=claim.user_id)
    claim.refresh_from_db()
    employer = claim.employer
    said = {"name": "", "employer": employer.name, "granted": granted}
    panel = reverse("panel_overview", args=[employer.slug])
    desk_url = urljoin(settings.SITE_URL, panel if granted else employer.get_absolute_url())
    mailing.send("claim-decided", claim.user, {**said, "desk_url": desk_url})
