"""Many at once: chosen in the inbox, shown by name and confirmed on a page of its own, undone in one piece."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications import letters, pipeline
from applications.desk import asked as asking
from applications.desk import bulk_page, seats, selection, telling
from applications.desk.bulk_page import Target
from applications.desk.selection import Selection
from applications.forms.desk import AssignForm, BulkMoveForm, BulkRejectForm
from applications.models.choices import StageType
from applications.views.review.door import deciding
from applications.views.review.going import done, frame, list_query, see_other
from listings.models import Membership


@require_http_methods(["GET", "HEAD", "POST"])
@deciding
def bulk(request: HttpRequest, seat: Membership) -> HttpResponse:
    if request.method != "POST":  # a page that was confirmed here, loaded again: nothing is done by looking
        return _inbox(request, seat)
    asked = asking.read(QueryDict(list_query(request, seat)), seat)
    chosen = selection.read(request.POST, seat, asked, timezone.now())
    step = STEPS.get(request.POST.get("do", ""))
    if step is None:
        raise Http404
    if not chosen.applications:
        done(request, seat, _("Nothing was selected, so nothing was done."))
        return _inbox(request, seat)
    try:
        return step(request, seat, chosen)
    except pipeline.NotAllowed as refused:
        done(request, seat, str(refused))
        return _inbox(request, seat)


def _move(request: HttpRequest, seat: Membership, chosen: Selection) -> HttpResponse:
    target = bulk_page.target(request.POST.get("to", ""), chosen)
    if target is None:
        return _ask(request, seat, chosen, "bulk_to", targets=bulk_page.targets(chosen))
    words = _words(seat, target.type)
    form = BulkMoveForm(_sent(request, target), tells=target.tells, purpose=target.type, initial=words)
    if not form.is_bound or not form.is_valid():
        return _ask(request, seat, chosen, "bulk_move", form=form, target=target, purpose=target.type)
    letter = form.letter() if target.tells else None
    batch = pipeline.move(chosen.applications, target.to, by=seat.user, note=form.cleaned_data["note"], letter=letter)
    done(request, seat, telling.moved_many(batch, target.name), batch)
    return _inbox(request, seat)


def _reject(request: HttpRequest, seat: Membership, chosen: Selection) -> HttpResponse:
    count, told = len(chosen.applications), bulk_page.reasons(chosen)
    form = BulkRejectForm(_sent(request), count=count, told=told, initial=_words(seat, StageType.REJECTED))
    if not form.is_bound or not form.is_valid():
        return _ask(request, seat, chosen, "bulk_reject", form=form, purpose=StageType.REJECTED)
    batch = pipeline.reject(chosen.applications, by=seat.user, letter=form.letter(), **form.said())
    done(request, seat, telling.rejected_many(batch), batch)
    return _inbox(request, seat)


def _assign(request: HttpRequest, seat: Membership, chosen: Selection) -> HttpResponse:
    form = AssignForm(_sent(request), team=seats.colleagues_of(seat))
    if not form.is_bound or not form.is_valid():
        return _ask(request, seat, chosen, "bulk_assign", form=form)
    batch = pipeline.assign(chosen.applications, form.cleaned_data["reviewers"], by=seat.user)
    done(request, seat, telling.assigned(batch, form.cleaned_data["reviewers"]), batch)
    return _inbox(request, seat)


STEPS: dict[str, Callable[[HttpRequest, Membership, Selection], HttpResponse]] = {
    "move": _move,
    "reject": _reject,
    "assign": _assign,
}


def _sent(request: HttpRequest, target: Target | None = None) -> QueryDict | None:
    """What was confirmed; a stage of which no student hears needs no confirming."""
    return request.POST if "sent" in request.POST or (target and not target.tells) else None


def _words(seat: Membership, purpose: str) -> dict[str, str]:
    if purpose not in letters.PURPOSES:
        return {}
    letter = letters.template(seat.employer, purpose)
    return {"subject": letter.subject, "body": letter.body}


def _ask(request: HttpRequest, seat: Membership, chosen: Selection, page: str, **more: Any) -> HttpResponse:
    context = {
        **frame(request, seat, "inbox"),
        **bulk_page.context(chosen, more.get("form"), str(more.pop("purpose", ""))),
        "query": list_query(request, seat),
        **more,
    }
    return render(request, f"review/{page}.html", context)


def _inbox(request: HttpRequest, seat: Membership) -> HttpResponse:
    query = list_query(request, seat)
    target = reverse("review_inbox", args=[seat.employer.slug])
    return see_other(f"{target}?{query}" if query else target)
