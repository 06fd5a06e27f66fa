"""A board of Workable: `/api/v1/widget/accounts/{name}?details=true`. The employer's name stands above the jobs."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from listings.importing import base, bodies, internships
from listings.importing.base import BadRow, RawPosting, StatedPay

WORKPLACES = {"on_site": "on-site", "on-site": "on-site", "onsite": "on-site", "hybrid": "hybrid", "remote": "remote"}
PERIODS = {"hour": "hour", "day": "day", "week": "week", "month": "month", "year": "year"}


def read(text: str) -> Iterator[RawPosting | BadRow]:
    answer = base.parse_json(text)
    jobs = answer.get("jobs") if isinstance(answer, dict) else None
    if not isinstance(jobs, list):
        raise base.Unreadable(_("The file is JSON but has not the “jobs” of a Workable board."))
    employer = base.text(answer.get("name"))
    for number, job in enumerate(jobs, 1):
        yield _posting(number, job, employer) if isinstance(job, dict) else BadRow(number, _("The row is no object."))


def _posting(number: int, job: Mapping[str, Any], employer: str) -> RawPosting:
    title, source_id = base.text(job.get("title")), base.text(job.get("shortcode")) or base.text(job.get("id"))
    employment = base.text(job.get("employment_type"))
    workplace = WORKPLACES.get(base.text(job.get("workplace_type") or job.get("workplace")).casefold(), "")
    stated, said = _pay(base.table(job.get("salary")))
    return RawPosting(
        row=number,
        raw=job,
        key=source_id,
        title_key="",
        source_id=source_id,
        employer=employer,
        title=title,
        url=base.address(job.get("url")) or base.address(job.get("application_url")),
        places=_places(job),
        internship=internships.is_one(title, f"{employment} {base.text(job.get('experience'))}"),
        # It has two values only: told to be far, or nothing.
        workplace=workplace or ("remote" if base.flag(job.get("telecommuting"), default=False) else ""),
        employment=employment,
        degrees=base.texts(job.get("education")),
        department=base.text(job.get("department")),
        body=_body(job),
        stated_pay=stated,
        pay=said,
        posted_at=base.instant(job.get("published_on")) or base.instant(job.get("created_at")),
    )


def _places(job: Mapping[str, Any]) -> tuple[str, ...]:
    places = [base.table(one) for one in base.rows(job.get("locations"))]
    named = [
        base.words(one.get("city"), one.get("region"), one.get("country"))
        for one in places
        if not base.flag(one.get("hidden"), default=False)
    ]
    alone = base.words(job.get("city"), job.get("state"), job.get("country"))
    return base.texts([name for name in named if name]) or base.texts(alone)


def _body(job: Mapping[str, Any]) -> str:
    names = ("full_description", "description", "requirements", "benefits")
    parts = {name: base.text(job.get(name)) for name in names}
    whole = parts.pop("full_description")
    headings = {"requirements": "Requirements", "benefits": "Benefits"}
    return whole or bodies.joined((headings.get(name, ""), words) for name, words in parts.items())


def _pay(salary: Mapping[str, Any]) -> tuple[StatedPay | None, str]:
    low = base.amount(salary.get("salary_from") or salary.get("min"))
    high = base.amount(salary.get("salary_to") or salary.get("max"))
    if not (low or high):
        return None, ""
    currency = base.text(salary.get("salary_currency") or salary.get("currency")).upper()
    period = PERIODS.get(base.text(salary.get("period") or salary.get("frequency")).casefold())
    said = f"{currency} {' – '.join(f'{end:,}' for end in (low, high) if end)}".strip()
    return (StatedPay(low, high, currency, period) if period else None), said


FORMAT = base.Format("workable", read, names_employers=False)
