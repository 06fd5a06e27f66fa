"""The way to the panel: signed in, with a second factor where it is required, and with a seat at this employer."""

from django.shortcuts import get_object_or_404

from applications.views.review.door import at_desk, deciding
from listings.models import Membership, Posting

# The same doors as the desk's: who decides writes postings too; a reviewer's own place is the desk.
at_panel, writing = at_desk, deciding


def posting_of(seat: Membership, posting_id: int) -> Posting:
    """In every state but removed, which is with the moderators for good."""
    standing = Posting.objects.filter(employer=seat.employer_id, removed_at=None)
    return get_object_or_404(standing.select_related("employer", "source"), pk=posting_id)
