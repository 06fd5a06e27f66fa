"""What students are written: the employer's own words where a person decides, ours for receipts.

Letters have placeholders, checked when saved and filled once: what a student typed is never read as one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts import mailing
from accounts.models import OutgoingMail, User
from applications.models import Application, Message, MessageTemplate, Move
from applications.models.choices import StageType
from lib import placeholders
from listings.models import Employer
from listings.vocabulary import taxonomy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MESSAGE, NEWS, QUESTION = MESSAGES = "message", "still-reading", "question"
PURPOSES: dict[str, "_StrPromise"] = {
    MESSAGE: _("A message"),
    NEWS: _("Still reading"),
    QUESTION: _("A question"),
    StageType.ASSESSMENT: _("Invitation to an assessment"),
    StageType.INTERVIEW: _("Invitation to an interview"),
    StageType.OFFER: _("An offer"),
    StageType.HIRED: _("Welcome"),
    StageType.REJECTED: _("Not this time"),
}
ALLOWED = ("name", "title", "employer", "answer_by", "reason")
TOLD = ("school", "degree", "field", "enrolled", "graduates_on", "work_permit")
WITHDRAW_SALT = "applications.withdraw"


@dataclass(frozen=True)
class Letter:
    """`is_final`: a person has read and edited the filled words; braces in them are only braces."""

    subject: str
    body: str
    is_final: bool = False

    def filled(self, application: Application, told: str = "") -> tuple[str, str]:
        """Subject and body. Raises placeholders.Empty where a value is missing."""
        if self.is_final:
            return " ".join(self.subject.split()), self.body
        values = values_for(application, told)
        subject = placeholders.fill(self.subject, values)
        return " ".join(subject.split()), placeholders.fill(self.body, values)


def values_for(application: Application, told: str = "") -> dict[str, str]:
    return {
        "name": application.name,
        "title": application.posting.title,
        "employer": application.posting.employer.name,
        "answer_by": day(application.answer_due_at, application.posting.time_zone, ends=True),
        "reason": told,
    }


def template(employer: Employer, purpose: str) -> Letter:
    own = MessageTemplate.objects.filter(employer=employer, purpose=purpose).first()
    return Letter(own.subject, own.body) if own else usual(purpose)


def for_moves(moves: Iterable[Move]) -> dict[tuple[int, str], Letter]:
    """As template(), for all of them by one statement: by employer's id and purpose."""
    wanted = {(move.application.posting.employer_id, move.to_stage.type) for move in moves}
    own = MessageTemplate.objects.filter(
        employer__in={employer for employer, _ in wanted}, purpose__in={purpose for _, purpose in wanted}
    )
    kept = {(row.employer_id, row.purpose): Letter(row.subject, row.body) for row in own}
    return {key: kept.get(key) or usual(key[1]) for key in wanted}


# The words we ship, for who has not written their own.
USUAL: dict[str, tuple["_StrPromise", "_StrPromise"]] = {
    MESSAGE: (
        _("Your application: {title}"),
        _("Hello {name},\n\nThank you for applying for {title}.\n\nBest wishes\n{employer}"),
    ),
    NEWS: (
        _("{employer}: still reading"),
        _(
            "Hello {name},\n\nWe are still reading the applications for {title}, yours among them. "
            "Nothing is decided yet; we will write when it is.\n\nBest wishes\n{employer}"
        ),
    ),
    QUESTION: (
        _("{employer}: a question about your application"),
        _(
            "Hello {name},\n\nWe are reading your application for {title} and would like to ask you something:"
            "\n\n\n\nBest wishes\n{employer}"
        ),
    ),
    StageType.ASSESSMENT: (
        _("{employer}: a small assessment for {title}"),
        _(
            "Hello {name},\n\nWe have read your application for {title} and would like to see how you work. "
            "We will write with the details of a small assessment.\n\nBest wishes\n{employer}"
        ),
    ),
    StageType.INTERVIEW: (
        _("{employer} would like to talk with you"),
        _(
            "Hello {name},\n\nWe have read your application for {title} and would like to talk with you. "
            "We will write to find a time.\n\nBest wishes\n{employer}"
        ),
    ),
    StageType.OFFER: (
        _("{employer}: an offer for {title}"),
        _(
            "Hello {name},\n\nWe would like to have you with us for {title}. "
            "We will write with the details of our offer.\n\nBest wishes\n{employer}"
        ),
    ),
    StageType.HIRED: (
        _("Welcome to {employer}"),
        _("Hello {name},\n\nWe look forward to working with you as our {title}.\n\nBest wishes\n{employer}"),
    ),
    StageType.REJECTED: (
        _("{employer}: your application for {title}"),
        _(
            "Hello {name},\n\nThank you for applying for {title}, and for the time you put into it. "
            "We have decided not to go on with your application.\n\nBest wishes\n{employer}"
        ),
    ),
}


def usual(purpose: str) -> Letter:
    subject, body = USUAL[purpose]
    return Letter(str(subject), str(body))


def draft(application: Application, purpose: str, told: str = "") -> Letter:
    """Filled for one student, for a person to read and edit before it goes."""
    subject, body = template(application.posting.employer, purpose).filled(application, told)
    return Letter(subject, body, is_final=True)


def check(letter: Letter) -> list[str]:
    """Placeholders that are unknown or broken, as they were written."""
    return [*placeholders.check(letter.subject, ALLOWED), *placeholders.check(letter.body, ALLOWED)]


def moved(move: Move, letter: Letter) -> OutgoingMail | None:
    """The mail, and its words in the move, where the student reads them again."""
    application, purpose = move.application, move.to_stage.type
    move.subject, move.body = subject, body = letter.filled(application, move.told)
    kind = "application-rejected" if purpose == StageType.REJECTED else "application-moved"
    context = {
        "subject": subject,
        "body": body,
        "told": move.told if move.told not in body else "",
        "reply_to": "",  # only who writes one message chooses to be written to
        **_links(application),
    }
    return mailing.send(kind, _user(application), context, send_after=move.visible_at)


def message(message: Message) -> OutgoingMail | None:
    context = {
        "subject": message.subject,
        "body": message.body,
        "reply_to": message.reply_to,
        **_links(message.application),
    }
    return mailing.send(
        "application-message",
        _user(message.application),
        context,
        send_after=message.visible_at,
        headers={"Reply-To": message.reply_to} if message.reply_to else None,
    )


def received(application: Application) -> OutgoingMail | None:
    """The receipt, with a copy of what was sent."""
    posting, zone = application.posting, application.posting.time_zone
    answers = [(answer.asked["text"], answer.value) for answer in application.answers.all()]
    context = {
        "application": application,
        "profile": profile(application),
        "answers": answers,
        "submitted": day(application.submitted_at, zone),
        "answer_by": day(application.answer_due_at, zone, ends=True),
        "days": posting.answer_within_days,
        "closes": day(posting.closes_at, zone, ends=True) if posting.closes_at else "",
        **_links(application),
    }
    return mailing.send("application-received", _user(application), context)


def profile(application: Application) -> list[tuple[str, str]]:
    """What went along of the profile, by its names; nothing that was not told."""
    label = {field.name: str(field.verbose_name).capitalize() for field in Application._meta.fields}
    said = {name: application.told(name) for name in TOLD}
    skills = [taxonomy.skills()[slug].name for slug in application.skills if slug in taxonomy.skills()]
    found = [(label[name], said[name]) for name in TOLD if said[name]]
    found += [(str(_("Skills")), ", ".join(skills))] if skills else []
    return found + [(str(_("Link")), url) for url in application.links]


def withdrawn(application: Application) -> OutgoingMail | None:
    return mailing.send("application-withdrawn", _user(application), _links(application))


def changed(application: Application, changes: list[str]) -> OutgoingMail | None:
    return mailing.send("posting-changed", _user(application), {**_links(application), "changes": changes})


def _user(application: Application) -> User:
    assert application.student
    return application.student.user


def _links(application: Application) -> dict[str, str]:
    posting = application.posting
    return {
        "name": application.name,
        "title": posting.title,
        "employer": posting.employer.name,
        "posting_url": urljoin(settings.SITE_URL, posting.get_absolute_url()),
        "application_url": urljoin(settings.SITE_URL, application.get_absolute_url()),
        "withdraw_url": urljoin(settings.SITE_URL, reverse("withdraw", args=[withdraw_token(application)])),
    }


def withdraw_token(application: Application) -> str:
    """For the link in the mail, which works without signing in."""
    return signing.dumps(application.pk, salt=WITHDRAW_SALT)


def by_withdraw_token(token: str) -> int | None:
    try:
        return int(signing.loads(token, salt=WITHDRAW_SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def day(when: datetime, zone: str, *, ends: bool = False) -> str:
    """ "24 January 2026". What ENDS at midnight ends on the day before."""
    return date_format((when - timedelta(microseconds=ends)).astimezone(ZoneInfo(zone)), "j F Y")
