"""What the editor's page asks for by itself: to keep what is typed, and which skill a few letters mean."""

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from listings.models import Membership, PostingDraft
from listings.postings import drafting
from listings.postings.lifecycle import NotAllowed
from listings.vocabulary import suggesting
from panel.door import posting_of, writing
from panel.editor import page, sitting
from panel.editor.typed import Typed, standing_of, version_of


@writing
@require_POST
def draft(request: HttpRequest, seat: Membership, posting_id: int) -> JsonResponse:
    posting = posting_of(seat, posting_id)
    typed, version, standing = Typed.sent(request.POST), version_of(request.POST), standing_of(request.POST)
    try:
        kept = drafting.save(posting, typed.as_data(), version=version, standing=standing, by=seat.user)
    except NotAllowed:
        return JsonResponse({"words": page.status_line(sitting.opened(posting_of(seat, posting_id)))}, status=409)
    except drafting.Stale as stale:
        return _too_late(seat, stale.draft)
    except drafting.Waits as waits:
        return _too_late(seat, waits.draft)
    except drafting.Changed:
        words = _("The posting was changed meanwhile. Your words are kept here, and no longer saved by themselves.")
        return JsonResponse({"words": words}, status=409)
    except drafting.Gone:
        words = _("This draft was sent or discarded meanwhile. Your words are kept here, and no longer saved.")
        return JsonResponse({"words": words}, status=409)
    said = page.kept(sitting.retyped(posting, typed, kept.version))
    saved = {"version": kept.version, "saved_at": kept.saved_at.isoformat(), "words": page.saved_words(kept)}
    return JsonResponse({**saved, **said})


@writing
@require_safe
def skills(request: HttpRequest, seat: Membership) -> JsonResponse:
    """Of the vocabulary alone: the same for every employer."""
    found = suggesting.suggest(request.GET.get("q", ""))
    return JsonResponse({"skills": [{"slug": one.slug, "name": one.name, "kind": one.kind} for one in found]})


def _too_late(seat: Membership, theirs: PostingDraft) -> JsonResponse:
    """Nothing was written; the page keeps what was typed and stops keeping it by itself."""
    who, when = page.who_and_when(theirs)
    if theirs.submitted_at:
        words = _("%(who)s sent a change to moderation at %(when)s. Your words are kept here, and no longer saved.")
    elif theirs.by_id == seat.user_id:
        words = _("You saved somewhere else at %(when)s. Your words are kept here, and no longer saved by themselves.")
    else:
        words = _("%(who)s saved at %(when)s. Your words are kept here, and no longer saved by themselves.")
    words %= {"who": who, "when": f"{timezone.localtime(when):%H:%M}"}
    answer = {"words": words, "who": who, "when": when.isoformat(), "can_compare": theirs.submitted_at is None}
    return JsonResponse(answer, status=409)
