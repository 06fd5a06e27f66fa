"""What is done to many is done only by who has typed how many."""

from typing import Any

from django import forms
from django.utils.functional import Promise

TYPED_ABOVE = 30


class CountedFields(forms.Form):
    typed = forms.IntegerField(required=False)
    asks_number = False

    def ask_number(self, count: int, label: str | Promise, wrong: str | Promise) -> None:
        """LABEL and WRONG say the number as %(n)s. Call it before the form is read."""
        self._count, self._wrong = count, wrong % {"n": count}
        self.asks_number = count > TYPED_ABOVE
        self.fields["typed"].label = label % {"n": count}
        if not self.asks_number:
            del self.fields["typed"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.asks_number and data.get("typed") != self._count:
            self.add_error("typed", self._wrong)
        return data
