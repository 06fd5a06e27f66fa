"""One look at a posting's editor: what is typed by now, over which version, and what is understood of it."""

from dataclasses import dataclass
from typing import Any

from listings.models import Posting, PostingDraft
from listings.postings.content import Content
from listings.postings.editing import NEW, STANDING
from panel.editor.form import EditorForm
from panel.editor.standing import typed_of
from panel.editor.typed import Typed

WRITABLE = (*NEW, *STANDING)


@dataclass(frozen=True)
class Sitting:
    """`version` is what the next save is typed over. `theirs` is the draft that somebody else has saved meanwhile."""

    posting: Posting
    draft: PostingDraft | None
    typed: Typed
    form: EditorForm
    version: int
    theirs: PostingDraft | None = None

    @property
    def waits(self) -> bool:
        return bool(self.draft and self.draft.submitted_at)

    @property
    def kept(self) -> list[dict[str, Any]]:
        """What was proposed when the posting came with a board."""
        return self.draft.proposals if self.draft else []

    @property
    def is_writable(self) -> bool:
        return self.posting.status in WRITABLE and not self.waits


def opened(posting: Posting) -> Sitting:
    draft = draft_of(posting)
    return _sitting(posting, draft, standing_of(posting, draft), draft.version if draft else 0)


def retyped(posting: Posting, typed: Typed, version: int, *, theirs: PostingDraft | None = None) -> Sitting:
    """Of what was sent just now. Over THEIRS, where somebody was quicker: the next save knows of it."""
    return _sitting(posting, draft_of(posting), typed, theirs.version if theirs else version, theirs)


def standing_of(posting: Posting, draft: PostingDraft | None) -> Typed:
    if draft and draft.data:
        return Typed(draft.data)
    return typed_of(Content.from_data(draft.content) if draft and draft.content else Content.of(posting))


def form_of(posting: Posting, typed: Typed) -> EditorForm:
    standing = Content.of(posting) if posting.status in STANDING else None
    return EditorForm(typed, standing=standing, source=str(posting.source) if posting.source else "")


def _sitting(
    posting: Posting, draft: PostingDraft | None, typed: Typed, version: int, theirs: PostingDraft | None = None
) -> Sitting:
    return Sitting(posting, draft, typed, form_of(posting, typed), version, theirs)


def draft_of(posting: Posting) -> PostingDraft | None:
    return PostingDraft.objects.filter(posting=posting).select_related("by", "submitted_by").first()
