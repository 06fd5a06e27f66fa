"""Whether a posting takes an application at an instant, and the grace for a form opened in time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing
from django.utils.translation import gettext as _

from listings.models import Posting
from listings.models.choices import ApplyKind, CloseReason, Status

GRACE = timedelta(minutes=15)
SALT = "applications.door"
OPEN, SOON, PAUSED, CLOSED, UNREAD, OUTSIDE, GONE = "open", "soon", "paused", "closed", "unread", "outside", "gone"


@dataclass(frozen=True)
class Door:
    code: str

    @property
    def is_open(self) -> bool:
        return self.code == OPEN

    @property
    def sentence(self) -> str:
        return {
            OPEN: _("It takes applications."),
            SOON: _("It does not take applications yet."),
            PAUSED: _("The employer takes no applications at present."),
            CLOSED: _("It is closed, and takes no applications any more."),
            UNREAD: _("It is not confirmed any more, and takes no applications."),
            OUTSIDE: _("Applications for it go to the employer’s own site."),
            GONE: _("It is not here any more."),
        }[self.code]


class NotAccepted(Exception):
    """The posting takes no application; `door` says why."""

    def __init__(self, door: Door) -> None:
        super().__init__(door.sentence)
        self.door = door


def at(posting: Posting, now: datetime, *, form_opened_at: datetime | None = None) -> Door:
    """Reads the database once for what is open. FORM_OPENED_AT comes from read_stamp and from nowhere else."""
    if posting.apply_kind != ApplyKind.HERE:
        return Door(OUTSIDE)
    if posting.is_open(now):
        return Door(SOON if posting.opens_at and posting.opens_at > now else OPEN)
    if _in_grace(posting, now, form_opened_at) or _was_open(posting, now):
        return Door(OPEN)
    return Door(_why_not(posting, now))


def _why_not(posting: Posting, now: datetime) -> str:
    if posting.status in (Status.CLOSED, Status.ARCHIVED) or (posting.closes_at and posting.closes_at <= now):
        return CLOSED
    if posting.status == Status.PAUSED:
        return PAUSED
    return UNREAD if posting.source_id else GONE


def _in_grace(posting: Posting, now: datetime, form_opened_at: datetime | None) -> bool:
    """Only its deadline closed it, and the form was on the screen before."""
    closes_at = posting.closes_at
    if closes_at is None or form_opened_at is None or not form_opened_at < closes_at <= now < closes_at + GRACE:
        return False
    if posting.closed_reason:
        return posting.closed_reason == CloseReason.DEADLINE and posting.status == Status.CLOSED
    return posting.is_open(closes_at - timedelta(microseconds=1))


def _was_open(posting: Posting, then: datetime) -> bool:
    """At an instant that has passed: the job that tidies after a deadline has closed it since."""
    if posting.status != Status.CLOSED or posting.closed_reason != CloseReason.DEADLINE:
        return False
    return bool(posting.closes_at and posting.closed_at and then < min(posting.closes_at, posting.closed_at))


def stamp(posting: Posting, now: datetime) -> str:
    """For a hidden field: when this form was opened, signed."""
    return signing.dumps([posting.pk, now.timestamp()], salt=SALT)


def read_stamp(posting: Posting, value: str) -> datetime | None:
    """None for what is forged, of another posting, or missing."""
    try:
        posting_id, opened = signing.loads(value, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return datetime.fromtimestamp(opened, UTC) if posting_id == posting.pk else None
