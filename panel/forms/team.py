from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.plain import PlainMixin
from listings.models import Membership
from listings.models.choices import MembershipRole
from listings.postings import team


class InviteForm(PlainMixin, forms.Form):
    """Offers the roles this seat may give, the least of them first."""

    email = forms.EmailField(
        max_length=254,
        error_messages={
            "required": _("Write the address to invite."),
            "invalid": _("This is no address. One looks like ana@acme.example."),
        },
    )
    role = forms.ChoiceField()
    names = {"email": _("E-mail"), "role": _("Role")}
    helps = {"email": _("The link goes there. Their account may have another address.")}

    def __init__(self, seat: Membership, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        roles = team.INVITES.get(MembershipRole(seat.role), ())
        self.fields["role"].choices = [(role.value, role.label) for role in reversed(roles)]  # type: ignore[attr-defined]
        self.fields["email"].widget.attrs["autocomplete"] = "off"
