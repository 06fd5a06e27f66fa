"""Mails about somebody's own account, sent alike whether there is one: the words are templates of allauth's names."""

from email.utils import parseaddr
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from accounts import mailing, outbox
from accounts.models import OutgoingMail, User


def send(name: str, to: str, context: dict[str, Any]) -> OutgoingMail:
    """NAME is a path such as account/email/login_code; a code among CONTEXT is set large."""
    words = {"code": "", **mailing.frame("account"), **addresses(), **context}
    words["subject"] = mailing.as_text(f"{name}_subject.txt", words).strip()
    words["paragraphs"] = mailing.as_text(f"{name}_message.txt", words).strip().split("\n\n")
    return outbox.queue(
        to,
        words["subject"],
        mailing.as_text("emails/account.txt", words),
        html=render_to_string("emails/account.html", words),
        kind="account",
        # A former address has no holder any more, and its last mail goes with the account all the same.
        user=holder if isinstance(holder := context.get("user"), User) else outbox.holder(to),
    )


def sender() -> str:
    """The address to look for among unwanted mail."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def addresses() -> dict[str, str]:
    pages = {"signup_url": "account_signup", "reset_url": "account_reset_password", "sessions_url": "usersessions_list"}
    return {name: urljoin(settings.SITE_URL, reverse(page)) for name, page in pages.items()}
