"""The stages of a posting: rows from the first day, copied from the usual ones when it is published."""

from django.db import transaction

from applications.models import Stage
from applications.models.choices import StageType
from listings.models import Posting
from listings.models.choices import ApplyKind

USUAL = tuple(StageType)


def of(posting: Posting) -> list[Stage]:
    """In their order; made where there are none yet."""
    return list(posting.stages.all()) or _copy(posting)


def _copy(posting: Posting) -> list[Stage]:
    with transaction.atomic():
        Posting.objects.select_for_update(no_key=True).get(pk=posting.pk)
        if not (stages := list(Stage.objects.filter(posting=posting))):
            usual = (Stage(posting=posting, name=str(t.label), type=t, position=n) for n, t in enumerate(USUAL))
            stages = Stage.objects.bulk_create(usual)
    return stages


def copy_missing() -> int:
    """The job: postings published since it last ran get their stages."""
    missing = Posting.objects.readable().filter(apply_kind=ApplyKind.HERE, stages=None)
    return sum(bool(_copy(posting)) for posting in missing)


def first(posting: Posting) -> Stage:
    return next(stage for stage in of(posting) if stage.type == StageType.NEW)


def of_type(posting: Posting, type_: str) -> Stage | None:
    """The first one of that type; a posting may do without an assessment, say."""
    return next((stage for stage in of(posting) if stage.type == type_), None)
