"""The pages that ask before something is done to a posting, and those that say why it cannot be."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from listings.models import Membership, Posting
from listings.postings.lifecycle import NotAllowed, StillWaiting
from listings.public import phrasing
from panel import standing
from panel.forms.acting import DeadlineForm


def page(posting: Posting, verb: str) -> dict[str, Any]:
    named = {"title": standing.title_of(posting)}
    heading, button, sentences = {
        "close": (_("Close “%(title)s”"), _("Close it"), _closing),
        "extend": (_("Extend “%(title)s”"), _("Extend it"), _extending),
        "reopen": (_("Reopen “%(title)s”"), _("Reopen it"), _reopening),
        "archive": (_("Archive “%(title)s”"), _("Archive it"), _archiving),
    }[verb]
    return {"verb": verb, "heading": heading % named, "button": button, "sentences": sentences(posting)}


def waiting_text(count: int) -> str:
    return ngettext("%(n)s person waits for an answer.", "%(n)s people wait for an answer.", count) % {"n": count}


def _closing(posting: Posting) -> list[str]:
    said = [_("It leaves the lists at once and takes no more applications. Its page stays and says that it is closed.")]
    if posting.unanswered:
        draft = ngettext(
            "Closing prepares a draft answer, which waits for your word.",
            "Closing prepares a draft answer for each, which waits for your word.",
            posting.unanswered,
        )
        said.append(f"{waiting_text(posting.unanswered)} {draft}")
    return [*said, _("You can reopen it later.")]


def _extending(posting: Posting) -> list[str]:
    if not posting.closes_on:
        return [_("It has no closing date as it stands.")]
    return [_("It closes on %(day)s as it stands.") % {"day": phrasing.on_day(posting.closes_on)}]


def _reopening(posting: Posting) -> list[str]:
    said = [_("It is public again at once, and takes applications. The day it was first published stays.")]
    if needs_deadline(posting) and posting.closes_on:
        day = {"day": phrasing.on_day(posting.closes_on)}
        said.append(_("Its deadline of %(day)s has passed, so it needs a new one.") % day)
    elif posting.closes_on:
        said.append(_("Its deadline stays: %(day)s.") % {"day": phrasing.on_day(posting.closes_on)})
    return said


def _archiving(posting: Posting) -> list[str]:
    return [
        _("It is put away for good: it can no longer be reopened or changed."),
        _("Its public page stays for who has the address, and the applications stay in your inbox."),
    ]


def needs_deadline(posting: Posting) -> bool:
    return posting.closes_at is not None and posting.closes_at <= timezone.now()


def reopening_form(posting: Posting, data: Any) -> DeadlineForm | None:
    return DeadlineForm(posting, data) if needs_deadline(posting) else None


def refusal(posting: Posting, seat: Membership, refused: NotAllowed) -> dict[str, Any]:
    """Where POSTING, read anew, stands by now."""
    said = {"title": standing.title_of(posting), "status": standing.word(posting, timezone.now()).lower()}
    is_waited_for = isinstance(refused, StillWaiting)
    if is_waited_for:
        heading = _("“%(title)s” cannot be archived yet") % said
        text = f"{waiting_text(posting.unanswered)} {_('A posting is archived once everybody has had one.')}"
    else:
        heading, text = _not_allowed()[refused.verb] % said, _("It stands as: %(status)s.") % said
    url = waiting_url(seat.employer.slug, posting.pk) if is_waited_for else ""
    return {"heading": heading, "text": text, "waiting_url": url}


def waiting_url(slug: str, posting_id: int) -> str:
    return f"{reverse('review_inbox', args=[slug])}?posting={posting_id}&stage=all&unanswered=yes"


def _not_allowed() -> dict[str, str]:
    return {
        "confirm": _("“%(title)s” cannot be confirmed now"),
        "resume": _("“%(title)s” cannot be resumed now"),
        "pause": _("“%(title)s” cannot be paused now"),
        "extend": _("“%(title)s” cannot be extended now"),
        "reopen": _("“%(title)s” cannot be reopened now"),
        "close": _("“%(title)s” cannot be closed now"),
        "archive": _("“%(title)s” cannot be archived now"),
    }
