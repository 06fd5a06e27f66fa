"""What has changed since a posting opened, as sentences: the same for its page and for the mail to applicants.

Each is one whole pattern, so that a language may order it as it needs to. They begin small: "pay raised from $40 to
$42–46 an hour".
"""

from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from listings.models.choices import Turn

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

NEW, OTHER, GONE = "new", "other", "gone"


class Change(Protocol):
    """`before` and `after` as difference.material words them; `turn` where they alone do not say which way it went."""

    @property
    def facet(self) -> str: ...
    @property
    def before(self) -> str: ...
    @property
    def after(self) -> str: ...
    @property
    def turn(self) -> str: ...


def _three(new: "_StrPromise", other: "_StrPromise", gone: "_StrPromise") -> dict[str, "_StrPromise"]:
    return {NEW: new, OTHER: other, GONE: gone}


_place = {
    Turn.ADDED: gettext_lazy("now also in %(after)s"),
    Turn.REMOVED: gettext_lazy("no longer in %(before)s"),
    **_three(
        gettext_lazy("place now stated: %(after)s"),
        gettext_lazy("place changed from %(before)s to %(after)s"),
        gettext_lazy("place no longer stated; it was %(before)s"),
    ),
}
_term = {
    Turn.ADDED: gettext_lazy("now also for %(after)s"),
    Turn.REMOVED: gettext_lazy("no longer for %(before)s"),
    **_three(
        gettext_lazy("term now stated: %(after)s"),
        gettext_lazy("term changed from %(before)s to %(after)s"),
        gettext_lazy("term no longer stated; it was %(before)s"),
    ),
}
PATTERNS: dict[str, dict[str, "_StrPromise"]] = {
    "title": _three(
        gettext_lazy("title now stated: “%(after)s”"),
        gettext_lazy("title changed from “%(before)s” to “%(after)s”"),
        gettext_lazy("title no longer stated; it was “%(before)s”"),
    ),
    "role": _three(
        gettext_lazy("role now stated: “%(after)s”"),
        gettext_lazy("role changed from “%(before)s” to “%(after)s”"),
        gettext_lazy("role no longer stated; it was “%(before)s”"),
    ),
    "pay": {
        Turn.RAISED: gettext_lazy("pay raised from %(before)s to %(after)s"),
        Turn.LOWERED: gettext_lazy("pay lowered from %(before)s to %(after)s"),
        **_three(
            gettext_lazy("pay now stated: %(after)s"),
            gettext_lazy("pay changed from %(before)s to %(after)s"),
            gettext_lazy("pay no longer stated; it was %(before)s"),
        ),
    },
    "places": _place,
    "place": _place,
    "workplace": _three(
        gettext_lazy("where you work now stated: “%(after)s”"),
        gettext_lazy("where you work changed from “%(before)s” to “%(after)s”"),
        gettext_lazy("where you work no longer stated; it was “%(before)s”"),
    ),
    "terms": _term,
    "term": _term,
    "starts_on": _three(
        gettext_lazy("start now stated: %(after)s"),
        gettext_lazy("start moved from %(before)s to %(after)s"),
        gettext_lazy("start no longer stated; it was %(before)s"),
    ),
    "weeks": _three(
        gettext_lazy("weeks now stated: %(after)s"),
        gettext_lazy("weeks changed from %(before)s to %(after)s"),
        gettext_lazy("weeks no longer stated; there were %(before)s"),
    ),
    "hours_a_week": _three(
        gettext_lazy("hours a week now stated: %(after)s"),
        gettext_lazy("hours a week changed from %(before)s to %(after)s"),
        gettext_lazy("hours a week no longer stated; there were %(before)s"),
    ),
    "openings": _three(
        gettext_lazy("openings now stated: %(after)s"),
        gettext_lazy("openings changed from %(before)s to %(after)s"),
        gettext_lazy("openings no longer stated; there were %(before)s"),
    ),
    "visa": _three(
        gettext_lazy("visa now stated: “%(after)s”"),
        gettext_lazy("visa changed from “%(before)s” to “%(after)s”"),
        gettext_lazy("visa no longer stated; it was “%(before)s”"),
    ),
    "degrees": _three(
        gettext_lazy("degree now stated: “%(after)s”"),
        gettext_lazy("degree changed from “%(before)s” to “%(after)s”"),
        gettext_lazy("degree no longer stated; it was “%(before)s”"),
    ),
    "fields": _three(
        gettext_lazy("field of study now stated: “%(after)s”"),
        gettext_lazy("field of study changed from “%(before)s” to “%(after)s”"),
        gettext_lazy("field of study no longer stated; it was “%(before)s”"),
    ),
    "enrolment": _three(
        gettext_lazy("enrolment now stated: “%(after)s”"),
        gettext_lazy("enrolment changed from “%(before)s” to “%(after)s”"),
        gettext_lazy("enrolment no longer stated; it was “%(before)s”"),
    ),
    "graduation": _three(
        gettext_lazy("graduation now stated: “%(after)s”"),
        gettext_lazy("graduation changed from “%(before)s” to “%(after)s”"),
        gettext_lazy("graduation no longer stated; it was “%(before)s”"),
    ),
    "skills": _three(
        gettext_lazy("now needed on day one: %(after)s"),
        gettext_lazy("needed on day one instead of %(before)s: %(after)s"),
        gettext_lazy("no longer needed on day one: %(before)s"),
    ),
    "closes_on": {
        Turn.EARLIER: gettext_lazy("deadline brought forward from %(before)s to %(after)s"),
        Turn.LATER: gettext_lazy("deadline put off from %(before)s to %(after)s"),
        **_three(
            gettext_lazy("deadline now stated: %(after)s"),
            gettext_lazy("deadline moved from %(before)s to %(after)s"),
            gettext_lazy("deadline no longer stated; it was %(before)s"),
        ),
    },
    "opens_at": _three(
        gettext_lazy("day on which applications open now stated: %(after)s"),
        gettext_lazy("day on which applications open moved from %(before)s to %(after)s"),
        gettext_lazy("day on which applications open no longer stated; it was %(before)s"),
    ),
}

# Of a facet that nobody records any more.
OTHERS = _three(
    gettext_lazy("now stated: %(after)s"),
    gettext_lazy("changed from %(before)s to %(after)s"),
    gettext_lazy("no longer stated; it was %(before)s"),
)


def sentence(change: Change) -> str:
    """ "pay raised from $40 to $42–46 an hour"."""
    return _pattern(change) % {"before": change.before, "after": change.after}


def dated(change: Change, at: datetime, zone: str) -> str:
    """ "Pay raised from $40 to $42–46 an hour, 8 January 2027"."""
    said, day = sentence(change), date_format(at.astimezone(ZoneInfo(zone)), "j F Y")
    return _("%(sentence)s, %(day)s") % {"sentence": said[:1].upper() + said[1:], "day": day}


def marked(change: Change) -> SafeString:
    """The sentence with its old words struck out and the new ones marked; read aloud it is the same sentence."""
    pattern = _pattern(change)
    pattern = (pattern[:1].upper() + pattern[1:]).replace("%(before)s", "{before}").replace("%(after)s", "{after}")
    return format_html(
        pattern, before=format_html("<del>{}</del>", change.before), after=format_html("<ins>{}</ins>", change.after)
    )


def _pattern(change: Change) -> str:
    usual = OTHER if change.before and change.after else NEW if change.after else GONE
    known = PATTERNS.get(change.facet, OTHERS)
    return str(known.get(change.turn) or known[usual])
