"""Pages that take a code of our own: making an account, and showing again that it is you."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import letters, limits, proving
from accounts.forms.codes import CodeForm
from accounts.forms.entering import SIGN_UP

AGAIN = "again"  # in the session: the state of the code that shows again who it is
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


def code_page(state: dict[str, Any], form: CodeForm) -> dict[str, Any]:
    """What the page of a code shows."""
    return {
        "form": form,
        "email": state["email"],
        "minutes": proving.minutes_left(state),
        "wait": proving.seconds_to_resend(state),
        "can_resend": "sent_at" in state,
        "sender": letters.sender(),
    }


@never_cache
@read_or_send
def sign_up_code(request: HttpRequest) -> HttpResponse:
    held = request.session.get(SIGN_UP)
    if not held or request.user.is_authenticated:
        return redirect("account_signup")
    form = CodeForm(held["state"], None if is_resend(request) else request.POST or None)
    if is_resend(request) and (state := sent_again(held["state"], form)):
        request.session[SIGN_UP] = held | {"state": state}
        messages.success(request, _("A new code is on its way. The one before no longer counts."))
        return redirect("sign_up_code")
    if form.is_bound and form.is_valid():
        return finish_sign_up(request, held)
    return render(request, "account/sign_up_code.html", code_page(held["state"], form))


def finish_sign_up(request: HttpRequest, held: dict[str, Any]) -> HttpResponse:
    del request.session[SIGN_UP]
    adapter = get_adapter(request)
    then = held["next"] if adapter.is_safe_url(held["next"]) else ""
    arrival = proving.arrive(request, held["state"]["email"], name=held["name"], password=held["password"], then=then)
    if not arrival.is_new:
        messages.info(
            request, _("You had an account with this address already. Its name and password are as they were.")
        )
    return arrival.response or redirect(then or adapter.get_login_redirect_url(request))


@never_cache
@login_required
@read_or_send
def reauthenticate_by_code(request: HttpRequest) -> HttpResponse:
    """For who has neither a password nor a second factor, or not at hand."""
    state = request.session.get(AGAIN)
    email = request.user.email  # type: ignore[union-attr]
    target = request.POST.get("next") or request.GET.get("next") or ""
    adapter = get_adapter(request)
    target = target if adapter.is_safe_url(target) else adapter.get_login_redirect_url(request)
    form = CodeForm(state or {}, request.POST if state and "code" in request.POST else None)
    if is_resend(request) and (fresh := sent_again(state or {"email": email, "purpose": AGAIN}, form)):
        state = request.session[AGAIN] = fresh
        form = CodeForm(state)
    if form.is_bound and form.is_valid():
        del request.session[AGAIN]
        record_authentication(request, request.user, method="code", email=email, reauthenticated=True)
        return redirect(target)
    page = code_page(state or {"email": email}, form)
    return render(request, "account/reauthenticate_by_code.html", page | {"next": target, "sent": bool(state)})


def is_resend(request: HttpRequest) -> bool:
    return request.method == "POST" and request.POST.get("action") == "resend"


def sent_again(state: dict[str, Any], form: CodeForm) -> dict[str, Any] | None:
    """The state of a new code; or None, and the form says how long to wait."""
    try:
        if "sent_at" in state and (wait := proving.seconds_to_resend(state)):
            raise limits.TooMany(wait, "mail again")
        return proving.send_code(state["email"], purpose=state["purpose"])
    except limits.TooMany as error:
        form.refuse(error)
        return None
