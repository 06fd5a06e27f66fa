"""What posting.html needs, made of one Reading."""

from typing import Any

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from lib import markup
from listings.models.choices import Level
from listings.public import (
    answering,
    channel,
    checks,
    posting_changes,
    posting_facts,
    posting_sections,
    posting_status,
    report_page,
)
from listings.public.parts import known_and_missing
from listings.public.posting_read import Reading
from listings.public.viewer import Viewer

LONG_TITLE = 80


def context(reading: Reading, viewer: Viewer) -> dict[str, Any]:
    posting = reading.posting
    facts, missing = known_and_missing(posting_facts.facts(reading))
    eligibility, eligibility_missing = known_and_missing(posting_facts.eligibility(posting))
    is_closed = posting_status.state(reading) == posting_status.CLOSED
    return {
        "preview": None,
        "title": posting.title,
        "title_long": len(posting.title) > LONG_TITLE,
        "employer": posting.employer.name,
        "logo": posting.employer.logo,
        "employer_url": channel.link(posting.employer.get_absolute_url()),
        "employer_line": _employer_line(reading),
        "is_closed": is_closed,
        "back_url": channel.link(posting.employer.get_absolute_url() if is_closed else reverse("search")),
        "back_text": posting.employer.name if is_closed else _("All internships"),
        "origin": _origin(reading),
        "notice": posting_status.notice(reading),
        "change": posting_changes.latest_change(reading),
        "summary": posting.summary,
        "nearly_nothing": _nearly_nothing(reading),
        "apply": posting_status.apply(reading, viewer),
        "save": _save(reading, viewer),
        "facts": facts,
        "missing": missing,
        "answer": _answer(reading),
        "history": posting_status.history(reading),
        "changes": posting_changes.changes(reading),
        "checks": checks.context(reading, viewer.facts),
        "report_url": report_page.url(posting),
        "eligibility": eligibility,
        "eligibility_missing": eligibility_missing,
        **_sections(reading),
    }


def _answer(reading: Reading) -> dict[str, Any] | None:
    """The promise, and how long it took before where the employer's own page tells it."""
    answer, employer = posting_status.answer(reading), reading.posting.employer
    days = answering.usual(employer) if answer and employer.claimed_at else ""
    if answer and days:
        text = _("Their answers took %(days)s at the median.") % {"days": days}
        answer["kept"] = {"text": text, "url": channel.link(employer.get_absolute_url())}
    return answer


def _sections(reading: Reading) -> dict[str, Any]:
    body = markup.to_html(reading.posting.body) if reading.posting.body else ""
    return {
        "body": mark_safe(body),  # noqa: S308  cleaned by nh3
        "work": posting_sections.work(reading),
        "work_kinds": posting_sections.work_kinds(reading),
        "needed": posting_sections.needs(reading, Level.NEEDED),
        "nice": posting_sections.needs(reading, Level.NICE),
        "learn": posting_sections.needs(reading, Level.LEARN),
        "mentioned": posting_sections.mentioned(reading),
        "mentor": posting_sections.mentor(reading),
        "outcomes": posting_sections.outcomes(reading),
        "source": posting_sections.source(reading),
        "inferred": posting_sections.inferred(reading),
    }


def _save(reading: Reading, viewer: Viewer) -> dict[str, Any] | None:
    """What is over is worth no new place among the saved ones."""
    saved = reading.posting.pk in viewer.saved
    return {"id": reading.posting.pk, "saved": saved} if saved or reading.is_open else None


def _employer_line(reading: Reading) -> str:
    known = [place.label for place in reading.places if place.label]
    place = known[0] if len(reading.places) == 1 and known else ""
    if reading.posting.employer.is_demo:
        line = _("in %(place)s. A demonstration employer.") if place else _("is a demonstration employer.")
    else:
        line = _("in %(place)s") if place else ""
    if reading.posting.employer.recruits_for_others:
        line = _("in %(place)s. An agency, hiring for somebody else.") if place else _("is an agency.")
    return line % {"place": place}


def _origin(reading: Reading) -> str:
    said = {"id": reading.posting.pk}
    if reading.posting.source is None:
        return _("Posting %(id)s, written by the employer.") % said
    return _("Posting %(id)s, read from a public list.") % said


def _nearly_nothing(reading: Reading) -> str:
    if not posting_sections.says_nearly_nothing(reading):
        return ""
    host = posting_status.host_of(reading.posting)
    return _("The list says little more than what stands here. The rest is at %(host)s.") % {"host": host}
