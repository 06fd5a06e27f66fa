"""Who has applied is written to when what they applied for changes: one mail for all that changed meanwhile."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from applications import letters
from applications.models import Application
from listings.models import PostingRevision
from listings.models.choices import Status
from listings.postings import revisions

log = logging.getLogger(__name__)
# Who corrects one thing often corrects another: until nothing changed for so long, the mail waits.
SETTLES = timedelta(minutes=2)


def tell() -> int:
    """The job. Returns how many mails were queued; of two runners one claims the changes of a posting."""
    untold = PostingRevision.objects.filter(told_at=None).order_by()
    last = untold.values("posting").annotate(last=Max("at")).filter(last__lte=timezone.now() - SETTLES)
    sent = 0
    for posting_id in last.order_by("posting").values_list("posting", flat=True):
        try:
            sent += _tell(posting_id)
        except Exception:  # the others are not to wait for this one; the next run tries again
            log.exception("the changes of posting %s could not be told", posting_id)
    return sent


@transaction.atomic
def _tell(posting_id: int) -> int:
    untold = PostingRevision.objects.filter(posting=posting_id, told_at=None)
    changes = list(untold.select_for_update(skip_locked=True).order_by("at", "pk"))
    if not changes:
        return 0
    PostingRevision.objects.filter(pk__in=[one.pk for one in changes]).update(told_at=timezone.now())
    return sum(_write(application, changes) for application in _readers(posting_id, changes[-1].at))


def _readers(posting_id: int, last: datetime) -> list[Application]:
    """Nobody of a posting that was removed: what is gone has no news."""
    waiting = Application.objects.living().filter(posting=posting_id, decided_at=None, submitted_at__lt=last)
    waiting = waiting.exclude(posting__status=Status.REMOVED).filter(posting__employer__suspended_at=None)
    return list(waiting.exclude(student=None).select_related("posting__employer", "student__user").order_by("pk"))


def _write(application: Application, changes: list[PostingRevision]) -> bool:
    # What changed before they applied they have read as it is now.
    zone = application.posting.time_zone
    since = [revisions.dated(one, one.at, zone) for one in changes if one.at > application.submitted_at]
    return letters.changed(application, since) is not None
