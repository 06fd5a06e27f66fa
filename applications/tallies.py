"""The nightly recount of what verbs keep up to date; a drift is logged, since it means that a verb forgot."""

import logging

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from applications import asking
from applications.models import Application, Question
from listings.models import Posting
from listings.postings import tally

log = logging.getLogger(__name__)


def recount() -> int:
    """Returns how many postings had drifted."""
    counted = Application.objects.filter(posting=OuterRef("pk"))
    questions = Question.objects.filter(posting=OuterRef("pk"))
    return sum(
        _recount(pk)
        for pk in Posting.objects.filter(
            Q(unanswered__gt=0) | Exists(counted) | ~Q(asked=[]) | Exists(questions)
        ).values_list("pk", flat=True)
    )


def _recount(posting_id: int) -> bool:
    with transaction.atomic():
        # Every verb that answers or applies holds this lock too, so that nothing is counted half.
        posting = Posting.objects.select_for_update(no_key=True).get(pk=posting_id)
        misquoted = tally.set_asked(posting_id, asking.told(posting))
        drifted = tally.set_unanswered(posting_id, Application.objects.unanswered().filter(posting=posting_id).count())
    if drifted:
        log.error("posting %s: the tally of unanswered applications had drifted", posting_id)
    if misquoted:
        log.error("posting %s: what it asks had drifted", posting_id)
    return drifted or misquoted
