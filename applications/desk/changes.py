"""What a student changed after sending: what stood there before, and what stands there now."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import applying
from applications.desk.events import Event, Reader
from applications.models import Application, choices
from applications.wording import said as spoken
from listings.models.choices import Enrolled, WorkPermit
from listings.public import phrasing
from listings.vocabulary import taxonomy

LABELS = {
    "name": gettext_lazy("the name"),
    "email": gettext_lazy("the e-mail address"),
    "resume": gettext_lazy("the résumé"),
    "cover_letter": gettext_lazy("the cover letter"),
    "skills": gettext_lazy("the skills"),
    "school": gettext_lazy("the school"),
    "degree": gettext_lazy("the degree"),
    "field": gettext_lazy("the field of study"),
    "enrolled": gettext_lazy("whether enrolled"),
    "graduates_on": gettext_lazy("the graduation"),
    "work_permit": gettext_lazy("the work permit"),
    "links": gettext_lazy("the links"),
}
DEGREES, FIELDS = dict(choices.DEGREES), dict(choices.FIELDS)
ENROLLED, PERMITS = dict(Enrolled.choices), dict(WorkPermit.choices)


def events(application: Application, reader: Reader) -> list[Event]:
    """A revision holds what stood before it; what came after stands in the next one, at last in the application."""
    revisions = list(application.revisions.all())
    after = applying.said(application) if revisions else {}
    found = []
    for revision in reversed(revisions):
        changed = [_change(code, revision.before.get(code), after.get(code)) for code in revision.changed]
        text = _("Changed after your first look: %(what)s") if _seen(application, revision) else _("Changed: %(what)s")
        what = phrasing.all_of([label for label, _before, _after in changed])
        found.append(Event(revision.at, text % {"what": what}, reader.when(revision.at), changed=changed))
        after = revision.before
    return found


def _seen(application: Application, revision: Any) -> bool:
    return bool(application.opened_at and application.opened_at < revision.at)


def _change(code: str, before: Any, after: Any) -> tuple[str, str, str]:
    if code.startswith("answer:"):
        asked = (before or after)["text"]
        values = (_("nothing") if side is None else _answer(side["value"]) for side in (before, after))
        return (_("the answer to “%(question)s”") % {"question": asked}, *values)  # type: ignore[return-value]
    label = str(LABELS.get(code, code))
    if code == "resume":
        return label, "", ""
    return label, _value(code, before), _value(code, after)


def _answer(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return spoken(value) or _("nothing")


def _value(code: str, value: Any) -> str:
    if not value:
        return _("nothing")
    if code == "skills":
        known = taxonomy.skills()
        return ", ".join(known[slug].name if slug in known else slug for slug in value)
    if code == "links":
        return ", ".join(value)
    if code == "graduates_on":
        return date_format(date.fromisoformat(value), "F Y")
    labels = {"degree": DEGREES, "field": FIELDS, "enrolled": ENROLLED, "work_permit": PERMITS}.get(code, {})
    return str(labels.get(value, value))
