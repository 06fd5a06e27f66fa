from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User


class LeavingForm(forms.Form):
    """The address, typed: nobody deletes an account by a slip of the hand."""

    address = forms.CharField(
        label=gettext_lazy("Your e-mail address, to be sure"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_address(self) -> str:
        typed = str(self.cleaned_data["address"]).strip().lower()
        if typed != self.user.email:
            raise forms.ValidationError(_("That is not the address of this account."))
        return typed
