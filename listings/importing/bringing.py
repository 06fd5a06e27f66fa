"""Writing what a board's plan says, whole: drafts, entries, the run and its images, so that it can be undone."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from listings.importing import apply, boards, images, turns
from listings.importing.boards import Item, Plan
from listings.models import ImportRun, ImportUpload, Posting, PostingDraft, Source, SourceEntry
from listings.models.source import ImportChange
from listings.postings import drafting, writing

MOST_LEFT_OUT = 300
Action = ImportChange.Action
ACTIONS = {"updated": Action.UPDATED, "kept": Action.NOTED, "gone": Action.VANISHED}


@transaction.atomic
def bring(upload: ImportUpload, *, by: User) -> ImportRun:
    """Of two at once the second gets the first one's run. Raises Refused; DoesNotExist where it was thrown away."""
    turns.take(boards.slug_of(upload))
    kept = ImportUpload.objects.select_for_update(of=("self",)).select_related("employer", "run").get(pk=upload.pk)
    if kept.run:
        return kept.run
    at = timezone.now()
    source = _source(kept)
    _lock(source)
    plan = boards.plan(kept)
    run = _write(source, plan, kept, at, by)
    kept.run, kept.data = run, b""
    kept.save(update_fields=["run", "data"])
    audit.record("source.import", run, by=by, source=source.pk, **plan.report.counts)
    return run


def _source(upload: ImportUpload) -> Source:
    title = _("%(employer)s, brought in the panel (%(format)s)")
    said = {"employer": upload.employer.name, "format": upload.format}
    defaults = {"kind": Source.PANEL, "employer": upload.employer, "title": (title % said)[:200]}
    return Source.objects.get_or_create(slug=boards.slug_of(upload), defaults=defaults)[0]


def _lock(source: Source) -> None:
    """Nobody types on them meanwhile: who saves a draft takes the same lock."""
    ids = list(SourceEntry.objects.filter(source=source).values_list("posting_id", flat=True))
    list(Posting.objects.filter(pk__in=ids).order_by("pk").select_for_update().values_list("pk"))


def _write(source: Source, plan: Plan, upload: ImportUpload, at: datetime, by: User) -> ImportRun:
    touched = {item.posting.pk: item for item in plan.items if item.posting and item.action in ACTIONS}
    before = images.take(source, touched)
    for pk, item in touched.items():
        if item.action == "updated" and item.posting and (draft := getattr(item.posting, "draft", None)):
            before[pk]["proposals"] = draft.proposals
    made = [_create(source, item, upload, at, by) for item in plan.of("created")]
    for item in plan.of("updated"):
        _update(item)
    known = [(item.entry, item.group) for item in plan.items if item.entry and item.group]
    apply.enter(known)
    apply.forget([item.entry for item in plan.of("gone") if item.entry and not item.entry.is_gone], at)
    run = _run(source, plan, at)
    after = images.take(source, [*touched, *made])
    changes = [
        ImportChange(run=run, posting_id=pk, action=Action.CREATED, after=images.digest(after[pk])) for pk in made
    ]
    changes += [
        ImportChange(
            run=run, posting_id=pk, action=ACTIONS[item.action], before=before[pk], after=images.digest(after[pk]),
            told=list(item.changes),
        )
        for pk, item in touched.items()
    ]  # fmt: skip
    ImportChange.objects.bulk_create(changes)
    return run


def _create(source: Source, item: Item, upload: ImportUpload, at: datetime, by: User) -> int:
    assert item.group and item.content
    posting = drafting.start(upload.employer, by=by)
    writing.write(posting, item.content)
    proposals = boards.proposals_of(item.group)
    PostingDraft.objects.create(posting=posting, by=by, saved_at=at, proposals=proposals)
    said = item.group.newest
    SourceEntry.objects.create(
        source=source, posting=posting, key=said.key, title_key=said.title_key, raw=apply.raw_of(item.group),
        digest=item.group.digest,
    )  # fmt: skip
    return posting.pk


def _update(item: Item) -> None:
    assert item.group and item.content and item.posting
    writing.write(item.posting, item.content)
    PostingDraft.objects.filter(posting=item.posting).update(proposals=boards.proposals_of(item.group))


def _run(source: Source, plan: Plan, at: datetime) -> ImportRun:
    read_before, source.read_at = source.read_at, at
    source.save(update_fields=["read_at"])
    left_out = [
        {"row": row.row, "title": row.title, "employer": row.employer, "why": row.action} for row in plan.report.rows
    ]
    return ImportRun.objects.create(
        source=source, at=at, counts=plan.report.counts, rejected=plan.report.rejected,
        left_out=left_out[:MOST_LEFT_OUT], whole=True, read_before=read_before,
    )  # fmt: skip


def throw_away(upload: ImportUpload) -> bool:
    """What was written stays; only what still waits goes."""
    return bool(ImportUpload.objects.filter(pk=upload.pk, run=None).delete()[0])
