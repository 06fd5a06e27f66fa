"""What is asked, as one sentence whose marked words can be taken away: title of the page, of the feed, of the mail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from listings.search.facets import term_label
from listings.vocabulary import taxonomy

if TYPE_CHECKING:
    from listings.search import PostingSearch

NAMED = 4  # from the fifth value of a kind on: "and three more"

# Each condition as a whole pattern; the words between its marks are the clause, which a link takes away.
PATTERNS: dict[str, Callable[[], str]] = {
    "q": lambda: _("matching [%(value)s]"),
    "skill": lambda: _("with [%(value)s]"),
    "skill_any": lambda: _("with any of [%(value)s]"),
    "place": lambda: _("in [%(value)s]"),
    "workplace": lambda: _("working [%(value)s]"),
    "term": lambda: _("for [%(value)s]"),
    "degree": lambda: _("for [%(value)s]"),
    "visa": lambda: _("that [%(value)s]"),
    "employer": lambda: _("at [%(value)s]"),
    "apply": lambda: _("to apply to [%(value)s]"),
    "paid": lambda: _("that [%(value)s]"),
    "pay_min": lambda: _("that can pay [%(value)s]"),
    "graduates": lambda: _("graduating in [%(value)s]"),
    "posted": lambda: _("posted within [%(value)s]"),
    "closes": lambda: _("closing within [%(value)s]"),
    "role": lambda: _("in [%(value)s]"),
}
DEFAULT_SCOPE = gettext_lazy("back-end and kin")
SHORT = {
    "workplace": {
        "on-site": gettext_lazy("on site"),
        "hybrid": gettext_lazy("hybrid"),
        "remote": gettext_lazy("remotely"),
        "not-stated": gettext_lazy("somewhere not stated"),
    },
    "visa": {
        "sponsors": gettext_lazy("sponsor visas"),
        "no-sponsorship": gettext_lazy("do not sponsor visas"),
        "citizenship": gettext_lazy("ask for citizenship"),
        "cpt": gettext_lazy("accept CPT"),
        "opt": gettext_lazy("accept OPT"),
        "not-stated": gettext_lazy("say nothing of visas"),
    },
    "degree": {
        "associate": gettext_lazy("associate students"),
        "bachelor": gettext_lazy("bachelor students"),
        "master": gettext_lazy("master students"),
        "phd": gettext_lazy("PhD students"),
        "not-required": gettext_lazy("people without a degree"),
        "not-stated": gettext_lazy("a degree nobody stated"),
    },
    "role": {
        "back-end": gettext_lazy("back-end"),
        "full-stack": gettext_lazy("full-stack"),
        "data": gettext_lazy("data"),
        "infrastructure": gettext_lazy("infrastructure"),
        "machine-learning": gettext_lazy("machine learning"),
        "mobile": gettext_lazy("mobile"),
        "front-end": gettext_lazy("front-end"),
        "security": gettext_lazy("security"),
        "embedded": gettext_lazy("embedded"),
        "general-software": gettext_lazy("general software"),
        "other": gettext_lazy("other work"),
        "not-stated": gettext_lazy("roles nobody stated"),
    },
    "apply": {"here": gettext_lazy("here"), "outside": gettext_lazy("at the employer")},
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """Plain text, or with `query` a clause: the query string without it. `name` is the parameter."""

    text: str
    name: str = ""
    query: str = ""
    is_default: bool = False


@dataclass(frozen=True)
class Sentence:
    total_text: str
    parts: list[Part]

    def __str__(self) -> str:
        return self.total_text + "".join(part.text for part in self.parts)


def count_text(total: int) -> str:
    if total == 0:
        return _("No internships")
    return ngettext("%(n)s internship", "%(n)s internships", total) % {"n": f"{total:,}"}


def say(search: PostingSearch) -> Sentence:
    parts: list[Part] = []
    for name, pattern in PATTERNS.items():
        values = search.params.get(name, ())
        if name == "q" and not search.plan.words:
            continue
        if name == "role" and search.has_default_roles:
            parts += _clause(pattern(), str(DEFAULT_SCOPE), name, search.query_without("role"), is_default=True)
        elif values and not (name == "role" and "all" in values):
            spoken = _listed([_spoken(name, value, search) for value in values], joins_all=name == "skill")
            parts += _clause(pattern(), spoken, name, search.query_without(name))
    return Sentence(count_text(search.total), parts)


def _clause(pattern: str, spoken: str, name: str, query: str, *, is_default: bool = False) -> list[Part]:
    before, _mark, rest = pattern.partition("[")
    _clause_pattern, _mark, after = rest.partition("]")
    parts = [Part(f" {before}"), Part(spoken, name, query or "?", is_default)]
    return [*parts, Part(after)] if after else parts


def _listed(spoken: list[str], *, joins_all: bool) -> str:
    if len(spoken) == 1:
        return spoken[0]
    if len(spoken) > NAMED:
        more = len(spoken) - NAMED
        return ngettext("%(first)s and one more", "%(first)s and %(n)s more", more) % {
            "first": _between(spoken).join(spoken[:NAMED]),
            "n": more,
        }
    pattern = _("%(first)s and %(last)s") if joins_all else _("%(first)s or %(last)s")
    return pattern % {"first": _between(spoken).join(spoken[:-1]), "last": spoken[-1]}


def _between(spoken: list[str]) -> str:
    """A place has a comma of its own: "Berlin, Germany"."""
    return "; " if any("," in value for value in spoken) else ", "


def clause_text(search: PostingSearch, name: str) -> str:
    """The clause of one condition alone, such as "summer 2027"."""
    if name == "role" and search.has_default_roles:
        return str(DEFAULT_SCOPE)
    return _listed([_spoken(name, value, search) for value in search.params[name]], joins_all=name == "skill")


# Countries whose English name takes an article in a sentence.
ARTICLE = {"United States", "United Kingdom", "Netherlands", "Philippines", "United Arab Emirates", "Bahamas", "Gambia"}
ARTICLE |= {"Czech Republic", "Dominican Republic", "Central African Republic", "Maldives", "Seychelles", "Comoros"}


def with_article(label: str) -> str:
    return _("the %(country)s") % {"country": label} if label in ARTICLE else label


def _spoken(name: str, value: str, search: PostingSearch) -> str:
    if name in search.asked.names:
        spoken = search.asked.names[name].get(value, value)
        return with_article(spoken) if name == "place" else spoken
    if name in ("skill", "skill_any"):
        return taxonomy.skills()[value].name
    if name == "term" and value == "not-stated":
        return _("a term nobody stated")
    if name == "term":
        label = term_label(value)
        return label[:1].lower() + label[1:]
    if name in SHORT:
        return str(SHORT[name][value])
    if name in ("posted", "closes"):
        return ngettext("a day", "%(n)s days", int(value)) % {"n": value}
    if name == "graduates":
        return date_format(date(int(value[:4]), int(value[5:]), 1), "F Y")
    if name == "paid":
        return _("say what they pay")
    if name == "pay_min":
        currency = search.params.get("pay_currency", ("USD",))[0]
        amount = f"${value}" if currency == "USD" else f"{value} {currency}"
        return _("%(amount)s an hour or more") % {"amount": amount}
    return value
