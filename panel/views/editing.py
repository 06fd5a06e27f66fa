from collections.abc import Sequence

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from applications import asking
from listings.models import Membership, Posting
from listings.models.choices import Status
from listings.postings import drafting, editing, moderating, remarks
from listings.postings.content import Content
from listings.postings.lifecycle import NotAllowed
from listings.postings.linting import Remark
from panel.door import posting_of, writing
from panel.editor import page, questions, sitting
from panel.editor.acting import acted
from panel.editor.sitting import Sitting
from panel.editor.typed import Typed, standing_of, version_of


@writing
@require_POST
def new(request: HttpRequest, seat: Membership) -> HttpResponse:
    posting = drafting.start(seat.employer, by=seat.user)
    return redirect("panel_editor", seat.employer.slug, posting.pk)


@writing
@require_http_methods(["GET", "HEAD", "POST"])
def editor(request: HttpRequest, seat: Membership, posting_id: int) -> HttpResponse:
    posting = posting_of(seat, posting_id)
    if request.method != "POST":
        return shown(request, seat, sitting.opened(posting))
    action = request.POST.get("action", "save")
    try:
        if action == "throw-away":
            return _throw_away(request, seat, posting)
        if action == "discard":
            return _discard(request, seat, posting)
        if action == "take-back":
            return _take_back(request, seat, posting)
        return _write(request, seat, posting)
    except (drafting.Waits, drafting.Sent, NotAllowed):
        return shown(request, seat, sitting.opened(posting_of(seat, posting_id)), status=409)


def shown(
    request: HttpRequest, seat: Membership, look: Sitting, *, status: int = 200, asks: Sequence[Remark] = ()
) -> HttpResponse:
    context = {"seat": seat, "slug": seat.employer.slug, "at": "postings", "e": page.context(look, asks=asks)}
    return render(request, "panel/editor.html", context, status=status)


def _there(seat: Membership, posting: Posting, at: str = "main") -> HttpResponse:
    return redirect(reverse("panel_editor", args=[seat.employer.slug, posting.pk]) + f"#{at}")


def _write(request: HttpRequest, seat: Membership, posting: Posting) -> HttpResponse:
    typed, unknown, at = acted(Typed.sent(request.POST), request.POST, posting)
    version = version_of(request.POST)
    try:
        if request.POST.get("action") == "send":
            return _send(request, seat, posting, typed, version)
        drafting.save(posting, typed.as_data(), version=version, standing=standing_of(request.POST), by=seat.user)
    except drafting.Stale as stale:
        look = sitting.retyped(posting, typed, version, theirs=stale.draft)
        return shown(request, seat, look, status=409)
    except drafting.Gone as gone:
        messages.error(request, _gone_words(gone))
        return shown(request, seat, sitting.retyped(posting, typed, gone.version), status=409)
    if unknown:
        said = _("We know no skill of this name: %(words)s. It was not added.")
        messages.error(request, said % {"words": ", ".join(unknown)[:200]})
    if request.POST.get("action") == "preview":
        return redirect("panel_preview", seat.employer.slug, posting.pk)
    return _there(seat, posting, at)


def _gone_words(gone: drafting.Gone) -> str:
    if isinstance(gone, drafting.Changed):
        return _(
            "The posting was changed while you typed. These are your words, not saved yet; "
            "sending them would take back what was changed."
        )
    return _("The draft you typed over was sent or discarded meanwhile. These are your words, not saved yet.")


@transaction.atomic
def _send(request: HttpRequest, seat: Membership, posting: Posting, typed: Typed, version: int) -> HttpResponse:
    """Kept and sent under one lock: what a colleague saved in between would be deleted unseen."""
    draft = drafting.save(posting, typed.as_data(), version=version, standing=standing_of(request.POST), by=seat.user)
    look = sitting.retyped(posting, typed, draft.version)
    is_whole, content = look.form.ask_for_all(), look.form.understood()
    noted = remarks.of(content, posting.employer)
    if not is_whole or any(one.severity == "block" for one in noted):
        return shown(request, seat, look, status=422)
    warned = [one for one in noted if one.severity == "warn"]
    if {one.code for one in warned} - set(request.POST.get("remarks_read", "").split()):
        return shown(request, seat, look, status=422, asks=warned)
    messages.success(request, _sent_words(*_submit(posting, content, seat.user, questions.understood(typed))))
    return _there(seat, posting)


def _submit(
    posting: Posting, content: Content, by: User, asked: list[asking.QuestionSaid] | None
) -> tuple[editing.Outcome, Posting]:
    outcome = editing.submit(posting, content, by=by)
    if asked is not None:
        asking.ask(posting, asked, by=by)
    posting.refresh_from_db()
    if outcome is editing.Outcome.SENT:
        moderating.after_submit(posting)
        posting.refresh_from_db()
    return outcome, posting


def _sent_words(outcome: editing.Outcome, posting: Posting) -> str:
    if outcome is editing.Outcome.CHANGED:
        return _("Changed. The page says the new words from now on, and readers are told of what matters.")
    if outcome is editing.Outcome.WAITS:
        return _(
            "Sent. This change is checked first; until then the page stays as it was. "
            "What you ask applicants counts from now on."
        )
    if posting.status == Status.IN_MODERATION:
        return _("Sent. A moderator reads it within a working day, and you are written to.")
    return _("Sent and checked. It is public from its day on.")


def _discard(request: HttpRequest, seat: Membership, posting: Posting) -> HttpResponse:
    drafting.discard(posting, by=seat.user)
    messages.success(request, _("The draft is gone. This is what stands."))
    return _there(seat, posting)


def _throw_away(request: HttpRequest, seat: Membership, posting: Posting) -> HttpResponse:
    version = version_of(request.POST)
    try:
        drafting.throw_away(posting, version=version, by=seat.user)
    except drafting.Stale as stale:
        look = sitting.retyped(posting, Typed.sent(request.POST), version, theirs=stale.draft)
        return shown(request, seat, look, status=409)
    messages.success(request, _("The draft is gone for good."))
    return redirect("panel_postings", seat.employer.slug)


def _take_back(request: HttpRequest, seat: Membership, posting: Posting) -> HttpResponse:
    """The change is no longer with moderation; its words stay, to go on with."""
    typed = sitting.opened(posting).typed
    drafting.take_back(posting, typed.as_data(), by=seat.user)
    messages.success(request, _("Taken back. Your words are still here, as a draft."))
    return _there(seat, posting)
