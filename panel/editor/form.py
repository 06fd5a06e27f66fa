"""The editor's form: what was typed, checked field by field, and what is understood of it as a Content.

A draft may be wrong and unfinished. `understood()` always gives a Content, without what could not be read;
`is_ready()` asks for all that a posting needs before somebody else looks at it.
"""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.forms.facts import TellingField
from lib.text import tidy
from listings.models import choices as c
from listings.postings import dates
from listings.postings.content import Content, Duty
from listings.vocabulary import terms
from panel.editor import fields as f
from panel.editor import questions, stack
from panel.editor.typed import Typed

ANSWER_DAYS = 21
TERMS_AHEAD = 8
MOST_DUTIES = 20
MISSING = gettext_lazy("This is needed before it can be sent.")
# Fields by the sections of the page, in their order.
SECTIONS = {
    "role": ("title", "summary", "role", "openings", "body"),
    "stack": (),
    "mentorship": ("mentor_name", "mentor_title", "one_to_ones", "interns_per_mentor", "code_review"),
    "outcomes": ("outcomes", "portfolio"),
    "eligibility": ("enrolment", "degrees", "fields_of_study", "related_fields", "grad_from", "grad_to", "visa"),
    "pay": ("pay_kind", "pay_min", "pay_max", "pay_currency", "pay_period", "pay_note", "terms", "starts_on", "weeks",
            "hours_a_week", "places", "workplace", "days_on_site", "remote_countries"),
    "process": ("apply_kind", "apply_url", "cover_letter", "answer_within_days", "publish_at", "opens_at", "closes_on",
                "time_zone"),
}  # fmt: skip


# Without these nothing is sent; a place is not asked of a remote posting, a term not beside a day it starts.
NEEDED = ("title", "body", "role", "workplace", "places", "terms")


def term_choices(also: set[str]) -> list[tuple[str, str]]:
    """The terms ahead, and those of ALSO that are none of them, in the order of the calendar."""
    today = timezone.now().date()
    ahead = [f"{season}-{year}" for year in range(today.year, today.year + 3) for season in terms.SEASONS]
    coming = [slug for slug in ahead if not terms.is_over(_term(slug), today)][:TERMS_AHEAD]
    known = [slug for slug in {*coming, *also} if terms.from_slug(slug)]
    return [(slug, terms.label(_term(slug))) for slug in sorted(known, key=terms.calendar)]


def _term(slug: str) -> terms.TermFact:
    fact = terms.from_slug(slug)
    assert fact
    return fact


def words(most: int, *, rows: int = 0, **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(max_length=most, required=False, widget=widget, **options)


def number(least: int, most: int, **options: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(min_value=least, max_value=most, required=False, widget=widget, **options)


def day(**options: Any) -> forms.DateField:
    return f.DayField(required=False, widget=forms.DateInput(attrs={"type": "date"}), **options)


def several(choices: Any, **options: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(choices=choices, required=False, widget=forms.CheckboxSelectMultiple, **options)


class EditorForm(forms.Form):
    title = words(300, label=gettext_lazy("Title"))
    summary = words(
        600,
        rows=3,
        label=gettext_lazy("Summary"),
        help_text=gettext_lazy("Two sentences, which stand in shared links and on top of the page."),
    )
    role = TellingField(c.Role.choices, label=gettext_lazy("Role"))
    openings = number(1, 999, label=gettext_lazy("Openings"))
    body = words(
        20_000,
        rows=14,
        label=gettext_lazy("The work, in your words"),
        help_text=gettext_lazy("Lines that begin with - make a list, *stars* make emphasis."),
    )
    mentor_name = words(200, label=gettext_lazy("Mentor"))
    mentor_title = words(200, label=gettext_lazy("The mentor's work"))
    one_to_ones = number(0, 10, label=gettext_lazy("One-to-ones a week"))
    interns_per_mentor = number(1, 50, label=gettext_lazy("Interns per mentor"))
    code_review = TellingField(c.CodeReview.choices, label=gettext_lazy("Code review"))
    outcomes = words(
        4000,
        rows=4,
        label=gettext_lazy("What they will have done"),
        help_text=gettext_lazy("By the last day, in one or two sentences."),
    )
    portfolio = TellingField(c.Portfolio.choices, label=gettext_lazy("What they may show afterwards"))
    enrolment = TellingField(c.Enrolment.choices, label=gettext_lazy("Enrolment"))
    degrees = several(c.Degree.choices, label=gettext_lazy("Degrees"))
    fields_of_study = several(c.Field.choices, label=gettext_lazy("Fields of study"))
    related_fields = forms.BooleanField(required=False, label=gettext_lazy("Related fields are welcome"))
    grad_from = f.GraduationField(
        month=1, label=gettext_lazy("Graduates from"), help_text=gettext_lazy("A month such as 06/2027, or a year.")
    )
    grad_to = f.GraduationField(month=12, label=gettext_lazy("Graduates until"))
    visa = several(
        c.Visa.choices,
        label=gettext_lazy("Visa"),
        help_text=gettext_lazy("CPT and OPT are work permits of students in the United States."),
    )
    pay_kind = TellingField(c.PayKind.choices, label=gettext_lazy("Pay"))
    pay_min = f.MoneyField(required=False, label=gettext_lazy("From"))
    pay_max = f.MoneyField(required=False, label=gettext_lazy("To"))
    pay_currency = forms.ChoiceField(
        choices=[("", "")] + [(code, code) for code in f.CURRENCIES], required=False, label=gettext_lazy("Currency")
    )
    pay_period = forms.ChoiceField(
        choices=[("", ""), *c.PayPeriod.choices], required=False, label=gettext_lazy("For each")
    )
    pay_note = words(
        200,
        label=gettext_lazy("What comes on top"),
        help_text=gettext_lazy("Housing, relocation, meals: what the amount does not hold."),
    )
    terms = several([], label=gettext_lazy("Terms"))
    starts_on = day(label=gettext_lazy("Starts"))
    weeks = number(1, 104, label=gettext_lazy("Weeks"))
    hours_a_week = forms.DecimalField(
        min_value=1, max_value=80, decimal_places=1, required=False, label=gettext_lazy("Hours a week"),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip
    places = f.PlacesField(
        required=False, label=gettext_lazy("Places"), help_text=gettext_lazy("One a line, such as “Berlin, Germany”.")
    )
    workplace = TellingField(c.Workplace.choices, label=gettext_lazy("Where they work"))
    days_on_site = number(0, 7, label=gettext_lazy("Days on site a week"))
    remote_countries = f.CountriesField(
        required=False,
        label=gettext_lazy("Remote from"),
        help_text=gettext_lazy("Countries, with commas between them."),
    )
    apply_kind = forms.ChoiceField(choices=c.ApplyKind.choices, required=False, label=gettext_lazy("Where they apply"))
    apply_url = f.WebField(
        max_length=2000, required=False, assume_scheme="https", label=gettext_lazy("Your form's address")
    )
    cover_letter = forms.ChoiceField(choices=c.CoverLetter.choices, required=False, label=gettext_lazy("Cover letter"))
    answer_within_days = number(
        1, 90, label=gettext_lazy("Answer everyone within"), help_text=gettext_lazy("Days. Students see it first.")
    )
    publish_at = f.InstantField(
        required=False, label=gettext_lazy("Public from"), help_text=gettext_lazy("Empty: as soon as it is checked.")
    )
    opens_at = f.InstantField(
        required=False, label=gettext_lazy("Applications open"), help_text=gettext_lazy("Empty: when it is public.")
    )
    closes_on = day(label=gettext_lazy("Closes"))
    time_zone = f.ZoneField(
        required=False, label=gettext_lazy("Time zone"), help_text=gettext_lazy("Of these days, such as Europe/Lisbon.")
    )

    def __init__(self, typed: Typed, *, standing: Content | None = None, source: str = "") -> None:
        """STANDING is what the posting says now: a deadline that has passed is refused only where it is new. SOURCE
        is the list or board that the posting was read from."""
        super().__init__(typed.as_form())
        self.typed, self.standing, self.source = typed, standing, source
        said = {*typed.all("terms"), *(standing.terms if standing else ())}
        self.fields["terms"].choices = [(slug, label) for slug, label in term_choices(said)]  # type: ignore[attr-defined]

    # --- what is wrong -----------------------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        self._clean_pay(said)
        self._clean_dates(said)
        if said.get("grad_from") and said.get("grad_to") and said["grad_from"] > said["grad_to"]:
            self.add_error("grad_to", _("This is before the month they graduate from."))
        if said.get("apply_kind") == c.ApplyKind.OUTSIDE and not said.get("apply_url"):
            self.add_error("apply_url", _("Where do they apply? Write the address of your form."))
        if self.source and said.get("apply_kind") != c.ApplyKind.OUTSIDE:
            words = _("It was read from %(source)s, where people apply. A duplicate of it can take applications here.")
            self.add_error("apply_kind", words % {"source": self.source})
        if said.get("remote_countries") and said.get("workplace") != c.Workplace.REMOTE:
            self.add_error("remote_countries", _("This counts for remote work. Choose it, or take the countries away."))
        return said

    def _clean_pay(self, said: dict[str, Any]) -> None:
        low, high = said.get("pay_min"), said.get("pay_max")
        if low is not None and high is not None and low > high:
            self.add_error("pay_max", _("This is less than what it begins with."))
        if low is None and high is None:
            return
        if said.get("pay_kind") == c.PayKind.UNPAID:
            self.add_error("pay_kind", _("There is an amount beside “unpaid”. Take one of them away."))
        for name in ("pay_currency", "pay_period"):
            if not said.get(name) and name not in self.errors:
                self.add_error(name, _("An amount needs its currency and what it is for."))

    def _clean_dates(self, said: dict[str, Any]) -> None:
        zone = said.get("time_zone") or "UTC"
        for name in ("publish_at", "opens_at"):
            said[name] = f.placed(said.get(name), zone)
        closes_on: date | None = said.get("closes_on")
        if closes_on is None:
            return
        ends = dates.end_of(closes_on, zone)
        is_new = self.standing is None or self.standing.closes_on != closes_on
        if is_new and ends <= timezone.now():
            self.add_error("closes_on", _("That day is over."))
        for name in ("publish_at", "opens_at"):
            if said[name] and said[name] >= ends:
                self.add_error(name, _("This is after the day it closes."))

    def ask_for_all(self) -> bool:
        """Marks what is still missing before it can be sent; says whether nothing is."""
        said = self.understood()
        for name in ("title", "body", "role", "workplace"):
            if getattr(said, name) in ("", c.Role.NOT_STATED.value):
                self._ask(name)
        if not said.places and said.workplace != c.Workplace.REMOTE:
            self._ask("places")
        if not said.terms and not said.starts_on:
            self._ask("terms")
        if not said.needs:
            self.add_error(None, _("Name at least one skill in the stack: it is how students find you."))
        return not self.errors and not questions.wrong(self.typed)

    def _ask(self, name: str) -> None:
        if name not in self.errors:
            self.add_error(name, str(MISSING))

    # --- what is understood ------------------------------------------------------------------------------------

    def understood(self) -> Content:
        """Without what could not be read: a draft is looked at while it is half typed."""
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        currency = said.get("pay_currency", "")
        low, high = (f.minor(said.pop(name, None), currency) for name in ("pay_min", "pay_max"))
        has_pay = (low is not None or high is not None) and currency and said.get("pay_period")
        if not has_pay:
            low = high = None
            said |= {"pay_currency": "", "pay_period": ""}
        elif said.get("pay_kind") != c.PayKind.PAID:
            said["pay_kind"] = c.PayKind.PAID.value
        if said.get("apply_kind") != c.ApplyKind.OUTSIDE or "apply_url" not in said:
            said |= {"apply_kind": c.ApplyKind.HERE.value, "apply_url": ""}
        else:
            said["cover_letter"] = c.CoverLetter.NOT_ASKED.value
        for name in ("degrees", "visa", "terms", "remote_countries"):
            said[name] = tuple(said.get(name, ()))
        said["fields"] = tuple(said.pop("fields_of_study", ()))
        said.setdefault("answer_within_days", ANSWER_DAYS)
        work = tuple(Duty(tag, text) for tag, text in self._duties())
        return Content(**said, pay_min=low, pay_max=high, work=work, needs=stack.needs(self.typed))

    def _duties(self) -> list[tuple[str, str]]:
        rows = [(tag if tag in c.ResponsibilityTag.values else "", tidy(text)[:500]) for tag, text in self._work_rows()]
        return [row for row in rows if any(row)][:MOST_DUTIES]

    def _work_rows(self) -> list[tuple[str, str]]:
        return [(row[0], row[1]) for row in self.typed.rows("work")]
