"""Mails as people read them: which kinds there are, who wants them, and their words from templates/emails/.

    mailing.send("application-received", user, {"name": …, …})

A kind has three templates: `<kind>_subject.txt`, `<kind>.txt`, `<kind>.html`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.template.backends.django import DjangoTemplates
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import outbox
from accounts.models import MutedMail, OutgoingMail, User

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

STOP_SALT = "accounts.stop-mail"
CHOICES = "/me/mail/"  # a page of a package above
TO_ANYBODY = ("account", "invitation", "report-received", "report-settled")  # who is written to may have no account


@dataclass(frozen=True)
class Kind:
    """`because` ends every mail of this kind. One that can be stopped has a `label` to choose it by."""

    because: "_StrPromise"
    label: "_StrPromise | str" = ""

    @property
    def is_stoppable(self) -> bool:
        return bool(self.label)


KINDS: dict[str, Kind] = {
    "account": Kind(_("Sent because this address has an account here, or somebody typed it into our pages.")),
    "application-received": Kind(_("Sent because you applied.")),
    "application-moved": Kind(_("Sent because you applied.")),
    "application-rejected": Kind(_("Sent because you applied.")),
    "application-message": Kind(_("Sent because you applied.")),
    "application-withdrawn": Kind(_("Sent because you applied, and withdrew.")),
    "desk-digest": Kind(_("Sent because you answer applications."), _("What waits for an answer at your employers")),
    "draft-reminder": Kind(_("Sent because you began an application."), _("Applications you began and did not send")),
    "posting-changed": Kind(_("Sent because you applied.")),
    "posting-decided": Kind(_("Sent because you sent a posting to be looked at, or own the employer.")),
    "posting-expires": Kind(_("Sent because you write postings for this employer.")),
    "posting-paused": Kind(_("Sent because you write postings for this employer.")),
    "claim-decided": Kind(_("Sent because you asked for an employer.")),
    "invitation": Kind(_("Sent because somebody invited this address to an employer.")),
    "seat-wanted": Kind(_("Sent because you own this employer here.")),
    "report-received": Kind(_("Sent because somebody reported a posting and gave this address.")),
    "report-settled": Kind(_("Sent because somebody reported a posting and gave this address.")),
    "saved-closing": Kind(_("Sent because you saved a posting."), _("Saved postings that close soon")),
}


def send(
    kind: str,
    to: User | str,
    context: Mapping[str, Any],
    *,
    subject: str = "",
    send_after: datetime | None = None,
    headers: Mapping[str, str] | None = None,
) -> OutgoingMail | None:
    """Queue one mail in the transaction of the change it tells of; None where this person does not want the kind.

    SUBJECT takes the place of the kind's own. What CONTEXT holds are words, never markup.
    """
    user = to if isinstance(to, User) else None
    headers = dict(headers or {})
    stop_url = ""
    if KINDS[kind].is_stoppable and user:
        if is_muted(user, kind):
            return None
        stop_url = stop_address(user, kind)
        headers |= {"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    words = {**frame(kind, stop_url), **context}
    return outbox.queue(
        user.email if user else str(to),
        subject or as_text(f"emails/{kind}_subject.txt", words),
        as_text(f"emails/{kind}.txt", words),
        html=render_to_string(f"emails/{kind}.html", words),
        kind=kind,
        user=user,
        send_after=send_after,
        headers=headers,
    )


def frame(kind: str, stop_url: str = "") -> dict[str, Any]:
    """What the base of every mail needs."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": urljoin(settings.SITE_URL, "/"),
        "because": KINDS[kind].because,
        "choices_url": "" if kind in TO_ANYBODY else urljoin(settings.SITE_URL, CHOICES),
        "stop_url": stop_url,
    }


def as_text(name: str, context: Mapping[str, Any]) -> str:
    """Plain text has no markup to guard against: an ampersand stays one."""
    return _text_engine().get_template(name).render(dict(context)).strip() + "\n"


@cache
def _text_engine() -> DjangoTemplates:
    folders = settings.TEMPLATES[0]["DIRS"]
    return DjangoTemplates({"NAME": "mail", "DIRS": folders, "APP_DIRS": False, "OPTIONS": {"autoescape": False}})


# Stopping


def is_muted(user: User, kind: str) -> bool:
    return MutedMail.objects.filter(user=user, kind=kind).exists()


def stop(user: User, kind: str) -> None:
    """No more of this kind, and none of what waits. Doing it twice is harmless."""
    with transaction.atomic():
        MutedMail.objects.get_or_create(user=user, kind=stoppable(kind), defaults={"at": timezone.now()})
        outbox.cancel(OutgoingMail.objects.waiting().filter(user=user, kind=kind))


def resume(user: User, kind: str) -> None:
    MutedMail.objects.filter(user=user, kind=stoppable(kind)).delete()


def stoppable(kind: str) -> str:
    if not KINDS[kind].is_stoppable:
        raise ValueError(f"{kind} cannot be stopped.")
    return kind


def stop_address(user: User, kind: str) -> str:
    token = signing.dumps([user.pk, stoppable(kind)], salt=STOP_SALT)
    return urljoin(settings.SITE_URL, reverse("stop_mail", args=[token]))


def by_stop_token(token: str) -> tuple[User, str] | None:
    """Whom and which kind an address of a mail means, however old it is."""
    try:
        user_id, kind = signing.loads(token, salt=STOP_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = User.objects.filter(pk=user_id).first()
    return (user, kind) if user and kind in KINDS and KINDS[kind].is_stoppable else None
