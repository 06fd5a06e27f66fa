"""Outgoing mail: queued as a row with the change that caused it, delivered later, at least once and by one runner.

A mail whose delivery was cut short may come again; it keeps its Message-ID, by which clients know it.
"""

import logging
import random
import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage, sanitize_address
from django.db import OperationalError, connection, transaction
from django.db.models import Case, Max, Min, Q, Value, When
from django.utils import timezone

from accounts import audit, carrier
from accounts.models import OutgoingMail, User

# Control characters, marks that turn the reading direction, halves of pairs.
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
log = logging.getLogger(__name__)
BACKOFF = [timedelta(minutes=m) for m in (1, 5, 30, 120, 720)]
MAX_ATTEMPTS = len(BACKOFF) + 1
PATIENCE = "5s"
KEPT, KEPT_UNSENT = timedelta(days=30), timedelta(days=90)
# Somebody sits before a page and waits for a code; a morning's digests do not keep it.
FIRST = Case(When(kind="account", then=Value(0)), default=Value(1))
FIXED = {"message-id", "from", "to", "cc", "bcc", "subject", "date", "auto-submitted"}


def queue(
    to: str,
    subject: str,
    body: str,
    *,
    html: str = "",
    kind: str = "",
    user: User | None = None,
    send_after: datetime | None = None,
    headers: Mapping[str, str] | None = None,
) -> OutgoingMail:
    """Write one mail into the outbox; call it inside the transaction of the change it tells of."""
    now = timezone.now()
    return OutgoingMail.objects.create(
        message_id=make_msgid(domain=urlsplit(settings.SITE_URL).hostname),
        kind=one_line(kind)[:40],
        user=user,
        to=one_line(to),
        subject=one_line(subject)[:300].rstrip(),
        body=plain(body),
        html=plain(html),
        sender=settings.DEFAULT_FROM_EMAIL,
        headers={name: one_line(value) for name, value in (headers or {}).items()},
        created_at=now,
        send_after=send_after or now,
    )


def one_line(words: str) -> str:
    """A newline never reaches a header: folded white space is all that is left of it."""
    return " ".join(plain(words).split())


def plain(words: str) -> str:
    return UNSEEN.sub("", str(words).replace("\r\n", "\n").replace("\r", "\n"))


def cancel(mails: Iterable[OutgoingMail | int]) -> int:
    """Call back what has not gone; returns how many.

    Waits for a runner that has one in hand, and then finds it sent; one held longer than PATIENCE counts as sent.
    """
    ids = [mail if isinstance(mail, int) else mail.pk for mail in mails]
    rows = OutgoingMail.objects.waiting().filter(pk__in=ids).values_list("pk", flat=True)
    with transaction.atomic():
        # In one order, so that two who cancel the same mails wait for each other instead of both for ever.
        held = rows.order_by("pk").select_for_update()
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = %s", [PATIENCE])
                ours = list(held)
                cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
        except OperationalError:  # the server is silent, and the statement that waits would be ended with an error
            ours = list(held.select_for_update(skip_locked=True))
        return OutgoingMail.objects.filter(pk__in=ours).update(cancelled_at=timezone.now())


def revive(ids: Iterable[int]) -> int:
    """Let go what was called back after all; what is past its time goes at once."""
    return OutgoingMail.objects.filter(pk__in=list(ids), sent_at=None, failed_at=None).update(cancelled_at=None)


class OutboxBackend(BaseEmailBackend):
    """Django's mail functions, and what libraries send by them, write outbox rows."""

    def send_messages(self, email_messages: Iterable[EmailMessage]) -> int:
        count = 0
        for message in email_messages:
            html = next((str(c) for c, kind in getattr(message, "alternatives", []) if kind == "text/html"), "")
            for to in message.recipients():
                queue(
                    to,
                    str(message.subject),
                    str(message.body),
                    html=html,
                    kind="account",
                    user=holder(to),
                    headers=dict(message.extra_headers),
                )
                count += 1
        return count


def holder(address: str) -> User | None:
    """Whose mail it is that goes to this address; asked alike whether somebody has it or not."""
    return User.objects.filter(email=address.lower()).first()


def deliver_due(limit: int = 100, seconds: float = 10) -> int:
    """Deliver what is due, each mail in a transaction that holds its row; returns how many went out.

    No mail is begun after SECONDS, so that other jobs have their turn; a server out of order ends the batch.
    """
    if carrier.is_resting():
        return 0
    due = OutgoingMail.objects.due(timezone.now()).order_by(FIRST, "send_after", "pk")
    sent, ends = 0, time.monotonic() + seconds
    with carrier.opened() as line:
        for pk in list(due.values_list("pk", flat=True)[:limit]):
            try:
                sent += _deliver(pk, line)
            except (carrier.Unreachable, carrier.Broken) as trouble:
                log.warning("mail is not taken: %s", trouble)
                break
            if time.monotonic() > ends:
                break
    return sent


def _deliver(pk: int, line: carrier.Line) -> bool:
    """Whoever is killed here leaves no trace but perhaps the mail itself: the lock goes with the connection."""
    trouble: carrier.Unreachable | carrier.Broken | None = None
    with transaction.atomic():
        # Asked again under the lock: another runner may have sent it, another process have cancelled it.
        due = OutgoingMail.objects.due(timezone.now()).filter(pk=pk)
        mail = due.select_for_update(skip_locked=True, of=("self",)).first()
        if mail is None:
            return False
        try:
            to, data = _built(mail)
            line.carry(to, data, f"{mail.pk:08d}")
        except carrier.Unreachable as error:
            mail.last_error, trouble = _said(error), error
        except carrier.Broken as error:
            _put_back(mail, error)
            trouble = error
        except Exception as error:  # a mail that cannot be built, too: the rest goes on
            _put_back(mail, error)
        else:
            mail.attempts += 1
            # The clock of whoever queued it may be ahead: a row refused now would be sent again and again.
            mail.sent_at, mail.last_error = max(timezone.now(), mail.created_at), ""
        mail.save(update_fields=["attempts", "sent_at", "failed_at", "send_after", "last_error"])
    if trouble:
        raise trouble
    return mail.sent_at is not None


def _built(mail: OutgoingMail) -> tuple[str, bytes]:
    """Whom the server is told, and the message. Raises what Django raises about headers and addresses."""
    headers = {name: value for name, value in mail.headers.items() if name.lower() not in FIXED}
    headers |= {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(mail.subject, mail.body, mail.sender, [mail.to], headers=headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return sanitize_address(mail.to, "utf-8"), message.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]


def _put_back(mail: OutgoingMail, error: Exception) -> None:
    log.warning("mail %s was not delivered: %s", mail.pk, type(error).__name__)
    mail.attempts += 1
    mail.last_error = _said(error)
    if mail.attempts >= MAX_ATTEMPTS or (isinstance(error, carrier.Refused) and error.is_final):
        mail.failed_at = timezone.now()
    else:
        # A crowd that was put back together does not return together.
        mail.send_after = timezone.now() + BACKOFF[mail.attempts - 1] * random.uniform(1, 1.25)  # noqa: S311


def _said(error: Exception) -> str:
    return one_line(f"{type(error).__name__}: {error}")[:300]


@dataclass(frozen=True)
class Health:
    """`oldest` is since when the mail that is overdue longest could have left."""

    waiting: int
    due: int
    failed: int
    oldest: datetime | None
    last_sent: datetime | None


def health(at: datetime) -> Health:
    mails = OutgoingMail.objects
    return Health(
        waiting=mails.waiting().count(),
        due=mails.due(at).count(),
        failed=mails.filter(failed_at__isnull=False).count(),
        oldest=mails.due(at).aggregate(oldest=Min("send_after"))["oldest"],
        last_sent=mails.aggregate(last=Max("sent_at"))["last"],
    )


@transaction.atomic
def retry(ids: Iterable[int], *, by: User) -> int:
    """What was given up is tried anew, at once, as often as a new mail; returns how many."""
    failed = OutgoingMail.objects.filter(pk__in=list(ids), failed_at__isnull=False)
    count = 0
    for mail in failed.order_by("pk").select_for_update():
        mail.failed_at, mail.attempts, mail.send_after = None, 0, timezone.now()
        mail.save(update_fields=["failed_at", "attempts", "send_after"])
        audit.record("mail.retry", mail, by=by)
        count += 1
    return count


def tidy(limit: int = 5000) -> int:
    """Delete what nobody needs any more, the oldest first."""
    now = timezone.now()
    old = OutgoingMail.objects.filter(
        Q(sent_at__lt=now - KEPT) | Q(failed_at__lt=now - KEPT_UNSENT) | Q(cancelled_at__lt=now - KEPT_UNSENT)
    )
    ids = list(old.order_by("pk").values_list("pk", flat=True)[:limit])
    OutgoingMail.objects.filter(pk__in=ids).delete()
    return len(ids)
