"""The draft of a posting: what somebody is typing, kept by itself and never public."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from listings.models import Employer, Posting, PostingDraft
from listings.models.choices import Status

SITTING = "sitting"  # among the words: which opening of the editor they were typed in


class Stale(Exception):
    """Somebody else has saved since; `draft` is theirs. Nothing was written."""

    def __init__(self, draft: PostingDraft) -> None:
        super().__init__(f"The draft is at version {draft.version} by now.")
        self.draft = draft


class Gone(Exception):
    """What it was typed over was sent or discarded meanwhile. Nothing was written."""


class Sent(Exception):
    """It has been with moderation: others have seen it, and it is closed instead."""


class Waits(Exception):
    """The draft has been sent to moderation as a change; it is taken back before it is written on."""

    def __init__(self, draft: PostingDraft) -> None:
        super().__init__("The draft waits for moderation.")
        self.draft = draft


@transaction.atomic
def start(employer: Employer, *, by: User) -> Posting:
    """A posting of which nothing is said yet."""
    posting = Posting.objects.create(employer=employer, title="", created_at=timezone.now())
    audit.record("posting.start", posting, by=by)
    return posting


@transaction.atomic
def save(posting: Posting, data: Mapping[str, Any], *, version: int, by: User) -> PostingDraft:
    """Keep DATA, as typed, over the VERSION it was typed over (0: no draft was there). Raises Stale, Gone or Waits.

    The same words again count no version up, so that who only looks takes nothing from who writes. One version back is
    taken from the very page that made the last step: its answer was lost on the way, and no word of anybody else is.
    """
    Posting.objects.select_for_update().get(pk=posting.pk)
    draft = PostingDraft.objects.filter(posting=posting).first()
    if draft is None and version:
        raise Gone
    if draft is None:
        return PostingDraft.objects.create(posting=posting, data=dict(data), by=by, saved_at=timezone.now())
    if draft.submitted_at:
        raise Waits(draft)
    if _words(draft.data) == _words(data):
        return draft
    is_own = draft.by_id == by.pk and draft.data.get(SITTING) == data.get(SITTING)
    own_step = is_own and draft.version == version + 1
    if draft.version != version and not own_step:
        raise Stale(draft)
    draft.data, draft.by, draft.saved_at, draft.version = dict(data), by, timezone.now(), draft.version + 1
    draft.save(update_fields=["data", "by", "saved_at", "version"])
    return draft


def _words(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: said for name, said in data.items() if name != SITTING}


@transaction.atomic
def discard(posting: Posting, *, by: User) -> None:
    """Back to what stands. A change that waits for moderation is taken back by it."""
    Posting.objects.select_for_update().get(pk=posting.pk)
    deleted, _each = PostingDraft.objects.filter(posting=posting).delete()
    if deleted:
        audit.record("posting.discard", posting, by=by)


def may_throw_away(posting: Posting) -> bool:
    return posting.status == Status.DRAFT and posting.submitted_at is None


@transaction.atomic
def throw_away(posting: Posting, *, version: int, by: User) -> None:
    """A posting that only its own people have ever seen, for good, with all that was typed. Raises Sent, or Stale where
    somebody else has typed since VERSION."""
    held = Posting.objects.select_for_update().filter(pk=posting.pk).first()
    if held is None or not may_throw_away(held):
        raise Sent
    draft = PostingDraft.objects.filter(posting=held).exclude(by=by).first()
    if draft and draft.version != version:
        raise Stale(draft)
    audit.record("posting.throw_away", held, by=by)
    held.delete()
