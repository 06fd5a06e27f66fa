"""Who must have a second factor, and who must show again that it is they."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from accounts.models import User
from lib.http import is_path

View = Callable[..., HttpResponse]
WANTED = "second_factor_for"  # in the session: the page that waits for it


def second_factor_needed(user: User | AnonymousUser) -> bool:
    """Required here, and not set up. A sign-in asks for it by itself once it is."""
    return settings.REQUIRE_MFA and user.is_authenticated and not is_mfa_enabled(user)


def set_up_first(request: HttpRequest, target: str) -> HttpResponse:
    """To the page that sets one up and says why; it leads on to TARGET, which the request may have named."""
    request.session[WANTED] = target if is_path(target) else ""
    return redirect("mfa_index")


def needs_second_factor(view: View) -> View:
    """For pages of others' personal data. Signed out: to the sign-in; without a second factor: to set one up."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if second_factor_needed(request.user):
            return set_up_first(request, request.get_full_path() if request.method == "GET" else "")
        request.session.pop(WANTED, None) if WANTED in request.session else None
        return view(request, *args, **kwargs)

    return wrapped


def was_here_recently(request: HttpRequest) -> bool:
    """Signed in, or proved again, within the last fifteen minutes."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def recently_authenticated(view: View) -> View:
    """For what a passer-by must not do on a screen left open: another address, another factor, export, deletion."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not was_here_recently(request):
            target = request.get_full_path() if request.method == "GET" else request.path
            return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': target})}")
        return view(request, *args, **kwargs)

    return wrapped
