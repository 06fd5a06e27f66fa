"""A board of Ashby: `/posting-api/job-board/{name}?includeCompensation=true`.

`isRemote` is true of most hybrid jobs too: `workplaceType` is what counts.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from listings.importing import base, internships
from listings.importing.base import BadRow, RawPosting, StatedPay

WORKPLACES = {"onsite": "on-site", "hybrid": "hybrid", "remote": "remote"}
PERIODS = {"1 HOUR": "hour", "1 DAY": "day", "1 WEEK": "week", "1 MONTH": "month", "1 YEAR": "year"}


def read(text: str) -> Iterator[RawPosting | BadRow]:
    answer = base.parse_json(text)
    jobs = answer.get("jobs") if isinstance(answer, dict) else None
    if not isinstance(jobs, list):
        raise base.Unreadable(_("The file is JSON but has not the “jobs” of an Ashby board."))
    for number, job in enumerate(jobs, 1):
        yield _posting(number, job) if isinstance(job, dict) else BadRow(number, _("The row is no object."))


def _posting(number: int, job: Mapping[str, Any]) -> RawPosting:
    title, source_id = base.text(job.get("title")), base.text(job.get("id"))
    employment = base.text(job.get("employmentType"))
    stated, said = _pay(job)
    return RawPosting(
        row=number,
        raw=job,
        key=source_id,
        title_key="",
        source_id=source_id,
        employer="",
        title=title,
        url=base.address(job.get("jobUrl")) or base.address(job.get("applyUrl")),
        places=_places(job),
        visible=base.flag(job.get("isListed")),
        internship=internships.is_one(title, employment),
        workplace=WORKPLACES.get(re.sub(r"[^a-z]", "", base.text(job.get("workplaceType")).casefold()), ""),
        employment=employment,
        department=base.words(job.get("department"), job.get("team")),
        body=base.text(job.get("descriptionHtml")) or base.text(job.get("descriptionPlain")),
        stated_pay=stated,
        pay=said,
        closes_on=base.day(job.get("applicationDeadline")),
        posted_at=base.instant(job.get("publishedAt")),
        updated_at=base.instant(job.get("updatedAt")),
    )


def _places(job: Mapping[str, Any]) -> tuple[str, ...]:
    others = [base.text(base.table(one).get("location")) for one in base.rows(job.get("secondaryLocations"))]
    return base.texts([base.text(job.get("location")), *others])


def _pay(job: Mapping[str, Any]) -> tuple[StatedPay | None, str]:
    """The base salary alone: bonus, commission and equity are other things, and are not added up. Tiers that differ
    are for different places or people; then only the words of the source are kept."""
    if not base.flag(job.get("shouldDisplayCompensationOnJobPostings")):
        return None, ""
    pay = base.table(job.get("compensation"))
    parts = [part for tier in base.rows(pay.get("compensationTiers")) for part in _salaries(base.table(tier))]
    parts = parts or _salaries(pay, "summaryComponents")
    stated = {_stated(part) for part in parts}
    said = "; ".join(dict.fromkeys(base.text(part.get("summary")) for part in parts if part.get("summary")))
    return (stated.pop() if len(stated) == 1 else None), said


def _salaries(holder: Mapping[str, Any], name: str = "components") -> list[Mapping[str, Any]]:
    parts = [base.table(part) for part in base.rows(holder.get(name))]
    return [
        part
        for part in parts
        if part.get("compensationType") == "Salary"
        and (base.amount(part.get("minValue")) or base.amount(part.get("maxValue")))
    ]


def _stated(part: Mapping[str, Any]) -> StatedPay | None:
    period = PERIODS.get(base.text(part.get("interval")).upper())
    if not period:
        return None
    low, high = base.amount(part.get("minValue")), base.amount(part.get("maxValue"))
    return StatedPay(low, high, base.text(part.get("currencyCode")), period)


FORMAT = base.Format("ashby", read, names_employers=False)
