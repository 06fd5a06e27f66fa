"""When a posting closes, an answer is drafted for everybody who waits for one; a person reads them and sends them.

The drafts follow from what stands: they are there while the posting is closed and somebody waits, and gone once it is
reopened or they were answered otherwise. Nothing is stored, so nothing can be late, doubled or somebody else's.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from applications import letters
from applications.desk import seats
from applications.desk.inbox import HEAVY
from applications.desk.selection import MOST, Selection
from applications.letters import Letter
from applications.models import Application, MessageTemplate
from applications.models.choices import RejectionReason, StageType
from lib import placeholders
from listings.models import Membership, Posting
from listings.models.choices import CloseReason, Status

SHOWN = 40  # letters written out below the words that they share
REASONS = {CloseReason.FILLED: RejectionReason.FILLED, CloseReason.CANCELLED: RejectionReason.CANCELLED}
# In the place of the words we ship for any rejection; an employer's own come first.
WORDS = {
    CloseReason.FILLED: gettext_lazy(
        "Hello {name},\n\nThank you for applying for {title}, and for the time you put into it. "
        "The position is filled, so we do not go on with your application.\n\nBest wishes\n{employer}"
    ),
    CloseReason.CANCELLED: gettext_lazy(
        "Hello {name},\n\nThank you for applying for {title}, and for the time you put into it. "
        "We had to cancel this internship, so we cannot go on with your application.\n\nBest wishes\n{employer}"
    ),
}


@dataclass(frozen=True)
class Drafted:
    text: str
    url: str


def closed(seat: Membership) -> QuerySet[Posting]:
    """Over, with somebody who waits; oldest first."""
    over = seats.postings_of(seat).filter(status=Status.CLOSED, unanswered__gt=0)
    return over.order_by("closed_at", "pk")


def notices(seat: Membership) -> list[Drafted]:
    return [
        Drafted(_counted(posting), reverse("review_closing", args=[seat.employer.slug, posting.pk]))
        for posting in closed(seat).only("title", "unanswered")
    ]


def _counted(posting: Posting) -> str:
    n = posting.unanswered
    said = ngettext(
        "%(n)s answer is drafted because %(title)s closed.", "%(n)s answers are drafted because %(title)s closed.", n
    )
    return said % {"n": f"{n:,}", "title": posting.title}


def selection(seat: Membership, posting: Posting) -> Selection:
    """Who waits, the longest first; nobody while the posting is not closed."""
    if posting.status != Status.CLOSED:
        return Selection([])
    waiting = Application.objects.for_member(seat).unanswered().filter(posting=posting)
    whole = waiting.select_related("posting__employer", "stage", "student__user").defer(*HEAVY)
    rows = list(whole.order_by("submitted_at", "pk")[: MOST + 1])
    return Selection(rows[:MOST], cut=len(rows) > MOST)


def letter(seat: Membership, posting: Posting) -> Letter:
    own = MessageTemplate.objects.filter(employer=seat.employer, purpose=StageType.REJECTED).first()
    if own:
        return Letter(own.subject, own.body)
    usual = letters.usual(StageType.REJECTED)
    said = WORDS.get(CloseReason(posting.closed_reason)) if posting.closed_reason else None
    return Letter(usual.subject, str(said)) if said else usual


def because(posting: Posting) -> str:
    if posting.status != Status.CLOSED:
        return _("It is not closed.")
    said = _("%(title)s closed: %(reason)s.") % {
        "title": posting.title,
        "reason": CloseReason(posting.closed_reason).label,
    }
    back = _("Do you go on with somebody? Move them, or write to them, first: they leave this page.")
    return f"{said} {back}"


def drafts(chosen: Selection, words: Letter) -> list[dict[str, Any]]:
    """Each as its reader would get it; none where the words wait for a reason to be chosen."""
    found = []
    for application in chosen.applications[:SHOWN]:
        try:
            subject, body = words.filled(application)
        except placeholders.Empty:
            return []
        found.append({"name": application.name, "subject": subject, "body": body})
    return found
