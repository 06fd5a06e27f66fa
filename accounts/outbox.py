"""Outgoing mail: queued as a row with the change that caused it, delivered later, at least once and by one runner.

A mail whose delivery was cut short may come again; it keeps its Message-ID, by which clients know it.
"""

import logging
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from email.utils import make_msgid
from pathlib import Path
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from urllib.parse import parse_qsl, unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend
from django.core.mail.message import EmailMessage
from django.db import transaction
from django.utils import timezone

from accounts.models import OutgoingMail, User

# Control characters, marks that turn the reading direction, halves of pairs.
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
log = logging.getLogger(__name__)
BACKOFF = [timedelta(minutes=m) for m in (1, 5, 30, 120, 720)]
MAX_ATTEMPTS = len(BACKOFF) + 1


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
        kind=kind,
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
    """Call back what has not gone; returns how many. Waits for a runner with one in hand, and then finds it sent."""
    ids = [mail if isinstance(mail, int) else mail.pk for mail in mails]
    with transaction.atomic():
        # In one order, so that two who cancel the same mails wait for each other instead of both for ever.
        rows = OutgoingMail.objects.waiting().filter(pk__in=ids).order_by("pk").select_for_update()
        waiting = list(rows.values_list("pk", flat=True))
        return OutgoingMail.objects.filter(pk__in=waiting).update(cancelled_at=timezone.now())


class OutboxBackend(BaseEmailBackend):
    """Django's mail functions, and what libraries send by them, write outbox rows."""

    def send_messages(self, email_messages: Iterable[EmailMessage]) -> int:
        count = 0
        for message in email_messages:
            html = next((str(c) for c, kind in getattr(message, "alternatives", []) if kind == "text/html"), "")
            for to in message.recipients():
                queue(to, str(message.subject), str(message.body), html=html, headers=dict(message.extra_headers))
                count += 1
        return count


def deliver_due(limit: int = 100) -> int:
    """Deliver what is due, each mail in a transaction that holds its row; returns how many went out."""
    sent = 0
    for _ in range(limit):
        with transaction.atomic():
            due = OutgoingMail.objects.due(timezone.now()).order_by("send_after", "pk")
            mail = due.select_for_update(skip_locked=True).first()
            if mail is None:
                return sent
            sent += _deliver(mail)
    return sent


def _deliver(mail: OutgoingMail) -> bool:
    message = EmailMultiAlternatives(
        mail.subject, mail.body, mail.sender, [mail.to], headers={**mail.headers, "Message-ID": mail.message_id}
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    mail.attempts += 1
    now = timezone.now()
    try:
        _hand_over(mail, message)
    except Exception as error:
        log.warning("mail %s was not delivered: %s", mail.pk, type(error).__name__)
        mail.last_error = f"{type(error).__name__}: {error}"[:300]
        if _is_final(error) or mail.attempts >= MAX_ATTEMPTS:
            mail.failed_at = now
        else:
            mail.send_after = now + BACKOFF[mail.attempts - 1]
    else:
        mail.sent_at, mail.last_error = now, ""
    mail.save(update_fields=["attempts", "sent_at", "failed_at", "send_after", "last_error"])
    return mail.sent_at is not None


def _is_final(error: Exception) -> bool:
    """A 5xx answer is the server's last word."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, SMTPResponseException) and error.smtp_code >= 500


def _hand_over(mail: OutgoingMail, message: EmailMultiAlternatives) -> None:
    if settings.EMAIL_URL:
        if not _smtp().send_messages([message]):
            raise OSError("The server took no message.")
        return
    settings.MAIL_DIR.mkdir(parents=True, exist_ok=True)
    path: Path = settings.MAIL_DIR / f"{mail.pk:08d}.eml"
    half = path.with_suffix(".part")
    half.write_bytes(message.message().as_bytes())
    half.rename(path)  # whoever watches the folder never sees half a mail


def _smtp() -> SmtpBackend:
    url = urlsplit(settings.EMAIL_URL)
    query = dict(parse_qsl(url.query))
    return SmtpBackend(
        host=url.hostname,
        port=url.port or (465 if url.scheme == "smtps" else 25),
        username=unquote(url.username or ""),
        password=unquote(url.password or ""),
        use_tls=query.get("tls") == "1",
        use_ssl=url.scheme == "smtps",
        timeout=20,
    )
