"""The forms that take a password of somebody who is known already."""

from typing import Any

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from django.utils.translation import gettext_lazy as _

from accounts.forms.plain import PASSWORD_HELP, PlainMixin

NEW, AGAIN = _("New password"), _("New password again")


class NewPasswordForm(PlainMixin, allauth.ResetPasswordKeyForm):
    names = {"password1": NEW, "password2": AGAIN}
    helps = {"password1": PASSWORD_HELP}


class SetPasswordForm(PlainMixin, allauth.SetPasswordForm):
    names = {"password1": _("A password"), "password2": _("The same again")}
    helps = {"password1": PASSWORD_HELP}


class ChangePasswordForm(PlainMixin, allauth.ChangePasswordForm):
    names = {"oldpassword": _("The password you have now"), "password1": NEW, "password2": AGAIN}
    helps = {"password1": PASSWORD_HELP}

    def clean_oldpassword(self) -> str:
        """Through the adapter, which counts wrong ones as it does at the door."""
        password: str = self.cleaned_data.get("oldpassword", "")
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("enter_current_password")
        return password


class ReauthenticateForm(PlainMixin, allauth.ReauthenticateForm):
    names: dict[str, Any] = {"password": _("Password")}
