"""Who sits at an employer: founding one, claiming one that an import made, inviting, and leaving."""

import hashlib
import secrets
from collections.abc import Container
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urljoin

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, Q, QuerySet, RestrictedError
from django.urls import reverse
from django.utils import timezone
from psycopg2.errors import UniqueViolation

from accounts import audit, mailing
from accounts.models import User
from lib.text import slugify
from listings.models import Employer, EmployerClaim, Invitation, Membership, Posting
from listings.models.choices import EmployerKind, EmployerSize, MembershipRole

GOOD_FOR = timedelta(days=7)
KEPT_FOR = timedelta(days=30)  # after its last day, so that an owner can still see whom they asked
RESERVED = frozenset({"new", "join", "claim"})  # addresses of the panel that are no employer's
INVITES = {
    MembershipRole.OWNER: (MembershipRole.OWNER, MembershipRole.RECRUITER, MembershipRole.REVIEWER),
    MembershipRole.RECRUITER: (MembershipRole.REVIEWER,),
}


class LastOwner(Exception):
    """Somebody else is made owner first."""


class NameTaken(Exception):
    """An employer of that name is there; `employer` can be claimed, or its owners asked."""

    def __init__(self, employer: Employer) -> None:
        super().__init__(employer.name)
        self.employer = employer


class Kept(Exception):
    """Something of the employer is others' too: readers', colleagues', moderators'. It cannot be taken back."""


class Spent(Exception):
    """The invitation was used, withdrawn, or is too old."""


@transaction.atomic
def found(
    name: str,
    website: str,
    *,
    name_key: str,
    by: User,
    kind: str = EmployerKind.NOT_STATED,
    recruits_for_others: bool = False,
) -> Employer:
    """A new employer with its first owner. NAME_KEY is what two spellings of the name share. Raises NameTaken."""
    at = timezone.now()
    said = {"name": name, "website": website, "kind": kind, "recruits_for_others": recruits_for_others}
    employer = _made({**said, "name_key": name_key, "created_at": at, "claimed_at": at})
    Membership.objects.create(user=by, employer=employer, role=MembershipRole.OWNER)
    audit.record("employer.found", employer, by=by)
    return employer


def _made(said: dict[str, Any]) -> Employer:
    """Another may found this name, or one with the same slug, at this moment: who comes second looks again."""
    while (taken := Employer.objects.filter(name_key=said["name_key"]).first()) is None:
        slug = free_slug(said["name"], set(Employer.objects.values_list("slug", flat=True)))
        try:
            with transaction.atomic():
                return Employer.objects.create(**said, slug=slug)
        except IntegrityError as error:
            if not isinstance(error.__cause__, UniqueViolation):
                raise
    raise NameTaken(taken)


def free_slug(name: str, taken: Container[str]) -> str:
    """The first of acme, acme-2, … that is neither TAKEN nor an address of the panel."""
    wanted = slugify(name) or "employer"
    slug, number = wanted, 1
    while slug in RESERVED or slug in taken:
        number += 1
        ending = f"-{number}"
        slug = f"{wanted[: 80 - len(ending)].rstrip('-')}{ending}"
    return slug


def owners(employer: Employer) -> QuerySet[Membership]:
    """Who can sign in, that is: where the last one's account went, nobody answers for the employer any more."""
    return Membership.objects.filter(employer=employer, role=MembershipRole.OWNER, user__is_active=True)


@transaction.atomic
def claim(employer: Employer, *, by: User) -> EmployerClaim:
    """Asks for an employer nobody owns; asking again shows the same. Raises NameTaken where it has owners."""
    held = Employer.objects.select_for_update().get(pk=employer.pk)
    if owners(held).exists():
        raise NameTaken(held)
    waiting, is_new = EmployerClaim.objects.get_or_create(
        employer=held, user=by, decided_at=None, defaults={"claimed_at": timezone.now()}
    )
    if is_new:
        audit.record("employer.claim", held, by=by, claim=waiting.pk)
    return waiting


@transaction.atomic
def ask_for_seat(employer: Employer, *, by: User) -> bool:
    """Writes to the owners, who may invite; whoever asks is not told who they are. False where there are none."""
    address = reverse("panel_team", args=[employer.slug]) + f"?{urlencode({'email': by.email})}"
    said = {"employer": employer.name, "who": by.get_short_name(), "email": by.email}
    asked = list(owners(employer).select_related("user"))
    for owner in asked:
        mailing.send("seat-wanted", owner.user, {**said, "team_url": urljoin(settings.SITE_URL, address)})
    if asked:
        audit.record("employer.ask_for_seat", employer, by=by)
    return bool(asked)


# --- invitations -----------------------------------------------------------------------------------------------


@transaction.atomic
def invite(seat: Membership, email: str, role: MembershipRole) -> tuple[Invitation, str]:
    """The invitation and its token, which is kept nowhere. An older one to the same address is withdrawn by it."""
    if role not in INVITES.get(MembershipRole(seat.role), ()):
        raise PermissionDenied("invite")
    now, token = timezone.now(), secrets.token_urlsafe(24)
    older = Invitation.objects.standing(now).filter(employer=seat.employer_id, email__iexact=email)
    older.update(withdrawn_at=now)
    made = Invitation.objects.create(
        employer_id=seat.employer_id,
        email=email,
        role=role,
        digest=digest_of(token),
        invited_by=seat.user,
        invited_at=now,
        expires_at=now + GOOD_FOR,
    )
    audit.record("employer.invite", made, by=seat.user, employer=seat.employer_id, role=role)
    return made, token


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def by_token(token: str, at: datetime | None = None) -> Invitation | None:
    """Still good, and of an employer that is not suspended."""
    standing = Invitation.objects.standing(at).filter(digest=digest_of(token), employer__suspended_at=None)
    return standing.select_related("employer", "invited_by").first()


@transaction.atomic
def accept(invitation: Invitation, *, by: User) -> Membership:
    """One use: of two at once one gets the seat. Who sits there already keeps the higher role. Raises Spent."""
    now = timezone.now()
    # First, as everybody who changes the team does: it may be taken back at this moment.
    standing = Employer.objects.select_for_update().filter(pk=invitation.employer_id, suspended_at=None).first()
    # Without a join: the UPDATE of one would look at the row as it stood before it waited for another.
    taken = Invitation.objects.standing(now).filter(pk=invitation.pk).update(accepted_at=now, accepted_by=by)
    if not taken or not standing:
        raise Spent
    seat, is_new = Membership.objects.get_or_create(
        user=by, employer_id=invitation.employer_id, defaults={"role": invitation.role}
    )
    ranks = list(MembershipRole)
    if not is_new and ranks.index(MembershipRole(invitation.role)) < ranks.index(MembershipRole(seat.role)):
        seat.role = invitation.role
        seat.save(update_fields=["role"])
    audit.record("employer.join", invitation.employer, by=by, role=seat.role, invitation=invitation.pk)
    return seat


@transaction.atomic
def withdraw(seat: Membership, invitation_id: int) -> bool:
    standing = Invitation.objects.standing().filter(pk=invitation_id, employer=seat.employer_id)
    if seat.role != MembershipRole.OWNER:
        standing = standing.filter(invited_by=seat.user)
    withdrawn = standing.update(withdrawn_at=timezone.now()) > 0
    if withdrawn:
        audit.record("employer.uninvite", seat.employer, by=seat.user, invitation=invitation_id)
    return withdrawn


def purge() -> int:
    """What is long over says only that somebody once typed an address."""
    return Invitation.objects.filter(expires_at__lt=timezone.now() - KEPT_FOR).delete()[0]


# --- seats -----------------------------------------------------------------------------------------------------


@transaction.atomic
def set_role(seat: Membership, other: Membership, role: MembershipRole) -> None:
    """By an owner. Raises LastOwner where nobody would be left to own it; DoesNotExist where the seat is gone."""
    held = _held(seat, other)
    if role != MembershipRole.OWNER:
        _another_owner(held)
    held.role = role
    held.save(update_fields=["role"])
    audit.record("employer.set_role", seat.employer, by=seat.user, user=held.user_id, role=role)


@transaction.atomic
def remove(seat: Membership, other: Membership) -> None:
    """By an owner, or by whoever leaves. Each request asks for the seat anew: access ends with this commit. Raises
    what set_role does."""
    held = _held(seat, other, may_leave=True)
    _another_owner(held)
    code = "employer.leave" if held.user_id == seat.user_id else "employer.remove"
    audit.record(code, seat.employer, by=seat.user, user=held.user_id)
    held.delete()


def _held(seat: Membership, other: Membership, *, may_leave: bool = False) -> Membership:
    """OTHER as it stands now, for an owner. The employer is locked first: of two owners who leave at once the second
    finds that it is the last, and who is no longer owner by then changes nobody any more."""
    Employer.objects.select_for_update().get(pk=seat.employer_id)
    if not (may_leave and other.pk == seat.pk):
        acting = Membership.objects.filter(pk=seat.pk, role=MembershipRole.OWNER)
        if not acting.exists():
            raise PermissionDenied("team")
    return Membership.objects.get(pk=other.pk, employer=seat.employer_id)


def is_last_owner(seat: Membership) -> bool:
    return seat.role == MembershipRole.OWNER and not owners(seat.employer).exclude(pk=seat.pk).exists()


def _another_owner(seat: Membership) -> None:
    if is_last_owner(seat):
        raise LastOwner


# --- taken back ------------------------------------------------------------------------------------------------


def may_dissolve(seat: Membership) -> bool:
    """Alone there, and nothing of its own was ever public or before a moderator who has decided."""
    if seat.employer.suspended_at or not is_last_owner(seat):
        return False
    colleagues = Membership.objects.filter(employer=seat.employer_id).exclude(pk=seat.pk)
    told = Q(first_published_at__lte=timezone.now()) | Q(decisions__isnull=False) | Q(reports__isnull=False)
    own = Posting.objects.filter(told, employer=seat.employer_id, source=None)
    return not (colleagues.exists() or own.exists())


@transaction.atomic
def dissolve(seat: Membership) -> None:
    """Takes back an employer founded by mistake, with drafts, invitations and seat. What an import made of it stays,
    and belongs to nobody again. Of two at once one does it. Raises Kept."""
    held = Employer.objects.select_for_update().filter(pk=seat.employer_id, suspended_at=None).first()
    if held is None or not Membership.objects.filter(pk=seat.pk).exists() or not may_dissolve(seat):
        raise Kept
    own = Posting.objects.filter(employer=held, source=None)
    list(own.order_by("pk").select_for_update().values_list("pk"))
    try:
        with transaction.atomic():
            own.delete()
    except (ProtectedError, RestrictedError) as applied:
        raise Kept from applied
    audit.record("employer.dissolve", held, by=seat.user)
    if Posting.objects.filter(employer=held).exists():
        _give_back(held)
    else:
        held.delete()


def _give_back(employer: Employer) -> None:
    """Nobody answers any longer for what was said of it."""
    for theirs in (employer.memberships, employer.invitations, employer.sources, employer.employer_places):
        theirs.all().delete()
    unsaid: dict[str, Any] = {
        "claimed_at": None,
        "verified_at": None,
        "verified_by": None,
        "website": "",
        "about": "",
        "logo": "",
    }
    unsaid |= {"benefits": [], "embed_hosts": [], "kind": EmployerKind.NOT_STATED, "size": EmployerSize.NOT_STATED}
    Employer.objects.filter(pk=employer.pk).update(**unsaid, recruits_for_others=False)
