"""How the reader stands to a posting: in a row one sentence, on its page every line; both by matching.fit."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from listings.postings import matching
from listings.postings.matching import Facts, Fit, Requirements
from listings.public.posting_read import Reading
from listings.search import Result


def of_result(result: Result, facts: Facts) -> Fit:
    return matching.fit(facts, Requirements.of_card(result.card))


def of_reading(reading: Reading, facts: Facts) -> Fit:
    return matching.fit(facts, Requirements.of(reading.posting, reading.needs))


def context(reading: Reading, facts: Facts) -> dict[str, Any] | None:
    """For a posting's page: the lines, or for who told nothing a way to tell; None where nothing is asked for."""
    fit = of_reading(reading, facts)
    if not reading.is_open or not fit.lines:
        return None
    url = reverse("profile")
    if not facts.is_empty:
        return shown(fit, add_url=url)
    invite = _("Tell us what you know and study, and each point is ticked for you here. No account is needed.")
    return shown(fit, items=False) | {"invite": {"text": invite, "url": url, "link_text": _("Say it once")}}


def shown(fit: Fit, *, reader: str = matching.STUDENT, add_url: str = "", items: bool = True) -> dict[str, Any]:
    """What components/_checks.html takes. ADD_URL is where a student adds a skill that was forgotten."""
    return {
        "verdict": fit.verdict,
        "items": [_item(line, reader, add_url) for line in fit.lines] if items else [],
        "invite": None,
    }


def _item(line: matching.Line, reader: str, add_url: str) -> dict[str, str]:
    item = {"state": line.state, "text": line.text, "note": line.note_for(reader), "url": "", "link_text": ""}
    if add_url and line.kind == "skill" and line.state == matching.NOT:
        item |= {"url": add_url, "link_text": _("Add it if you know it.")}
    if add_url and not line.is_told:
        item |= {"url": add_url, "link_text": _("Tell us.")}
    return item
