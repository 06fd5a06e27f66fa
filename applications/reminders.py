"""What the board writes of its own accord, once and only to who wants it: the desk's digest, and deadlines of what
was saved."""

from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from accounts import mailing
from applications import letters
from applications.models import Application
from listings.models import Membership, Posting, SavedPosting
from listings.models.choices import MembershipRole

CLOSES_WITHIN = timedelta(hours=48)
DUE_WITHIN = timedelta(days=3)
IN_THE_MORNING = 6  # UTC; nobody wants it at night
DECIDE = (MembershipRole.OWNER, MembershipRole.RECRUITER)


def digests() -> int:
    """The job: at most one mail a day and seat, where something came since yesterday, is due or late."""
    now = timezone.now()
    if now.hour < IN_THE_MORNING:
        return 0
    pressing = Application.objects.unanswered().filter(
        Q(submitted_at__gte=now - timedelta(days=1))
        | Q(answer_due_at__lt=now + DUE_WITHIN)
        | Q(posting__closed_at__gte=now - timedelta(days=1)),  # answers to them are drafted since
        posting__employer=OuterRef("employer"),
    )
    seats = _undigested(now).filter(
        Exists(pressing), role__in=DECIDE, user__is_active=True, employer__suspended_at=None
    )
    return sum(_digest(seat, now) for seat in seats.select_related("user", "employer"))


def _undigested(now: datetime) -> Any:
    return Membership.objects.filter(Q(digested_on=None) | Q(digested_on__lt=now.date()))


def _digest(seat: Membership, now: datetime) -> bool:
    with transaction.atomic():
        # The claim: of two runners only one finds the row.
        if not _undigested(now).filter(pk=seat.pk).update(digested_on=now.date()):
            return False
        waiting = Application.objects.unanswered().filter(posting__employer=seat.employer)
        postings = (
            Posting.objects.filter(applications__in=waiting)
            .annotate(waiting=Count("applications"), due=Min("applications__answer_due_at"))
            .values_list("pk", "title", "time_zone", "waiting", "due")
            .order_by("due", "pk")
        )
        desk_url = urljoin(settings.SITE_URL, reverse("review_inbox", args=[seat.employer.slug]))
        rows: list[dict[str, Any]] = [
            {
                "title": title,
                "count": count,
                "due": letters.day(due, zone, ends=True),
                "url": f"{desk_url}?posting={pk}",
            }
            for pk, title, zone, count, due in postings
        ]
        context = {
            "employer": seat.employer.name,
            "total": sum(row["count"] for row in rows),
            "late": waiting.late(now).count(),
            "postings": rows,
            "desk_url": desk_url,
        }
        return mailing.send("desk-digest", seat.user, context) is not None


def saved_closing() -> int:
    """The job: one mail for all that a person saved, did not apply to, and that closes within two days."""
    now = timezone.now()
    applied = Application.objects.living().filter(posting=OuterRef("posting"), student__user=OuterRef("user"))
    closing = Posting.objects.open(now).filter(closes_at__lte=now + CLOSES_WITHIN)
    due = SavedPosting.objects.filter(~Exists(applied), reminded_at=None, posting__in=closing, user__is_active=True)
    sent = 0
    with transaction.atomic():
        rows = due.select_related("posting__employer", "user").select_for_update(of=("self",), skip_locked=True)
        for user, saved in groupby(rows.order_by("user_id", "posting__closes_at", "pk"), key=lambda row: row.user):
            ones = list(saved)
            SavedPosting.objects.filter(pk__in=[row.pk for row in ones]).update(reminded_at=now)
            context = {
                "postings": [_closing(row.posting) for row in ones],
                "saved_url": urljoin(settings.SITE_URL, reverse("saved")),
            }
            sent += mailing.send("saved-closing", user, context) is not None
    return sent


def _closing(posting: Posting) -> dict[str, str]:
    assert posting.closes_at
    return {
        "title": posting.title,
        "employer": posting.employer.name,
        "closes": letters.day(posting.closes_at, posting.time_zone, ends=True),
        "url": urljoin(settings.SITE_URL, posting.get_absolute_url()),
    }
