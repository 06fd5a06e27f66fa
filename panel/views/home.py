from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.desk import seats
from listings.models import Membership
from listings.models.choices import MembershipRole
from panel.door import writing


@never_cache
@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The only employer's panel, else the list; a reviewer's own place is the desk."""
    found = list(seats.seats_of(request.user))  # type: ignore[arg-type]
    if len(found) == 1:
        name = "review_inbox" if found[0].role == MembershipRole.REVIEWER else "panel_overview"
        return redirect(name, found[0].employer.slug)
    return render(request, "panel/home.html", {"seats": found})


@writing
@require_safe
def overview(request: HttpRequest, seat: Membership) -> HttpResponse:
    return redirect("panel_postings", seat.employer.slug)
