"""Rows of a list, every text ready: templates only place them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from listings.models.choices import Visa
from listings.postings import money
from listings.public import channel, checks, phrasing
from listings.public.viewer import Viewer
from listings.search import Result
from listings.search.facets import term_label

SOON = timedelta(days=7)


@dataclass(frozen=True)
class Row:
    """`sign` is of the fit: met, not or untold. `posted_same`: the day of the row before, printed once for a
    run. `here`: a line before this row.
    """

    id: int
    url: str
    title: str
    employer: str
    employer_url: str
    meta: str
    applied_url: str
    fit: str
    sign: str
    why: list[str]
    where: str
    where_sub: str
    where_unknown: bool
    pay: str
    pay_known: bool
    closes: str
    closes_known: bool
    closes_soon: bool
    posted: str
    posted_iso: str
    posted_same: bool
    is_new: bool
    first_seen_iso: str
    here: str
    saved: bool
    can_save: bool


def build(results: Iterable[Result], *, at: datetime, viewer: Viewer | None = None, places: Sequence[str] = (),
          with_employer: bool = True, marks_visit: bool = False) -> list[Row]:  # fmt: skip
    """PLACES are the slugs asked for: of many places a row shows the one the reader meant."""
    since = viewer.new_since if viewer else None
    rows: list[Row] = []
    posted = ""
    for result in results:
        row = _row(result, at, since, places, with_employer)
        if viewer:
            row = replace(row, **_of_viewer(result, at, viewer))
        rows.append(replace(row, posted_same=row.posted == posted))
        posted = row.posted
    return _with_visit(rows, since, at) if marks_visit and since else rows


def _of_viewer(result: Result, at: datetime, viewer: Viewer) -> dict[str, Any]:
    own: dict[str, Any] = {"saved": result.id in viewer.saved, "can_save": True}
    if sent := viewer.applied.get(result.id):
        meta = _meta(result.card, at, has_applied=True)
        own |= {"applied_url": reverse("my_application", args=[sent]), "meta": meta}
    if viewer.facts.is_empty:
        return own
    fit = checks.of_result(result, viewer.facts)
    return own | {"fit": fit.summary, "sign": fit.sign}


def _with_visit(rows: list[Row], since: datetime, at: datetime) -> list[Row]:
    """The line stands between new and old where the list is in that order, else on top."""
    new = [row.is_new for row in rows]
    if not any(new):
        return rows
    in_order = not new[-1] and new == sorted(new, reverse=True)
    above = _("You were here on %(day)s. What stands above is new since then.")
    marked = _("You were here on %(day)s. What is marked is new since then.")
    here = (above if in_order else marked) % {"day": day(since, at)}
    first = new.index(False) if in_order else 0
    return [*rows[:first], replace(rows[first], here=here), *rows[first + 1 :]]


def _row(result: Result, at: datetime, since: datetime | None, places: Sequence[str], with_employer: bool) -> Row:
    card = result.card
    where, sub, unknown = _where(card, places)
    return Row(
        id=result.id,
        url=channel.link(reverse("posting", args=[f"{result.id}-{card['slug']}"])),
        title=card["title"],
        employer=card["employer"] if with_employer else "",
        employer_url=channel.link(reverse("employer", args=[card["employer_slug"]])),
        meta=_meta(card, at),
        applied_url="",
        fit="",
        sign="",
        why=_why(result.why),
        where=where,
        where_sub=sub,
        where_unknown=unknown,
        pay=money.pay_text(card["pay"]) or (_("unpaid") if card["pay_kind"] == "unpaid" else ""),
        pay_known=bool(card["pay"]) or card["pay_kind"] == "unpaid",
        closes=day(result.closes_at, at, card["time_zone"]) if result.closes_at else "",
        closes_known=result.closes_at is not None,
        closes_soon=result.closes_at is not None and result.closes_at - at < SOON,
        posted=day(result.published_at, at),
        posted_iso=result.published_at.date().isoformat(),
        posted_same=False,
        is_new=since is not None and result.listed_at > since,
        first_seen_iso=result.listed_at.isoformat(),
        here="",
        saved=False,
        can_save=False,
    )


def day(when: datetime, at: datetime, zone: str = "UTC") -> str:
    """ "10 Jan", with the year where it is not this one. A deadline is the end of its day, not the day after."""
    local = (when - timedelta(microseconds=1 if zone != "UTC" or when.hour == 0 else 0)).astimezone(ZoneInfo(zone))
    return date_format(local, "j M" if local.year == at.astimezone(ZoneInfo(zone)).year else "j M Y")


def _term(slug: str, at: datetime) -> str:
    """A list may carry a posting beyond its term; the reader should not have to count months."""
    label = term_label(slug)
    return _("%(term)s (over)") % {"term": label} if phrasing.is_over(slug, at) else label


def _meta(card: Any, at: datetime, *, has_applied: bool = False) -> str:
    said = [_term(slug, at) for slug in card["terms"][:3]]
    visa = card["visa"]
    if Visa.CITIZENSHIP in visa:
        said.append(_("citizens only"))
    elif Visa.SPONSORS in visa:
        said.append(_("sponsors visas"))
    elif Visa.NO_SPONSORSHIP in visa:
        said.append(_("does not sponsor"))
    if card["apply"] == "here" and not has_applied:
        said.append(_("apply here"))
    return ", ".join(said)


def _where(card: Any, asked: Sequence[str]) -> tuple[str, str, bool]:
    """The place, what stands under it, and whether we could not tell."""
    places: list[str] = card["places"]
    workplace = {"remote": _("remote"), "hybrid": _("hybrid"), "on-site": _("on site")}.get(card["workplace"], "")
    if not places:
        return (_("Remote"), "", False) if card["workplace"] == "remote" else ("", workplace, True)
    # A fragment that says "remote" is no further place to be.
    there = [index for index in range(len(places)) if index not in card["remote"]]
    if card["workplace"] == "remote" and len(there) <= 1:
        return _("Remote"), places[there[0]] if there else "", False
    lineages = card["place_slugs"]
    chosen = next((index for index in there if set(lineages[index]) & set(asked)), there[0] if there else 0)
    others = len(there) - 1
    sub = [workplace] if workplace and workplace.casefold() not in places[chosen].casefold() else []
    if others > 0:
        alone = ngettext("and %(n)s more place", "and %(n)s more places", others)
        after = ngettext("%(n)s more place", "%(n)s more places", others)
        sub.append((after if sub else alone) % {"n": others})
    return places[chosen], ", ".join(sub), chosen in card["unresolved"]


def _why(reasons: list[str]) -> list[str]:
    """What stands in the title can be seen there."""
    seen = _("title: %(words)s") % {"words": ""}
    return [reason for reason in reasons if not reason.startswith(seen)]
