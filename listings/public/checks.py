"""How the reader stands to a posting: in a row one sentence, on its page every line; both by matching.fit."""

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
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
    here = reading.posting.get_absolute_url()
    if not facts.is_empty:
        return shown(fit, back_to=here)
    invite = _("Tell us what you know and study, and each point is ticked for you here. No account is needed.")
    words = {"text": invite, "url": _to("profile", here), "link_text": _("Say it once")}
    return shown(fit, items=False) | {"invite": words}


def of_list(facts: Facts, here: str) -> dict[str, str]:
    """Above the rows: where what they are held against is told, by whoever looks."""
    if facts.is_empty:
        text = _("Say what you know and study, without an account, and each row says how much of it you meet.")
        return {"text": text, "url": _to("profile", here), "link_text": _("What you know")}
    text = _("Each row is held against what you told us.")
    return {"text": text, "url": _to("profile", here), "link_text": _("Change it")}


def shown(fit: Fit, *, reader: str = matching.STUDENT, back_to: str = "", items: bool = True) -> dict[str, Any]:
    """What components/_checks.html takes. BACK_TO is the page a student who adds what was forgotten comes back to."""
    silent = [line for line in fit.lines if line.kind == "skill" and not line.is_told]
    once = silent[0] if len(silent) > 1 else None
    return {
        "verdict": fit.verdict,
        "once": _once(once, reader, back_to) if once else None,
        "items": [_item(line, reader, back_to) | {"is_said": bool(once and line in silent)} for line in fit.lines]
        if items
        else [],
        "invite": None,
    }


def _once(line: matching.Line, reader: str, back_to: str) -> dict[str, str]:
    """What would be the note of each: that no skills were told."""
    url = _to("profile", back_to) + "#add" if back_to else ""
    return {"text": line.note_for(reader), "url": url, "link_text": _("Add those you have.") if url else ""}


def _to(name: str, back_to: str, *args: str) -> str:
    return f"{reverse(name, args=args)}?{urlencode({'next': back_to})}"


def _item(line: matching.Line, reader: str, back_to: str) -> dict[str, str]:
    item = {"state": line.state, "text": line.text, "note": line.note_for(reader), "url": "", "link_text": ""}
    if not back_to or (line.is_told and (line.kind != "skill" or line.state != matching.NOT)):
        return item
    words = _("Tell us.") if not line.is_told else _("Add it if you know it.")
    return item | {"url": _where_told(line, back_to), "link_text": words}


def _where_told(line: matching.Line, back_to: str) -> str:
    if line.kind != "skill":
        return _to("change_facts", back_to)
    slug = line.key.removeprefix("skill:")
    return _to("profile", back_to) + "#add" if "|" in slug else _to("change_skill", back_to, slug)
