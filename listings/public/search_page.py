"""What search.html needs, made of one PostingSearch."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib.text import tidy
from listings.models.choices import SkillKind
from listings.public import channel, checks, rows
from listings.public.viewer import Viewer
from listings.search import PostingSearch, facets, sentence

LABELS = {
    "role": lambda: _("Role"),
    "skill": lambda: _("Skills"),
    "place": lambda: _("Place"),
    "workplace": lambda: _("Where you work"),
    "term": lambda: _("Term"),
    "degree": lambda: _("Degree"),
    "visa": lambda: _("Visa"),
    "pay_min": lambda: _("Pay"),
    "employer": lambda: _("Employer"),
    "apply": lambda: _("Apply"),
}
ORDER = ("skill", "role", "place", "workplace", "term", "pay_min", "visa", "degree", "employer", "apply")
OPEN = ("skill", "place", "workplace", "term")
FEW = 15  # values that need no field to find one among them


def context(search: PostingSearch, viewer: Viewer, *, all_of: str = "") -> dict[str, Any]:
    asked_places = search.params.get("place", ())
    found = rows.build(search.results, at=search.at, viewer=viewer, places=asked_places, marks_visit=True)
    said = search.sentence
    default = search.has_default_roles
    return {
        "seek_value": search.question,
        "sentence": _sentence(search, said),
        "narrow_text": _("Narrow %(what)s") % {"what": said.total_text} if search.total else _("Change the search"),
        "show_text": _("Show %(what)s") % {"what": said.total_text} if search.total else _("See what comes near"),
        "hints": _hints(search),
        "ignored": [tidy(said) for said in search.ignored],
        "scope_hint": _("“Back-end and kin” is back-end, full-stack, infrastructure and general software.")
        if default
        else "",
        "all_roles_url": address(search.query(role=("all",))) if default and _every(search) > search.total else "",
        "all_roles_count": f"{_every(search):,}" if default else "",
        "facets": [_facet(search, facet, all_of) for facet in _in_order(search, all_of)],
        "extras": _extras(search),
        "hidden_fields": [
            *((name, value) for name in ("sort", "skill_any", "pay_currency") for value in search.params.get(name, ())),
            *([("all", all_of)] if all_of else []),
            *([(channel.NAME, channel.carried.get())] if channel.carried.get() else []),
        ],
        "clear_url": address("") if search.params else "",
        "sorts": _sorts(search),
        "rows": found,
        "last_visit_by": "server" if viewer.user else "browser",
        "range_text": _range(search, len(found)),
        "first_url": address(search.query()) if search.after else "",
        "next_url": next_url(search),
        "atom_url": address(search.query(sort=None), "search_atom"),
        "canonical": reverse("search") + (f"?{search.query()}" if search.query() else ""),
        "json_url": address(search.query(), "search_json"),
        "own": checks.of_list(viewer.facts, address(search.query())),
        "ways": [_way(search, names, count) for names, count in search.nearest] if not search.total else [],
    }


def address(query: str, name: str = "search") -> str:
    return channel.link(f"{reverse(name)}?{query}" if query else reverse(name))


def next_url(search: PostingSearch, name: str = "search", **extra: str) -> str:
    if not search.next:
        return ""
    more = {key: (value,) for key, value in extra.items()}
    return address(search.query(after=(search.next,), **more), name)


def _sentence(search: PostingSearch, said: sentence.Sentence) -> dict[str, Any]:
    parts: list[dict[str, Any]] = []
    for part in said.parts:
        if not part.name:
            parts.append({"text": part.text, "remove_url": ""})
            continue
        is_short = len(part.text) <= 20
        label = _("every role instead of %(clause)s") if part.is_default else _("Remove: %(clause)s")
        parts.append({
            "text": part.text.replace(" ", "\u00a0") if is_short else part.text,
            "remove_url": address(part.query.lstrip("?")),
            "remove_label": label % {"clause": part.text},
            "is_default": part.is_default,
            "is_short": is_short,
        })  # fmt: skip
    return {"title": str(said), "total_text": said.total_text, "parts": parts}


def _hints(search: PostingSearch) -> list[dict[str, str]]:
    said = []
    if search.question_cut:
        said.append(_hint(_("Only the first 200 characters of your words were searched.")))
    if search.question and not search.plan.words:
        said.append(_hint(_("There is no word to search for in “%(words)s”.") % {"words": search.question}))
    if "graduates" in search.params:
        without = search.without("graduates")
        text = _("Only postings that state when one may graduate are shown; most do not.")
        link = _("Without your graduation: %(n)s") % {"n": f"{without.only_total():,}"}
        said.append(_hint(text, address(without.query()), link))
    return said


def _hint(text: str, url: str = "", link_text: str = "") -> dict[str, str]:
    return {"text": text, "url": url, "link_text": link_text}


def _in_order(search: PostingSearch, all_of: str) -> list[facets.Facet]:
    """In the order of the page; one without any value has nothing to say, but pay has its field."""
    found = {facet.name: facet for facet in search.facets(all_of=all_of)}
    return [found[name] for name in ORDER if found[name].values or name == "pay_min"]


def _facet(search: PostingSearch, facet: facets.Facet, all_of: str) -> dict[str, Any]:
    values = [_value(search, facet, value) for value in facet.values]
    if facet.name == "role":
        values.append(_every_role(search))
    chosen = [value["label"] for value in values if value["selected"]]
    kinds: dict[str, list[dict[str, Any]]] = {}
    for shown in values:
        kinds.setdefault(shown["kind"], []).append(shown)
    said: dict[str, Any] = {
        "name": facet.name,
        "label": LABELS[facet.name](),
        "open": facet.name in (*OPEN, all_of) or bool(chosen),
        "kinds": list(kinds.items()),
        "chosen": _chosen(chosen),
        "can_find": len(values) > FEW and not facet.more,
        "more_url": address("&".join(filter(None, [search.query(), f"all={facet.name}"])))
        if facet.more and all_of != facet.name
        else "",
        "more_text": _all(facet.name, facet.more + len(values)),
    }
    if facet.name == "pay_min":
        said |= {"input": search.params.get("pay_min", ("",))[0], "paid": _paid(search)}
        said["open"] = bool(said["input"]) or "paid" in search.params
    return said


def _all(name: str, count: int) -> str:
    said = {"skill": _("All %(n)s skills"), "place": _("All %(n)s places"), "employer": _("All %(n)s employers")}
    return said.get(name, _("All %(n)s")) % {"n": f"{count:,}"}


def _value(search: PostingSearch, facet: facets.Facet, value: facets.Value) -> dict[str, Any]:
    selected = value.selected and not (facet.name == "role" and search.has_default_roles)
    return {
        "value": value.value,
        "label": value.label,
        "count": f"{value.count:,}",
        "selected": selected,
        # Only pay is drawn as links; a hundred boxes need no address each.
        "url": address(search.query(pay_min=None if selected else (value.value,))) if facet.name == "pay_min" else "",
        "unknown": value.value == "not-stated",
        "kind": str(SkillKind(value.kind).label) if value.kind else "",
    }


def _every(search: PostingSearch) -> int:
    """Each posting has exactly one role, and a facet's counts ignore its own selection."""
    return sum(search.hits.facets["role"].values())


def _every_role(search: PostingSearch) -> dict[str, Any]:
    selected = "all" in search.params.get("role", ())
    return {
        "value": "all",
        "label": _("Every role"),
        "count": f"{_every(search):,}",
        "selected": selected,
        "url": "",
        "unknown": False,
        "kind": "",
    }


def _paid(search: PostingSearch) -> dict[str, Any]:
    selected = "paid" in search.params
    count = search.hits.facets.get("paid", {}).get("yes", 0)
    return {
        "value": "yes",
        "label": _("Paid, and says so"),
        "count": f"{count:,}",
        "selected": selected,
        "unknown": False,
    }


def _chosen(labels: list[str]) -> str:
    if len(labels) < 2:
        return labels[0] if labels else ""
    more = len(labels) - 1
    return ngettext("%(first)s and %(n)s more", "%(first)s and %(n)s more", more) % {"first": labels[0], "n": more}


def _extras(search: PostingSearch) -> dict[str, Any]:
    posted, closes = search.params.get("posted", ("",))[0], search.params.get("closes", ("",))[0]
    graduates = search.params.get("graduates", ("",))[0]
    any_day = ("", _("any day"))
    return {
        "open": bool(posted or closes or graduates),
        "graduates": graduates,
        "posted": _options(
            posted,
            any_day,
            {"1": _("today"), "7": _("this week"), "30": _("within 30 days"), "90": _("within 90 days")},
        ),
        "closes": _options(
            closes, any_day, {"7": _("within a week"), "30": _("within 30 days"), "90": _("within 90 days")}
        ),
    }


def _options(current: str, empty: tuple[str, str], steps: dict[str, str]) -> list[tuple[str, str, bool]]:
    if current and current not in steps:
        steps[current] = ngettext("within a day", "within %(n)s days", int(current)) % {"n": current}
    return [(value, label, value == current) for value, label in [empty, *steps.items()]]


def _sorts(search: PostingSearch) -> list[tuple[str, str, bool]]:
    labels = {"newest": _("Newest"), "relevance": _("Best match"), "closing": _("Closing soonest"), "pay": _("Pay")}
    if not search.question:
        del labels["relevance"]
    default = "relevance" if search.question else "newest"
    return [
        (label, address(search.query(sort=None if name == default else (name,))), name == search.sort)
        for name, label in labels.items()
    ]


def _range(search: PostingSearch, shown: int) -> str:
    if search.after:
        return ngettext("%(n)s more of %(total)s", "%(n)s more of %(total)s", shown) % {
            "n": shown,
            "total": f"{search.total:,}",
        }
    if shown == search.total:
        return ngettext("There is no other.", "These are all %(n)s.", shown) % {"n": shown}
    return _("1–%(n)s of %(total)s") % {"n": shown, "total": f"{search.total:,}"}


def _way(search: PostingSearch, names: tuple[str, ...], count: int) -> dict[str, Any]:
    clauses = [sentence.clause_text(search, name) for name in names]
    both = _("Drop %(one)s and %(other)s") % {"one": clauses[0], "other": clauses[-1]} if len(names) > 1 else ""
    return {
        "clause": clauses[0] if len(names) == 1 else "",
        "text": both,
        "url": address(search.query_without(*names)),
        "note": "",
        "count": f"{count:,}",
    }
