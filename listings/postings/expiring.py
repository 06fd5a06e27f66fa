"""Before the 120 days of a posting are over its team is asked whether it is still open; one click answers, signed out.

Who is asked gets a link for each answer, signed for this person, this posting and this end of its days: once the
end has moved, no link of the mail does anything any more.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts import mailing
from accounts.models import User
from listings.models import Membership, Posting
from listings.models.choices import CloseReason, MembershipRole, PauseReason, Status
from listings.postings import lifecycle, permissions, writing
from listings.postings.lifecycle import NotAllowed

log = logging.getLogger(__name__)
SALT = "postings.answer"
DAYS = (14, 7, 1)
PAUSED_SAID = 0  # expiry_warned of one whose team was told that it is paused
OPEN, FILLED, CLOSE = ACTS = ("open", "filled", "close")
DECIDE = (MembershipRole.OWNER, MembershipRole.RECRUITER)
# Its deadline comes no sooner, so that the clock would pause it.
RUNS_OUT = Q(source=None) & (Q(closes_at=None) | Q(closes_at__gte=F("expires_at")))
UNCONFIRMED = Q(status=Status.PAUSED, paused_reason=PauseReason.UNCONFIRMED)


@dataclass(frozen=True)
class Asked:
    """What a link of the mail holds: whom we asked, of what, until when, and the answer it stands for."""

    act: str
    posting: Posting
    person: User
    expires_at: datetime


# --- asking ----------------------------------------------------------------------------------------------------


def ask() -> int:
    """The job. Returns how many mails were queued; of two runners one claims a posting."""
    now, sent = timezone.now(), 0
    native = Posting.objects.filter(RUNS_OUT, employer__suspended_at=None).select_related("employer").order_by("pk")
    for posting in native.filter(_due(now)):
        try:
            sent += _ask(posting, now)
        except Exception:  # the next posting is not to wait for this one; the next run tries again
            log.exception("the team of posting %s could not be asked", posting.pk)
    return sent


def _due(now: datetime) -> Q:
    ends = Q(UNCONFIRMED, _unsaid(PAUSED_SAID))
    for days in DAYS:
        soon = Q(expires_at__gt=now, expires_at__lte=now + timedelta(days=days))
        ends |= Q(soon, _unsaid(days), status=Status.PUBLISHED)
    return ends


def _unsaid(days: int) -> Q:
    return Q(expiry_warned=None) | Q(expiry_warned__gt=days)


@transaction.atomic
def _ask(posting: Posting, now: datetime) -> int:
    """One who comes late to several steps is asked once."""
    assert posting.expires_at
    if posting.status == Status.PAUSED:
        days, standing = PAUSED_SAID, UNCONFIRMED
    else:
        days = min(days for days in DAYS if posting.expires_at <= now + timedelta(days=days))
        standing = Q(status=Status.PUBLISHED)
    # Only columns of its own: a filter that joins would let two runners win.
    claim = Posting.objects.filter(standing, RUNS_OUT, _unsaid(days), pk=posting.pk, expires_at=posting.expires_at)
    if not claim.update(expiry_warned=days):
        return 0
    kind = "posting-expires" if days else "posting-paused"
    return sum(mailing.send(kind, one, _letter(posting, one)) is not None for one in _team(posting))


def _team(posting: Posting) -> list[User]:
    """Who may answer, and has proved the address we write to."""
    proved = EmailAddress.objects.filter(user=OuterRef("user"), email=OuterRef("user__email"), verified=True)
    seats = Membership.objects.filter(
        Exists(proved), employer=posting.employer_id, employer__suspended_at=None, role__in=DECIDE, user__is_active=True
    )
    return [seat.user for seat in seats.select_related("user").order_by("pk")]


def _letter(posting: Posting, person: User) -> dict[str, Any]:
    assert posting.expires_at
    ends = posting.expires_at.astimezone(ZoneInfo(posting.time_zone))
    return {
        "title": posting.title,
        "employer": posting.employer.name,
        "pauses": date_format(ends, "j F Y"),
        "days": lifecycle.LONGEST.days,
        "open_url": address(OPEN, posting, person),
        "filled_url": address(FILLED, posting, person),
        "close_url": address(CLOSE, posting, person),
    }


# --- answering -------------------------------------------------------------------------------------------------


def address(act: str, posting: Posting, person: User) -> str:
    assert posting.expires_at
    token = signing.dumps([act, posting.pk, person.pk, posting.expires_at.isoformat()], salt=SALT)
    return urljoin(settings.SITE_URL, reverse("answer_posting", args=[token]))


def by_token(token: str) -> Asked | None:
    """None where it is none of ours, or the person may no longer decide there."""
    try:
        act, posting_id, person_id, expires_at = signing.loads(token, salt=SALT)
        ends = datetime.fromisoformat(expires_at)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    posting = Posting.objects.select_related("employer").filter(pk=posting_id).first()
    person = User.objects.filter(pk=person_id, is_active=True).first()
    if act not in ACTS or posting is None or person is None or posting.employer.suspended_at:
        return None
    return Asked(act, posting, person, ends) if permissions.acting(person, posting) & permissions.TEAM else None


def answers(asked: Asked) -> tuple[str, ...]:
    """What may be answered as the posting stands now, the link's own first; nothing once it was answered."""
    posting = asked.posting
    over = posting.closes_at is not None and posting.closes_at <= timezone.now()
    if posting.expires_at != asked.expires_at or posting.status not in lifecycle.LIVE or over:
        return ()
    by_hand = posting.paused_reason == PauseReason.EMPLOYER
    acts = [act for act in ACTS if act != OPEN or not by_hand]
    return tuple(sorted(acts, key=lambda act: act != asked.act))


@transaction.atomic
def answer(asked: Asked, act: str) -> None:
    """As the person who was asked. Raises NotAllowed where it was answered meanwhile; leaves asked.posting fresh."""
    held = writing.locked(asked.posting)  # of two clicks the second waits here, and finds the first one's answer
    asked.posting.refresh_from_db()
    if act not in answers(asked):
        raise NotAllowed(act, held.status)
    DO[act](asked.posting, asked.person)


def _still_open(posting: Posting, by: User) -> None:
    verb = lifecycle.resume if posting.status == Status.PAUSED else lifecycle.confirm
    verb(posting, by=by)


DO: dict[str, Callable[[Posting, User], None]] = {
    OPEN: _still_open,
    FILLED: lambda posting, by: lifecycle.close(posting, by=by, reason=CloseReason.FILLED),
    CLOSE: lambda posting, by: lifecycle.close(posting, by=by, reason=CloseReason.CANCELLED),
}
