"""Whether a batch may be undone at this desk, and where its person goes on."""

import uuid

from django.http import QueryDict
from django.urls import reverse

from applications.models import Application, Assignment, Message, Move
from lib.text import is_id
from listings.models import Membership


def is_theirs(batch: uuid.UUID, seat: Membership) -> bool:
    """Whether anything of it belongs to this employer."""
    mine = {"batch": batch, "application__posting__employer": seat.employer_id}
    return any(rows.objects.filter(**mine).exists() for rows in (Move, Message, Assignment))


def way_back(data: QueryDict, seat: Membership, query: str) -> str:
    """To the page with the button, as far as it is one of this desk's."""
    slug, tail = seat.employer.slug, f"?{query}" if query else ""
    wanted = data.get("application", "")
    mine = Application.objects.for_member(seat).filter(pk=int(wanted)) if is_id(wanted) else Application.objects.none()
    found = mine.only("pk", "posting_id").first()
    if found and data.get("from") == "board":
        return reverse("review_board", args=[slug, found.posting_id]) + tail
    if found and data.get("from") == "application":
        return reverse("review_application", args=[slug, found.pk]) + tail
    return reverse("review_inbox", args=[slug]) + tail
