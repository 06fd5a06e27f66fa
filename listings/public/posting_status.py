"""Where a posting stands: open, not yet, no longer, and how one applies."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from listings.models import Posting
from listings.models.choices import ApplyKind, CloseReason, Status
from listings.models.posting import READABLE
from listings.public import channel, phrasing, rows
from listings.public.parts import Notice
from listings.public.posting_read import Reading
from listings.public.viewer import Begun, Viewer
from listings.search.facets import term_label

OPEN, SOON, PAUSED, UNREAD, CLOSED = "open", "soon", "paused", "unread", "closed"


def state(reading: Reading) -> str:
    posting = reading.posting
    if reading.is_open:
        return SOON if posting.opens_at and posting.opens_at > reading.at else OPEN
    if posting.status in (Status.CLOSED, Status.ARCHIVED) or closes_passed(reading):
        return CLOSED
    return PAUSED if posting.status == Status.PAUSED or posting.source is None else UNREAD


def closes_passed(reading: Reading) -> bool:
    closes_at = reading.posting.closes_at
    return closes_at is not None and closes_at <= reading.at


def closed_on(posting: Posting) -> date:
    if posting.closed_at:
        return phrasing.in_zone(posting.closed_at, posting.time_zone).date()
    assert posting.closes_on  # closed by its deadline alone
    return posting.closes_on


def closed_text(posting: Posting) -> str:
    """ "Closed on 12 March 2025, filled." """
    reason = CloseReason(posting.closed_reason or CloseReason.DEADLINE).label
    return _("Closed on %(day)s, %(reason)s.") % {"day": phrasing.on_day(closed_on(posting)), "reason": reason}


def over_text(posting: Posting, at: datetime) -> str:
    """Why a posting of an employer's past is there."""
    if posting.closed_at or (posting.closes_at and posting.closes_at <= at):
        return closed_text(posting)
    return _("Paused.") if posting.status == Status.PAUSED else _unread_text(posting)


def notice(reading: Reading) -> Notice | None:
    posting, stands = reading.posting, state(reading)
    if stands == CLOSED:
        return _over(posting)
    if stands == PAUSED:
        return Notice(_("Paused."), _("The employer takes no applications at present."), icon="lock")
    if stands == UNREAD:
        return Notice(_("Perhaps no longer open."), _unread_text(posting), icon="lock")
    return _beyond_its_term(reading)


def _over(posting: Posting) -> Notice:
    goes_on = posting.merged_into
    if goes_on is None or goes_on.status not in READABLE:
        return Notice(closed_text(posting), _("It stays readable; nobody can apply."), icon="lock")
    text = _("The employer has written it here themselves.")
    return Notice(closed_text(posting), text, icon="lock", url=goes_on.get_absolute_url(), link_text=goes_on.title)


def _beyond_its_term(reading: Reading) -> Notice | None:
    """A list may carry a posting when its terms have passed; we cannot know better, but the reader should see it."""
    named = [term.slug for term in reading.terms]
    if not named or not all(phrasing.is_over(slug, reading.at) for slug in named):
        return None
    spoken = phrasing.all_of([term_label(slug) for slug in named])
    head = ngettext("%(terms)s is over.", "%(terms)s are over.", len(named)) % {"terms": spoken}
    return Notice(head, _("Ask the employer whether this is still meant before you spend an evening on it."))


def _unread_text(posting: Posting) -> str:
    if posting.source and posting.source.read_at:
        return _("The list it came from was last read on %(day)s. Too long ago to send you there.") % {
            "day": phrasing.on_day(posting.source.read_at.date())
        }
    return _("The list it came from has not been read.")


def apply(reading: Reading, viewer: Viewer) -> dict[str, Any]:
    posting, stands = reading.posting, state(reading)
    way: dict[str, Any] = {"kind": "none", "url": "", "host": "", "label": "", "note": "", "lines": []}
    way["mine"] = _mine(posting, viewer)
    way["begun"] = begun(viewer.begun[posting.pk], reading.at) if posting.pk in viewer.begun else None
    if stands == CLOSED:
        day = phrasing.on_day(closed_on(posting))
        return way | {"label": _("Closed on %(day)s") % {"day": day}}
    if stands == PAUSED:
        return way | {"label": _("Paused")}
    if stands == UNREAD:
        return way | {"label": _("No longer confirmed")}
    if stands == SOON:
        return way | {"label": _opens(posting), "note": _("Until then nobody can apply.")}
    if posting.apply_kind == ApplyKind.HERE:
        return way if way["mine"] else way | _here(reading)
    host = host_of(posting)
    lines = [_("leads to %(host)s") % {"host": host}, *_closes_short(reading)]
    return way | {
        "kind": "outside",
        "url": channel.link(reverse("out", args=[posting.pk])),
        "host": host,
        "lines": lines,
    }


def _here(reading: Reading) -> dict[str, Any]:
    posting = reading.posting
    days = posting.answer_within_days
    answer = ngettext("answer within a day", "answer within %(n)s days", days) % {"n": days}
    url = channel.link(reverse("apply", args=[f"{posting.pk}-{posting.slug}"]))
    return {"kind": "here", "url": url, "lines": [*_closes_short(reading), answer, *_asked(posting)]}


def _asked(posting: Posting) -> list[str]:
    """ "3 questions, one of them optional": what awaits whoever applies."""
    n, optional = len(posting.asked), sum(not one["required"] for one in posting.asked)
    if not n:
        return []
    if optional == n:
        return [ngettext("%(n)s optional question", "%(n)s optional questions", n) % {"n": n}]
    if not optional:
        return [ngettext("%(n)s question", "%(n)s questions", n) % {"n": n}]
    said = ngettext("%(n)s questions, %(m)s of them optional", "%(n)s questions, %(m)s of them optional", n)
    return [said % {"n": n, "m": optional}]


def _mine(posting: Posting, viewer: Viewer) -> dict[str, str] | None:
    """Who has applied is led to what was sent, whatever became of the posting."""
    if not (number := viewer.applied.get(posting.pk)):
        return None
    url = reverse("my_application", args=[number])
    return {"text": _("You have applied."), "url": url, "link_text": _("Your application")}


def begun(one: Begun, at: datetime, *, is_named: bool = False) -> dict[str, str]:
    """What lies half written; where the posting does not stand around it, IS_NAMED."""
    said = {"day": rows.day(one.at, at), "title": one.title, "employer": one.employer}
    if one.waits:
        named = _("Your application for %(title)s at %(employer)s, sent on %(day)s, waits for the code from the mail.")
        here = _("Your application, sent on %(day)s, waits for the code from the mail.")
        return {"text": (named if is_named else here) % said, "url": one.url, "link_text": _("Enter the code")}
    named = _("You began an application for %(title)s at %(employer)s on %(day)s.")
    text = (named if is_named else _("You began an application on %(day)s.")) % said
    return {"text": text, "url": one.url, "link_text": _("Go on with your draft")}


def _opens(posting: Posting) -> str:
    assert posting.opens_at
    opens = phrasing.in_zone(posting.opens_at, posting.time_zone)
    return _("Opens on %(day)s") % {"day": phrasing.on_day(opens.date())}


def host_of(posting: Posting) -> str:
    """Read from the stored address itself, so that the page cannot name another one than the reader comes to."""
    return urlsplit(posting.apply_url).hostname or posting.apply_url


def _closes_short(reading: Reading) -> list[str]:
    posting = reading.posting
    if not posting.closes_at:
        return []
    return [_("closes %(day)s") % {"day": rows.day(posting.closes_at, reading.at, posting.time_zone)}]


def answer(reading: Reading) -> dict[str, Any] | None:
    """The promised answer, of postings that take applications here."""
    posting = reading.posting
    if posting.apply_kind != ApplyKind.HERE or state(reading) not in (OPEN, SOON):
        return None
    days = posting.answer_within_days
    n = {"n": days}
    return {
        "title": ngettext("They answer within a day", "They answer within %(n)s days", days) % n,
        "label": ngettext(
            "A line of one day from your application to the promised answer",
            "A line of %(n)s days from your application to the promised answer",
            days,
        )
        % n,
        "ticks": [f"{100 * day / days:.2f}%" for day in range(1, days)],
        "later": ngettext("a day later", "%(n)s days later", days) % n,
        "kept": None,
    }


def history(reading: Reading) -> list[dict[str, Any]]:
    """What became of a posting that is over, newest first."""
    posting = reading.posting
    if state(reading) != CLOSED:
        return []
    reason = CloseReason(posting.closed_reason or CloseReason.DEADLINE).label
    return [event(_("Closed: %(reason)s") % {"reason": reason}, closed_on(posting)), *opened(posting)]


def opened(posting: Posting) -> list[dict[str, Any]]:
    if not posting.first_published_at:
        return []
    word = _("Opened") if posting.source is None else _("Posted")
    return [event(word, phrasing.in_zone(posting.first_published_at, posting.time_zone).date())]


def event(text: str, day: date) -> dict[str, Any]:
    return {"text": text, "date": phrasing.on_day(day), "iso": day.isoformat()}
