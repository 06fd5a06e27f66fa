"""Undoing a whole run, unless something newer stands in the way."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import audit
from accounts.models import User
from listings.importing import images, turns
from listings.importing.base import Refused
from listings.models import ImportRun, Posting, PostingDraft, SourceEntry
from listings.models.choices import Status
from listings.models.source import ImportChange, Source
from listings.postings import search_row

Action = ImportChange.Action


class CannotRevert(Refused):
    """`postings` are those that changed since, by id."""

    def __init__(self, message: str, postings: Sequence[int] = ()) -> None:
        super().__init__(message)
        self.postings = list(postings)


@transaction.atomic
def revert(run: ImportRun, *, by: User | None) -> dict[str, int]:
    """How many postings of each action were undone. What the run made is removed (410), with its entry, so that a later
    reading makes it anew; all else stands as it stood before. Raises CannotRevert and changes nothing where a posting
    of the run was changed since, by a person or by a newer reading."""
    source = run.source
    turns.take(source.slug)
    at = timezone.now()
    marked = ImportRun.objects.filter(pk=run.pk, whole=True, reverted_at=None)
    if not marked.update(reverted_at=at, reverted_by=by):
        raise CannotRevert(_("This run changed nothing, or was undone already."))
    changes = list(run.changes.order_by("pk"))
    if not changes:
        raise CannotRevert(_("This run changed no posting, so there is nothing to undo."))
    ids = [change.posting_id for change in changes]
    list(Posting.objects.filter(pk__in=ids).order_by("pk").select_for_update().values_list("pk"))
    _stand_as_left(source, changes)
    made = [change.posting_id for change in changes if change.action == Action.CREATED]
    SourceEntry.objects.filter(source=source, posting_id__in=made).delete()
    Posting.objects.filter(pk__in=made).update(
        status=Status.REMOVED, removed_at=at, removed_by=by, closed_at=None, closed_by=None, closed_reason="",
        paused_at=None, paused_by=None, paused_reason="",
    )  # fmt: skip
    images.restore(source, {change.posting_id: change.before for change in changes if change.before})
    if not ImportRun.objects.filter(source=source, whole=True, reverted_at=None, pk__gt=run.pk).exists():
        Source.objects.filter(pk=source.pk).update(read_at=run.read_before)
    if source.employer_id:
        for change in changes:
            if change.before and "proposals" in change.before:
                PostingDraft.objects.filter(posting=change.posting_id).update(proposals=change.before["proposals"])
    search_row.rebuild(ids)
    counts = {action.value: sum(change.action == action for change in changes) for action in Action}
    audit.record("import.revert", run, by=by, source=source.pk, **counts)
    run.refresh_from_db()
    return counts


def _typed_on(changes: Sequence[ImportChange]) -> Iterable[int]:
    """What an employer brought are drafts, and what somebody types into one stands beside the posting."""
    ids = [change.posting_id for change in changes if change.action in (Action.CREATED, Action.UPDATED)]
    return PostingDraft.objects.filter(posting_id__in=ids).exclude(data={}).values_list("posting_id", flat=True)


def _stand_as_left(source: Source, changes: Sequence[ImportChange]) -> None:
    standing = images.take(source, [change.posting_id for change in changes])
    changed = [change.posting_id for change in changes if images.digest(standing[change.posting_id]) != change.after]
    if source.employer_id:
        changed = sorted({*changed, *_typed_on(changes)})
    if not changed:
        return
    titles = list(Posting.objects.filter(pk__in=changed[:5]).order_by("pk").values_list("title", flat=True))
    message = ngettext(
        "%(count)s posting was changed after this run, so nothing was undone: %(titles)s.",
        "%(count)s postings were changed after this run, so nothing was undone: %(titles)s.",
        len(changed),
    )
    said = "; ".join(titles) + ("; …" if len(changed) > len(titles) else "")
    raise CannotRevert(message % {"count": len(changed), "titles": said}, changed)
