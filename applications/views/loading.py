"""What every page of applying begins with: the posting, the person and what is kept of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from applications import apply_page, door, drafts
from applications.forms.apply import ApplyForm
from applications.models import Application, ApplicationDraft
from listings.models import Posting
from listings.public import posting_read, viewer
from listings.public.posting_read import Reading


class SeeOther(HttpResponseRedirect):
    """After a POST: read there, and nothing is sent again by loading it again."""

    status_code = 303


def unless_erased(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Who deletes the account in this very instant, in another window, is told so: the database refuses to keep
    anything more of them, and that is no fault of the page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except DatabaseError:
            if not request.user.is_authenticated or User.objects.filter(pk=request.user.pk).exists():
                raise
        logout(request)
        said = _("Your account was deleted while this was on its way. Nothing was sent or kept.")
        return render(request, "applications/gone.html", {"said": said}, status=409)

    return guarded


class Elsewhere(Exception):
    """The request is answered otherwise: gone, or at another address."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


@dataclass
class Case:
    reading: Reading
    user: User | None
    holder: drafts.Holder
    draft: ApplicationDraft | None
    way: door.Door
    session_facts: dict[str, Any] = field(default_factory=dict)

    @property
    def posting(self) -> Posting:
        return self.reading.posting

    @property
    def at(self) -> datetime:
        return self.reading.at

    @property
    def waits_for_code(self) -> bool:
        return self.user is None and self.draft is not None and drafts.counts(self.draft, self.at)

    @property
    def is_proven(self) -> bool:
        """Handed in as a visitor, who then signed in with that very address instead of typing the code."""
        if self.user is None or self.draft is None or not drafts.counts(self.draft, self.at):
            return False
        return bool(self.draft.proof.get("code", {}).get("email") == self.user.email)


def load(request: HttpRequest, ref: str, page: str) -> Case:
    """As the posting's own page answers; raises Http404 and Elsewhere. What is sent is taken under any slug: a title
    that changed meanwhile must cost nobody what they typed."""
    at = timezone.now()
    reading = posting_read.load(ref.partition("-")[0], at)
    if reading is None or not (reading.is_readable or reading.is_gone):
        raise Http404
    if reading.is_gone:
        raise Elsewhere(render(request, "410.html", status=410))
    posting = reading.posting
    if request.method != "POST" and ref != apply_page.ref(posting):
        raise Elsewhere(_moved(request, posting, page))
    user = request.user if isinstance(request.user, User) else None
    holder = drafts.Holder(user, "" if user else request.session.get(drafts.HELD, {}).get(str(posting.pk), ""))
    draft = drafts.find(posting, holder)
    return Case(reading, user, holder, draft, door.at(posting, at), request.session.get(viewer.FACTS, {}))


def _moved(request: HttpRequest, posting: Posting, page: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    target = redirect(page, apply_page.ref(posting), permanent=True)
    if query:
        target["Location"] += f"?{query}"
    return target


def remembered(request: HttpRequest, case: Case) -> drafts.Holder:
    """A holder under whom something can be kept: a visitor gets a token into the session."""
    if case.user is None and not case.holder.token:
        case.holder = drafts.Holder(token=drafts.token_of(request.session.session_key, case.posting))
    if case.user is None:
        held = request.session.get(drafts.HELD, {})
        request.session[drafts.HELD] = held | {str(case.posting.pk): case.holder.token}
    return case.holder


def show_first(request: HttpRequest, first: Application) -> HttpResponse:
    messages.info(request, _("You have applied for this one already. This is what you sent."))
    return SeeOther(first.get_absolute_url())


def say_dropped(request: HttpRequest, count: int) -> None:
    """Of questions that were taken back while the form lay open."""
    if count:
        words = ngettext(
            "A question was taken back meanwhile; your answer to it was not sent.",
            "%(count)s questions were taken back meanwhile; your answers to them were not sent.",
            count,
        )
        messages.info(request, words % {"count": count})


def say_text_left(request: HttpRequest, form: ApplyForm) -> None:
    if form.resume_kind in ("file", "held") and form.cleaned_data.get("resume_text"):
        messages.info(request, _("There was a file and a pasted text. The file was sent."))
