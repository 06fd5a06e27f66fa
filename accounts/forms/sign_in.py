from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class SignInForm(forms.Form):
    """Known and unknown addresses get the same words; Django's authenticate takes the same time for both."""

    login = forms.EmailField(label=_("E-mail"))
    password = forms.CharField(label=_("Password"), strip=False, max_length=1000)

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.user: User | None = None

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "login" in data and "password" in data:
            found = authenticate(self.request, username=data["login"], password=data["password"])
            if not isinstance(found, User):
                raise forms.ValidationError(_("The address and the password do not belong together."))
            self.user = found
        return data
