"""One reading of a source: decides alone what is new, changed, closed or gone, and writes all of it or nothing."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from lib.text import tidy
from listings.importing import apply, base, reconcile
from listings.importing.base import BadRow, RawPosting, Refused
from listings.importing.known_sources import KNOWN
from listings.importing.reconcile import Group, Plan
from listings.importing.registry import FORMATS
from listings.models import ImportRun, Source, SourceEntry
from listings.models.choices import CloseReason
from listings.postings import search_row

# Two imports of one source follow each other; the second waits so long and then says so.
WAIT_SECONDS = 30
LOCK_CLASS = 0x1397
LOCK_NOT_AVAILABLE = "55P03"
LONGEST_URL = 2000
LONGEST_KEY = 2200
ENTRY_COLUMNS = (
    "source", "key", "title_key", "raw", "digest", "gone_at", "posting", "posting__status", "posting__closed_reason",
)  # fmt: skip


@dataclass
class Report:
    """What an import says; `closed` includes `vanished`, the other figures count each row once."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    closed: int = 0
    vanished: int = 0
    reopened: int = 0
    merged: int = 0
    skipped: int = 0
    rejected: list[dict[str, Any]] = field(default_factory=list)
    error: str | None = None

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def counts(self) -> dict[str, int]:
        return {name: value for name, value in asdict(self).items() if isinstance(value, int)}

    @property
    def changed(self) -> bool:
        return bool(self.created or self.updated or self.closed or self.reopened)


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


def run(
    format: str,
    source: str,
    data: bytes,
    *,
    employer: str | None = None,
    dry_run: bool = False,
    allow_mass_close: bool = False,
    at: datetime | None = None,
) -> Report:
    """Read DATA, one whole answer of SOURCE, plain or gzip. EMPLOYER serves formats whose answer names none."""
    at = at or timezone.now()
    try:
        rows = list(FORMATS[format].read(base.decode(data)))
        with transaction.atomic():
            _take_turn(source)
            report = _read(_source(source, format), rows, at, allow_mass_close)
            if dry_run:
                transaction.set_rollback(True)
    except Refused as error:
        if not dry_run and not isinstance(error, Busy):
            _record_failure(source, format, str(error), at)
        return Report(error=str(error))
    return report


class Busy(Refused):
    pass


def _take_turn(slug: str) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{WAIT_SECONDS}s"])
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK_CLASS, slug])
            cursor.execute("SET LOCAL lock_timeout = 0")
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", None) != LOCK_NOT_AVAILABLE:
            raise
        raise Busy(_("Another import of %(source)s is running.") % {"source": slug}) from error


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


def _read(source: Source, rows: list[RawPosting | BadRow], at: datetime, allow_mass_close: bool) -> Report:
    report = Report(read=len(rows))
    usable = list(_usable(rows, report))
    groups = reconcile.grouped(usable)
    report.merged = len(usable) - len(groups)
    entries = SourceEntry.objects.filter(source=source).select_related("posting").order_by("pk")
    known = list(entries.only(*ENTRY_COLUMNS))
    changes = _decide(reconcile.plan(groups, known), report)
    standing = sum(entry.posting.status in apply.LIVE for entry in known)
    if report.closed * 2 > standing and not allow_mass_close:
        message = _(
            "This reading would close %(closed)s of %(standing)s open postings of %(source)s, so nothing was changed."
        )
        raise Refused(message % {"closed": report.closed, "standing": standing, "source": source.slug})
    _write(source, changes, report, at)
    return report


def _usable(rows: Iterable[RawPosting | BadRow], report: Report) -> Iterable[RawPosting]:
    for row in rows:
        if isinstance(row, BadRow):
            report.rejected.append({"row": row.row, "reason": row.reason})
        elif not row.visible:
            report.skipped += 1
        elif reason := _fault(row):
            report.rejected.append({"row": row.row, "reason": reason})
        else:
            yield row


def _fault(row: RawPosting) -> str:
    if not tidy(row.title):
        return _("It has no title.")
    if not tidy(row.employer):
        return _("It names no employer.")
    if not row.url:
        return _("It has no address.")
    if len(row.url) > LONGEST_URL:
        return _("Its address is longer than %(limit)s characters.") % {"limit": LONGEST_URL}
    if not _is_web(row.url):
        return _("Its address is not one of the web (http or https).")
    return "" if row.key and len(row.key) <= LONGEST_KEY else _("It has no usable id.")


def _is_web(url: str) -> bool:
    """A name before the host would show readers another site than the one they are sent to."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


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
    for entry in plan.missing:
        if entry.posting.status in apply.LIVE:
            report.closed += 1
            report.vanished += 1
            changes.vanish.append(entry)
        elif not entry.is_gone:
            changes.forget.append(entry)
    return changes


def _write(source: Source, changes: Changes, report: Report, at: datetime) -> None:
    touched = [entry.posting_id for entry in (*changes.close, *changes.reopen, *changes.vanish)]
    touched += [entry.posting_id for entry, group in changes.enter if _another_id(entry, group)]
    apply.close(changes.close, CloseReason.SOURCE, at)
    apply.close(changes.vanish, CloseReason.VANISHED, at)
    apply.reopen(changes.reopen)
    touched += apply.rewrite(source, changes.rewrite, at)
    apply.enter(changes.enter)
    apply.forget([*changes.vanish, *changes.forget], at)
    touched += apply.create(source, changes.create, at)
    search_row.rebuild(touched)
    source.read_at = at
    # Whoever reads a saved copy says so afterwards; the next reading is again of a living list.
    stale = source.settings.pop("as_of", None)
    source.save(update_fields=["read_at", "settings"] if stale else ["read_at"])
    run = ImportRun.objects.create(source=source, at=at, counts=report.counts, rejected=report.rejected, whole=True)
    # The same file again writes only its run, not even a line of the audit trail.
    if report.changed:
        audit.record("source.import", run, by=None, source=source.pk, **report.counts)


def _another_id(entry: SourceEntry, group: Group) -> bool:
    """The card of a posting names the newest row's own id."""
    return not entry.raw or entry.raw[-1].get("id") != group.newest.raw.get("id")
