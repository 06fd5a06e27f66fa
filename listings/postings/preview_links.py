"""A signed address that shows a posting's preview to who has no account, for as long as its maker could see it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing
from django.db.models import Q
from django.utils import timezone

from accounts import audit
from accounts.models import User
from listings.models import Membership, Posting
from listings.models.choices import MembershipRole, Status

SALT = "listings.postings.preview_links"
GOOD_FOR = timedelta(days=7)
MAKERS = (MembershipRole.OWNER, MembershipRole.RECRUITER)


class Spent(Exception):
    """It was good once: too old by now, or its maker or the posting is not there any more."""


@dataclass(frozen=True)
class Shared:
    posting: Posting
    until: datetime


def make(posting: Posting, *, by: User) -> tuple[str, datetime]:
    """The token, and until when it is good."""
    made = timezone.now().replace(microsecond=0)
    audit.record("posting.share", posting, by=by)
    return signing.dumps([posting.pk, by.pk, int(made.timestamp())], salt=SALT), made + GOOD_FOR


def by_token(token: str, at: datetime) -> Shared | None:
    """None for what we never made. Raises Spent."""
    try:
        posting_id, user_id, made = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    until = datetime.fromtimestamp(made, UTC) + GOOD_FOR
    makers = Membership.objects.filter(user=user_id, user__is_active=True, role__in=MAKERS).values("employer")
    standing = Posting.objects.filter(~Q(status__in=(Status.REMOVED, Status.REJECTED)), employer__suspended_at=None)
    posting = standing.filter(pk=posting_id, employer__in=makers).select_related("employer", "source").first()
    if posting is None or until <= at:
        raise Spent
    return Shared(posting, until)
