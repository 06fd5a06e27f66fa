"""What becomes of an edited posting: sent to moderation, changed in public, or held back until moderation has seen it.

Half-typed words stay in the draft; every verb here writes a Content whole or not at all.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from enum import Enum

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from listings.models import Posting, PostingDraft
from listings.models.choices import Level, Status
from listings.postings import dates, difference, lifecycle, permissions, search_row, writing
from listings.postings.content import Content
from listings.postings.lifecycle import NotAllowed

# What staff may correct on a posting that a source wrote; the names stand in Posting.locked_fields.
CORRECTABLE = ("title", "role", "places", "skills", "workplace", "terms")
# All that a source writes, by the fields of Content: what an employer says otherwise stays through every later reading.
READ = {
    **{name: (name,) for name in ("title", "body", "role", "workplace", "terms", "visa", "degrees", "apply_url")},
    "places": ("places", "remote_countries"),
    "skills": ("needs",),
    "closes_on": ("closes_on", "time_zone"),
    "pay": ("pay_kind", "pay_min", "pay_max", "pay_currency", "pay_period"),
}
NEW = (Status.DRAFT, Status.CHANGES_REQUESTED)
STANDING = (Status.SCHEDULED, Status.PUBLISHED, Status.PAUSED)
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
EXTENDABLE = (*STANDING, Status.CLOSED)


class Outcome(Enum):
    SENT = "sent"  # to moderation, for the first time or again
    CHANGED = "changed"  # at once; readers are told of what matters
    WAITS = "waits"  # the change is looked at first; the posting stays public as it was


@transaction.atomic
def submit(posting: Posting, content: Content, *, by: User) -> Outcome:
    """Raises NotAllowed where the posting is over, gone or with the moderators."""
    if not permissions.acting(by, posting) & permissions.TEAM:
        raise PermissionDenied("submit")
    held = writing.locked(posting)
    if held.status in NEW:
        writing.write(held, content)
        PostingDraft.objects.filter(posting=held).delete()
        lifecycle.submit(posting, by=by)
        return Outcome.SENT
    if held.status not in STANDING:
        raise NotAllowed("submit", held.status)
    changes = difference.material(Content.of(held), content)
    if any(change.is_worse for change in changes):
        _hold_back(held, content, by)
        return Outcome.WAITS
    _change(held, content, changes, by)
    posting.refresh_from_db()
    return Outcome.CHANGED


def _hold_back(posting: Posting, content: Content, by: User) -> None:
    now = timezone.now()
    said = {"content": content.as_data(), "submitted_at": now, "submitted_by": by}
    PostingDraft.objects.update_or_create(
        posting=posting, defaults=said, create_defaults={**said, "by": by, "saved_at": now}
    )
    audit.record("posting.submit_change", posting, by=by)


def _change(posting: Posting, content: Content, changes: list[difference.Change], by: User | None) -> None:
    before = Content.of(posting)
    writing.write(posting, content)
    if posting.source_id:
        _keep(posting, otherwise(before, content))
    # Readers are told only of what they could have read before.
    if posting.first_published_at and posting.first_published_at <= timezone.now():
        writing.tell(posting, changes, timezone.now())
    PostingDraft.objects.filter(posting=posting).delete()
    audit.record("posting.change", posting, by=by, facets=[change.facet for change in changes])


@transaction.atomic
def approve_change(posting: Posting, *, by: User) -> None:
    """What waited becomes what is public. Raises NotAllowed where nothing waits any more."""
    held, draft = writing.locked(posting), _waiting(posting, by)
    content = Content.from_data(draft.content or {})
    _change(held, content, difference.material(Content.of(held), content), by)
    posting.refresh_from_db()


@transaction.atomic
def refuse_change(posting: Posting, *, by: User) -> None:
    """The words stay in the draft, for the employer to go on with."""
    writing.locked(posting)
    draft = _waiting(posting, by)
    draft.content = draft.submitted_at = draft.submitted_by = None
    draft.save(update_fields=["content", "submitted_at", "submitted_by"])
    audit.record("posting.refuse_change", posting, by=by)


def _waiting(posting: Posting, by: User) -> PostingDraft:
    if not by.is_staff:
        raise PermissionDenied("approve")
    draft = PostingDraft.objects.filter(posting=posting, submitted_at__isnull=False).first()
    if draft is None:
        raise NotAllowed("approve a change", posting.status)
    return draft


@transaction.atomic
def extend(posting: Posting, closes_on: date, *, by: User) -> None:
    """A later deadline, of what is over too, so that it can be reopened; ValueError for one that is not later."""
    if not permissions.acting(by, posting) & permissions.TEAM:
        raise PermissionDenied("extend")
    held = writing.locked(posting)
    if held.status not in EXTENDABLE:
        raise NotAllowed("extend", held.status)
    closes_at = dates.end_of(closes_on, held.time_zone)
    if closes_at <= max(held.closes_at or timezone.now(), timezone.now()):
        raise ValueError("The new deadline is not later.")
    held.closes_on, held.closes_at = closes_on, closes_at
    writing.save(held, ["closes_on", "closes_at"])
    _extend_draft(held, closes_on.isoformat())
    search_row.rebuild([held.pk])
    audit.record("posting.extend", held, by=by)
    posting.refresh_from_db()


def _extend_draft(posting: Posting, day: str) -> None:
    """What was typed, or waits with moderation, before the deadline was put off would else take it back."""
    draft = PostingDraft.objects.filter(posting=posting).first()
    if draft is None:
        return
    if draft.content and (draft.content.get("closes_on") or day) < day:
        draft.content["closes_on"] = day
    if ISO_DAY.fullmatch(typed := [*draft.data.get("closes_on", []), ""][0]) and typed < day:
        draft.data["closes_on"] = [day]
    draft.version += 1
    draft.save(update_fields=["content", "data", "version"])


# --- postings that a source wrote --------------------------------------------------------------------------------


@transaction.atomic
def correct(posting: Posting, fields: Iterable[str], *, by: User) -> None:
    """Keep what a person has just written in FIELDS, over every later import, and show it in search.

    Raises ValueError for a field that no import writes.
    """
    fields = set(fields)
    if unknown := fields - set(CORRECTABLE):
        raise ValueError(f"Imports do not write {', '.join(sorted(unknown))}.")
    if not fields:
        return
    locked = writing.locked(posting)
    posting.locked_fields = locked.locked_fields
    if "role" in fields:
        posting.role_set_by, posting.role_evidence = by, ""
    posting.save(update_fields=["role_set_by", "role_evidence"])
    _keep(posting, fields)
    search_row.rebuild([posting.pk])
    audit.record("posting.correct", posting, by=by, fields=sorted(fields))


def otherwise(before: Content, after: Content) -> list[str]:
    """What of all that sources write differs. A skill that a text only mentions is no statement of anybody's."""
    before = replace(before, needs=tuple(need for need in before.needs if need.level != Level.MENTIONED))
    return [name for name, fields in READ.items() if any(getattr(before, one) != getattr(after, one) for one in fields)]


def _keep(posting: Posting, fields: Iterable[str]) -> None:
    posting.locked_fields = sorted({*posting.locked_fields, *fields})
    posting.save(update_fields=["locked_fields"])
