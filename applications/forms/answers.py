"""Screening questions as fields of a form: what each kind takes, and what it keeps as JSON."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from applications.models import Question
from applications.models.choices import QuestionKind
from lib.text import INVISIBLE, tidy

TEXT_MOST, LONG_MOST, LINK_MOST = 300, 2000, 500
NUMBER_MOST = Decimal(10) ** 9
EARLIEST, LATEST = date(1950, 1, 1), date(2100, 12, 31)
DATE_FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%Y/%m/%d")
YES, NO = "yes", "no"
MISSING = gettext_lazy("This one needs an answer.")


def name_of(question: Question) -> str:
    return f"answer-{question.pk}"


def fields_for(questions: list[Question]) -> dict[str, forms.Field]:
    return {name_of(question): field_for(question) for question in questions}


def field_for(question: Question) -> forms.Field:
    return MAKERS[QuestionKind(question.kind)](question)


def lines(value: str) -> str:
    """Several lines as typed: nothing invisible, one kind of line end."""
    return INVISIBLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def too_long(count: int, most: int) -> str:
    over = count - most
    words = ngettext(
        "%(count)s characters; please take out %(over)s.", "%(count)s characters; please take out %(over)s.", over
    )
    return words % {"count": f"{count:,}", "over": f"{over:,}"}


class WordsField(forms.Field):
    """Words up to a number of characters; what is too long says by how much, and is never cut."""

    def __init__(self, *, most: int, many_lines: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.most, self.many_lines = most, many_lines

    def to_python(self, value: Any) -> str:
        words = lines(str(value or "")) if self.many_lines else tidy(str(value or ""))
        if len(words) > self.most:
            raise ValidationError(too_long(len(words), self.most))
        return words


class NumberField(forms.Field):
    """Written with a point or a comma; kept as an integer where it is whole."""

    def to_python(self, value: Any) -> int | float | None:
        text = tidy(str(value or "")).replace(" ", "")
        if not text:
            return None
        if text.count(",") == 1 and "." not in text and len(text.partition(",")[2]) != 3:
            text = text.replace(",", ".")
        try:
            number = Decimal(text.replace(",", ""))
        except InvalidOperation:
            raise ValidationError(_("Write a number, such as 12 or 3.5.")) from None
        if not number.is_finite() or number.copy_abs() > NUMBER_MOST:
            raise ValidationError(_("Write a number between minus and plus one thousand million."))
        return int(number) if number == number.to_integral_value() else float(round(number, 4))


class DayField(forms.Field):
    """A day, kept as ISO."""

    def to_python(self, value: Any) -> str:
        text = tidy(str(value or ""))[:40]
        if not text:
            return ""
        for form in DATE_FORMATS:
            try:
                day = datetime.strptime(text, form).date()  # noqa: DTZ007 (a day has no zone)
            except ValueError:
                continue
            if EARLIEST <= day <= LATEST:
                return day.isoformat()
        raise ValidationError(_("Write the day as 2027-06-01: year, month, day."))


class YesNoField(forms.ChoiceField):
    def __init__(self, **options: Any) -> None:
        super().__init__(choices=[(YES, gettext_lazy("Yes")), (NO, gettext_lazy("No"))], **options)

    def clean(self, value: Any) -> bool | None:
        said = super().clean(value)
        return said == YES if said else None


class LinkField(forms.Field):
    """An address that begins with https://; one typed without a scheme gets it."""

    def to_python(self, value: Any) -> str:
        link = tidy(str(value or ""))
        if not link:
            return ""
        link = link if "://" in link else f"https://{link}"
        if len(link) > LINK_MOST:
            raise ValidationError(too_long(len(link), LINK_MOST))
        try:
            URLValidator(schemes=["https"])(link)
            if urlsplit(link).username is not None:
                raise ValidationError("user")
        except (ValidationError, ValueError):
            words = _("Write an address that begins with https://, such as https://example.org/me.")
            raise ValidationError(words) from None
        return link


def _choices(question: Question) -> list[tuple[str, str]]:
    return [(option, option) for option in question.options]


def _options(question: Question) -> dict[str, Any]:
    messages = {"required": MISSING, "invalid_choice": gettext_lazy("Choose one of those shown.")}
    return {
        "label": question.text,
        "help_text": question.help,
        "required": question.required,
        "error_messages": messages,
    }


def _several(question: Question) -> forms.Field:
    options = _options(question)
    options["error_messages"] |= {"invalid_list": options["error_messages"]["invalid_choice"]}
    return forms.MultipleChoiceField(choices=_choices(question), **options)


MAKERS: dict[QuestionKind, Callable[[Question], forms.Field]] = {
    QuestionKind.TEXT: lambda q: WordsField(most=TEXT_MOST, **_options(q)),
    QuestionKind.LONG_TEXT: lambda q: WordsField(most=LONG_MOST, many_lines=True, **_options(q)),
    QuestionKind.NUMBER: lambda q: NumberField(**_options(q)),
    QuestionKind.DATE: lambda q: DayField(**_options(q)),
    QuestionKind.YES_NO: lambda q: YesNoField(**_options(q)),
    QuestionKind.ONE_OF: lambda q: forms.ChoiceField(choices=_choices(q), **_options(q)),
    QuestionKind.SEVERAL_OF: _several,
    QuestionKind.LINK: lambda q: LinkField(**_options(q)),
}
EMPTY: tuple[Any, ...] = (None, "", [])


def raw_of(value: Any) -> Any:
    """A kept value as the form would have sent it."""
    if isinstance(value, bool):
        return YES if value else NO
    return [str(one) for one in value] if isinstance(value, list) else str(value)
