from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from applications.desk import seats
from listings.models import EmployerClaim, Membership
from listings.models.choices import MembershipRole


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The only employer's panel, else (and with `show=all`) the list; a reviewer's own place is the desk. Whoever sits
    nowhere reads how one comes to sit somewhere."""
    user = request.user if isinstance(request.user, User) else None
    found = list(seats.seats_of(user)) if user else []
    if len(found) == 1 and request.GET.get("show") != "all":
        name = "review_inbox" if found[0].role == MembershipRole.REVIEWER else "panel_overview"
        return redirect(name, found[0].employer.slug)
    closed = list(seats.suspended_seats_of(user)) if user else []
    context = {"seats": found, "claims": _claims(user, found) if user else [], "suspended": closed}
    return render(request, "panel/home.html" if found or closed else "panel/hiring.html", context)


def _claims(user: User, found: list[Membership]) -> list[EmployerClaim]:
    """The newest for each employer where this person does not sit."""
    claims = EmployerClaim.objects.filter(user=user, employer__suspended_at=None)
    newest = claims.order_by("employer", "-claimed_at").distinct("employer").select_related("employer")
    sits = {seat.employer_id for seat in found}
    return [claim for claim in newest if claim.employer_id not in sits]
