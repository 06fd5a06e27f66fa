"""Counts kept on a posting for those above it: written by the verbs of applications, recounted nightly by a job."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F

from listings.models import Posting


def change_unanswered(by_posting: Mapping[int, int]) -> None:
    """Call it inside the transaction that answered, withdrew or made the applications, with the postings locked."""
    for posting_id, difference in sorted(by_posting.items()):
        if difference:
            Posting.objects.filter(pk=posting_id).update(unanswered=F("unanswered") + difference)


def set_asked(posting_id: int, asked: list[dict[str, Any]]) -> bool:
    """What the form of applying asks besides name, address and résumé. Returns whether it was said otherwise."""
    return Posting.objects.filter(pk=posting_id).exclude(asked=asked).update(asked=asked) > 0


def set_unanswered(posting_id: int, count: int) -> bool:
    """Returns whether the tally had drifted."""
    return Posting.objects.filter(pk=posting_id).exclude(unanswered=count).update(unanswered=count) > 0
