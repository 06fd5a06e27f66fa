"""Sources with an address, read by a job: one at a time, of each host one at a time, less often where it fails."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from lib import fetch
from lib.fetch import Answer, Door, Fault
from listings.importing import base, sync
from listings.importing.base import Refused
from listings.importing.report import Report
from listings.models import Source

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=15), timedelta(days=1)
MOST_FAILURES = 1000  # counted no further
LOCK_CLASS = 0x1398
LOOKED_AT = 100


@dataclass(frozen=True)
class Reading:
    """What came of one: `report` is empty where nothing was read, `error` is a sentence where it failed."""

    error: str = ""
    report: Report | None = None
    is_unchanged: bool = False


def read_due(door: Door = fetch.OUTSIDE) -> int:
    """One of those that are due, so that other jobs need not wait for a slow host. How many were read."""
    source = claim(timezone.now())
    if source is None:
        return 0
    read(source, door)
    return 1


@transaction.atomic
def claim(at: datetime) -> Source | None:
    """Whoever gets a source has it until the lease ends; a killed reader's lease ends by itself."""
    free = Q(leased_until=None) | Q(leased_until__lte=at)
    due = Source.objects.filter(free, is_fetched=True, next_read_at__lte=at).order_by("next_read_at", "pk")
    for source in due[:LOOKED_AT]:
        if not _is_first(source, at):
            continue
        until = at + LEASE
        if Source.objects.filter(free, pk=source.pk, is_fetched=True, next_read_at__lte=at).update(leased_until=until):
            source.leased_until = until
            return source
    return None


def _is_first(source: Source, at: datetime) -> bool:
    """Nobody else reads from its host now; the lock keeps out who asks at the same moment."""
    host = _host(source.fetch_url)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))", [LOCK_CLASS, host])
        if not cursor.fetchone()[0]:
            return False
    taken = Source.objects.filter(leased_until__gt=at).exclude(pk=source.pk).values_list("fetch_url", flat=True)
    return host not in map(_host, taken)


def read(source: Source, door: Door = fetch.OUTSIDE) -> Reading:
    """Of a source that was claimed. Reads again only what has changed; a whole list that closes half the board changes
    nothing, as from a file."""
    try:
        answer = _asked(source, door, source.etag, source.last_modified)
        if answer.data is None:
            _done(source, answer, is_unchanged=True)
            return Reading(is_unchanged=True)
        report = _run(source, answer.data, dry_run=False, by=None)
    except Fault as fault:
        return _failed(source, words(fault), wait=fault.wait)
    except Refused as refused:
        return _failed(source, str(refused))
    except Exception:  # else it would be asked again with every lease, and no page would say why
        log.exception("source %s could not be read", source.pk)
        return _failed(source, _("Reading it broke off for a reason that only the log of this site knows."))
    if report.error:
        return _failed(source, report.error)
    _done(source, answer)
    return Reading(report=report)


def try_out(source: Source, *, by: User, door: Door = fetch.OUTSIDE) -> Reading:
    """What reading it now would do; nothing is written."""
    try:
        answer = _asked(source, door)
        report = _run(source, answer.data or b"", dry_run=True, by=by)
    except Fault as fault:
        return Reading(error=words(fault))
    except Refused as refused:
        return Reading(error=str(refused))
    return Reading(error=report.error or "", report=None if report.error else report)


def _asked(source: Source, door: Door, etag: str = "", last_modified: str = "") -> Answer:
    agent = f"FirstCommit/1.0 (+{settings.SITE_URL})"
    return fetch.get(source.fetch_url, agent=agent, etag=etag, last_modified=last_modified, door=door)


def _run(source: Source, data: bytes, *, dry_run: bool, by: User | None) -> Report:
    text = base.decode(data, fetch.MOST_UNPACKED)  # the file itself may be packed
    employer = source.settings.get("employer") or None
    return sync.run(source.kind, source.slug, text.encode(), employer=employer, dry_run=dry_run, by=by)


def _done(source: Source, answer: Answer, *, is_unchanged: bool = False) -> None:
    at, held = timezone.now(), _held(source)
    if is_unchanged:
        held.update(read_at=at)  # its word was confirmed just now
    else:
        held.update(etag=answer.etag, last_modified=answer.last_modified)
    held.update(failures=0, last_error="", leased_until=None, next_read_at=at + timedelta(hours=source.fetch_every))


def _failed(source: Source, error: str, *, wait: int = 0) -> Reading:
    at, failures = timezone.now(), min(source.failures + 1, MOST_FAILURES)
    pause = max(backoff(failures), min(timedelta(seconds=wait), LONGEST_WAIT))
    _held(source).update(failures=failures, last_error=error, leased_until=None, next_read_at=at + pause)
    return Reading(error=error)


def _held(source: Source) -> QuerySet[Source]:
    """Nothing once the lease is another reader's, or the address another: what came of this one says nothing of it."""
    return Source.objects.filter(pk=source.pk, leased_until=source.leased_until, fetch_url=source.fetch_url)


def backoff(failures: int) -> timedelta:
    """A quarter of an hour, doubled with each failure, up to a day."""
    return min(FIRST_WAIT * 2 ** min(failures - 1, 10), LONGEST_WAIT)


def words(fault: Fault) -> str:
    said = {"detail": fault.detail}
    return {
        "address": _("The address is none that is read: only https, without a name or password in it."),
        "private": _("%(detail)s leads into a private network, which is never read.") % said,
        "name": _("No address was found for %(detail)s.") % said,
        "certificate": _("The certificate does not hold: %(detail)s.") % said,
        "connection": _("The connection failed (%(detail)s).") % said,
        "slow": _("It took too long and was cut off."),
        "redirects": _("It leads on more than %(detail)s times.") % said,
        "status": _("The other side answered with status %(detail)s.") % said,
        "type": _("It is of a kind that is not read: %(detail)s.") % said,
        "size": _("It is larger than what is read at once."),
        "packing": _("It is packed in a way that cannot be undone."),
        "cut": _("It breaks off after %(detail)s bytes.") % said,
    }[fault.code]


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
