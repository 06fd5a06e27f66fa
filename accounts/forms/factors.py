"""The forms of the second factor."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import audit, limits
from accounts.forms.plain import PlainMixin
from accounts.models import User

TRIES, TRIES_A_DAY = 10, 60


class FactorMixin(PlainMixin):
    """Who gets here has shown a password or a code already. A code counts once, however long it is shown."""

    names = {"code": _("The code")}
    user: User
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"class": "code", "maxlength": "20"}

    def clean_code(self) -> str:
        key, typed = str(self.user.pk), self.cleaned_data["code"]
        in_minutes = limits.hit("factor", key, most=TRIES, per=limits.FIVE_MINUTES)
        if not in_minutes or not limits.hit("factor a day", key, most=TRIES_A_DAY, per=limits.DAY):
            raise ValidationError(_("That was one try too many. Wait five minutes."), code="too_many")
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError:
            audit.record("user.fail_second_factor", self.user, by=None)
            raise
        digits = "".join(letter for letter in typed if letter.isalnum())
        if not limits.hit("factor used", f"{key}:{digits}", most=1, per=limits.FIVE_MINUTES):
            raise get_adapter().validation_error("incorrect_code")
        limits.forgive("factor", key)
        limits.forgive("factor a day", key)
        return code


class AuthenticateForm(FactorMixin, base.AuthenticateForm):
    pass


class ReauthenticateForm(FactorMixin, base.ReauthenticateForm):
    pass


class ActivateForm(FactorMixin, totp.ActivateTOTPForm):
    helps = {"code": _("Six digits, as the app shows them now.")}


class AddPasskeyForm(PlainMixin, webauthn.AddWebAuthnForm):
    names = {"name": _("What you call it"), "passwordless": _("Sign in with it alone, without a password")}
    helps = {"name": _("Such as “blue key” or “my phone”.")}


class RenamePasskeyForm(PlainMixin, webauthn.EditWebAuthnForm):
    names = {"name": _("What you call it")}
