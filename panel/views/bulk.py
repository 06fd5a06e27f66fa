"""Many postings closed or extended: ticked in the list, named and confirmed on a page, told row by row."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from applications.views.review.going import see_other
from listings.models import Membership
from panel import bulk as many
from panel import lists
from panel.bulk import Line
from panel.door import writing
from panel.views.postings import address


@writing
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: HttpRequest, seat: Membership) -> HttpResponse:
    if request.method != "POST":  # a page that was confirmed here, loaded again: nothing is done by looking
        return see_other(address(seat, ""))
    at, verb = timezone.now(), request.POST.get("do", "")
    if verb not in many.VERBS:
        raise Http404
    planned = many.lines(verb, many.chosen(request.POST, seat, at), seat, at)
    if not planned:
        messages.info(request, _("Nothing was selected, so nothing was done."))
        return see_other(_back(request, seat))
    count = sum(line.good for line in planned)
    form = many.form(verb, request.POST if "sent" in request.POST else None, planned)
    if count and form.is_bound and form.is_valid():
        done = many.act(verb, planned, form.cleaned_data, by=seat.user, at=at)
        return _shown(request, seat, verb, done, "bulk_done")
    status = 422 if form.is_bound else 200
    return _shown(request, seat, verb, planned, "bulk_ask", form=form, count=count, status=status)


def _shown(
    request: HttpRequest, seat: Membership, verb: str, lines: list[Line], page: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "seat": seat,
        "slug": seat.employer.slug,
        "at": "postings",
        "verb": verb,
        "heading": _heading(verb, sum(line.good for line in lines), is_done=page == "bulk_done"),
        "lines": lines,
        "ids": ",".join(str(line.posting.pk) for line in lines),
        "query": _list_query(request),
        "back_url": _back(request, seat),
        **more,
    }
    return render(request, f"panel/{page}.html", context, status=status)


def _heading(verb: str, n: int, *, is_done: bool) -> str:
    said = {
        ("close", False): ngettext("Close %(n)s posting", "Close %(n)s postings", n),
        ("extend", False): ngettext("Extend %(n)s posting", "Extend %(n)s postings", n),
        ("close", True): ngettext("%(n)s posting was closed", "%(n)s postings were closed", n),
        ("extend", True): ngettext("%(n)s posting was extended", "%(n)s postings were extended", n),
    }
    return said[verb, is_done] % {"n": n}


def _list_query(request: HttpRequest) -> str:
    """The list it came from, as its own address would spell it."""
    return lists.read(QueryDict(request.POST.get("query", "")[:1000])).query()


def _back(request: HttpRequest, seat: Membership) -> str:
    return address(seat, _list_query(request))
