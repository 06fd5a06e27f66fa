"""How our forms look: no words inside the fields, which go when one types."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PlainMixin:
    """`names` gives a label to a field, `helps` a line of help."""

    fields: dict[str, forms.Field]
    names: dict[str, Any] = {}
    helps: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.names.get(name, field.label)
            field.help_text = self.helps.get(name, "")
            if isinstance(field, forms.EmailField):
                field.widget.attrs |= {"inputmode": "email", "spellcheck": "false", "autocapitalize": "none"}


PASSWORD_HELP = _("At least eight characters. Any are allowed, spaces too; three unusual words make a good one.")
