"""Facets in words, of a posting and of what is to become one: its page, its change log and its moderators say the same.

Words begin small where they may stand in a sentence; empty is "not stated".
"""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib.phrases import all_of, any_of
from listings.models import Posting
from listings.models.choices import Degree, Enrolment, Field, Visa, Workplace
from listings.postings import money
from listings.postings.content import Content

Said = Posting | Content


def pay(said: Said) -> str:
    """Where a number is stated."""
    if not said.pay_currency:
        return ""
    stated = {"min": said.pay_min, "max": said.pay_max, "currency": said.pay_currency, "period": said.pay_period}
    return money.pay_text(stated)


def workplace(said: Said, countries: Sequence[str]) -> str:
    """COUNTRIES are the names of those that remote work may be done from."""
    if said.workplace == Workplace.NOT_STATED:
        return ""
    words = [str(Workplace(said.workplace).label)]
    if said.workplace == Workplace.REMOTE and countries:
        words = [_("Remote, from %(countries)s") % {"countries": any_of(countries)}]
    if said.days_on_site is not None:
        days = said.days_on_site
        on_site = ngettext("%(n)s day a week on site", "%(n)s days a week on site", days)
        if said.workplace == Workplace.ON_SITE:
            on_site = ngettext("%(n)s day a week", "%(n)s days a week", days)
        words.append(on_site % {"n": days})
    return ", ".join(words)


def hours(said: Said) -> str:
    """The number alone."""
    return f"{said.hours_a_week.normalize():f}" if said.hours_a_week else ""


def visa(said: Said) -> str:
    """In sentences."""
    known = {
        Visa.SPONSORS: _("Sponsors a visa."),
        Visa.NO_SPONSORSHIP: _("Does not sponsor a visa."),
        Visa.CITIZENSHIP: _("Citizens only."),
    }
    sentences = [sentence for value, sentence in known.items() if value in said.visa]
    accepted = [name for value, name in ((Visa.CPT, "CPT"), (Visa.OPT, "OPT")) if value in said.visa]
    if accepted:
        sentences.append(_("Accepts %(permits)s.") % {"permits": all_of(accepted)})
    return " ".join(sentences)


def enrolment(said: Said) -> str:
    return "" if said.enrolment == Enrolment.NOT_STATED else str(Enrolment(said.enrolment).label)


def degrees(said: Said) -> str:
    """In the order of the domain, whatever the order they were ticked in."""
    named = [str(degree.label) for degree in Degree if degree in said.degrees and degree != Degree.NOT_REQUIRED]
    if Degree.NOT_REQUIRED not in said.degrees:
        return any_of(named)
    return any_of([*named, _("no degree at all")]) if named else str(Degree.NOT_REQUIRED.label)


def fields(said: Said) -> str:
    named = any_of([str(field.label) for field in Field if field in said.fields])
    return _("%(fields)s, and related fields") % {"fields": named} if named and said.related_fields else named


def graduation(said: Said) -> str:
    first, last = (date_format(day, "F Y") if day else "" for day in (said.grad_from, said.grad_to))
    words = {"first": first, "last": last}
    if first and last:
        return first if first == last else _("%(first)s to %(last)s") % words
    if first:
        return _("%(first)s or later") % words
    return _("%(last)s or earlier") % words if last else ""
