"""All background work, in one table. A job finds what is due and does it; doing it twice is harmless."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts import limits, outbox
from applications import answer_records, drafts, reminders, resumes, stages, tallies, telling_changes
from listings.importing import reading, uploads
from listings.postings import expiring, lifecycle, logos, team, traffic
from listings.search import misses


@dataclass(frozen=True)
class Job:
    """`do` returns how much it did; it is run again `every` so often. What may take long has a thread of its own, so
    that no mail waits for it."""

    name: str
    every: timedelta
    do: Callable[[], int]
    is_slow: bool = False


def clear_sessions() -> int:
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]


JOBS = (
    Job("mail", timedelta(seconds=1), outbox.deliver_due),
    Job("mail-tidy", timedelta(hours=6), outbox.tidy),
    Job("sessions", timedelta(hours=6), clear_sessions),
    Job("limits", timedelta(hours=1), limits.purge),
    Job("lifecycle", timedelta(minutes=1), lifecycle.tidy),
    Job("expiry", timedelta(minutes=5), expiring.ask),
    Job("changes", timedelta(minutes=1), telling_changes.tell),
    Job("stages", timedelta(minutes=5), stages.copy_missing),
    Job("tallies", timedelta(hours=24), tallies.recount),
    Job("answer-records", timedelta(hours=24), answer_records.recount),
    Job("digests", timedelta(hours=1), reminders.digests),
    Job("saved", timedelta(hours=1), reminders.saved_closing),
    Job("drafts", timedelta(minutes=30), drafts.tidy),
    Job("files", timedelta(hours=6), resumes.delete_orphans),
    Job("logos", timedelta(hours=6), logos.tidy),
    Job("traffic", timedelta(minutes=10), traffic.purge),
    Job("invitations", timedelta(hours=24), team.purge),
    Job("sources", timedelta(seconds=30), reading.read_due, is_slow=True),
    Job("uploads", timedelta(hours=1), uploads.tidy),
    Job("misses", timedelta(hours=24), misses.purge),
)
