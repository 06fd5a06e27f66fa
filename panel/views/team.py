from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import limits, mailing
from listings.models import Invitation, Membership
from listings.models.choices import MembershipRole
from listings.postings import team
from panel import team_page
from panel.door import writing
from panel.forms.team import InviteForm

INVITES_A_DAY = 30


@writing
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest, seat: Membership) -> HttpResponse:
    """POST invites; `email` in the address is who asked to be."""
    asked = {"email": request.GET.get("email", "")[:254]}
    form = InviteForm(seat, request.POST if request.method == "POST" else None, initial=asked)
    if request.method == "POST" and form.is_valid():
        limits.require("invite", str(seat.user_id), most=INVITES_A_DAY, per=limits.DAY)
        _invite(seat, form.cleaned_data["email"], MembershipRole(form.cleaned_data["role"]))
        messages.success(request, _("The invitation is on its way."))
        return redirect("panel_team", seat.employer.slug)
    return _page(request, seat, form, status=422 if form.is_bound else 200)


@writing
@require_POST
def member(request: HttpRequest, seat: Membership, member_id: int) -> HttpResponse:
    """With `role` it is changed, without one the seat is given up or taken away."""
    other = get_object_or_404(Membership, pk=member_id, employer=seat.employer_id)
    role = request.POST.get("role", "")
    try:
        if role in MembershipRole.values:
            team.set_role(seat, other, MembershipRole(role))
        else:
            team.remove(seat, other)
    except Membership.DoesNotExist:  # another press of the button, or another owner, was quicker
        pass
    except team.LastOwner:
        messages.error(request, _("The last owner can neither leave nor step down. Make somebody else owner first."))
    left = not Membership.objects.filter(pk=seat.pk).exists()
    return redirect("panel") if left else redirect("panel_team", seat.employer.slug)


@writing
@require_POST
def invitation(request: HttpRequest, seat: Membership, invitation_id: int) -> HttpResponse:
    """Withdraws it, or with `again` sends a new link, which ends the old one."""
    found = get_object_or_404(Invitation.objects.standing(), pk=invitation_id, employer=seat.employer_id)
    if "again" in request.POST:
        limits.require("invite", str(seat.user_id), most=INVITES_A_DAY, per=limits.DAY)
        _invite(seat, found.email, MembershipRole(found.role))
        messages.success(request, _("A new link is on its way. The one before no longer counts."))
    elif team.withdraw(seat, found.pk):
        messages.success(request, _("The invitation is withdrawn."))
    else:
        messages.error(request, _("Only an owner, or whoever sent it, may withdraw this invitation."))
    return redirect("panel_team", seat.employer.slug)


@transaction.atomic
def _invite(seat: Membership, email: str, role: MembershipRole) -> None:
    made, token = team.invite(seat, email, role)
    address = settings.SITE_URL.rstrip("/") + reverse("panel_join", args=[token])
    said = {"employer": seat.employer.name, "by": seat.user.get_short_name(), "role": made.get_role_display()}
    mailing.send("invitation", email, {**said, "join_url": address})


def _page(request: HttpRequest, seat: Membership, form: InviteForm, *, status: int) -> HttpResponse:
    context = {"seat": seat, "slug": seat.employer.slug, "at": "team", "form": form, **team_page.context(seat)}
    return render(request, "panel/team.html", context, status=status)
