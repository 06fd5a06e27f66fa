"""One look at a posting's editor: what is typed by now, over which version, and what is understood of it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from listings.models import Posting, PostingDraft
from listings.postings.content import Content
from listings.postings.drafting import WRITABLE
from listings.postings.editing import STANDING
from listings.public import answering
from panel.editor.form import EditorForm
from panel.editor.standing import typed_of
from panel.editor.typed import Typed


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
    form = form_of(posting, typed)
    _tell_usual_answer(form, posting)
    return Sitting(posting, draft, typed, form, version, theirs)


def _tell_usual_answer(form: EditorForm, posting: Posting) -> None:
    """Beside the promise stands what was kept: whoever needs twelve days should not promise seven."""
    if days := answering.usual(posting.employer):
        field = form.fields["answer_within_days"]
        words = _("%(help)s Half of your applicants had their answer within %(days)s.")
        field.help_text = words % {"help": field.help_text, "days": days}


def draft_of(posting: Posting) -> PostingDraft | None:
    return PostingDraft.objects.filter(posting=posting).select_related("by", "submitted_by").first()
