"""One case for each constraint around runs of imports and what they changed."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from listings.models import ImportRun, ImportUpload
from listings.models.source import ImportChange
from tests.factories import make_employer, make_posting, make_source, make_user


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


def upload(data: bytes) -> Callable[[], object]:
    kept = {"format": "lever", "kept_at": timezone.now(), "data": data}
    return lambda: ImportUpload.objects.create(employer=make_employer(), run=make_run(), **kept)


REFUSED: list[tuple[str, Callable[[], object]]] = [
    ("importrun_reverted_pair", lambda: make_run(reverted_by=make_user())),
    ("importchange_once", change("created", None, times=2)),
    ("importchange_before", change("created", {"posting": {}})),
    ("importchange_before", change("closed", None)),
    ("importupload_gone_once_written", upload(b"[]")),
    ("source_panel_has_employer", lambda: make_source(kind="panel")),
    ("source_panel_has_employer", lambda: make_source(employer=make_employer())),
    ("source_fetched_from_somewhere", lambda: make_source(is_fetched=True, next_read_at=timezone.now())),
    ("source_fetched_from_somewhere", lambda: make_source(is_fetched=True, fetch_url="https://example.com/")),
    ("source_fetch_every", lambda: make_source(fetch_every=0)),
]
ALLOWED: list[Callable[[], object]] = [
    run(reverted_at=timezone.now()),
    lambda: make_run(reverted_at=timezone.now(), reverted_by=make_user()),
    change("created", None),
    change("closed", {"posting": {}}),
    upload(b""),
    lambda: make_source(kind="panel", employer=make_employer()),
    lambda: make_source(is_fetched=True, fetch_url="https://example.com/", next_read_at=timezone.now()),
]
