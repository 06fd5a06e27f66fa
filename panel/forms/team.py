from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from listings.models import Membership
from listings.models.choices import MembershipRole
from listings.postings import team


class InviteForm(forms.Form):
    """Offers the roles this seat may give, the least of them first."""

    email = forms.EmailField(label=_("E-mail"), max_length=254)
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, seat: Membership, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        roles = team.INVITES.get(MembershipRole(seat.role), ())
        self.fields["role"].choices = [(role.value, role.label) for role in reversed(roles)]  # type: ignore[attr-defined]
        self.fields["email"].widget.attrs["autocomplete"] = "off"
