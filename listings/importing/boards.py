"""A board that an employer brings: what it would make, change and leave alone; and doing that, once and whole.

What is new becomes a draft of the employer's own. What somebody has written on, or what is public, is never changed,
and nothing is ever closed: that is only said.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from lib.text import tidy
from listings.importing import contents, employers, judging, reconcile, rehearsal, uploads
from listings.importing.base import RawPosting, Refused, Rest
from listings.importing.reconcile import Group
from listings.importing.report import FieldChange, Report, RowTold
from listings.models import ImportUpload, Posting, PostingDraft, Source, SourceEntry
from listings.models.choices import Status
from listings.postings.content import Content

MOST = 200
BOARD = "panel-%(employer)s-%(format)s"
OVER = (Status.CLOSED, Status.ARCHIVED, Status.REJECTED, Status.REMOVED)
PUBLIC = (Status.SCHEDULED, Status.PUBLISHED, Status.PAUSED)


@dataclass(frozen=True)
class Item:
    """`action`: created; updated; kept, where the board says something new and a person's words stand; gone; same."""

    action: str
    title: str
    url: str = ""
    group: Group | None = None
    entry: SourceEntry | None = None
    content: Content | None = None
    changes: tuple[FieldChange, ...] = ()

    @property
    def posting(self) -> Posting | None:
        return self.entry.posting if self.entry else None


@dataclass
class Plan:
    report: Report
    items: list[Item] = field(default_factory=list)
    others: list[str] = field(default_factory=list)  # employers that the file names and that are not this one

    def of(self, action: str) -> list[Item]:
        return [item for item in self.items if item.action == action]


def slug_of(upload: ImportUpload) -> str:
    return BOARD % {"employer": upload.employer_id, "format": upload.format}


def plan(upload: ImportUpload) -> Plan:
    """Reads and writes nothing. Raises Refused."""
    rows = judging.rows_of(upload.format, uploads.text_of(upload), upload.columns)
    said = [row for row in rows if not isinstance(row, Rest)]
    found = Plan(Report(read=len(said), rest=next((row.total for row in rows if isinstance(row, Rest)), 0)))
    found.others = _others((row for row in said if isinstance(row, RawPosting)), upload.employer.name)
    said = [replace(row, employer=upload.employer.name) if isinstance(row, RawPosting) else row for row in said]
    usable = list(judging.usable(said, found.report))
    groups = reconcile.grouped(usable)
    if len(groups) > MOST:
        message = _("The file holds %(count)s internships; at most %(most)s come in at once.")
        raise Refused(message % {"count": len(groups), "most": MOST})
    found.report.merged = len(usable) - len(groups)
    found.report.rows = rehearsal.left_out(said, groups)
    source = Source.objects.filter(slug=slug_of(upload)).first()
    known = list(_entries(source)) if source else []
    _decide(reconcile.plan(groups, known), found)
    return found


def _others(rows: Iterable[RawPosting], name: str) -> list[str]:
    own = employers.name_key(name)
    found = dict.fromkeys(tidy(row.employer)[:100] for row in rows if row.internship)
    return [other for other in found if other and employers.name_key(other) != own][:5]


def _entries(source: Source) -> Any:
    parts = ("posting_places__place", "posting_terms__term", "requirements__skill", "responsibilities")
    entries = SourceEntry.objects.filter(source=source).select_related("posting__draft").order_by("pk")
    return entries.prefetch_related(*(f"posting__{part}" for part in parts))


def _decide(met: reconcile.Plan, found: Plan) -> None:
    report = found.report
    for entry, group in met.pairs:
        item = _item(entry, group)
        if item is None:
            report.skipped += 1
            report.rows.append(RowTold("over", group.newest.title, "", group.newest.url, row=group.newest.row))
            continue
        found.items.append(item)
        report.created += item.action == "created"
        report.updated += item.action == "updated"
        report.unchanged += item.action not in ("created", "updated")
    for entry in met.missing if not report.rest else ():
        if entry.posting.status in PUBLIC or not (entry.is_gone or entry.posting.status in OVER):
            report.vanished += not entry.is_gone
            found.items.append(Item("gone", entry.posting.title, entry.posting.apply_url, entry=entry))


def _item(entry: SourceEntry | None, group: Group) -> Item | None:
    title, url = tidy(group.newest.title), group.newest.url
    if entry is None:
        if not group.active:
            return None
        content = contents.of(group)
        return Item("created", title, url, group, content=content, changes=_differences(None, content))
    if entry.digest == group.digest or entry.posting.status in OVER:
        return Item("same", title, url, group, entry)
    before = Content.of(entry.posting)
    content = contents.again(before, contents.of(group))
    changes = _differences(before, content)
    action = "same" if not changes else "updated" if is_untouched(entry.posting) else "kept"
    return Item(action, title, url, group, entry, content, changes)


def is_untouched(posting: Posting) -> bool:
    """Nobody has written on it since it came."""
    draft: PostingDraft | None = getattr(posting, "draft", None)
    return posting.status == Status.DRAFT and not (draft and draft.data)


def _differences(before: Content | None, after: Content) -> tuple[FieldChange, ...]:
    return tuple(rehearsal.differences(before, after))


def proposals_of(group: Group) -> list[dict[str, Any]]:
    return [one.as_data() for one in contents.proposed(group)]
