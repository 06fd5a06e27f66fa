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
from applications.desk import bulk_page, seats, selection, telling, waiting
from applications.desk.bulk_page import Target
from applications.desk.selection import Selection
from applications.forms.desk import AssignForm, BulkMoveForm, BulkRejectForm, TemplateFields
from applications.models.choices import StageType
from applications.views.review import picked
from applications.views.review.door import deciding
from applications.views.review.going import done, frame, list_query, see_other
from listings.models import Membership


@require_http_methods(["GET", "HEAD", "POST"])
@deciding
def bulk(request: HttpRequest, seat: Membership) -> HttpResponse:
    if request.method != "POST":  # a page that was confirmed here, loaded again: nothing is done by looking
        return _inbox(request, seat)
    asked = asking.read(QueryDict(list_query(request, seat)), seat)
    if "page" in request.POST:
        picked.keep(request, seat, asked, selection.picked(request.POST, seat))
        return _inbox(request, seat, page=request.POST["page"])
    if request.POST.get("do") == "drop":
        picked.forget(request)
        return _inbox(request, seat)
    step = STEPS.get(request.POST.get("do", ""))
    if step is None:
        raise Http404
    chosen = selection.read(request.POST, seat, asked, timezone.now())
    if "all" not in request.POST:  # who goes back from the page that asks finds them still picked
        picked.keep(request, seat, asked, [application.pk for application in chosen.applications])
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
    if target.tells:
        form.ask_about(waiting.of(chosen.applications, timezone.now()))
    if not _is_confirmed(request, form):
        return _ask(request, seat, chosen, "bulk_move", form=form, target=target, purpose=target.type)
    said = form.sending() if target.tells else {}
    batch = pipeline.move(chosen.applications, target.to, by=seat.user, note=form.cleaned_data["note"], **said)
    return _done(request, seat, telling.moved_many(batch, target.name), batch)


def _reject(request: HttpRequest, seat: Membership, chosen: Selection) -> HttpResponse:
    count, told = len(chosen.applications), bulk_page.reasons(chosen)
    form = BulkRejectForm(_sent(request), count=count, told=told, initial=_words(seat, StageType.REJECTED))
    form.ask_about(waiting.of(chosen.applications, timezone.now()))
    if not _is_confirmed(request, form):
        return _ask(request, seat, chosen, "bulk_reject", form=form, purpose=StageType.REJECTED)
    batch = pipeline.reject(chosen.applications, by=seat.user, **form.sending(), **form.said())
    return _done(request, seat, telling.rejected_many(batch), batch)


def _assign(request: HttpRequest, seat: Membership, chosen: Selection) -> HttpResponse:
    form = AssignForm(_sent(request), team=seats.colleagues_of(seat))
    if not form.is_bound or not form.is_valid():
        return _ask(request, seat, chosen, "bulk_assign", form=form)
    batch = pipeline.assign(chosen.applications, form.cleaned_data["reviewers"], by=seat.user)
    return _done(request, seat, telling.assigned(batch, form.cleaned_data["reviewers"]), batch)


STEPS: dict[str, Callable[[HttpRequest, Membership, Selection], HttpResponse]] = {
    "move": _move,
    "reject": _reject,
    "assign": _assign,
}


def _sent(request: HttpRequest, target: Target | None = None) -> QueryDict | None:
    """What was confirmed; a stage of which no student hears needs no confirming."""
    return request.POST if "sent" in request.POST or (target and not target.tells) else None


def _is_confirmed(request: HttpRequest, form: TemplateFields) -> bool:
    """Whether it shall be done now; a look at the letter does nothing, and asks for nothing but a letter."""
    if form.is_bound and "preview" in request.POST:
        form.only_look()
        return False
    return form.is_bound and form.is_valid()


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


def _done(request: HttpRequest, seat: Membership, text: str, batch: pipeline.Batch) -> HttpResponse:
    done(request, seat, text, batch)
    picked.forget(request)
    return _inbox(request, seat)


def _inbox(request: HttpRequest, seat: Membership, **changes: str) -> HttpResponse:
    """A page that means nothing is left out by the list itself."""
    query = asking.read(QueryDict(list_query(request, seat)), seat).query(**changes)
    target = reverse("review_inbox", args=[seat.employer.slug])
    return see_other(f"{target}?{query}" if query else target)
