"""allauth's pages of the second factor, which lead on to the page that asked for one, and ending one session."""

from typing import Any

from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.mfa import WANTED


class Waiting:
    """`waiting` is the page that asked for a second factor, or ''."""

    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"waiting": self.request.session.get(WANTED, "")}


class FactorsPage(Waiting, base.IndexView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        there, kinds = context["authenticators"], Authenticator.Type
        return context | {
            "has_app": kinds.TOTP in there,
            "has_codes": kinds.RECOVERY_CODES in there,
            "passkeys": len(there.get(kinds.WEBAUTHN, [])),
        }


class AuthenticatePage(base.AuthenticateView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"has_passkey": is_mfa_enabled(self.stage.login.user, [Authenticator.Type.WEBAUTHN])}


class RecoveryCodesPage(Waiting, recovery_codes.ViewRecoveryCodesView):
    pass


@require_POST
@login_required
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    end_sessions(request, [session])
    messages.info(request, _("That session is over."))
    return redirect("usersessions_list" if request.user.is_authenticated else "home")
