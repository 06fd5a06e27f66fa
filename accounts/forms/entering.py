"""The forms that take an address: signing in and up, asking for a code or a new password, changing the address."""

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import limits, proving
from accounts.forms.plain import PASSWORD_HELP, PlainMixin
from lib.text import tidy

SIGN_UP = "sign_up"  # in the session: what was typed, until the address is proved

FROM_YOUR_NETWORK = _("From your network many mails were asked for within an hour. Try again a little later.")


def too_many_mails(error: limits.TooMany) -> ValidationError:
    if error.action == "mail from":
        return ValidationError(FROM_YOUR_NETWORK, code="too_many")
    words = ngettext(
        "Five mails went to this address within an hour. Look for them, or ask again in %(minutes)d minute.",
        "Five mails went to this address within an hour. Look for them, or ask again in %(minutes)d minutes.",
        error.minutes,
    )
    return ValidationError(words % {"minutes": error.minutes}, code="too_many")


class AddressMixin(PlainMixin):
    names = {"email": _("E-mail")}


class CountedMixin(AddressMixin):
    """Each way of asking for a mail counts as the others do, whether the address is known or not."""

    def clean_email(self) -> str:
        email: str = super().clean_email()  # type: ignore[misc]
        try:
            proving.count_mail(email)
        except limits.TooMany as error:
            raise too_many_mails(error) from error
        return email


class LoginForm(PlainMixin, allauth.LoginForm):
    names = {"login": _("E-mail"), "password": _("Password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class SignupForm(AddressMixin, allauth.SignupForm):
    """Makes no account: that is for who holds the address to do, with the code. So whether there is one is not asked,
    nobody can claim another's address, and nobody learns who has an account."""

    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"}))
    field_order = ["name", "email", "password1"]
    names = {"email": _("E-mail"), "password1": _("A password")}
    helps = {"password1": PASSWORD_HELP}

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])

    def validate_unique_email(self, value: str) -> str:
        return value

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        if not self.errors:
            try:
                self.state = proving.send_code(data["email"], purpose="sign-up")
            except limits.TooMany as error:
                self.add_error("email", too_many_mails(error))
        return data

    def try_save(self, request: HttpRequest) -> tuple[None, HttpResponse]:
        data = self.cleaned_data
        request.session[SIGN_UP] = {
            "state": self.state,
            "name": data["name"],
            "password": make_password(data["password1"]),
            "next": request.POST.get("next", ""),
        }
        return None, redirect("sign_up_code")


class RequestLoginCodeForm(CountedMixin, allauth.RequestLoginCodeForm):
    pass


class ResetPasswordForm(CountedMixin, allauth.ResetPasswordForm):
    pass


class ChangeAddressForm(CountedMixin, allauth.AddEmailForm):
    names = {"email": _("New address")}
    helps = {"email": _("A code goes there. Until you type it, nothing changes.")}
