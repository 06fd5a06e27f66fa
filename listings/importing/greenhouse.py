"""A job board of Greenhouse: `/v1/boards/{token}/jobs?content=true`, the whole board in one answer, or one job of it.

Its `content` is HTML written as entities; `updated_at` moves for whole boards at once and is no news.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from listings.importing import base, bodies, internships
from listings.importing.base import BadRow, RawPosting, StatedPay
from listings.vocabulary import pay_text


def read(text: str) -> Iterator[RawPosting | BadRow]:
    answer = base.parse_json(text)
    jobs = answer.get("jobs") if isinstance(answer, dict) else None
    if jobs is None and isinstance(answer, dict) and "absolute_url" in answer:
        jobs = [answer]
    if not isinstance(jobs, list):
        raise base.Unreadable(_("The file is JSON but has not the “jobs” of a Greenhouse board."))
    for number, job in enumerate(jobs, 1):
        yield _posting(number, job) if isinstance(job, dict) else BadRow(number, _("The row is no object."))


def _posting(number: int, job: Mapping[str, Any]) -> RawPosting:
    title, source_id = base.text(job.get("title")), base.text(job.get("id"))
    stated, said = _pay(job.get("pay_input_ranges"))
    return RawPosting(
        row=number,
        raw=job,
        key=source_id,
        title_key="",
        source_id=source_id,
        employer=base.text(job.get("company_name")),
        title=title,
        url=base.address(job.get("absolute_url")),
        places=base.texts(base.table(job.get("location")).get("name")),
        internship=internships.is_one(title, _employment(job)),
        employment=_employment(job),
        department=base.words(*[base.table(one).get("name") for one in base.rows(job.get("departments"))]),
        body=bodies.unescaped(base.text(job.get("content"))),
        stated_pay=stated,
        pay=said,
        closes_on=base.day(job.get("application_deadline")),
        posted_at=base.instant(job.get("first_published")),
        updated_at=base.instant(job.get("updated_at")),
    )


def _employment(job: Mapping[str, Any]) -> str:
    """Boards keep the type among fields that each names itself."""
    for one in base.rows(job.get("metadata")):
        name = base.text(base.table(one).get("name")).casefold()
        if name in ("employment type", "job type", "time type", "contract type", "worker type", "position type"):
            return base.text(base.table(one).get("value"))
    return ""


def _pay(ranges: Any) -> tuple[StatedPay | None, str]:
    """A range has no period of its own; where its title says none, or several differ, only its words are kept."""
    found = [base.table(one) for one in base.rows(ranges)]
    said = "; ".join(dict.fromkeys(_range_in_words(one) for one in found))
    stated = {_stated(one) for one in found}
    return (stated.pop() if len(stated) == 1 else None), said


def _stated(one: Mapping[str, Any]) -> StatedPay | None:
    low, high = base.amount(one.get("min_cents")), base.amount(one.get("max_cents"))
    words = f"{base.text(one.get('title'))} {base.text(one.get('blurb'))}"
    period = pay_text.period_named(words)
    if not period or not (low or high):
        return None
    return StatedPay(low and low / 100, high and high / 100, base.text(one.get("currency_type")), period)


def _range_in_words(one: Mapping[str, Any]) -> str:
    ends = [base.amount(one.get(name)) for name in ("min_cents", "max_cents")]
    sums = " – ".join(f"{end / 100:,.2f}".removesuffix(".00") for end in ends if end)
    return " ".join(part for part in (base.text(one.get("title")), base.text(one.get("currency_type")), sums) if part)


FORMAT = base.Format("greenhouse", read, names_employers=False)
