"""The nightly recount of what verbs keep up to date; a drift is logged, since it means that a verb forgot."""

import logging

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from applications.models import Application
from listings.models import Posting
from listings.postings import tally

log = logging.getLogger(__name__)


def recount() -> int:
    """Returns how many postings had drifted."""
    counted = Application.objects.filter(posting=OuterRef("pk"))
    return sum(
        _recount(pk)
        for pk in Posting.objects.filter(Q(unanswered__gt=0) | Exists(counted)).values_list("pk", flat=True)
    )


def _recount(posting_id: int) -> bool:
    with transaction.atomic():
        # Every verb that answers or applies holds this lock too, so that nothing is counted half.
        Posting.objects.select_for_update(no_key=True).get(pk=posting_id)
        drifted = tally.set_unanswered(posting_id, Application.objects.unanswered().filter(posting=posting_id).count())
    if drifted:
        log.error("posting %s: the tally of unanswered applications had drifted", posting_id)
    return drifted
