"""One open posting as schema.org's JobPosting, by Google's rules: what the page shows, and nothing beyond it.

https://developers.google.com/search/docs/appearance/structured-data/job-posting
"""

import json
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from lib import markup
from listings.models import Posting
from listings.models.choices import ApplyKind, Degree, Level, PlaceKind, Workplace
from listings.postings import fact_words
from listings.public import phrasing, posting_facts, posting_sections, posting_status
from listings.public.feeds import absolute
from listings.public.posting_read import Fragment, Reading
from listings.vocabulary import currencies

FULL_TIME_HOURS = 30  # a week; the OECD counts less as part-time
CREDENTIALS = {
    Degree.ASSOCIATE: "associate degree",
    Degree.BACHELOR: "bachelor degree",
    Degree.MASTER: "postgraduate degree",
    Degree.PHD: "postgraduate degree",
}
WITH_STATE_CODES = ("US", "CA")  # whose cities are labelled "New York, NY"
# Within a script element these could end it, or open a comment.
ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


def may_speak_for(posting: Posting) -> bool:
    """On behalf of an employer only where the employer has a hand in it."""
    return posting.source_id is None or posting.employer.claimed_at is not None


def script(reading: Reading) -> SafeString:
    """The data block of a posting's page, or nothing."""
    said = build(reading)
    if said is None:
        return SafeString("")
    spelled = json.dumps(said, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{spelled}</script>')  # noqa: S308  escaped above


def build(reading: Reading) -> dict[str, Any] | None:
    """None where nobody can apply, where we may not speak, and where what the rules require is not known."""
    posting = reading.posting
    if posting_status.state(reading) != posting_status.OPEN or not may_speak_for(posting):
        return None
    where, words = _where(reading), description(reading)
    if not where or not words or posting.first_published_at is None:
        return None
    opened = phrasing.in_zone(posting.first_published_at, posting.time_zone)
    said = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": posting.title,
        "description": words,
        "url": absolute(posting.get_absolute_url()),
        "identifier": {"@type": "PropertyValue", "name": posting.employer.name, "value": str(posting.pk)},
        "datePosted": opened.isoformat(timespec="seconds"),
        "validThrough": _valid_through(posting),
        "employmentType": _employment(posting),
        "hiringOrganization": _organization(posting),
        **where,
        "baseSalary": _pay(posting),
        "directApply": posting.apply_kind == ApplyKind.HERE,
        "educationRequirements": _education(posting),
        "eligibilityToWorkRequirement": fact_words.visa(posting),
        "skills": ", ".join(need.name for need in reading.needs if need.level != Level.LEARN),
        "jobStartDate": posting.starts_on.isoformat() if posting.starts_on else None,
        "totalJobOpenings": posting.openings,
    }
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def _valid_through(posting: Posting) -> str | None:
    if posting.closes_at is None:
        return None
    return phrasing.in_zone(posting.closes_at, posting.time_zone).isoformat(timespec="seconds")


def _employment(posting: Posting) -> list[str]:
    if posting.hours_a_week is None:
        return ["INTERN"]
    return ["INTERN", "FULL_TIME" if posting.hours_a_week >= FULL_TIME_HOURS else "PART_TIME"]


def _organization(posting: Posting) -> dict[str, str]:
    said = {"@type": "Organization", "name": posting.employer.name}
    if posting.employer.logo:
        said["logo"] = absolute(reverse("logo", args=[posting.employer.logo]))
    return said | ({"sameAs": posting.employer.website} if posting.employer.website else {})


def _where(reading: Reading) -> dict[str, Any]:
    """A place nobody could tell is left out: an address without its country is none."""
    posting = reading.posting
    known = [place for place in reading.places if place.label is not None]
    places = [_place(place) for place in known if not place.is_remote]
    said: dict[str, Any] = {"jobLocation": places[0] if len(places) == 1 else places} if places else {}
    if posting.workplace == Workplace.REMOTE and not posting.days_on_site:
        areas = [{"@type": "Country", "name": name} for name in reading.remote_from]
        areas = areas or [_area(place) for place in known if place.is_remote]
        if areas:
            said["applicantLocationRequirements"] = areas
        if said:
            said["jobLocationType"] = "TELECOMMUTE"
    return said


def _area(place: Fragment) -> dict[str, str]:
    kind = {"country": "Country", "region": "State"}.get(place.kind or "", "City")
    return {"@type": kind, "name": place.label or ""}


def _place(place: Fragment) -> dict[str, Any]:
    address = {"@type": "PostalAddress"}
    if place.kind == PlaceKind.CITY:
        address["addressLocality"] = place.name or ""
        if place.country in WITH_STATE_CODES and place.label and ", " in place.label:
            address["addressRegion"] = place.label.rpartition(", ")[2]
    elif place.kind == PlaceKind.REGION:
        address["addressRegion"] = place.name or ""
    return {"@type": "Place", "address": address | {"addressCountry": place.country or ""}}


def _pay(posting: Posting) -> dict[str, Any] | None:
    """As it was entered; what we made of it for comparing is nobody's promise."""
    if not posting.pay_currency:
        return None
    low, high = (_number(minor, posting.pay_currency) for minor in (posting.pay_min, posting.pay_max))
    value: dict[str, Any] = {"@type": "QuantitativeValue", "unitText": posting.pay_period.upper()}
    if low is not None and low == high:
        value["value"] = low
    else:
        value |= {name: number for name, number in (("minValue", low), ("maxValue", high)) if number is not None}
    return {"@type": "MonetaryAmount", "currency": posting.pay_currency, "value": value}


def _number(minor: int | None, currency: str) -> int | float | None:
    if minor is None:
        return None
    value: Decimal = currencies.major(minor, currency)
    return int(value) if value == value.to_integral_value() else float(value)


def _education(posting: Posting) -> Any:
    if Degree.NOT_REQUIRED in posting.degrees:
        return "no requirements"
    named = dict.fromkeys(CREDENTIALS[degree] for degree in CREDENTIALS if degree in posting.degrees)
    return [{"@type": "EducationalOccupationalCredential", "credentialCategory": name} for name in named]


def description(reading: Reading) -> str:
    """All sections of the page in its order, as clean HTML of paragraphs and lists."""
    posting = reading.posting
    summary = format_html("<p>{}</p>", posting.summary) if posting.summary else ""
    body = mark_safe(markup.to_html(posting.body)) if posting.body else ""  # noqa: S308  cleaned by nh3
    needs = [
        _list(heading, [_need(group) for group in posting_sections.needs(reading, level)])
        for heading, level in (
            (_("Needed on day one"), Level.NEEDED),
            (_("Nice to have"), Level.NICE),
            (_("You will learn here"), Level.LEARN),
        )
    ]
    shown = (_("Where you work"), _("Term"), _("Role"))
    facts = [fact for fact in posting_facts.facts(reading) if fact.label in shown] + posting_facts.eligibility(posting)
    lines = [_("%(label)s: %(value)s") % {"label": fact.label, "value": fact.value} for fact in facts if fact.value]
    parts = [
        summary,
        body,
        _list(_("What you will do"), posting_sections.work(reading)),
        *needs,
        _paragraphs(_("Who will teach you"), _mentor(reading)),
        _paragraphs(_("What you leave with"), posting_sections.outcomes(reading)),
        _list(_("Facts"), lines),
    ]
    return "\n".join(str(part).strip() for part in parts if part)


def _need(group: dict[str, Any]) -> str:
    said = phrasing.any_of([skill["name"] for skill in group["skills"]])
    return f"{said} ({group['note']})" if group["note"] else said


def _mentor(reading: Reading) -> list[str]:
    mentor = posting_sections.mentor(reading)
    if mentor is None:
        return []
    named = ", ".join(part for part in (mentor["name"], mentor["role"]) if part)
    return [" ".join([f"{named}."] * bool(named) + mentor["sentences"])]


def _list(heading: str, items: list[str]) -> str:
    if not items:
        return ""
    return format_html(
        "<p>{}</p><ul>{}</ul>", heading, format_html_join("", "<li>{}</li>", ((item,) for item in items))
    )


def _paragraphs(heading: str, paragraphs: list[str]) -> str:
    if not paragraphs:
        return ""
    return format_html_join("", "<p>{}</p>", ((paragraph,) for paragraph in [heading, *paragraphs]))
