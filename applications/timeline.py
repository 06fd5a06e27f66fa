"""What became of an application, in plain sentences, as its student may read it.

Only what can no longer be taken back is told; reasons, notes and the employer's own names of stages never are.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications import clock
from applications.models import Application, ApplicationRevision, Message, Move
from applications.models.choices import FINAL, TOLD, StageType
from lib.phrases import all_of
from listings.public import phrasing
from listings.vocabulary import taxonomy

OPEN, ANSWERED, WITHDRAWN = "open", "answered", "withdrawn"
MOST_NAMED = 4  # things of one change
DONE, NOW, START, BAD, TO_COME = "done", "now", "", "bad", "next"


@dataclass(frozen=True)
class Entry:
    """`node` is how it is drawn; `is_branch` leaves the line, as a conversation does; `anchor` leads to a letter."""

    text: str
    at: datetime
    sub: str = ""
    node: str = DONE
    is_branch: bool = False
    anchor: str = ""
    day: str = ""
    iso: str = ""


@dataclass(frozen=True)
class Told:
    """An application with what its student may know of it at an instant."""

    application: Application
    moves: Sequence[Move]
    messages: Sequence[Message]
    revisions: Sequence[ApplicationRevision]
    at: datetime

    @property
    def last_move(self) -> Move | None:
        return self.moves[-1] if self.moves else None

    @property
    def outcome(self) -> str:
        """Of the last move told: "hired", "rejected" or ''."""
        last = self.last_move
        return str(last.to_stage.type) if last and last.to_stage.type in FINAL else ""

    @property
    def is_answered(self) -> bool:
        return bool(self.messages) or any(move.to_stage.type in TOLD for move in self.moves)

    @property
    def state(self) -> str:
        if self.application.withdrawn_at:
            return WITHDRAWN
        return ANSWERED if self.outcome else OPEN

    @property
    def changed_at(self) -> datetime:
        whens = [self.application.submitted_at, self.application.withdrawn_at]
        whens += [move.visible_at for move in self.moves] + [message.visible_at for message in self.messages]
        return max(when for when in whens if when)


def prefetched(at: datetime) -> list[Prefetch]:  # type: ignore[type-arg]
    """For a queryset of applications that `told` reads: three statements, however many there are."""
    moves = Move.objects.told(at).select_related("to_stage").order_by("at", "pk")
    messages = Message.objects.filter(undone_at=None, visible_at__lte=at)
    return [
        Prefetch("moves", moves, to_attr="told_moves"),
        Prefetch("messages", messages, to_attr="told_messages"),
        Prefetch("revisions", ApplicationRevision.objects.all(), to_attr="told_revisions"),
    ]


def told(application: Application, at: datetime) -> Told:
    """Of an application that was read with `prefetched`."""
    found = vars(application)
    # A withdrawn one hears no more: what came later was not for the student.
    until = application.withdrawn_at or at
    return Told(
        application,
        [move for move in found["told_moves"] if move.visible_at <= until],
        [message for message in found["told_messages"] if message.visible_at <= until],
        found["told_revisions"],
        at,
    )


def entries(one: Told) -> list[Entry]:
    """Newest first. The newest is amber, or red where it is a no; the first is hollow."""
    happened = sorted(_happened(one), key=lambda entry: entry.at)[::-1]
    last = len(happened) - 1
    nodes = [START if n == last else entry.node for n, entry in enumerate(happened)]
    if last > 0 and nodes[0] == DONE:
        nodes[0] = NOW
    zone = one.application.posting.time_zone
    return [_dated(replace(entry, node=node), one.at, zone) for entry, node in zip(happened, nodes, strict=True)]


def _dated(entry: Entry, at: datetime, zone: str) -> Entry:
    day = clock.on(entry.at, zone)
    return replace(entry, day=clock.say(day, clock.on(at, zone)), iso=day.isoformat())


def _happened(one: Told) -> Iterator[Entry]:
    application = one.application
    yield Entry(_("You applied"), application.submitted_at)
    for revision, after in _with_next(one.revisions):
        now = after.before if after else {"skills": application.skills}
        yield Entry(changed(revision, now), revision.at)
    if application.opened_at and application.opened_at <= (application.withdrawn_at or one.at):
        yield Entry(_("Opened"), application.opened_at)
    yield from _moved(one)
    for message in one.messages:
        said = {"employer": application.posting.employer.name, "subject": message.subject}
        text = _("%(employer)s wrote: %(subject)s") % said
        yield Entry(text, message.visible_at, anchor=f"message-{message.pk}")
    if application.withdrawn_at:
        yield Entry(_("You withdrew"), application.withdrawn_at)
    yield from _closed(one)


def _closed(one: Told) -> Iterator[Entry]:
    """That the position closed matters to who still waits."""
    posting = one.application.posting
    closed_at = posting.closed_at or posting.closes_at
    if one.state != OPEN or closed_at is None or closed_at > one.at or closed_at < one.application.submitted_at:
        return
    if not posting.closed_at or posting.closed_reason in ("deadline", "filled", "cancelled", "expired"):
        sub = {
            "filled": _("The employer says that it is filled."),
            "cancelled": _("The employer has cancelled it."),
        }.get(posting.closed_reason, _("Nobody else can apply now. Yours counts as before."))
        yield Entry(_("Position closed"), closed_at, sub=sub)


def _moved(one: Told) -> Iterator[Entry]:
    before = StageType.NEW.value
    for move in one.moves:
        kind = str(move.to_stage.type)
        text = _move_text(kind, before)
        if text:
            sub = move.told if kind in FINAL else ""
            node = BAD if kind == StageType.REJECTED else DONE
            is_branch = kind in (StageType.ASSESSMENT, StageType.INTERVIEW)
            anchor = f"move-{move.pk}" if move.body else ""
            yield Entry(text, move.visible_at, sub=sub, node=node, is_branch=is_branch, anchor=anchor)
        before = kind


def _move_text(kind: str, before: str) -> str:
    """Empty where the change is no news to the student."""
    again = before == kind
    if kind in (StageType.NEW, StageType.REVIEW):
        if before in FINAL:
            return _("Taken up again")
        return "" if kind == StageType.NEW or again else _("In review")
    return {
        StageType.ASSESSMENT: _("A further assessment") if again else _("Invited to an assessment"),
        StageType.INTERVIEW: _("Invited to a further conversation") if again else _("Invited to a conversation"),
        StageType.OFFER: _("They make you an offer"),
        StageType.HIRED: _("The internship is yours"),
        StageType.REJECTED: _("Not this time"),
    }[StageType(kind)]


def changed(revision: ApplicationRevision, now: Mapping[str, Any]) -> str:
    """ "You changed your graduation month and your answer to “Why back-end?”, and removed Go". NOW is what it said
    after, as far as that is known."""
    named = [_named(code, revision.before, now) for code in revision.changed if code != "skills"]
    if len(named) > MOST_NAMED:
        rest = len(named) - MOST_NAMED + 1
        named = [*named[: MOST_NAMED - 1], ngettext("%(n)s thing more", "%(n)s things more", rest) % {"n": rest}]
    did = [_("changed %(what)s") % {"what": all_of(named)}] if named else []
    if "skills" in revision.changed:
        did += _skills_changed(revision.before.get("skills") or {}, now.get("skills") or {})
    return _("You %(did)s") % {"did": all_of(did)} if did else _("You changed what you sent")


def _skills_changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    known = taxonomy.skills()
    clauses = (
        (_("added %(skills)s"), [slug for slug in now if slug not in before]),
        (_("removed %(skills)s"), [slug for slug in before if slug not in now]),
        (
            _("told anew how well you know %(skills)s"),
            [slug for slug in now if before.get(slug, now[slug]) != now[slug]],
        ),
    )
    return [
        words % {"skills": all_of([known[slug].name if slug in known else slug for slug in slugs])}
        for words, slugs in clauses
        if slugs
    ]


def _named(code: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    if code.startswith("answer:"):
        asked = before.get(code) or now.get(code)
        return _("your answer to “%(question)s”") % {"question": asked["text"]} if asked else _("an answer")
    return {
        "name": _("your name"),
        "email": _("your address"),
        "resume": _("your résumé"),
        "cover_letter": _("your letter"),
        "links": _("your links"),
        "school": _("your school"),
        "degree": _("your degree"),
        "field": _("your field of study"),
        "enrolled": _("whether you are enrolled"),
        "graduates_on": _("your graduation month"),
        "work_permit": _("what you said of your work permit"),
    }.get(code, _("something else"))


def _with_next(
    revisions: Iterable[ApplicationRevision],
) -> Iterator[tuple[ApplicationRevision, ApplicationRevision | None]]:
    yield from pairwise([*revisions, None])


def minute(when: datetime, zone: str) -> str:
    """ "3 January 2026, 21:40 (New York time)"."""
    at = date_format(when.astimezone(clock.ZoneInfo(zone)), "j F Y, H:i")
    if zone == "UTC":
        return f"{at} UTC"
    return _("%(at)s (%(zone)s time)") % {"at": at, "zone": phrasing.zone_name(zone)}
