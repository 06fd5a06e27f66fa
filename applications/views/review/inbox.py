from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import audit
from applications.desk import asked as asking
from applications.desk import board as columns
from applications.desk import inbox_page, seats
from applications.views.review import picked
from applications.views.review.door import at_desk
from applications.views.review.going import frame
from listings.models import Membership


@never_cache
@login_required
@require_safe
def desks(request: HttpRequest) -> HttpResponse:
    """To the only desk, or to choose one. Who has none is shown the page that never was."""
    found = list(seats.seats_of(request.user))  # type: ignore[arg-type]
    if not found:
        raise Http404
    if len(found) == 1:
        return redirect("review_inbox", found[0].employer.slug)
    return render(request, "review/desks.html", {"seats": found})


@require_safe
@at_desk
def inbox(request: HttpRequest, seat: Membership) -> HttpResponse:
    asked = asking.read(request.GET, seat)
    if _spells_otherwise(request, asked):
        return redirect(_address(request, asked.query()))
    context = inbox_page.context(seat, asked, timezone.now(), picked.kept(request, seat, asked))
    if not context["rows"] and asked.page > 1:
        return redirect(_address(request, asked.query(page=None)))
    audit.record("inbox.open", seat.employer, by=seat.user, applications=[row.id for row in context["rows"]])
    return render(request, "review/inbox.html", {**frame(request, seat, "inbox"), **context})


@require_safe
@at_desk
def boards(request: HttpRequest, seat: Membership) -> HttpResponse:
    """To the only board, or to choose one: where most wait comes first."""
    postings = sorted(seats.with_waiting(seat, seats.postings_of(seat)), key=lambda one: -one.unanswered)
    if len(postings) == 1:
        return redirect("review_board", seat.employer.slug, postings[0].pk)
    return render(request, "review/boards.html", {**frame(request, seat, "board"), "postings": postings})


@require_safe
@at_desk
def board(request: HttpRequest, seat: Membership, posting_id: int) -> HttpResponse:
    query = request.GET.copy()
    for name in set(query) - {"assigned", "due"}:
        del query[name]
    query["posting"] = str(posting_id)
    asked = asking.read(query, seat)
    if asked.posting is None:
        raise Http404
    context = columns.context(seat, asked, timezone.now())
    shown = [card.id for column in context["columns"] for card in column.cards]
    audit.record("board.open", asked.posting, by=seat.user, applications=shown)
    return render(request, "review/board.html", {**frame(request, seat, "board"), **context})


def _spells_otherwise(request: HttpRequest, asked: asking.Asked) -> bool:
    """A form sends its empty fields too: the address keeps only what is asked."""
    given = {(name, value) for name, values in request.GET.lists() for value in values}
    return given != {(name, value) for name, values in asked.params.items() for value in values}


def _address(request: HttpRequest, query: str) -> str:
    return f"{request.path}?{query}" if query else request.path
