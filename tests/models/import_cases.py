"""One case for each constraint around runs of imports and what they changed."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from listings.models import ImportRun
from listings.models.source import ImportChange
from tests.factories import make_posting, make_source, make_user


def run(**fields: Any) -> Callable[[], object]:
    return lambda: make_run(**fields)


def make_run(**fields: Any) -> ImportRun:
    return ImportRun.objects.create(source=make_source(), at=timezone.now(), **fields)


def change(action: str, before: Any, times: int = 1) -> Callable[[], object]:
    def make() -> None:
        of, posting = make_run(), make_posting(indexed=False)
        for _time in range(times):
            ImportChange.objects.create(run=of, posting=posting, action=action, before=before, after="x")

    return make


REFUSED: list[tuple[str, Callable[[], object]]] = [
    ("importrun_reverted_pair", lambda: make_run(reverted_by=make_user())),
    ("importchange_once", change("created", None, times=2)),
    ("importchange_before", change("created", {"posting": {}})),
    ("importchange_before", change("closed", None)),
]
ALLOWED: list[Callable[[], object]] = [
    run(reverted_at=timezone.now()),
    lambda: make_run(reverted_at=timezone.now(), reverted_by=make_user()),
    change("created", None),
    change("closed", {"posting": {}}),
]
