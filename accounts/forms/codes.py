"""The forms that take a code which allauth has sent. Tries are counted by person as well as by code, before they are
looked at: many at once are many tries."""

import re
from typing import Any

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import limits, proving
from accounts.forms.entering import too_many_mails
from accounts.forms.plain import PlainMixin

LOOK = {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "code", "maxlength": "13", "autofocus": True}
BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u200b\ufeff]+")  # people copy a code in groups, with what stands around it

SHAPE = re.compile(r"[0-9]{6}")


class CodeForm(PlainMixin, forms.Form):
    """For a code of proving.send_code()."""

    code = forms.CharField(label=_("The code"), max_length=20, widget=forms.TextInput(LOOK))

    def __init__(self, state: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.state = state

    def clean_code(self) -> str:
        code = BETWEEN.sub("", str(self.cleaned_data["code"]))
        if not SHAPE.fullmatch(code):  # it can be no code, so it is no try
            raise ValidationError(_("A code is six digits, as they stand in the mail."), code="shape")
        verdict = proving.check_code(self.state, self.state["email"], code)
        if not verdict.ok:
            raise ValidationError(verdict.words(), code=verdict.kind)
        return code

    def refuse(self, error: limits.TooMany) -> None:
        """No new code yet: said where the code goes."""
        self.say(wait_words(error))

    def say(self, words: str) -> None:
        self.is_bound, self.data = True, {"code": ""}
        self._errors, self.cleaned_data = ErrorDict(), {}
        self.add_error("code", words)


def wait_words(error: limits.TooMany) -> str:
    if error.seconds <= 60:
        words = ngettext(
            "A code is on its way. You can have another in %(seconds)d second.",
            "A code is on its way. You can have another in %(seconds)d seconds.",
            error.seconds,
        )
        return words % {"seconds": error.seconds}
    return too_many_mails(error).messages[0]


class CodeMixin(PlainMixin):
    names = {"code": _("The code")}
    expected_code: str
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= LOOK

    def clean_code(self) -> str:
        if not self.cleaned_data["code"].isascii():
            raise get_adapter().validation_error("incorrect_code")
        # An unknown address has no code; the try is counted all the same.
        key = self.expected_code or "none"
        if not limits.hit("code", key, most=proving.TRIES, per=proving.LASTS) and self.expected_code:
            raise ValidationError(get_adapter().error_messages["too_many_login_attempts"])
        code: str = super().clean_code()  # type: ignore[misc]
        limits.forgive("code", key)
        return code


class LoginCodeForm(CodeMixin, allauth.ConfirmLoginCodeForm):
    pass


class ResetCodeForm(CodeMixin, allauth.ConfirmPasswordResetCodeForm):
    pass


class AddressCodeForm(CodeMixin, allauth.ConfirmEmailVerificationCodeForm):
    pass
