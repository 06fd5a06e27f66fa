"""allauth's pages that take a code, with how long it is good and a pause before the next."""

import math
import time
from typing import Any

from allauth.account import views as allauth
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts import letters, limits, proving
from accounts.forms.codes import wait_words


class CodePage:
    request: Any
    _process: Any

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
        self._process.state["at"] = time.time()
        return super()._resend_form_valid(form)  # type: ignore[misc]


class LoginCodePage(CodePage, allauth.ConfirmLoginCodeView):
    pass


class AddressCodePage(CodePage, allauth.ConfirmEmailVerificationCodeView):
    pass


class ResetCodePage(CodePage, allauth.ConfirmPasswordResetCodeView):
    pass
