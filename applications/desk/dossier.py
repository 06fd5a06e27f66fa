"""One application as its reader needs it, every text ready."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications import clock, pipeline, stages
from applications.desk import board, inbox, rows, timeline
from applications.desk import clock as desk_clock
from applications.desk.asked import Asked
from applications.desk.events import Reader
from applications.models import Answer, Application
from applications.models.choices import QuestionKind
from applications.wording import said as spoken
from listings.models import Membership
from listings.models.choices import ProficiencyLevel
from listings.postings import matching
from listings.public.parts import Fact, known_and_missing

LEVELS = dict(ProficiencyLevel.choices)


def context(application: Application, seat: Membership, asked: Asked, at: datetime) -> dict[str, Any]:
    posting, may_decide = application.posting, pipeline.may_decide(seat)
    facts, missing = known_and_missing(_facts(application))
    reader = Reader(seat.user, at, posting.time_zone, may_decide)
    return {
        "application": application,
        "posting": posting,
        "facts": facts,
        "missing": missing,
        "clock": None if application.answered_at else clock.drawn(clock.of(application, at)),
        "answered": desk_clock.due(application, at).text if application.answered_at else "",
        "fit": _fit(application),
        "answers": [(answer.asked["text"], *_answer(answer)) for answer in application.answers.all()],
        "resume": application.resume,
        "links": links(application),
        "events": timeline.of(application, reader),
        "ways": [board.way(stage) for stage in stages.of(posting)] if may_decide else [],
        "assigned": assigned(application, seat),
        "others": _others(application, seat),
        "may_decide": may_decide,
        **_position(application, seat, asked, at),
    }


def assigned(application: Application, seat: Membership) -> list[str]:
    return [name for _id, name in lookers(application, seat)]


def lookers(application: Application, seat: Membership) -> list[tuple[int, str]]:
    """Ids of people, and their names to who sits here."""
    rows = application.assignments.select_related("reviewer").order_by("at", "pk")
    return [(a.reviewer_id, _("you") if a.reviewer_id == seat.user_id else a.reviewer.get_full_name()) for a in rows]


def _others(application: Application, seat: Membership) -> list[tuple[str, str, str]]:
    """Address, posting and stage of what else the same student sent here, as far as this seat may read it."""
    if application.student_id is None:
        return []
    theirs = Application.objects.for_member(seat).filter(student=application.student_id).exclude(pk=application.pk)
    rows = theirs.order_by("-submitted_at").values_list("pk", "posting__title", "stage__name")
    return [(reverse("review_application", args=[seat.employer.slug, pk]), title, stage) for pk, title, stage in rows]


def _position(application: Application, seat: Membership, asked: Asked, at: datetime) -> dict[str, Any]:
    slug, query = seat.employer.slug, asked.query()
    tail = f"?{query}" if query else ""
    place = inbox.place_of(application, seat, asked, at)

    def link(neighbour: tuple[int, str] | None) -> tuple[str, str] | None:
        return (reverse("review_application", args=[slug, neighbour[0]]) + tail, neighbour[1]) if neighbour else None

    return {
        "query": query,
        "list_url": reverse("review_inbox", args=[slug]) + tail,
        "list_name": asked.posting.title if asked.posting else _("All applications"),
        "position": _("%(number)s of %(total)s") % {"number": f"{place.number:,}", "total": f"{place.total:,}"},
        "before": link(place.before),
        "after": link(place.after),
    }


def _facts(application: Application) -> list[Fact]:
    return [
        # Where the answer goes: a student may have changed the address since.
        Fact(_("E-mail"), application.student.user.email if application.student else application.email),
        Fact(_("School"), application.school),
        Fact(_("Degree"), application.told("degree")),
        Fact(_("Field"), application.told("field")),
        Fact(_("Enrolled"), application.told("enrolled")),
        Fact(_("Graduates"), application.told("graduates_on")),
        Fact(_("Work permit"), application.told("work_permit")),
        Fact(_("Skills told"), "; ".join(_told_skill(slug, one) for slug, one in application.skills.items())),
    ]


def _told_skill(slug: str, told: dict[str, str]) -> str:
    """ "Go: comfortable"."""
    level = LEVELS.get(told.get("level", ""))
    said = {"skill": rows.skill_name(slug), "level": level}
    return _("%(skill)s: %(level)s") % said if level else rows.skill_name(slug)


def links(application: Application) -> list[tuple[str, str]]:
    """Address and the host that readers see."""
    return [(url, urlsplit(url).netloc + urlsplit(url).path.rstrip("/")) for url in application.links]


def _answer(answer: Answer) -> tuple[str, str]:
    """The words, and an address where a link was asked for."""
    value = answer.value
    if isinstance(value, bool):
        return (_("yes") if value else _("no")), ""
    words = spoken(value)
    if answer.asked.get("kind") == QuestionKind.DATE:
        return _day(words), ""
    is_link = answer.asked.get("kind") == QuestionKind.LINK and words.startswith(("https://", "http://"))
    return words, words if is_link else ""


def _day(words: str) -> str:
    try:
        return date_format(date.fromisoformat(words), "j F Y")
    except ValueError:
        return words


def _fit(application: Application) -> dict[str, Any]:
    """The lines that the student read, with the evidence they gave for a skill."""
    fit = matching.fit(application.facts(), matching.Requirements.of(application.posting))
    items = [
        {
            "state": line.state,
            "text": line.text,
            "note": line.note_for(matching.RECRUITER),
            "evidence": _evidence(line, application),
            "is_nice": line in fit.nice,
        }
        for line in (*fit.lines, *fit.nice)
    ]
    return {
        "verdict": fit.summary_for(matching.RECRUITER, names_all=True) or _("What the posting asks for"),
        "items": items,
    }


def _evidence(line: matching.Line, application: Application) -> str:
    if line.kind != "skill":
        return ""
    told = (application.skills.get(slug, {}) for slug in line.key.removeprefix("skill:").split("|"))
    return "; ".join(filter(None, dict.fromkeys(skill.get("evidence", "") for skill in told)))
