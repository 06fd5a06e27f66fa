from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.sign_in import SignInForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    target = request.POST.get("next") or request.GET.get("next") or ""
    # Only a path of ours: a sign-in must never send a reader elsewhere.
    secure = settings.SITE_URL.startswith("https://")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None, require_https=secure) or not target.startswith(
        "/"
    ):
        target = ""
    form = SignInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid() and form.user:
        login(request, form.user)
        return redirect(target or "home")
    return render(request, "accounts/sign_in.html", {"form": form, "next": target}, status=200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("home")
