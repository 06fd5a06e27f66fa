"""Verifying, suspending, and who an employer is that an import made."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import AuditEvent, OutgoingMail
from listings.models import Employer, EmployerClaim, Membership, PostingSearchRow
from listings.postings import employers, permissions
from tests.factories import make_employer, make_member, make_posting, make_user

pytestmark = pytest.mark.django_db


def claim(employer: Employer, **person: str) -> EmployerClaim:
    return EmployerClaim.objects.create(employer=employer, user=make_user(**person), claimed_at=timezone.now())


def test_suspending_takes_everything_away_and_lifting_brings_it_back() -> None:
    employer, staff = make_employer(), make_user(is_staff=True)
    owner = make_member(employer)
    posting = make_posting(employer=employer)
    make_posting(employer=employer, status="closed")
    employers.suspend(employer, by=staff)
    assert not PostingSearchRow.objects.exists()
    assert (employer.suspended_by, permissions.acting(owner, posting)) == (staff, set())
    with pytest.raises(employers.NotAllowed):
        employers.suspend(employer, by=staff)
    employers.lift(employer, by=staff)
    assert PostingSearchRow.objects.get().posting == posting
    assert (employer.suspended_at, employer.suspended_by) == (None, None)
    with pytest.raises(employers.NotAllowed):
        employers.lift(employer, by=staff)
    codes = list(AuditEvent.objects.order_by("pk").values_list("code", "actor_id"))
    assert codes == [("employer.suspend", staff.pk), ("employer.lift", staff.pk)]


def test_verified_once_by_a_person() -> None:
    employer, staff = make_employer(), make_user(is_staff=True)
    employers.verify(employer, by=staff)
    assert employer.verified_by == staff
    with pytest.raises(employers.NotAllowed):
        employers.verify(employer, by=staff)


@pytest.mark.parametrize("verb", ["verify", "suspend", "lift"])
def test_for_staff_alone(verb: str) -> None:
    employer = make_employer(suspended_at=timezone.now() if verb == "lift" else None)
    for by in (make_member(employer), make_user(), make_user(is_staff=True, is_active=False)):
        with pytest.raises(PermissionDenied):
            getattr(employers, verb)(employer, by=by)


def test_a_granted_claim_makes_an_owner() -> None:
    employer, staff = make_employer("Tidewater"), make_user(is_staff=True)
    first, second = claim(employer, email="ann@tidewater.example"), claim(employer)
    employers.grant(first, by=staff)
    employer.refresh_from_db()
    assert employer.claimed_at
    assert employer.verified_at is None, "that is another question"
    assert Membership.objects.get().user == first.user
    assert "is yours" in OutgoingMail.objects.get().subject
    with pytest.raises(employers.NotAllowed):
        employers.refuse(first, by=staff)
    employers.refuse(second, by=staff)
    assert Membership.objects.count() == 1
    assert set(EmployerClaim.objects.values_list("granted", flat=True)) == {True, False}
    with pytest.raises(PermissionDenied):
        employers.grant(claim(employer), by=first.user)
