"""What a seat may do to a posting as it stands. lifecycle.MOVES says it; a later deadline is editing's."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from listings.models import Membership, Posting
from listings.models.choices import CloseReason, MembershipRole, Status
from listings.postings import editing, lifecycle, permissions

# In the order of a menu: what keeps a posting open comes before what ends it.
LABELS: dict[str, Promise] = {
    "confirm": _("Say it is still open"),
    "resume": _("Resume"),
    "extend": _("Extend…"),
    "pause": _("Pause"),
    "reopen": _("Reopen…"),
    "close": _("Close…"),
    "archive": _("Archive…"),
}
AT_ONCE = ("confirm", "resume", "pause")  # the others ask on a page of their own


def offered(posting: Posting, seat: Membership) -> list[str]:
    who = permissions.SEATS[MembershipRole(seat.role)]
    return [verb for verb in LABELS if may(verb, posting, who)]


def may(verb: str, posting: Posting, who: permissions.Who) -> bool:
    """What was read elsewhere is confirmed and dated there."""
    if verb in ("confirm", "extend") and posting.source_id:
        return False
    if verb == "extend":  # of what is closed it is part of reopening
        return who in permissions.TEAM and posting.status in editing.STANDING
    if verb == "reopen" and posting.closed_reason == CloseReason.MERGED:
        return False
    move = lifecycle.MOVES[verb]
    return who in move.who and Status(posting.status) in move.sources
