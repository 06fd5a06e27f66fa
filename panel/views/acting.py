"""One thing done to one posting. What is easily taken back is done at once, the rest asks first."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from applications.views.review.going import see_other
from listings.models import Membership, Posting
from listings.models.choices import CloseReason
from listings.postings import editing, lifecycle
from listings.postings.lifecycle import NotAllowed, StillWaiting
from listings.public import phrasing
from panel import asking, offered, posting_rows, standing
from panel.door import posting_of, writing
from panel.forms.acting import CloseForm, DeadlineForm, PlainForm

asks = require_http_methods(["GET", "HEAD", "POST"])
Act = Callable[[Posting, dict[str, Any], User], None]


@writing
@require_POST
def pause(request: HttpRequest, seat: Membership, posting_id: int) -> HttpResponse:
    return _at_once(request, seat, posting_id, "pause")


@writing
@require_POST
def resume(request: HttpRequest, seat: Membership, posting_id: int) -> HttpResponse:
    return _at_once(request, seat, posting_id, "resume")


@writing
@require_POST
def confirm(request: HttpRequest, seat: Membership, posting_id: int) -> HttpResponse:
    return _at_once(request, seat, posting_id, "confirm")


@writing
@asks
def close(request: HttpRequest, seat: Membership, posting_id: int) -> HttpResponse:
    posting = posting_of(seat, posting_id)
    return _asked(request, seat, posting, "close", CloseForm(_sent(request)))


@writing
@asks
def extend(request: HttpRequest, seat: Membership, posting_id: int) -> HttpResponse:
    posting = posting_of(seat, posting_id)
    return _asked(request, seat, posting, "extend", DeadlineForm(posting, _sent(request)))


@writing
@asks
def reopen(request: HttpRequest, seat: Membership, posting_id: int) -> HttpResponse:
    posting = posting_of(seat, posting_id)
    form = asking.reopening_form(posting, _sent(request)) or PlainForm(_sent(request))
    return _asked(request, seat, posting, "reopen", form)


@writing
@asks
def archive(request: HttpRequest, seat: Membership, posting_id: int) -> HttpResponse:
    posting = posting_of(seat, posting_id)
    return _asked(request, seat, posting, "archive", PlainForm(_sent(request)))


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _at_once(request: HttpRequest, seat: Membership, posting_id: int, verb: str) -> HttpResponse:
    posting = posting_of(seat, posting_id)
    try:
        _check(posting, seat, verb)
        getattr(lifecycle, verb)(posting, by=seat.user)
    except NotAllowed as refused:
        return _refused(request, seat, posting_id, refused)
    messages.success(request, _done_words(verb, posting))
    return _back(request, seat, posting)


def _asked(request: HttpRequest, seat: Membership, posting: Posting, verb: str, form: forms.Form) -> HttpResponse:
    try:
        _check(posting, seat, verb)
        if form.is_bound and form.is_valid() and _acted(posting, verb, form, seat.user):
            messages.success(request, _done_words(verb, posting))
            return _back(request, seat, posting)
    except NotAllowed as refused:
        return _refused(request, seat, posting.pk, refused)
    context = {"act": asking.page(posting, verb), "form": form, "posting": posting, **_frame(request, seat)}
    return render(request, "panel/acting_ask.html", context, status=422 if form.is_bound else 200)


def _check(posting: Posting, seat: Membership, verb: str) -> None:
    """Before anything is asked; the verb itself decides once more, of two at once for one."""
    if verb not in offered.offered(posting, seat):
        raise NotAllowed(verb, posting.status)
    if verb == "archive" and posting.unanswered:
        raise StillWaiting(verb, posting.status)


def _acted(posting: Posting, verb: str, form: forms.Form, by: User) -> bool:
    """False where a colleague has just set a deadline that this one is not later than."""
    try:
        ACTS[verb](posting, form.cleaned_data, by)
    except ValueError:
        form.add_error("closes_on", _("A colleague has just set a later date."))
        return False
    return True


def _close(posting: Posting, said: dict[str, Any], by: User) -> None:
    lifecycle.close(posting, by=by, reason=CloseReason(said["reason"]))


def _extend(posting: Posting, said: dict[str, Any], by: User) -> None:
    editing.extend(posting, said["closes_on"], by=by)


@transaction.atomic
def _reopen(posting: Posting, said: dict[str, Any], by: User) -> None:
    if day := said.get("closes_on"):
        editing.extend(posting, day, by=by)
    lifecycle.reopen(posting, by=by)


def _archive(posting: Posting, said: dict[str, Any], by: User) -> None:
    lifecycle.archive(posting, by=by)


ACTS: dict[str, Act] = {"close": _close, "extend": _extend, "reopen": _reopen, "archive": _archive}


def _refused(request: HttpRequest, seat: Membership, posting_id: int, refused: NotAllowed) -> HttpResponse:
    posting = posting_of(seat, posting_id)
    context = {
        "refusal": asking.refusal(posting, seat, refused),
        "posting": posting,
        "verbs": [one for one in posting_rows.verbs(posting, seat) if one.name in offered.LABELS],
        **_frame(request, seat),
    }
    return render(request, "panel/acting_refused.html", context, status=409)


def _frame(request: HttpRequest, seat: Membership) -> dict[str, Any]:
    came = {"came_from": _from(request), "back_url": _back_url(request, seat)}
    return {"seat": seat, "slug": seat.employer.slug, "at": "postings", **came}


def _from(request: HttpRequest) -> str:
    given = request.POST if request.method == "POST" else request.GET
    return "overview" if given.get("from") == "overview" else ""


def _back_url(request: HttpRequest, seat: Membership) -> str:
    name = "panel_overview" if _from(request) == "overview" else "panel_postings"
    return reverse(name, args=[seat.employer.slug])


def _back(request: HttpRequest, seat: Membership, posting: Posting) -> HttpResponse:
    return see_other(_back_url(request, seat))


def _done_words(verb: str, posting: Posting) -> str:
    expires = phrasing.in_zone(posting.expires_at, posting.time_zone) if posting.expires_at else None
    said = {
        "title": standing.title_of(posting),
        "day": phrasing.on_day(posting.closes_on) if posting.closes_on else "",
        "expires": phrasing.on_day(expires.date()) if expires else "",
    }
    return {
        "confirm": _("Thank you. “%(title)s” stays public; we ask again before %(expires)s."),
        "resume": _("“%(title)s” is public again."),
        "pause": _("“%(title)s” is paused. Nobody can apply until you resume it."),
        "extend": _("“%(title)s” now closes on %(day)s."),
        "reopen": _("“%(title)s” is open again."),
        "close": _("“%(title)s” is closed."),
        "archive": _("“%(title)s” is archived."),
    }[verb] % said
