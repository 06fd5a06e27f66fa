from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import limits
from accounts.models import User
from listings.models import Employer, EmployerClaim, Membership
from listings.postings import team
from panel import vouching

CLAIMS_A_DAY, ASKED_AGAIN = 10, timedelta(days=7)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, slug: str) -> HttpResponse:
    """GET says what comes of it, POST asks: staff for an employer nobody owns, else its owners for a seat (the page of
    one that has owners is a 409)."""
    employer = get_object_or_404(Employer, slug=slug, suspended_at=None)
    user = request.user if isinstance(request.user, User) else None
    if request.method == "POST" and user is None:
        return redirect_to_login(request.path)
    if user and not vouching.is_proved(user):
        return render(request, "panel/unproved.html", status=403)
    if request.method == "POST" and user:
        limits.require("claim", str(user.pk), most=CLAIMS_A_DAY, per=limits.DAY)
        _ask(request, employer, user)
        return redirect("panel_claim", slug)
    context = _context(employer, user)
    return render(request, "panel/claim.html", context, status=409 if context["has_owners"] else 200)


def _ask(request: HttpRequest, employer: Employer, user: User) -> None:
    try:
        team.claim(employer, by=user)
        return
    except team.NameTaken:
        pass
    if Membership.objects.filter(employer=employer, user=user).exists():
        return
    if limits.hit("seat wanted", f"{user.pk} {employer.pk}", most=1, per=ASKED_AGAIN):
        if team.ask_for_seat(employer, by=user):
            messages.success(request, _("Asked. Its owners have your name and address; an invitation comes by mail."))
    else:
        messages.info(request, _("You asked them within the last week already. The answer comes by mail."))


def _context(employer: Employer, user: User | None) -> dict[str, Any]:
    mine = EmployerClaim.objects.filter(employer=employer, user=user) if user else EmployerClaim.objects.none()
    newest = mine.order_by("-claimed_at").first()
    has_owners = team.owners(employer).exists()
    is_waiting = not has_owners and newest is not None and newest.decided_at is None
    # Whose last owner is gone is for a colleague to ask for, too.
    is_mine = has_owners and user is not None and Membership.objects.filter(employer=employer, user=user).exists()
    return {
        "employer": employer,
        "has_owners": has_owners,
        "claim": newest,
        "is_waiting": is_waiting,
        "is_mine": is_mine,
        "may_ask": not (is_waiting or is_mine),
        "vouched": vouching.claim_words(user.email, employer.website) if user else "",
        "usual": vouching.usual_wait(),
        "path": reverse("panel_claim", args=[employer.slug]),
    }
