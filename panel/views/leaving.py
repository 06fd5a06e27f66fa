from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applications.desk import seats
from listings.models import Membership
from listings.postings import team


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """For every role, without a second factor first, of a suspended employer too: nobody is kept. The last owner is
    told what to do; `do=dissolve` takes back an employer founded by mistake."""
    seat = seats.any_seat_of(request.user, slug)  # type: ignore[arg-type]
    if request.method != "POST":
        return _page(request, seat, is_last=team.is_last_owner(seat))
    if request.POST.get("do") == "dissolve":
        return _dissolved(request, seat)
    try:
        team.remove(seat, seat)
    except Membership.DoesNotExist:  # the second press of the button
        pass
    except team.LastOwner:
        return _page(request, seat, is_last=True, status=409)
    messages.success(request, _("You have left %(employer)s.") % {"employer": seat.employer.name})
    return redirect("panel")


def _dissolved(request: HttpRequest, seat: Membership) -> HttpResponse:
    try:
        team.dissolve(seat)
    except team.Kept:
        return _page(request, seat, is_last=team.is_last_owner(seat), status=409)
    messages.success(request, _("%(employer)s is removed, with its drafts.") % {"employer": seat.employer.name})
    return redirect("panel")


def _page(request: HttpRequest, seat: Membership, *, is_last: bool, status: int = 200) -> HttpResponse:
    colleagues = Membership.objects.filter(employer=seat.employer_id).exclude(pk=seat.pk)
    context = {"seat": seat, "slug": seat.employer.slug, "is_last": is_last, "has_colleagues": colleagues.exists()}
    context["may_dissolve"] = is_last and team.may_dissolve(seat)
    return render(request, "panel/leave.html", context, status=status)
