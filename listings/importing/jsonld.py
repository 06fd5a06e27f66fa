"""schema.org's JobPosting: one, a list, a @graph, or the scripts of an HTML page; found wherever they stand."""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from listings.importing import base, bodies, identity, internships
from listings.importing.base import BadRow, RawPosting, StatedPay

PERIODS = {
    "HOUR": "hour", "HOURLY": "hour", "HUR": "hour", "DAY": "day", "DAILY": "day", "WEEK": "week", "WEEKLY": "week",
    "MONTH": "month", "MONTHLY": "month", "MON": "month", "YEAR": "year", "YEARLY": "year", "ANNUAL": "year",
    "ANN": "year",
}  # fmt: skip
DEEPEST = 40
LONGEST_SKILL = 60
LONGEST_TAG, LONGEST_HEAD = 500, 200_000
_LINK = re.compile(r"<link\s([^<>]{1,2500})>", re.IGNORECASE)
_SAID = re.compile(r"(rel|href)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>\"']+)", re.IGNORECASE)
_WRAPPING = re.compile(r"^\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\*/)?)|(?:-->|(?://|/\*)?\s*\]\]>(?:\*/)?)\s*$")


def read(text: str) -> Iterator[RawPosting | BadRow]:
    answer, page_url = _from_page(text) if text.lstrip()[:1] == "<" else (base.parse_json(text, strict=False), "")
    named = {node["@id"]: node for node in _objects(answer) if isinstance(node.get("@id"), str) and len(node) > 1}
    found = [node for node in _objects(answer) if _is_a(node, "JobPosting")]
    may_be_empty = isinstance(answer, list) or (isinstance(answer, dict) and {"@context", "@graph"} & answer.keys())
    if not found and not may_be_empty:
        raise base.Unreadable(_("The file is JSON but holds no JobPosting of schema.org."))
    for number, node in enumerate(found, 1):
        yield _posting(number, node, named, page_url if len(found) == 1 else "")


# --- where postings stand ----------------------------------------------------------------------------------------


def _from_page(text: str) -> tuple[list[Any], str]:
    """What the scripts of a page say, and the page's own address. Scripts about other things may be broken."""
    about = [_WRAPPING.sub("", script) for script in _scripts(text) if "JobPosting" in script]
    if not about:
        raise base.Unreadable(_("The page holds no JobPosting of schema.org."))
    return [base.parse_json(script, strict=False) for script in about], _own_address(text)


def _scripts(text: str) -> Iterator[str]:
    """The ld+json ones. Each is looked for from the end of the one before: a parser of HTML takes hours for a page that
    was made to hurt it."""
    small, at = text.lower(), 0
    if len(small) != len(text):  # a few letters grow when they are made small
        small = text
    while (at := small.find("<script", at)) >= 0:
        begin = small.find(">", at) + 1
        end = small.find("</script", begin)
        if not begin or end < 0:
            raise base.Unreadable(_("The page breaks off inside a script."))
        if "application/ld+json" in small[at : min(begin, at + LONGEST_TAG)]:
            yield text[begin:end]
        at = end


def _own_address(text: str) -> str:
    """Of the canonical link in the head of a page."""
    for tag in _LINK.findall(text[:LONGEST_HEAD]):
        said = {name.lower(): html.unescape(words.strip("'\"")) for name, words in _SAID.findall(tag)}
        if said.get("rel", "").lower() == "canonical":
            return said.get("href", "")
    return ""


def _objects(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _objects(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for one in value.values():
            yield from _objects(one, depth + 1)


def _is_a(node: Mapping[str, Any], kind: str) -> bool:
    types = node.get("@type")
    return kind in [str(one).rpartition("/")[2] for one in (types if isinstance(types, list) else [types])]


# --- what one says -------------------------------------------------------------------------------------------------


def _posting(number: int, node: Mapping[str, Any], named: Mapping[str, Any], page_url: str) -> RawPosting:
    title = _text(node.get("title")) or _text(node.get("name"))
    url = _url(node) or base.address(page_url)
    source_id = _identifier(node.get("identifier"))
    employment = ", ".join(_texts(node.get("employmentType")))
    organisation = _first(node.get("hiringOrganization"))
    if isinstance(organisation, dict) and not organisation.get("name"):
        organisation = named.get(str(organisation.get("@id")), organisation)
    stated, said = _pay(node)
    return RawPosting(
        row=number,
        raw=node,
        key=source_id or identity.clean_url(url),
        title_key="",
        source_id=source_id,
        employer=_text(organisation),
        title=title,
        url=url,
        places=_places(node),
        internship=internships.is_one(title, employment),
        workplace="remote" if _text(node.get("jobLocationType")).upper() == "TELECOMMUTE" else "",
        employment=employment,
        department=_text(node.get("employmentUnit")),
        degrees=_degrees(node.get("educationRequirements")),
        skills=tuple(word for word in _skills(node) if len(word) <= LONGEST_SKILL),
        body=_body(node),
        stated_pay=stated,
        pay=said,
        closes_on=base.day(node.get("validThrough")),
        posted_at=base.instant(node.get("datePosted")),
    )


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _text(value: Any) -> str:
    """Words, or the name of the thing."""
    value = _first(value)
    return base.text(value.get("name") or value.get("@value")) if isinstance(value, dict) else base.text(value)


def _texts(value: Any) -> tuple[str, ...]:
    return base.texts([_text(one) for one in (value if isinstance(value, list) else [value])])


def _url(node: Mapping[str, Any]) -> str:
    about = node.get("mainEntityOfPage")
    about = about.get("@id") if isinstance(about, dict) else about
    candidates = [
        base.address(_first(value)) for value in (node.get("url"), about, node.get("sameAs"), node.get("@id"))
    ]
    return next((url for url in candidates if url.startswith(("http://", "https://"))), candidates[0])


def _identifier(value: Any) -> str:
    value = _first(value)
    return base.text(value.get("value") or value.get("@id")) if isinstance(value, dict) else base.text(value)


def _places(node: Mapping[str, Any]) -> tuple[str, ...]:
    """Where the work is done; of a remote one the countries or states it may be done from."""
    found = [_place(one) for one in _listed(node.get("jobLocation"))]
    if _text(node.get("jobLocationType")).upper() == "TELECOMMUTE":
        found += [f"Remote in {name}" for name in _texts(node.get("applicantLocationRequirements")) if name]
    return base.texts([place for place in found if place])


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _place(value: Any) -> str:
    if not isinstance(value, dict):
        return base.text(value)
    address = _first(value.get("address"))
    if not isinstance(address, dict):
        return base.text(address) or base.text(value.get("name"))
    parts = [_text(address.get(name)) for name in ("addressLocality", "addressRegion", "addressCountry")]
    return base.words(*parts) or base.text(value.get("name"))


def _degrees(value: Any) -> tuple[str, ...]:
    return base.texts([base.text(one.get("credentialCategory")) for one in _listed(value) if isinstance(one, dict)])


def _skills(node: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(
        word.strip() for said in _texts(node.get("skills")) for word in re.split(r"[,;•\n]", said) if word.strip()
    )


def _body(node: Mapping[str, Any]) -> str:
    """The description, and what else is told in words and does not stand in it already."""
    parts = [("", bodies.unescaped(base.text(node.get("description"))))]
    for name, heading in (
        ("responsibilities", "Responsibilities"),
        ("qualifications", "Qualifications"),
        ("educationRequirements", "Education"),
        ("experienceRequirements", "Experience"),
        ("skills", "Skills"),
    ):
        words = bodies.unescaped("\n\n".join(one for one in _listed(node.get(name)) if isinstance(one, str)).strip())
        if words and words not in parts[0][1]:
            parts.append((heading, words))
    return parts[0][1] if len(parts) == 1 else bodies.joined((head, bodies.clean(words)) for head, words in parts)


def _pay(node: Mapping[str, Any]) -> tuple[StatedPay | None, str]:
    """A bare figure has no period, so that only its words are kept; an estimate is nobody's word."""
    salary = _first(node.get("baseSalary"))
    currency = base.text(node.get("salaryCurrency"))
    value = salary
    if isinstance(salary, dict):
        currency = base.text(salary.get("currency")) or currency
        value = _first(salary.get("value")) if "value" in salary else salary
    figures = base.table(value)
    low, high = base.amount(figures.get("minValue")), base.amount(figures.get("maxValue"))
    exact = base.amount(figures.get("value") if figures else value)
    low, high = (low, high) if low or high else (exact, exact)
    if not (low or high):
        return None, base.text(value)
    unit = base.text(figures.get("unitText") or figures.get("unitCode") or base.table(salary).get("unitText")).upper()
    ends = dict.fromkeys(f"{end:,}" for end in (low, high) if end)
    said = " ".join(part for part in (currency, " – ".join(ends), unit.lower() and f"per {unit.lower()}") if part)
    period = PERIODS.get(unit)
    return (StatedPay(low, high, currency, period) if period else None), said


FORMAT = base.Format("jsonld", read)
