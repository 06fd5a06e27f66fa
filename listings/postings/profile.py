"""What an employer says of itself, and what changing it undoes."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Self

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts import audit
from listings.models import Employer, EmployerPlace, Membership, Place
from listings.models import choices as c
from listings.postings import domains
from listings.postings.content import PlaceSaid

FIELDS = ("website", "about", "kind", "size", "recruits_for_others")


class Stale(Exception):
    """Somebody else has changed the profile since it was shown. Nothing was written."""


@dataclass(frozen=True, kw_only=True)
class Profile:
    website: str = ""
    about: str = ""
    kind: str = c.EmployerKind.NOT_STATED.value
    size: str = c.EmployerSize.NOT_STATED.value
    recruits_for_others: bool = False
    benefits: tuple[str, ...] = ()
    places: tuple[PlaceSaid, ...] = ()

    @classmethod
    def of(cls, employer: Employer) -> Self:
        rows = employer.employer_places.select_related("place")
        return cls(
            **{name: getattr(employer, name) for name in FIELDS},
            benefits=tuple(employer.benefits),
            places=tuple(PlaceSaid(row.raw, row.place.slug if row.place else "") for row in rows),
        )

    @property
    def digest(self) -> str:
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:16]


@transaction.atomic
def change(seat: Membership, profile: Profile, *, seen: str, logo: str | None = None) -> None:
    """PROFILE whole, over the one whose digest was SEEN; LOGO is a stored name, "" for none, None for as it is.

    Another site is another claim of who they are: a verification that rested on the old one ends. Raises Stale.
    """
    if seat.role == c.MembershipRole.REVIEWER:
        raise PermissionDenied("profile")
    held = Employer.objects.select_for_update().get(pk=seat.employer_id)
    if Profile.of(held).digest != seen:
        raise Stale
    if domains.host_of(held.website) != domains.host_of(profile.website):
        held.verified_at = held.verified_by = None
    for name in FIELDS:
        setattr(held, name, getattr(profile, name))
    held.benefits = list(profile.benefits)
    held.logo = held.logo if logo is None else logo
    held.save()
    write_places(held, profile.places)
    audit.record("employer.change", held, by=seat.user)


@transaction.atomic
def embed(seat: Membership, hosts: tuple[str, ...], *, seen: str) -> None:
    """HOSTS alone may frame the postings, over those whose digest was SEEN. Raises Stale."""
    if seat.role == c.MembershipRole.REVIEWER:
        raise PermissionDenied("profile")
    held = Employer.objects.select_for_update().get(pk=seat.employer_id)
    if hosts_digest(held) != seen:
        raise Stale
    held.embed_hosts = list(hosts)
    held.save(update_fields=["embed_hosts"])
    audit.record("employer.embed", held, by=seat.user)


def hosts_digest(employer: Employer) -> str:
    return hashlib.sha256("\n".join(employer.embed_hosts).encode()).hexdigest()[:16]


def write_places(employer: Employer, places: tuple[PlaceSaid, ...]) -> None:
    """In the order said, in place of those that stood."""
    known = dict(Place.objects.filter(slug__in=[p.place for p in places]).values_list("slug", "pk"))
    employer.employer_places.all().delete()
    EmployerPlace.objects.bulk_create(
        EmployerPlace(employer=employer, position=n, raw=p.raw, place_id=known.get(p.place))
        for n, p in enumerate(places)
    )
