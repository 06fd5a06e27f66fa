"""/me/: where the applications of one person stand, in four lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from applications import clock, timeline
from applications.me import phrases
from applications.models import Application, ApplicationDraft, Elsewhere
from applications.models.choices import ElsewhereStatus, StageType
from applications.timeline import Told
from listings.models import Posting
from listings.models.choices import ApplyKind

OPEN, ANSWERED, ELSEWHERE, DRAFTS = TABS = ("open", "answered", "elsewhere", "drafts")
NAMED_IN_THE_SENTENCE = 3
ASK_AGAIN = timedelta(days=1)


@dataclass
class Standing:
    """Everything of one person that the page counts; the lists are read once."""

    user: User
    at: datetime

    @cached_property
    def told(self) -> list[Told]:
        mine = Application.objects.for_student(self.user).select_related("posting__employer")
        mine = mine.prefetch_related("posting__posting_places__place", *timeline.prefetched(self.at))
        found = [timeline.told(application, self.at) for application in mine]
        return sorted(found, key=lambda one: one.changed_at, reverse=True)

    @cached_property
    def open(self) -> list[Told]:
        return [one for one in self.told if one.state == timeline.OPEN]

    @cached_property
    def over(self) -> list[Told]:
        return [one for one in self.told if one.state != timeline.OPEN]

    @cached_property
    def elsewhere(self) -> list[Elsewhere]:
        mine = Elsewhere.objects.filter(student__user=self.user).select_related("posting")
        return sorted(mine, key=lambda one: (asks(one, self.at), one.changed_at), reverse=True)

    @cached_property
    def drafts(self) -> list[ApplicationDraft]:
        """Of postings not applied for: a change that is not in order yet is a draft as well."""
        mine = ApplicationDraft.objects.filter(user=self.user).select_related("posting__employer")
        sent = [one.application.posting_id for one in self.told if one.application.is_living]
        return list(mine.exclude(posting__in=sent).order_by("-saved_at"))

    @cached_property
    def changeable(self) -> set[int]:
        """Postings whose form still takes changes."""
        ids = [one.application.posting_id for one in self.open]
        still = Posting.objects.open(self.at).filter(pk__in=ids, apply_kind=ApplyKind.HERE)
        return set(still.values_list("pk", flat=True)) if ids else set()


def context(user: User, tab: str, at: datetime) -> dict[str, Any]:
    standing = Standing(user, at)
    if tab not in TABS:
        tab = OPEN if standing.open or not standing.over else ANSWERED
    return {
        "sentence": sentence(standing),
        "tab": tab,
        "tabs": _tabs(standing, tab),
        "items": [item(one, standing) for one in {OPEN: standing.open, ANSWERED: standing.over}.get(tab, [])],
        "elsewhere": [_elsewhere(one, at) for one in standing.elsewhere] if tab == ELSEWHERE else [],
        "drafts": [_draft(one, at) for one in standing.drafts] if tab == DRAFTS else [],
    }


def _tabs(standing: Standing, current: str) -> list[dict[str, Any]]:
    withdrawn = any(one.state == timeline.WITHDRAWN for one in standing.over)
    labels: dict[str, tuple[str, Sequence[object]]] = {
        OPEN: (_("Open"), standing.open),
        ANSWERED: (_("Answered or withdrawn") if withdrawn else _("Answered"), standing.over),
        ELSEWHERE: (_("Elsewhere"), standing.elsewhere),
        DRAFTS: (_("Drafts"), standing.drafts),
    }
    address = reverse("me")
    return [
        {"label": label, "count": len(rows), "url": f"{address}?show={name}", "current": name == current}
        for name, (label, rows) in labels.items()
    ]


def sentence(standing: Standing) -> list[str]:
    """ "Five open. Tidewater answers by 24 January. Kestrel is three days late." """
    count = len(standing.open)
    if not standing.told:
        head = _("Nothing sent from here yet.")
    else:
        said = phrases.capital(phrases.number(count))
        head = ngettext("%(n)s open.", "%(n)s open.", count) % {"n": said} if count else _("Nothing open.")
    said_of = [_said(one) for one in _most_urgent(standing)]
    asked = sum(1 for one in standing.elsewhere if asks(one, standing.at))
    if asked:
        n = phrases.number(asked)
        left = ngettext("You left for one employer’s own site:", "You left for %(n)s employers’ own sites:", asked)
        url = f"{reverse('me')}?show={ELSEWHERE}"
        said_of.append(format_html('{} <a href="{}">{}</a>', left % {"n": n}, url, _("did you apply?")))
    return [format_html("<strong>{}</strong>", head), *said_of]


def _most_urgent(standing: Standing) -> list[Told]:
    """Good news first, then who is late, then who answers next."""

    def key(one: Told) -> tuple[int, datetime]:
        return (0 if _invited(one) else 1, one.application.answer_due_at)

    matters = [one for one in standing.open if _invited(one) or not one.is_answered]
    return sorted(matters, key=key)[:NAMED_IN_THE_SENTENCE]


def _invited(one: Told) -> bool:
    last = one.last_move
    return last is not None and last.to_stage.type in (StageType.ASSESSMENT, StageType.INTERVIEW, StageType.OFFER)


def _said(one: Told) -> str:
    employer = one.application.posting.employer.name
    if _invited(one):
        assert one.last_move
        pattern = {
            StageType.ASSESSMENT: _("%(employer)s asks for an assessment."),
            StageType.INTERVIEW: _("%(employer)s wants to talk with you."),
            StageType.OFFER: _("%(employer)s makes you an offer."),
        }[StageType(one.last_move.to_stage.type)]
        return pattern % {"employer": employer}
    hand = clock.of(one.application, one.at)
    if hand.late:
        n = phrases.number(hand.late)
        late = ngettext("%(n)s day late", "%(n)s days late", hand.late) % {"n": n}
        return format_html(_("{} is {}."), employer, format_html('<span class="late-word">{}</span>', late))
    day = clock.say(hand.promised_on, hand.today).replace(" ", "\u00a0")
    return _("%(employer)s answers by %(day)s.") % {"employer": employer, "day": day}


def item(one: Told, standing: Standing) -> dict[str, Any]:
    application = one.application
    hand = clock.of(application, one.at)
    entries = timeline.entries(one)
    waits = one.state == timeline.OPEN and not one.is_answered
    return {
        "id": application.pk,
        "title": application.posting.title,
        "url": application.get_absolute_url(),
        "by": by_line(application.posting),
        "clock": clock.drawn(hand) if waits else None,
        # Where nothing but applying has happened, the clock says it all.
        "entries": entries if len(entries) > 1 or not waits else [],
        "messages": len(one.messages) + sum(bool(move.body) for move in one.moves),
        "can_change": one.state == timeline.OPEN and application.posting_id in standing.changeable,
        "can_withdraw": one.state == timeline.OPEN,
    }


def by_line(posting: Posting) -> str:
    """ "Tidewater Ledger, New York"."""
    places = [p.place.label if p.place else p.raw for p in posting.posting_places.all()]
    return ", ".join([posting.employer.name, *places[:1]])


def asks(one: Elsewhere, at: datetime) -> bool:
    """Whether to ask "did you apply?": at once, and a day after each "not yet"."""
    if one.status != ElsewhereStatus.LEFT or one.left_at is None:
        return False
    was_asked = one.changed_at - one.left_at > timedelta(seconds=5)
    return not was_asked or at - one.changed_at > ASK_AGAIN


def _elsewhere(one: Elsewhere, at: datetime) -> dict[str, Any]:
    return {
        "id": one.pk,
        "title": one.title,
        "url": one.posting.get_absolute_url() if one.posting else one.url,
        "employer": one.employer,
        "status": _stands(one),
        "asks": asks(one, at),
        "left": _spoken(one.left_at, at),
        "applied_on": clock.say(one.applied_on, at.date()) if one.applied_on else "",
        "is_applied": one.status != ElsewhereStatus.LEFT,
        "is_only_applied": one.status == ElsewhereStatus.APPLIED,
        "is_over": one.status in (ElsewhereStatus.REJECTED, ElsewhereStatus.NO_ANSWER),
        "note": one.note,
    }


def _stands(one: Elsewhere) -> str:
    return {
        ElsewhereStatus.LEFT: _("Not applied yet"),
        ElsewhereStatus.APPLIED: _("You applied"),
        ElsewhereStatus.INTERVIEW: _("Invited to a conversation"),
        ElsewhereStatus.OFFER: _("They make you an offer"),
        ElsewhereStatus.REJECTED: _("Not this time"),
        ElsewhereStatus.NO_ANSWER: _("No answer"),
    }[ElsewhereStatus(one.status)]


def _draft(one: ApplicationDraft, at: datetime) -> dict[str, Any]:
    return {
        "title": one.posting.title,
        "employer": one.posting.employer.name,
        "url": f"{one.posting.get_absolute_url()}apply/",
        "saved": _spoken(one.saved_at, at),
    }


def _spoken(when: datetime | None, at: datetime) -> str:
    return clock.say(when.date(), at.date()) if when else ""
