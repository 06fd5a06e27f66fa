"""Many applications chosen at once: by their boxes, or all that an inbox shows."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, QueryDict

from applications.desk import inbox
from applications.desk.asked import Asked
from applications.models import Application
from applications.models.application import ApplicationQuerySet
from lib.text import is_id
from listings.models import Membership

MOST = 500


@dataclass(frozen=True)
class Selection:
    """`gone` were chosen and have been withdrawn meanwhile; `cut` says that more than MOST were meant."""

    applications: list[Application]
    gone: int = 0
    cut: bool = False

    @property
    def ids(self) -> str:
        """For a hidden field: what was shown is what is done, whoever applies meanwhile."""
        return ",".join(str(application.pk) for application in self.applications)

    @property
    def postings(self) -> set[int]:
        return {application.posting_id for application in self.applications}


def read(data: QueryDict, seat: Membership, asked: Asked, at: datetime) -> Selection:
    if data.get("all"):
        found = inbox.ordered(inbox.matching(seat, asked, at), asked, at)
        rows = list(_whole(found)[: MOST + 1])
        return Selection(rows[:MOST], cut=len(rows) > MOST)
    ids = picked(data, seat)
    mine = Application.objects.for_member(seat).filter(pk__in=ids)
    rows = list(_whole(inbox.ordered(mine, asked, at))[: MOST + 1])
    return Selection(rows[:MOST], gone=len(ids) - len(rows) if len(rows) <= MOST else 0, cut=len(rows) > MOST)


def picked(data: QueryDict, seat: Membership) -> set[int]:
    """Those of the boxes, and those of other pages that the form carries along; one that is not there answers 404."""
    given = [value for values in data.getlist("ids") for value in values.split(",") if value]
    if not all(is_id(value) for value in given):
        raise Http404
    ids = {int(value) for value in given}
    theirs = Application.objects.for_employer(seat.employer).filter(pk__in=ids)
    if theirs.count() < len(ids):
        raise Http404
    return ids


def _whole(found: ApplicationQuerySet) -> ApplicationQuerySet:
    return found.select_related("posting__employer", "stage", "student__user").defer(*inbox.HEAVY)
