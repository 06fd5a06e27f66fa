"""The numbers of the overview, and what is said where nothing presses."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models import Application
from listings.models import AnswerRecord, Membership, Posting

WEEK, SEASON = timedelta(days=7), timedelta(days=90)
ENOUGH = 3  # answers of which a median says something


@dataclass(frozen=True)
class Answers:
    """Of the living applications of an employer; `due` ones are not late yet and will be within a week."""

    all: int
    recent: int
    late: int
    late_postings: int
    due: int
    due_postings: int
    next_due_at: datetime | None


def answers(seat: Membership, at: datetime) -> Answers:
    waits = Q(answered_at=None)
    late, ahead = waits & Q(answer_due_at__lt=at), waits & Q(answer_due_at__gte=at)
    due = ahead & Q(answer_due_at__lt=at + WEEK)
    found = (
        Application.objects.for_member(seat)
        .order_by()
        .aggregate(
            all=Count("pk"),
            recent=Count("pk", filter=Q(submitted_at__gt=at - SEASON)),
            late=Count("pk", filter=late),
            late_postings=Count("posting", filter=late, distinct=True),
            due=Count("pk", filter=due),
            due_postings=Count("posting", filter=due, distinct=True),
            next_due_at=Min("answer_due_at", filter=ahead),
        )
    )
    return Answers(**found)


def tally(seat: Membership, told: Answers, at: datetime) -> list[dict[str, str]]:
    """Only what is true of them yet."""
    slug, week = seat.employer.slug, told.late + told.due
    opened = Posting.objects.open(at).filter(employer=seat.employer_id).count()
    postings_url = reverse("panel_postings", args=[slug]) + "?show=open"
    said = [_number(opened, ngettext("posting open", "postings open", opened), postings_url)]
    if told.all:
        inbox = reverse("review_inbox", args=[slug])
        said.insert(0, _number(week, _("to answer this week"), f"{inbox}?due=week" if week else ""))
        said.append(_number(told.recent, ngettext("applicant in 90 days", "applicants in 90 days", told.recent)))
    record = AnswerRecord.objects.filter(employer=seat.employer_id).first()
    if record and len(record.waits) >= ENOUGH:
        days = round(median(record.waits))
        number = ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
        said.append({"number": number, "label": _("to an answer, median"), "url": ""})
    return said


def _number(number: int, label: str, url: str = "") -> dict[str, str]:
    return {"number": f"{number:,}", "label": label, "url": url}


def nothing(told: Answers, at: datetime) -> str:
    """Where nothing needs anybody."""
    if told.next_due_at:
        days = max(1, (told.next_due_at - at).days)
        text = ngettext(
            "Nothing needs you now. The next answer is due in %(n)s day.",
            "Nothing needs you now. The next answer is due in %(n)s days.",
            days,
        )
        return text % {"n": days}
    if told.all:
        return _("Nothing needs you now, and everybody who applied has had an answer. Thank you.")
    return _("Nothing needs you now.")


def context(seat: Membership, at: datetime) -> dict[str, Any]:
    told = answers(seat, at)
    return {"answers": told, "tally": tally(seat, told, at), "nothing": nothing(told, at)}
