"""The facts of a posting as lines: pay, place, term, dates, and who may apply."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from listings.models import Posting
from listings.models.choices import PayKind, Role
from listings.postings import fact_words, money
from listings.public import phrasing
from listings.public.parts import Fact
from listings.public.posting_read import Fragment, Reading
from listings.search.facets import term_label
from listings.vocabulary import currencies

PLACES_IN_A_LINE = 3


def facts(reading: Reading) -> list[Fact]:
    posting = reading.posting
    shown = [
        _pay(posting),
        _place(reading.places),
        Fact(_("Where you work"), fact_words.workplace(posting, reading.remote_from), noun=_("on site or remote")),
        Fact(_("Term"), _term(reading)),
        _role(posting),
        Fact(_("Openings"), str(posting.openings or "")),
        Fact(_("Visa"), fact_words.visa(posting)),
    ]
    if posting.first_published_at:
        label = _("Opened") if posting.source is None else _("Posted")
        opened = phrasing.in_zone(posting.first_published_at, posting.time_zone).date()
        shown.append(Fact(label, phrasing.on_day(opened)))
    if posting.opens_at and posting.opens_at > reading.at:
        shown.append(Fact(_("Applications"), _from_when(posting)))
    return [*shown, Fact(_("Closes"), closes(posting), noun=_("closing date"))]


def _pay(posting: Posting) -> Fact:
    value = fact_words.pay(posting)
    if not value and posting.pay_kind == PayKind.UNPAID:
        value = _("Unpaid")
    if not value and posting.pay_kind == PayKind.PAID:
        value = _("Paid, how much is not stated")
    sub = ". ".join(line for line in (for_the_term(posting), posting.pay_note) if line)
    return Fact(_("Pay"), value, sub=sub, strong=bool(value))


def for_the_term(posting: Posting) -> str:
    """Weeks × hours × pay an hour, where all three are stated; to the nearest hundred, since it is only about."""
    if posting.hourly_min is None or posting.hourly_max is None or not posting.weeks or not posting.hours_a_week:
        return ""
    hours = posting.weeks * posting.hours_a_week
    low, high = (_rounded(hourly * hours, posting.pay_currency) for hourly in (posting.hourly_min, posting.hourly_max))
    if low == high:
        return _("about %(amount)s for the term, before tax") % {"amount": low}
    return _("about %(low)s to %(high)s for the term, before tax") % {"low": low, "high": high}


def _rounded(minor: Decimal, currency: str) -> str:
    hundred = 100 * currencies.per_unit(currency)
    return money.amount(round(minor / hundred) * hundred, currency)


def _place(places: Sequence[Fragment]) -> Fact:
    """Where nobody could tell which place is meant, its words are shown as they were written, and it is said."""
    lost = [place.raw for place in places if place.label is None and not place.is_remote]
    sub = (
        ngettext(
            "%(raw)s: as it was written; we do not know the place.",
            "%(raw)s: as they were written; we do not know the places.",
            len(lost),
        )
        % {"raw": "; ".join(lost)}
        if lost
        else ""
    )
    if len(places) <= PLACES_IN_A_LINE:
        return Fact(_("Place"), "; ".join(place.label or place.raw for place in places), sub=sub)
    value = ngettext("%(n)s place", "%(n)s places", len(places)) % {"n": len(places)}
    return Fact(_("Place"), value, sub=sub, places=_grouped(places))


def _grouped(places: Sequence[Fragment]) -> list[dict[str, str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for place in places:
        if place.is_remote:
            only_said = place.raw.strip().casefold() == "remote"
            groups[_("Remote")].append(_("offered too") if only_said else place.raw)
        elif place.label is None:
            groups[_("As written")].append(place.raw)
        else:
            groups[place.parent or place.label].append(place.name or place.label)
    ranked = sorted(groups.items(), key=lambda group: -len(group[1]))
    return [
        {"name": name, "count": str(len(cities)) if len(cities) > 1 else "", "cities": ", ".join(cities)}
        for name, cities in ranked
    ]


def _term(reading: Reading) -> str:
    posting = reading.posting
    said = [phrasing.any_of([term_label(term.slug) for term in reading.terms])] if reading.terms else []
    starts = date_format(posting.starts_on, "j F Y") if posting.starts_on else ""
    if posting.weeks:
        weeks = {"n": posting.weeks, "day": starts}
        with_start = ngettext("%(n)s week from %(day)s", "%(n)s weeks from %(day)s", posting.weeks)
        said.append((with_start if starts else ngettext("%(n)s week", "%(n)s weeks", posting.weeks)) % weeks)
    elif starts:
        said.append(_("from %(day)s") % {"day": starts})
    if posting.hours_a_week:
        said.append(_("%(n)s hours a week") % {"n": fact_words.hours(posting)})
    return phrasing.capital(", ".join(said))


def _role(posting: Posting) -> Fact:
    value = "" if posting.role == Role.NOT_STATED else str(posting.get_role_display())
    return Fact(_("Role"), value, sub=_("as we read it") if value and is_role_inferred(posting) else "")


def is_role_inferred(posting: Posting) -> bool:
    return bool(posting.role_evidence) and posting.role_set_by_id is None


def closes(posting: Posting) -> str:
    if not posting.closes_on:
        return ""
    said = {"day": phrasing.on_day(posting.closes_on), "zone": phrasing.zone_name(posting.time_zone)}
    if posting.time_zone == "UTC":
        return _("%(day)s, end of day UTC") % said
    return _("%(day)s, end of day in %(zone)s") % said


def _from_when(posting: Posting) -> str:
    assert posting.opens_at
    opens = phrasing.in_zone(posting.opens_at, posting.time_zone)
    said = {"when": date_format(opens, "j F Y, H:i"), "zone": phrasing.zone_name(posting.time_zone)}
    return _("from %(when)s, %(zone)s time") % said


def eligibility(posting: Posting) -> list[Fact]:
    return [
        Fact(_("Enrolment"), phrasing.capital(fact_words.enrolment(posting))),
        Fact(_("Degree"), fact_words.degrees(posting)),
        Fact(_("Field of study"), phrasing.capital(fact_words.fields(posting))),
        Fact(_("Graduation"), fact_words.graduation(posting)),
        Fact(_("Work permit"), fact_words.visa(posting)),
    ]
