"""A board of Recruitee: `/api/offers/`. Its text stands in a description and requirements."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from listings.importing import base, bodies, internships
from listings.importing.base import BadRow, RawPosting, StatedPay

PERIODS = {"hour": "hour", "day": "day", "week": "week", "month": "month", "year": "year"}
# The codes of education of the source; what it does not ask for it leaves empty.
DEGREES = {
    "associate_degree": ("associate",),
    "bachelor_degree": ("bachelor",),
    "master_degree": ("master",),
    "doctoral_degree": ("phd",),
    "doctorate": ("phd",),
}


def read(text: str) -> Iterator[RawPosting | BadRow]:
    answer = base.parse_json(text)
    offers = answer.get("offers") if isinstance(answer, dict) else None
    if offers is None and isinstance(answer, dict) and isinstance(answer.get("offer"), dict):
        offers = [answer["offer"]]
    if not isinstance(offers, list):
        raise base.Unreadable(_("The file is JSON but has not the “offers” of a Recruitee board."))
    for number, offer in enumerate(offers, 1):
        yield _posting(number, offer) if isinstance(offer, dict) else BadRow(number, _("The row is no object."))


def _posting(number: int, offer: Mapping[str, Any]) -> RawPosting:
    title, source_id = base.text(offer.get("title")), base.text(offer.get("id"))
    employment = base.text(offer.get("employment_type_code"))
    stated, said = _pay(base.table(offer.get("salary")))
    return RawPosting(
        row=number,
        raw=offer,
        key=source_id,
        title_key="",
        source_id=source_id,
        employer=base.text(offer.get("company_name")),
        title=title,
        url=base.address(offer.get("careers_url")) or base.address(offer.get("careers_apply_url")),
        places=_places(offer),
        visible=base.text(offer.get("status")).casefold() not in ("draft", "internal"),
        active=base.text(offer.get("status")).casefold() not in ("closed", "archived"),
        internship=internships.is_one(title, employment),
        workplace=_workplace(offer),
        employment=employment,
        degrees=DEGREES.get(base.text(offer.get("education_code")), ()),
        department=base.text(offer.get("department")),
        body=bodies.joined([("", base.text(offer.get("description"))), ("", base.text(offer.get("requirements")))]),
        stated_pay=stated,
        pay=said,
        closes_on=base.day(offer.get("close_at")),
        posted_at=base.instant(offer.get("published_at")),
        updated_at=base.instant(offer.get("updated_at")),
    )


def _places(offer: Mapping[str, Any]) -> tuple[str, ...]:
    places = [base.table(one) for one in base.rows(offer.get("locations"))]
    named = [base.words(one.get("city"), one.get("state"), one.get("country")) for one in places]
    return base.texts([name for name in named if name]) or base.texts(offer.get("location"))


def _workplace(offer: Mapping[str, Any]) -> str:
    """Three flags. More than one is the applicant's choice, which is none of the three."""
    flags = {"remote": "remote", "hybrid": "hybrid", "on_site": "on-site"}
    said = [value for name, value in flags.items() if base.flag(offer.get(name), default=False)]
    return said[0] if len(said) == 1 else ""


def _pay(salary: Mapping[str, Any]) -> tuple[StatedPay | None, str]:
    low, high = base.amount(salary.get("min")), base.amount(salary.get("max"))
    if not (low or high):
        return None, ""
    period, currency = base.text(salary.get("period")).casefold(), base.text(salary.get("currency"))
    said = f"{currency} {' – '.join(f'{end:,}' for end in (low, high) if end)} {period}".strip()
    return (StatedPay(low, high, currency, PERIODS[period]) if period in PERIODS else None), said


FORMAT = base.Format("recruitee", read, names_employers=False)
