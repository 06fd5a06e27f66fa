"""A board of Lever: `/v0/postings/{site}?mode=json`, a bare list. Its text is a description, then lists of bare items
with a heading each, then closing words."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from listings.importing import base, bodies, internships
from listings.importing.base import BadRow, RawPosting, StatedPay

# Its documentation writes on-site, its answers onsite.
WORKPLACES = {"onsite": "on-site", "on-site": "on-site", "hybrid": "hybrid", "remote": "remote"}
PERIODS = {
    "per-hour-wage": "hour",
    "per-day-wage": "day",
    "per-week-salary": "week",
    "per-month-salary": "month",
    "per-year-salary": "year",
}


def read(text: str) -> Iterator[RawPosting | BadRow]:
    answer = base.parse_json(text)
    if isinstance(answer, dict) and answer.get("hostedUrl"):
        answer = [answer]
    if not isinstance(answer, list):
        reason = base.text(base.table(answer).get("error")).rstrip(".")
        if reason:
            raise base.Unreadable(_("Lever answered with an error: %(reason)s.") % {"reason": reason})
        raise base.Unreadable(_("The file is JSON but not the list of postings that Lever gives."))
    for number, job in enumerate(answer, 1):
        yield _posting(number, job) if isinstance(job, dict) else BadRow(number, _("The row is no object."))


def _posting(number: int, job: Mapping[str, Any]) -> RawPosting:
    title, source_id = base.text(job.get("text")), base.text(job.get("id"))
    categories = base.table(job.get("categories"))
    employment = base.text(categories.get("commitment"))
    stated, said = _pay(base.table(job.get("salaryRange")))
    return RawPosting(
        row=number,
        raw=job,
        key=source_id,
        title_key="",
        source_id=source_id,
        employer="",
        title=title,
        url=base.address(job.get("hostedUrl")) or base.address(job.get("applyUrl")),
        places=base.texts(categories.get("allLocations")) or base.texts(categories.get("location")),
        internship=internships.is_one(title, employment),
        workplace=WORKPLACES.get(base.text(job.get("workplaceType")).casefold(), ""),
        employment=employment,
        department=base.words(categories.get("department"), categories.get("team")),
        body=_body(job),
        stated_pay=stated,
        pay=said,
        posted_at=base.instant(job.get("createdAt")),
    )


def _body(job: Mapping[str, Any]) -> str:
    """`description` holds the opening and the body; where it is empty all stands in the lists."""
    parts = [("", base.text(job.get("description")) or base.text(job.get("descriptionPlain")))]
    for one in base.rows(job.get("lists")):
        if isinstance(one, dict):
            parts.append((base.text(one.get("text")), base.text(one.get("content"))))
    parts.append(("", base.text(job.get("salaryDescription"))))
    parts.append(("", base.text(job.get("additional"))))
    return bodies.joined(parts)


def _pay(salary: Mapping[str, Any]) -> tuple[StatedPay | None, str]:
    low, high = base.amount(salary.get("min")), base.amount(salary.get("max"))
    if not (low or high):
        return None, ""
    interval, currency = base.text(salary.get("interval")), base.text(salary.get("currency"))
    said = f"{currency} {' – '.join(f'{end:,}' for end in (low, high) if end)} {interval.replace('-', ' ')}".strip()
    period = PERIODS.get(interval)
    return (StatedPay(low, high, currency, period) if period else None), said


FORMAT = base.Format("lever", read, names_employers=False)
