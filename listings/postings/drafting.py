"""The draft of a posting: what somebody is typing, kept by itself and never public."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from listings.models import Employer, Posting, PostingDraft
from listings.models.choices import Status
from listings.postings.lifecycle import NotAllowed

SITTING = "sitting"  # among the words: which opening of the editor they were typed in
WRITABLE = (Status.DRAFT, Status.CHANGES_REQUESTED, Status.SCHEDULED, Status.PUBLISHED, Status.PAUSED)


class Stale(Exception):
    """Somebody else has saved since; `draft` is theirs. Nothing was written."""

    def __init__(self, draft: PostingDraft) -> None:
        super().__init__(f"The draft is at version {draft.version} by now.")
        self.draft = draft


class Gone(Exception):
    """What it was typed over was sent or discarded meanwhile. Nothing was written."""

    version = 0


class Changed(Gone):
    """The posting itself says otherwise by now than what it was typed over; `version` is that of the draft there is."""

    def __init__(self, draft: PostingDraft | None) -> None:
        super().__init__("The posting was changed.")
        self.version = draft.version if draft else 0


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
def save(
    posting: Posting, data: Mapping[str, Any], *, version: int, by: User, standing: int | None = None
) -> PostingDraft:
    """Keep DATA, as typed, over the VERSION it was typed over (0: no draft was there). STANDING is the content_version
    that the posting had then, None unasked; POSTING holds that of now afterwards. Raises Stale, Gone, Waits or
    NotAllowed.

    The same words again count no version up, so that who only looks takes nothing from who writes. One version back is
    taken from the very page that made the last step: its answer was lost on the way, and no word of anybody else is.
    """
    held = Posting.objects.select_for_update().get(pk=posting.pk)
    posting.content_version = held.content_version
    draft = PostingDraft.objects.filter(posting=held).first()
    if draft and draft.submitted_at:
        raise Waits(draft)
    if held.status not in WRITABLE:
        raise NotAllowed("save", held.status)
    if draft is None and version:
        raise Gone
    is_same = draft is not None and _words(draft.data) == _words(data)
    if draft and not is_same and not _is_over(draft, data, version, by):
        raise Stale(draft)
    if standing not in (None, held.content_version):
        raise Changed(draft)
    if draft is None:
        return PostingDraft.objects.create(posting=posting, data=dict(data), by=by, saved_at=timezone.now())
    if is_same:
        return draft
    draft.data, draft.by, draft.saved_at, draft.version = dict(data), by, timezone.now(), draft.version + 1
    draft.save(update_fields=["data", "by", "saved_at", "version"])
    return draft


def _is_over(draft: PostingDraft, data: Mapping[str, Any], version: int, by: User) -> bool:
    is_own = draft.by_id == by.pk and draft.data.get(SITTING) == data.get(SITTING)
    return draft.version == version or (is_own and draft.version == version + 1)


def _words(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: said for name, said in data.items() if name != SITTING}


@transaction.atomic
def take_back(posting: Posting, data: Mapping[str, Any], *, by: User) -> None:
    """A change is no longer with moderation; DATA, its words, go on as a draft."""
    discard(posting, by=by)
    PostingDraft.objects.create(posting=posting, data=dict(data), by=by, saved_at=timezone.now())


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
