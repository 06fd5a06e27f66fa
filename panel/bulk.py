"""Many postings at once: what would happen to each, and what did. Each is a transaction of its own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from lib.text import is_id
from listings.models import Membership, Posting
from listings.models.choices import CloseReason
from listings.postings import editing, lifecycle
from listings.postings.lifecycle import NotAllowed
from listings.public import phrasing
from panel import asking, lists, offered, standing
from panel.forms.acting import wrong_with
from panel.forms.bulk import BulkCloseForm, BulkExtendForm

MOST = 200
VERBS = ("close", "extend")


@dataclass(frozen=True)
class Line:
    """`can` before it is done, `done` afterwards; `text` says what, or why not."""

    posting: Posting
    title: str
    good: bool
    text: str


def chosen(data: QueryDict, seat: Membership, at: datetime) -> list[Posting]:
    """In the order of the list. One that is not there for this seat answers 404, whoever's it is."""
    given = [value for values in data.getlist("ids") for value in values.split(",") if value]
    if len(given) > MOST or not all(is_id(value) for value in given):
        raise Http404
    ids = {int(value) for value in given}
    found = list(lists.listed(seat, lists.Asked(), at).filter(pk__in=ids))
    if len(found) < len(ids):
        raise Http404
    return found


def lines(verb: str, postings: list[Posting], seat: Membership, at: datetime) -> list[Line]:
    """Before it is done."""
    return [
        Line(posting, standing.title_of(posting), *_would(verb, posting, verb in offered.offered(posting, seat), at))
        for posting in postings
    ]


def _would(verb: str, posting: Posting, can: bool, at: datetime) -> tuple[bool, str]:
    if not can:
        if verb == "extend" and posting.source_id:
            return False, _("stays as it is: its source says when it closes")
        return False, _("stays as it is: %(status)s") % {"status": standing.word(posting, at).lower()}
    if verb == "close":
        return True, asking.waiting_text(posting.unanswered) if posting.unanswered else _("nobody waits for an answer")
    if posting.closes_on:
        return True, _("closes on %(day)s as it stands") % {"day": phrasing.on_day(posting.closes_on)}
    return True, _("has no closing date as it stands")


def form(verb: str, data: QueryDict | None, planned: list[Line]) -> BulkCloseForm | BulkExtendForm:
    """About those that can be done."""
    good = [line.posting for line in planned if line.good]
    if verb == "close":
        return BulkCloseForm(data, count=len(good))
    return BulkExtendForm(data, count=len(good), zones=[posting.time_zone for posting in good])


def act(verb: str, planned: list[Line], said: dict[str, Any], *, by: User, at: datetime) -> list[Line]:
    """What became of each, in words; those that could not be done before are said again."""
    return [_acted(verb, line, said, by, at) if line.good else line for line in planned]


def _acted(verb: str, line: Line, said: dict[str, Any], by: User, at: datetime) -> Line:
    posting = line.posting
    try:
        if verb == "close":
            lifecycle.close(posting, by=by, reason=CloseReason(said["reason"]))
            return Line(posting, line.title, True, _("closed"))
        if wrong := wrong_with(posting, said["closes_on"], at):
            return Line(posting, line.title, False, wrong)
        editing.extend(posting, said["closes_on"], by=by)
        day = phrasing.on_day(said["closes_on"])
        return Line(posting, line.title, True, _("closes on %(day)s now") % {"day": day})
    except ValueError:
        return Line(posting, line.title, False, _("A colleague has just set a later date."))
    except NotAllowed:
        now = Posting.objects.get(pk=posting.pk)
        status = standing.word(now, at).lower()
        return Line(posting, line.title, False, _("stays as it is: %(status)s") % {"status": status})
