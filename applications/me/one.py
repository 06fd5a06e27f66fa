"""One application as its student reads it: where it stands, what was sent, what the employer wrote."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from applications import applying, clock, timeline
from applications.me import standing
from applications.models import Answer, Application, Message, Move, Resume
from applications.models.choices import QuestionKind, StageType
from applications.timeline import Told
from listings.models.choices import ProficiencyLevel, Status
from listings.public.parts import Fact, known_and_missing
from listings.vocabulary import taxonomy


def find(user: User, pk: int, at: datetime) -> Told | None:
    mine = Application.objects.for_student(user).select_related("posting__employer", "posting__source", "resume")
    mine = mine.prefetch_related("posting__posting_places__place", "answers", *timeline.prefetched(at))
    application = mine.filter(pk=pk).first()
    return timeline.told(application, at) if application else None


def context(one: Told) -> dict[str, Any]:
    application, at = one.application, one.at
    hand = clock.of(application, at)
    is_open = one.state == timeline.OPEN
    return {
        "id": application.pk,
        "title": application.posting.title,
        "by": standing.by_line(application.posting),
        "employer": application.posting.employer.name,
        "posting_url": "" if application.posting.status == Status.REMOVED else application.posting.get_absolute_url(),
        "sentence": _sentence(one),
        "clock": clock.drawn(hand) if is_open and not one.is_answered else None,
        # The sentence of a decision stands beside it in full.
        "entries": [replace(entry, sub="") if one.outcome else entry for entry in timeline.entries(one)],
        "letters": _letters(one),
        "decision": _decision(one),
        "can_change": is_open and applying.may_edit(application, at),
        "can_withdraw": is_open,
        "can_restore": applying.may_restore(application, at),
        "restore_until": _until(application),
        "sent": sent(application, at),
    }


def _sentence(one: Told) -> str:
    application, zone = one.application, one.application.posting.time_zone
    hand = clock.of(application, one.at)
    said = {"employer": application.posting.employer.name, "day": clock.say(hand.promised_on, hand.today)}
    if one.state == timeline.WITHDRAWN:
        assert application.withdrawn_at
        day = clock.say(clock.on(application.withdrawn_at, zone), hand.today)
        return _("You withdrew it on %(day)s. The employer cannot read it any more.") % {"day": day}
    if one.outcome:
        return _("%(employer)s has decided.") % said
    if one.is_answered:
        return _("%(employer)s has answered; nothing is decided yet.") % said
    if hand.late:
        return _("%(employer)s promised an answer by %(day)s and is late.") % said
    return _("%(employer)s answers by %(day)s.") % said


def _decision(one: Told) -> dict[str, str] | None:
    last = one.last_move
    if last is None or not one.outcome or one.state == timeline.WITHDRAWN:
        return None
    letter = f"move-{last.pk}" if last.body else ""
    if one.outcome == StageType.HIRED:
        return {"head": _("The internship is yours."), "told": last.told, "letter": letter}
    return {"head": _("Not this time."), "told": last.told, "letter": letter}


def _letters(one: Told) -> list[dict[str, str]]:
    """All that was sent, word for word and newest first: messages, invitations, decisions."""
    written: list[Message | Move] = [*one.messages, *(move for move in one.moves if move.body)]
    written.sort(key=lambda letter: (letter.visible_at, letter.at), reverse=True)
    return [_letter(letter, one.application.posting.time_zone) for letter in written]


def _letter(letter: Message | Move, zone: str) -> dict[str, str]:
    return {
        "anchor": f"{letter._meta.model_name}-{letter.pk}",
        "subject": letter.subject,
        "body": letter.body,
        "reply_to": letter.reply_to if isinstance(letter, Message) else "",
        "when": timeline.minute(letter.visible_at, zone),
        "iso": letter.visible_at.isoformat(),
    }


def _until(application: Application) -> str:
    if not application.withdrawn_at:
        return ""
    until = application.withdrawn_at + applying.RESTORABLE_FOR
    return timeline.minute(until, application.posting.time_zone)


def sent(application: Application, at: datetime) -> dict[str, Any]:
    """All that the employer was sent, as it was sent."""
    facts, missing = known_and_missing(_facts(application))
    answers = application.answers.all()
    zone = application.posting.time_zone
    return {
        "when": timeline.minute(application.edited_at or application.submitted_at, zone),
        "is_edited": application.edited_at is not None,
        "facts": facts,
        "missing": missing,
        "skills": skills(application.skills),
        "letter": application.cover_letter,
        "answers": [{"question": answer.asked["text"], **said(answer)} for answer in answers],
        "resume": resume(application.resume, at) if application.resume else None,
    }


def _facts(application: Application) -> Sequence[Fact]:
    return [
        Fact(_("Name"), application.name),
        Fact(_("E-mail"), application.email),
        Fact(_("School"), application.school),
        Fact(_("Degree"), application.told("degree")),
        Fact(_("Field of study"), application.told("field")),
        Fact(_("Enrolled"), application.told("enrolled")),
        Fact(_("Graduates in"), application.told("graduates_on")),
        Fact(_("Work permit"), application.told("work_permit")),
        *(Fact(_("Link"), shown(url), url=url, link_text=_("Open")) for url in application.links),
    ]


def shown(url: str) -> str:
    """An address without what everybody knows of it."""
    parts = urlsplit(url)
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}"


def skills(told: dict[str, Any]) -> list[dict[str, str]]:
    known = taxonomy.skills()
    levels = dict(ProficiencyLevel.choices)
    return [
        {
            "name": known[slug].name if slug in known else slug,
            "level": str(levels.get(one["level"], "")),
            "evidence": one.get("evidence", ""),
        }
        for slug, one in told.items()
    ]


def said(answer: Answer) -> dict[str, str]:
    """An answer as words, and its address where it is a link."""
    value, kind = answer.value, answer.asked["kind"]
    if value in (None, "", []):
        return {"text": "", "url": ""}
    if kind == QuestionKind.YES_NO:
        return {"text": _("yes") if value else _("no"), "url": ""}
    if kind == QuestionKind.DATE:
        return {"text": date_format(date.fromisoformat(value), "j F Y"), "url": ""}
    if kind == QuestionKind.LINK:
        return {"text": shown(value), "url": value}
    return {"text": ", ".join(map(str, value)) if isinstance(value, list) else str(value), "url": ""}


def resume(one: Resume, at: datetime) -> dict[str, Any]:
    return {**named(one, at), "text": one.text}


def named(one: Resume, at: datetime) -> dict[str, Any]:
    return {
        "id": one.pk,
        "name": one.name or (_("pasted text") if one.is_pasted else _("résumé")),
        "pages": one.pages,
        "day": clock.say(one.uploaded_at.date(), at.date()),
        "file_url": "" if one.is_pasted else reverse("my_resume_file", args=[one.pk]),
    }
