"""Who sits at an employer and who is asked to, as one seat of it may see and change that."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import OutgoingMail
from applications.models.pipeline import Assignment
from listings.models import Invitation, Membership
from listings.models.choices import MembershipRole
from listings.postings import team
from listings.public import phrasing

NAMED = 2  # titles of a reviewer's postings that are said; the others are counted


@dataclass(frozen=True)
class Person:
    """`may_change`: the role may be another. `postings` are words."""

    seat: Membership
    is_me: bool
    is_last_owner: bool
    may_change: bool
    postings: str


@dataclass(frozen=True)
class Asked:
    """`came_back`: no server took the mail."""

    invitation: Invitation
    days: int
    came_back: bool
    may_withdraw: bool
    may_send_again: bool


def context(seat: Membership) -> dict[str, Any]:
    people, asked = _people(seat), _asked(seat, timezone.now())
    return {
        "people": people,
        "asked": asked,
        "sentence": _sentence(people, len(asked)),
        "roles": MembershipRole.choices,
        "owns": seat.role == MembershipRole.OWNER,
    }


def _people(seat: Membership) -> list[Person]:
    found = Membership.objects.filter(employer=seat.employer_id).select_related("user").order_by("pk")
    ranks, owns = list(MembershipRole), seat.role == MembershipRole.OWNER
    everybody = sorted(found, key=lambda one: ranks.index(MembershipRole(one.role)))
    active = [one.pk for one in everybody if one.role == MembershipRole.OWNER and one.user.is_active]
    titles = _assigned([one for one in everybody if one.role == MembershipRole.REVIEWER])
    return [
        Person(
            seat=one,
            is_me=one.pk == seat.pk,
            is_last_owner=active == [one.pk],
            may_change=owns and active != [one.pk],
            postings=titles.get(one.user_id, "") if one.role == MembershipRole.REVIEWER else _("all"),
        )
        for one in everybody
    ]


def _assigned(reviewers: list[Membership]) -> dict[int, str]:
    """Titles of the postings with something to read, by person."""
    if not reviewers:
        return {}
    rows = Assignment.objects.filter(
        reviewer__in=[one.user_id for one in reviewers],
        application__posting__employer=reviewers[0].employer_id,
        application__withdrawn_at=None,
    )
    named: dict[int, list[str]] = {}
    pairs = rows.values_list("reviewer", "application__posting", "application__posting__title").distinct()
    for person, _posting, title in pairs.order_by("application__posting"):
        named.setdefault(person, []).append(title)
    return {person: _some(found) for person, found in named.items()}


def _some(titles: list[str]) -> str:
    more = len(titles) - NAMED
    if more <= 0:
        return phrasing.all_of(titles)
    return ngettext("%(first)s and %(n)s more", "%(first)s and %(n)s more", more) % {
        "first": ", ".join(titles[:NAMED]),
        "n": more,
    }


def _asked(seat: Membership, at: datetime) -> list[Asked]:
    out = Invitation.objects.standing(at).filter(employer=seat.employer_id).select_related("invited_by")
    standing = list(out.order_by("-invited_at"))
    lost = _came_back([one.email for one in standing])
    return [
        Asked(
            invitation=one,
            days=math.ceil((one.expires_at - at) / timedelta(days=1)),
            came_back=any(when >= one.invited_at for when in lost.get(one.email, [])),
            may_withdraw=seat.role == MembershipRole.OWNER or one.invited_by_id == seat.user_id,
            may_send_again=one.role in team.INVITES.get(MembershipRole(seat.role), ()),
        )
        for one in standing
    ]


def _came_back(addresses: list[str]) -> dict[str, list[datetime]]:
    failed = OutgoingMail.objects.filter(kind="invitation", to__in=addresses, failed_at__isnull=False)
    found: dict[str, list[datetime]] = {}
    for address, when in failed.values_list("to", "created_at") if addresses else ():
        found.setdefault(address, []).append(when)
    return found


def _sentence(people: list[Person], invitations: int) -> SafeString:
    total = len(people)
    owners = sum(one.seat.role == MembershipRole.OWNER for one in people)
    counted = ngettext("%(n)s person", "%(n)s people", total) % {"n": _number(total)}
    if owners == total:
        pattern = ngettext("<strong>{}</strong>, the owner.", "<strong>{}</strong>, all of them owners.", total)
        said = format_html(pattern, counted)
    elif not owners:
        said = format_html(_("<strong>{}</strong>, none of them owner."), counted)
    else:
        pattern = ngettext("<strong>{}</strong>, {} of them owner.", "<strong>{}</strong>, {} of them owners.", owners)
        said = format_html(pattern, counted, apnumber(owners))
    if not invitations:
        return said
    n = invitations
    pattern = ngettext("<strong>{} invitation</strong> is out.", "<strong>{} invitations</strong> are out.", n)
    return format_html("{} {}", said, format_html(pattern, _number(n)))


def _number(n: int) -> str:
    return phrasing.capital(str(apnumber(n)))
