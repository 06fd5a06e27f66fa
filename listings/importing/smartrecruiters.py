"""A board of SmartRecruiters: `/v1/companies/{id}/postings`, pages without a text, or the answers for single postings,
which have one in sections."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from listings.importing import base, bodies, internships
from listings.importing.base import BadRow, Rest, Row

PUBLIC = "https://jobs.smartrecruiters.com"
SECTIONS = ("companyDescription", "jobDescription", "qualifications", "additionalInformation")


def read(text: str) -> Iterator[Row]:
    answer = base.parse_json(text)
    page = base.table(answer)
    jobs = page.get("content") if "content" in page else [page] if page.get("name") else answer
    if not isinstance(jobs, list):
        raise base.Unreadable(_("The file is JSON but has not the “content” of a SmartRecruiters board."))
    for number, job in enumerate(jobs, 1):
        yield _posting(number, job) if isinstance(job, dict) else BadRow(number, _("The row is no object."))
    if _is_one_page_of_several(page, len(jobs)):
        yield Rest(int(page["totalFound"]))


def _is_one_page_of_several(page: Mapping[str, Any], count: int) -> bool:
    """A full page that is not the last, or one that is not the first."""
    numbers = [page.get(name) for name in ("offset", "limit", "totalFound")]
    if not all(isinstance(number, int) for number in numbers):
        return False
    offset, limit, total = numbers
    return bool(offset) or (0 < limit <= count < total)  # type: ignore[operator]


def _posting(number: int, job: Mapping[str, Any]) -> base.RawPosting:
    title, source_id = base.text(job.get("name")), base.text(job.get("id"))
    company, place = base.table(job.get("company")), base.table(job.get("location"))
    types = [base.text(base.table(job.get(name)).get("label")) for name in ("typeOfEmployment", "experienceLevel")]
    return base.RawPosting(
        row=number,
        raw=job,
        key=source_id,
        title_key="",
        source_id=source_id,
        employer=base.text(company.get("name")),
        title=title,
        url=_url(job, base.text(company.get("identifier")), source_id),
        places=base.texts(base.text(place.get("fullLocation")) or base.words(place.get("city"), place.get("region"))),
        visible=base.text(job.get("visibility")).upper() not in ("INTERNAL", "PRIVATE"),
        active=base.flag(job.get("active")),
        internship=internships.is_one(title, " ".join(types)),
        workplace=_workplace(place),
        employment=types[0],
        department=base.text(base.table(job.get("department")).get("label")),
        body=_body(base.table(base.table(job.get("jobAd")).get("sections"))),
        posted_at=base.instant(job.get("releasedDate")),
    )


def _url(job: Mapping[str, Any], company: str, source_id: str) -> str:
    """A page of postings names only addresses of the interface; the public one is made of the two ids."""
    if stated := base.address(job.get("postingUrl")) or base.address(job.get("applyUrl")):
        return stated
    return f"{PUBLIC}/{company}/{source_id}" if company and source_id else ""


def _workplace(place: Mapping[str, Any]) -> str:
    """Two flags; neither is set where nobody said anything."""
    if base.flag(place.get("hybrid"), default=False):
        return "hybrid"
    return "remote" if base.flag(place.get("remote"), default=False) else ""


def _body(sections: Mapping[str, Any]) -> str:
    found = [base.table(sections.get(name)) for name in SECTIONS]
    return bodies.joined((base.text(one.get("title")), base.text(one.get("text"))) for one in found)


FORMAT = base.Format("smartrecruiters", read, names_employers=False)
