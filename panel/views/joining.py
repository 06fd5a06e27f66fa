from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from listings.models import Invitation
from listings.models.choices import MembershipRole
from listings.postings import team


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows, so that a mail program that follows links takes no seat; POST accepts."""
    get_object_or_404(Invitation, digest=team.digest_of(token))
    invitation = team.by_token(token)
    if invitation is None:
        return render(request, "panel/join_spent.html", status=410)
    if request.method == "POST" and not request.user.is_authenticated:
        return redirect_to_login(request.path)
    proved = _proved(request.user) if isinstance(request.user, User) else set()
    is_other = invitation.email.lower() not in proved
    if request.method == "POST" and proved and ("other" in request.POST or not is_other):
        return _joined(request, invitation)
    context = {"invitation": invitation, "is_other": is_other, "is_proved": bool(proved), "path": request.path}
    return render(request, "panel/join.html", context, status=422 if request.method == "POST" else 200)


def _proved(user: User) -> set[str]:
    addresses = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return {address.lower() for address in addresses}


def _joined(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    try:
        seat = team.accept(invitation, by=request.user)  # type: ignore[arg-type]
    except team.Spent:
        return render(request, "panel/join_spent.html", status=410)
    said = {"employer": invitation.employer.name, "role": seat.get_role_display()}
    messages.success(request, _("You sit at %(employer)s now. Your role: %(role)s.") % said)
    name = "review_inbox" if seat.role == MembershipRole.REVIEWER else "panel_overview"
    return redirect(name, invitation.employer.slug)
