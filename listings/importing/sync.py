"""One reading of a source: decides alone what is new, changed, closed or gone, and writes all of it or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from lib.text import tidy
from listings.importing import apply, base, employers, judging, reconcile, rehearsal, turns
from listings.importing.base import Refused, Rest, Row
from listings.importing.known_sources import KNOWN
from listings.importing.reconcile import Group, Plan
from listings.importing.registry import FORMATS
from listings.importing.report import Report
from listings.importing.reverting import CannotRevert, revert
from listings.models import ImportRun, Source, SourceEntry
from listings.models.choices import CloseReason
from listings.models.source import ImportChange
from listings.postings import search_row

__all__ = ["CannotRevert", "Report", "revert", "run"]

Action = ImportChange.Action
MOST = 300  # rows left out that a run names; its figures count all
ENTRY_COLUMNS = (
    "source", "key", "title_key", "raw", "digest", "gone_at", "posting", "posting__status", "posting__closed_reason",
)  # fmt: skip


@dataclass
class Changes:
    """Entries and groups by what is to be written of them."""

    create: list[Group] = field(default_factory=list)
    rewrite: list[tuple[SourceEntry, Group]] = field(default_factory=list)
    enter: list[tuple[SourceEntry, Group]] = field(default_factory=list)
    close: list[SourceEntry] = field(default_factory=list)
    reopen: list[SourceEntry] = field(default_factory=list)
    vanish: list[SourceEntry] = field(default_factory=list)
    forget: list[SourceEntry] = field(default_factory=list)

    @property
    def of_standing(self) -> dict[int, str]:
        """What becomes of each posting that was there before, by its id; the weightiest word counts."""
        returning = [entry for entry, _group in self.enter if entry.is_gone]
        said = [
            (Action.NOTED, [*self.forget, *returning]),
            (Action.UPDATED, [entry for entry, _group in self.rewrite]),
            (Action.REOPENED, self.reopen),
            (Action.VANISHED, self.vanish),
            (Action.CLOSED, self.close),
        ]
        return {entry.posting_id: action.value for action, entries in said for entry in entries}


@dataclass(frozen=True)
class Job:
    """What is asked of a reading, besides its rows."""

    format: str
    source: str
    at: datetime
    employer: str | None = None
    dry_run: bool = False
    allow_mass_close: bool = False
    by: User | None = None


def run(
    format: str,
    source: str,
    data: bytes,
    *,
    employer: str | None = None,
    dry_run: bool = False,
    allow_mass_close: bool = False,
    columns: Mapping[str, str] | None = None,
    by: User | None = None,
    at: datetime | None = None,
) -> Report:
    """Read DATA, one whole answer of SOURCE, plain or gzip. EMPLOYER, a slug, serves formats whose answer names none;
    COLUMNS are those of a CSV with other names. A dry run says row by row what it would do."""
    job = Job(format, source, at or timezone.now(), employer, dry_run, allow_mass_close, by)
    try:
        rows = judging.rows_of(format, base.decode(data), columns)
        with transaction.atomic():
            turns.take(source)
            report = _read(_source(source, format), rows, job)
            if dry_run:
                transaction.set_rollback(True)
    except Refused as error:
        if not dry_run and not isinstance(error, turns.Busy):
            _record_failure(source, format, str(error), job.at)
        return Report(error=str(error))
    return report


def _source(slug: str, format: str) -> Source:
    known = KNOWN.get(slug)
    defaults: dict[str, Any] = {"kind": format}
    if known:
        defaults |= {"title": known.title, "homepage": known.homepage, "settings": {"years": known.years}}
    source, _made = Source.objects.get_or_create(slug=slug, defaults=defaults)
    if source.kind != format:
        message = _("%(source)s is a source of the format %(kind)s, not %(format)s.")
        raise Refused(message % {"source": slug, "kind": source.kind, "format": format})
    return source


def _record_failure(slug: str, format: str, error: str, at: datetime) -> None:
    with transaction.atomic():
        source, _made = Source.objects.get_or_create(slug=slug, defaults={"kind": format})
        ImportRun.objects.create(source=source, at=at, error=error)


def _read(source: Source, rows: list[Row], job: Job) -> Report:
    said = [row for row in rows if not isinstance(row, Rest)]
    report = Report(read=len(said), rest=next((row.total for row in rows if isinstance(row, Rest)), 0))
    name = job.employer or source.title or source.slug
    if job.employer or not FORMATS[job.format].names_employers:
        said = [judging.named(row, name) for row in said]
    usable = list(judging.usable(said, report))
    groups = reconcile.grouped(usable)
    report.merged = len(usable) - len(groups)
    entries = SourceEntry.objects.filter(source=source).select_related("posting").order_by("pk")
    known = list(entries.only(*ENTRY_COLUMNS))
    changes = _decide(reconcile.plan(groups, known), report)
    report.rows += rehearsal.left_out(said, groups)
    standing = sum(entry.posting.status in apply.LIVE for entry in known)
    if report.closed * 2 > standing and not job.allow_mass_close:
        message = _(
            "This reading would close %(closed)s of %(standing)s open postings of %(source)s, so nothing was changed."
        )
        raise Refused(message % {"closed": report.closed, "standing": standing, "source": source.slug})
    given: dict[str, employers.Employer] = {}
    if any(tidy(group.newest.employer) == tidy(name) for group in (*changes.create, *(g for _e, g in changes.rewrite))):
        given[employers.name_key(name)] = employers.given(name, employers.words_of(name), job.at)
    _write(source, changes, report, job, given)
    return report


def _decide(plan: Plan, report: Report) -> Changes:
    changes = Changes()
    for entry, group in plan.pairs:
        if entry is None:
            report.created += 1
            changes.create.append(group)
            continue
        changed = entry.digest != group.digest
        if entry.posting.status in apply.LIVE and not group.active:
            report.closed += 1
            changes.close.append(entry)
        elif group.active and entry.posting.status in apply.OVER and entry.posting.closed_reason in apply.BY_SOURCE:
            report.reopened += 1
            changes.reopen.append(entry)
        elif changed:
            report.updated += 1
        else:
            report.unchanged += 1
        if changed:
            changes.rewrite.append((entry, group))
        if changed or entry.is_gone or entry.raw != apply.raw_of(group):
            changes.enter.append((entry, group))
    for entry in plan.missing if not report.rest else ():
        if entry.posting.status in apply.LIVE:
            report.closed += 1
            report.vanished += 1
            changes.vanish.append(entry)
        elif not entry.is_gone:
            changes.forget.append(entry)
    return changes


def _write(source: Source, changes: Changes, report: Report, job: Job, given: apply.Known) -> None:
    at, standing = job.at, changes.of_standing
    keeper = rehearsal.Keeper(source, standing, [entry.posting_id for entry, _group in changes.rewrite])
    touched = [entry.posting_id for entry in (*changes.close, *changes.reopen, *changes.vanish)]
    touched += [entry.posting_id for entry, group in changes.enter if _another_id(entry, group)]
    apply.close(changes.close, CloseReason.SOURCE, at)
    apply.close(changes.vanish, CloseReason.VANISHED, at)
    apply.reopen(changes.reopen)
    touched += apply.rewrite(source, changes.rewrite, at, given)
    apply.enter(changes.enter)
    apply.forget([*changes.vanish, *changes.forget], at)
    made = apply.create(source, changes.create, at, given)
    search_row.rebuild([*touched, *made])
    read_before, source.read_at = source.read_at, at
    # Whoever reads a saved copy says so afterwards; the next reading is again of a living list.
    stale = source.settings.pop("as_of", None)
    source.save(update_fields=["read_at", "settings"] if stale else ["read_at"])
    run = ImportRun.objects.create(
        source=source,
        at=at,
        counts=report.counts,
        rejected=report.rejected,
        left_out=[
            {"row": r.row, "title": r.title, "employer": r.employer, "why": r.action} for r in report.rows[:MOST]
        ],
        whole=True,
        read_before=read_before,
    )
    report.run = run.pk
    keeper.keep(run, made)
    if job.dry_run:
        report.rows += keeper.told(dict(zip(made, changes.create, strict=True)))
    # The same file again writes only its run, not even a line of the audit trail.
    if report.changed:
        audit.record("source.import", run, by=job.by, source=source.pk, **report.counts)


def _another_id(entry: SourceEntry, group: Group) -> bool:
    """The card of a posting names the newest row's own id."""
    return entry.own_id != (group.newest.source_id or None)
