"""What stands under every verb of the pipeline: the locks that it takes, and what follows from moves and messages."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from applications import applying, stages
from applications.models import Application, Message, Move
from applications.models.choices import FINAL, TOLD
from listings.postings import tally


@dataclass(frozen=True)
class Chosen:
    living: list[Application]
    asked: int


def chosen_of(applications: Iterable[Application]) -> Chosen:
    """Postings first and in order, then applications in order: no two verbs can wait for each other."""
    ids = {application.pk for application in applications}
    for posting_id in sorted(set(Application.objects.filter(pk__in=ids).values_list("posting_id", flat=True))):
        applying.locked(posting_id)
    rows = Application.objects.living().filter(pk__in=ids).select_for_update(of=("self",)).order_by("pk")
    rows = rows.select_related("posting__employer", "stage", "student__user").prefetch_related("posting__stages")
    return Chosen(list(rows), len(ids))


def settle(applications: Sequence[Application]) -> None:
    """Write what follows from the standing moves and messages: stage, outcome, reason, decided, answered, tally."""
    ids = [application.pk for application in applications]
    moves: dict[int, list[Move]] = defaultdict(list)
    for m in Move.objects.standing().filter(application__in=ids).select_related("to_stage").order_by("at", "pk"):
        moves[m.application_id].append(m)
    answers: dict[int, list[datetime]] = defaultdict(list)
    for pk, when in Message.objects.filter(application__in=ids, undone_at=None).values_list("application_id", "at"):
        answers[pk].append(when)
    differences: dict[int, int] = defaultdict(int)
    for application in applications:
        was = application.is_unanswered
        _settle(application, moves[application.pk], answers[application.pk])
        differences[application.posting_id] += application.is_unanswered - was
    fields = ["stage", "outcome", "reason", "decided_at", "decided_by", "answered_at"]
    Application.objects.bulk_update(applications, fields, batch_size=500)
    tally.change_unanswered(differences)


def _settle(application: Application, moves: list[Move], written: list[datetime]) -> None:
    last = moves[-1] if moves else None
    application.stage = last.to_stage if last else stages.first(application.posting)
    decided = last if last and last.to_stage.type in FINAL else None
    application.outcome = decided.to_stage.type if decided else ""
    application.reason = decided.reason if decided else ""
    application.decided_at = decided.at if decided else None
    application.decided_by_id = decided.by_id if decided else None
    told = [m.at for m in moves if m.to_stage.type in TOLD]
    application.answered_at = min([*told, *written], default=None)
