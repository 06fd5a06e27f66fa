"""allauth's pages that take a code, with how long it is good and a pause before the next."""

import math
import time
from typing import Any

from allauth.account import views as allauth
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts import audit, letters, limits, proving
from accounts.forms.codes import wait_words
from accounts.models import User


class CodePage:
    """`event` is recorded for each wrong code, with subject 0 for an address without an account."""

    request: Any
    _process: Any
    event: str

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        age = time.time() - self._process.state["at"]
        return {
            "can_resend": False,
            **context,
            "form": context["verify_form"],
            "minutes": max(0, math.ceil((settings.CODE_LASTS - age) / 60)),
            "wait": max(0, math.ceil(proving.PAUSE.total_seconds() - age)),
            "sender": letters.sender(),
        }

    def _resend_form_valid(self, form: Any) -> HttpResponse:
        try:
            proving.count_resend(self._process.state["email"])
        except limits.TooMany as error:
            messages.error(self.request, wait_words(error))
            return redirect(self.passthrough_next_url(self.request.path))  # type: ignore[attr-defined]
        self._process.state |= {"at": time.time(), "failed_attempts": 0}
        return self._send_again(form)

    def _send_again(self, form: Any) -> HttpResponse:
        return super()._resend_form_valid(form)  # type: ignore[misc]

    def form_invalid(self, form: Any) -> HttpResponse:
        audit.record(self.event, self._process.user or User(pk=0), by=None, why="code")
        return super().form_invalid(form)  # type: ignore[misc]

    def _sent_again(self) -> HttpResponse:
        self._process.record_resend()
        self._process.persist()
        return redirect(self.passthrough_next_url(self.request.path))  # type: ignore[attr-defined]


class LoginCodePage(CodePage, allauth.ConfirmLoginCodeView):
    event = "user.fail_to_sign_in"

    def _send_again(self, form: Any) -> HttpResponse:
        if self._process.user:
            return super()._send_again(form)
        # allauth would send nothing, and a mailbox would tell who has an account.
        self._process.send()
        return self._sent_again()


class AddressCodePage(CodePage, allauth.ConfirmEmailVerificationCodeView):
    event = "user.fail_to_change_address"


class ResetCodePage(CodePage, allauth.ConfirmPasswordResetCodeView):
    """Sends again as the others do, which allauth's page does not."""

    event = "user.fail_to_reset_password"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"can_resend": True}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("action") == "resend":
            return self._resend_form_valid(None)
        return super().post(request, *args, **kwargs)

    def _send_again(self, form: Any) -> HttpResponse:
        self._process.send()
        return self._sent_again()
