from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import limits
from accounts.models import User
from listings.importing.employers import name_key
from listings.models import Employer, Membership
from listings.postings import team
from panel import vouching
from panel.forms.founding import FoundForm

FOUNDED_A_DAY = 5


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def found(request: HttpRequest) -> HttpResponse:
    """Who has no account makes one first, and comes back here."""
    if not isinstance(request.user, User):
        return redirect_to_login(request.path, login_url=reverse("account_signup"))
    if not vouching.is_proved(request.user):
        return render(request, "panel/unproved.html", {"back_url": request.path}, status=403)
    form = FoundForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _page(request, form, status=422 if form.is_bound else 200)
    limits.require("found", str(request.user.pk), most=FOUNDED_A_DAY, per=limits.DAY)
    said = form.cleaned_data
    try:
        employer = team.found(**said, name_key=name_key(said["name"]), by=request.user)
    except team.NameTaken as taken:
        return _page(request, form, status=409, taken=taken.employer)
    messages.success(request, vouching.words(request.user.email, employer.website))
    return redirect("panel_overview", employer.slug)


def _page(request: HttpRequest, form: FoundForm, *, status: int, taken: Employer | None = None) -> HttpResponse:
    context = {
        "form": form,
        "vouched": vouching.words(request.user.email),  # type: ignore[union-attr]
        "taken": None if taken is None or taken.suspended_at else taken,
        "is_taken": taken is not None,
        "has_owners": taken is not None and team.owners(taken).exists(),
        "is_mine": taken is not None and Membership.objects.filter(employer=taken, user=request.user).exists(),  # type: ignore[misc]
    }
    return render(request, "panel/new.html", context, status=status)
