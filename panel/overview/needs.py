"""What needs an employer's people now, what presses most first; each with what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications import clock
from applications.models import Application
from listings.importing import merging
from listings.models import Membership, ModerationDecision, Posting
from listings.models.choices import Decision, PauseReason, Status
from listings.postings import moderating
from listings.postings.editing import STANDING
from listings.postings.lifecycle import LIVE
from listings.public import phrasing
from panel import lists, posting_rows, standing
from panel.overview.numbers import Answers
from panel.posting_rows import Tally

WEEK, FORTNIGHT = timedelta(days=7), timedelta(days=14)
NAMED = 5  # of one kind; the others are counted


@dataclass(frozen=True)
class Button:
    """`posts` acts at once; the others are links."""

    label: str
    url: str
    posts: bool = False


@dataclass(frozen=True)
class Need:
    """`node` is the class of its node."""

    node: str
    head: str
    text: str = ""
    buttons: list[Button] = field(default_factory=list)


def of(seat: Membership, answers: Answers, at: datetime) -> list[Need]:
    postings = list(_postings(seat, at))
    told = posting_rows.tallies(seat, [one.pk for one in postings if _closes_soon(one, at)])
    kinds = [
        list(_answers(seat, answers, at)),
        [_sent_back(one, seat) for one in postings if _was_sent_back(one)],
        [_closing(one, seat, told[one.pk], at) for one in postings if told.get(one.pk, Tally()).unread],
        [_doubted(one, seat, at) for one in postings if _is_doubtful(one, at)],
        [_waits(one, seat) for one in postings if (draft := standing.draft_of(one)) and draft.submitted_at],
    ]
    found = [need for kind in kinds for need in _named(kind, seat)]
    return found + list(_twins(seat)) + list(_verification(seat))


def _named(kind: list[Need], seat: Membership) -> list[Need]:
    if len(kind) <= NAMED + 1:
        return kind
    n = len(kind) - NAMED
    more = ngettext("%(n)s more posting like this", "%(n)s more postings like this", n) % {"n": n}
    return [*kind[:NAMED], Need("", more, "", [Button(_("All postings"), _url("panel_postings", seat))])]


def _url(name: str, seat: Membership, *args: int) -> str:
    return reverse(name, args=[seat.employer.slug, *args])


def _acting(verb: str, posting: Posting, seat: Membership) -> str:
    return _url(f"panel_{verb}", seat, posting.pk) + "?from=overview"


# --- answers -----------------------------------------------------------------------------------------------------


def _answers(seat: Membership, answers: Answers, at: datetime) -> Iterator[Need]:
    inbox = _url("review_inbox", seat)
    if answers.late == 1:
        yield _late(seat, at)
    elif answers.late:
        head = ngettext("%(n)s answer is late.", "%(n)s answers are late.", answers.late) % {"n": answers.late}
        text = ngettext("In %(n)s posting.", "In %(n)s postings.", answers.late_postings)
        button = Button(_("Answer them"), f"{inbox}?due=late")
        yield Need("bad", head, text % {"n": answers.late_postings}, [button])
    if answers.due:
        head = ngettext("%(n)s answer is due within a week", "%(n)s answers are due within a week", answers.due)
        text = ngettext("In %(n)s posting.", "In %(n)s postings.", answers.due_postings)
        button = Button(_("Open them") if answers.due > 1 else _("Open it"), f"{inbox}?due=week")
        yield Need("now", head % {"n": answers.due} + ".", text % {"n": answers.due_postings}, [button])


def _late(seat: Membership, at: datetime) -> Need:
    """The only one, by name."""
    one = Application.objects.for_member(seat).late(at).select_related("posting").defer("words", "cover_letter").first()
    if one is None:  # answered a moment ago
        return Need("done", _("The late answer has just been given."))
    now = clock.of(one, at)
    head = ngettext("One answer is %(n)s day late.", "One answer is %(n)s days late.", now.late) % {"n": now.late}
    said = {"name": one.name, "title": one.posting.title, "day": clock.say(now.promised_on, now.today)}
    text = _("%(name)s, %(title)s, promised by %(day)s.") % said
    return Need("bad", head, text, [Button(_("Answer"), _url("review_application", seat, one.pk))])


# --- postings ----------------------------------------------------------------------------------------------------


def _postings(seat: Membership, at: datetime) -> QuerySet[Posting]:
    """Those of which something may have to be said, what closes first, first; each with its latest decisions."""
    refused = ModerationDecision.objects.filter(
        posting=OuterRef("pk"),
        is_change=True,
        decision=Decision.REQUEST_CHANGES,
        decided_at__gte=OuterRef("draft__saved_at"),
    )
    unsent = Q(draft__isnull=False, draft__submitted_at=None, status__in=STANDING)
    wanted = (
        Q(status=Status.CHANGES_REQUESTED)
        | Q(status__in=LIVE, closes_at__gt=at, closes_at__lte=at + WEEK)
        | Q(status=Status.PUBLISHED, source=None, expires_at__lte=at + FORTNIGHT)
        | Q(paused_reason=PauseReason.UNCONFIRMED)
        | Q(draft__submitted_at__isnull=False)
        | unsent & Exists(refused)
    )
    decisions = ModerationDecision.objects.filter(decision=Decision.REQUEST_CHANGES).order_by("decided_at", "pk")
    found = lists.of_employer(seat, at).filter(wanted).select_related("draft").defer(*lists.HEAVY)
    found = found.order_by(F("closes_at").asc(nulls_last=True), "pk")
    return found.prefetch_related(Prefetch("decisions", decisions, to_attr="sent_back"))


def _said(posting: Posting) -> dict[str, str]:
    return {"title": standing.title_of(posting)}


def _was_sent_back(posting: Posting) -> bool:
    """It, or the change of it that is being written on."""
    if posting.status == Status.CHANGES_REQUESTED:
        return True
    draft, decisions = standing.draft_of(posting), posting.sent_back  # type: ignore[attr-defined]
    if not draft or draft.submitted_at or posting.status not in STANDING:
        return False
    return any(one.is_change and one.decided_at >= draft.saved_at for one in decisions)


def _sent_back(posting: Posting, seat: Membership) -> Need:
    decisions = posting.sent_back  # type: ignore[attr-defined]
    lines = decisions[-1].words.strip().splitlines() if decisions else []
    if posting.status == Status.CHANGES_REQUESTED:
        head = _("“%(title)s” was sent back by moderation") % _said(posting)
    else:
        head = _("The change of “%(title)s” was sent back by moderation") % _said(posting)
    button = Button(_("Correct it"), _url("panel_editor", seat, posting.pk))
    return Need("bad", head + (":" if lines else "."), lines[0][:200] if lines else "", [button])


def _closes_soon(posting: Posting, at: datetime) -> bool:
    return posting.status in LIVE and posting.closes_at is not None and at < posting.closes_at <= at + WEEK


def _closing(posting: Posting, seat: Membership, told: Tally, at: datetime) -> Need:
    said, left = _said(posting), 0
    if posting.closes_on:
        left = (posting.closes_on - clock.on(at, posting.time_zone)).days
        said["day"] = date_format(posting.closes_on, "l")
    pattern = _("“%(title)s” closes on %(day)s")
    if left < 2:
        pattern = _("“%(title)s” closes tomorrow") if left else _("“%(title)s” closes today")
    n = {"unread": told.unread, "all": told.applied}
    text = ngettext(
        "with %(unread)s of %(all)s application unread.",
        "with %(unread)s of %(all)s applications unread.",
        told.applied,
    )
    buttons = [Button(_("Read them"), f"{_url('review_inbox', seat)}?posting={posting.pk}&stage=all&sort=newest")]
    if not posting.source_id:
        buttons.insert(0, Button(_("Extend"), _acting("extend", posting, seat)))
    return Need("", pattern % said, text % n, buttons)


def _is_doubtful(posting: Posting, at: datetime) -> bool:
    """Nobody has said that it is still open, or nobody will have in time. A deadline that comes first needs no word."""
    if posting.source_id or standing.is_over(posting, at):
        return False
    if posting.paused_reason == PauseReason.UNCONFIRMED:
        return True
    ends = posting.expires_at if posting.status == Status.PUBLISHED else None
    if ends is None or ends > at + FORTNIGHT:
        return False
    return posting.closes_at is None or posting.closes_at > ends


def _doubted(posting: Posting, seat: Membership, at: datetime) -> Need:
    close = Button(_("Close…"), _acting("close", posting, seat))
    if standing.is_doubted(posting, at):
        verb = "confirm" if posting.status == Status.PUBLISHED else "resume"
        head = _("“%(title)s” is paused:") % _said(posting)
        buttons = [Button(_("It is still open"), _url(f"panel_{verb}", seat, posting.pk), posts=True), close]
        return Need("bad", head, _("nobody had said that it is still open."), buttons)
    head = _("Is “%(title)s” still open?") % _said(posting)
    day = phrasing.in_zone(posting.expires_at, posting.time_zone).date() if posting.expires_at else at.date()
    text = _("Unless somebody says so, it is paused on %(day)s.") % {"day": phrasing.on_day(day)}
    return Need("", head, text, [Button(_("Yes"), _url("panel_confirm", seat, posting.pk), posts=True), close])


def _waits(posting: Posting, seat: Membership) -> Need:
    head = _("A change of “%(title)s” waits to be checked.") % _said(posting)
    button = Button(_("Look at it"), _url("panel_editor", seat, posting.pk))
    return Need("next", head, _("The page stays as it was until then."), [button])


def _twins(seat: Membership) -> Iterator[Need]:
    """Students would find the role twice; nobody looks for the page of twins unless told that there are some."""
    if not Posting.objects.filter(employer=seat.employer_id, source__isnull=False).exists():
        return
    if n := len(merging.suggestions(seat.employer_id)):
        head = ngettext("%(n)s role seems to stand here twice:", "%(n)s roles seem to stand here twice:", n) % {"n": n}
        text = _("as you wrote it, and as it was read from a list or board.")
        yield Need("now", head, text, [Button(_("Look at them"), _url("panel_twins", seat))])


def _verification(seat: Membership) -> Iterator[Need]:
    """Told while something waits for it; at a work address it comes with the first posting."""
    employer = seat.employer
    waiting = Posting.objects.filter(employer=employer, status=Status.IN_MODERATION)
    if employer.verified_at or not waiting.exists() or not moderating.needs_verification(employer):
        return
    head = _("A moderator finds out who you are.")
    text = _("Until %(employer)s is verified, what you sent waits.") % {"employer": employer.name}
    button = Button(_("Say more about you"), _url("panel_profile", seat))
    yield Need("next", head, text, [button])
