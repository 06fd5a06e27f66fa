from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from applications import letters, pipeline
from applications.desk import dossier, seats, telling, undoing, waiting
from applications.forms.desk import AssignForm, MoveForm, PlainMoveForm, RejectForm
from applications.models import Application, Stage
from applications.models.choices import TOLD, StageType
from applications.views.review.door import application_of, deciding
from applications.views.review.going import back, done, forget, frame, is_last, list_query, see_other
from lib.text import is_id
from listings.models import Membership

asks_and_takes = require_http_methods(["GET", "HEAD", "POST"])


@asks_and_takes
@deciding
def move(request: HttpRequest, seat: Membership, application_id: int) -> HttpResponse:
    """A stage of which the student hears asks for the letter first; the others are done at once."""
    found, query = application_of(seat, application_id), list_query(request, seat)
    stage = _stage(request, found)
    tells = stage.type in TOLD
    letter = letters.draft(found, stage.type) if tells else None
    first = {"subject": letter.subject, "body": letter.body} if letter else {}
    form = (MoveForm if tells else PlainMoveForm)(
        request.POST if "sent" in request.POST or not tells else None, initial=first
    )
    if isinstance(form, MoveForm):
        form.ask_about(waiting.of([found], timezone.now()))
    if request.method != "POST" or not form.is_valid():
        return _ask(request, seat, found, form, stage=stage, tells=tells)
    try:
        said = form.sending() if isinstance(form, MoveForm) else {}
        batch = pipeline.move([found], stage, by=seat.user, note=form.cleaned_data["note"], **said)
    except pipeline.NotAllowed as refused:
        form.add_error(None, str(refused))
        return _ask(request, seat, found, form, stage=stage, tells=tells)
    done(request, seat, telling.moved(found, stage, batch), batch, found.pk)
    return back(request, seat, found, query)


@asks_and_takes
@deciding
def reject(request: HttpRequest, seat: Membership, application_id: int) -> HttpResponse:
    found, query = application_of(seat, application_id), list_query(request, seat)
    letter = telling.rejection(found)
    first = {"subject": letter.subject, "body": letter.body}
    sent = request.POST if "sent" in request.POST else None
    form = RejectForm(sent, initial=first, told=telling.reasons(found))
    form.ask_about(waiting.of([found], timezone.now()))
    if form.is_bound and form.is_valid():
        try:
            batch = pipeline.reject([found], by=seat.user, **form.sending(), **form.said())
        except pipeline.NotAllowed as refused:
            form.add_error(None, str(refused))
        else:
            done(request, seat, telling.rejected(found, batch), batch, found.pk)
            return back(request, seat, found, query)
    return _ask(request, seat, found, form, page="reject")


@asks_and_takes
@deciding
def assign(request: HttpRequest, seat: Membership, application_id: int) -> HttpResponse:
    found, query = application_of(seat, application_id), list_query(request, seat)
    if "off" in request.POST:
        return _take_off(request, seat, found, query)
    lookers = dossier.lookers(found, seat)
    sent = request.POST if "sent" in request.POST else None
    form = AssignForm(sent, team=seats.colleagues_of(seat), already=[pk for pk, _name in lookers])
    if not form.is_bound or not form.is_valid():
        return _ask(request, seat, found, form, page="assign", lookers=lookers)
    batch = pipeline.assign([found], form.cleaned_data["reviewers"], by=seat.user)
    done(request, seat, telling.assigned(batch, form.cleaned_data["reviewers"]), batch, found.pk)
    return back(request, seat, found, query)


def _take_off(request: HttpRequest, seat: Membership, found: Application, query: str) -> HttpResponse:
    """Who looks at this one may have left the team since; nobody else is there."""
    given = request.POST["off"]
    mine = found.assignments.select_related("reviewer").filter(reviewer=int(given)) if is_id(given) else None
    assignment = mine.first() if mine is not None else None
    if assignment is None:
        raise Http404
    batch = pipeline.unassign([found], assignment.reviewer, by=seat.user)
    done(request, seat, telling.unassigned(batch, assignment.reviewer))
    return back(request, seat, found, query)


@require_POST
@deciding
def undo(request: HttpRequest, seat: Membership, batch: Any) -> HttpResponse:
    query = list_query(request, seat)
    if not undoing.is_theirs(batch, seat) and not is_last(request, seat, batch):
        raise Http404
    undone = pipeline.undo(batch, employer=seat.employer, by=seat.user)
    forget(request, batch)
    done(request, seat, telling.undone(undone))
    return see_other(undoing.way_back(request.POST, seat, query))


def _stage(request: HttpRequest, found: Application) -> Stage:
    """A stage of the application's own posting; the one that rejects has a form of its own."""
    given = request.POST.get("to") or request.GET.get("to") or ""
    if not given.isascii() or not given.isdecimal() or len(given) > 18:
        raise Http404
    return get_object_or_404(Stage.objects.exclude(type=StageType.REJECTED), pk=int(given), posting=found.posting_id)


def _ask(
    request: HttpRequest, seat: Membership, found: Application, form: Any, page: str = "move", **more: Any
) -> HttpResponse:
    context = {
        "application": found,
        "form": form,
        "query": list_query(request, seat),
        "came_from": "board" if "board" in (request.POST.get("from"), request.GET.get("from")) else "",
        **more,
    }
    return render(request, f"review/{page}.html", {**frame(request, seat, "inbox"), **context})
