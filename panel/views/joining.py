from allauth.account.models import EmailAddress
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from listings.models import Invitation
from listings.postings import team


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows, so that a mail program that follows links takes no seat; POST accepts."""
    get_object_or_404(Invitation, digest=team.digest_of(token))
    invitation = team.by_token(token)
    if invitation is None:
        return render(request, "panel/join_spent.html", status=410)
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    proved = {
        e.lower() for e in EmailAddress.objects.filter(user=request.user, verified=True).values_list("email", flat=True)
    }
    is_other = invitation.email.lower() not in proved
    if request.method == "POST" and proved and ("other" in request.POST or not is_other):
        try:
            team.accept(invitation, by=request.user)
        except team.Spent:
            return render(request, "panel/join_spent.html", status=410)
        return redirect("panel")
    context = {"invitation": invitation, "is_other": is_other, "is_proved": bool(proved)}
    return render(request, "panel/join.html", context, status=422 if request.method == "POST" else 200)
