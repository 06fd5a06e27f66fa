"""The small shapes templates expect (templates/CONTEXT.md), every text ready."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Fact:
    """A line of a list of facts. With `places` the value is what opens them; `noun` names it where it is missing."""

    label: str
    value: str
    sub: str = ""
    unknown: bool = False
    strong: bool = False
    url: str = ""
    link_text: str = ""
    places: Sequence[dict[str, Any]] = field(default_factory=tuple)
    noun: str = ""


@dataclass(frozen=True)
class Notice:
    head: str
    text: str
    icon: str = "info"
    tone: str = ""
    small: bool = False
    url: str = ""
    link_text: str = ""


@dataclass(frozen=True)
class IndexItem:
    label: str
    url: str
    count: str
    unknown: bool = False


@dataclass(frozen=True)
class Share:
    label: str
    url: str
    count: str
    of: str
    width: str
    unsaid: bool = False


LEAST_WIDTH = 1.2  # per cent: a shorter bar reads as a speck


def share(label: str, url: str, count: int, of: int, *, unsaid: bool = False) -> Share:
    width = f"{max(100 * count / of, LEAST_WIDTH):.1f}%" if count and of else "0%"
    return Share(label, url, f"{count:,}", f"{of:,}", width, unsaid)


MANY_MISSING = 3


def known_and_missing(facts: Sequence[Fact]) -> tuple[list[Fact], str]:
    """Facts without a value become "not stated", or from three on one line that names them all."""
    missing = [fact.noun or fact.label[:1].lower() + fact.label[1:] for fact in facts if not fact.value]
    if len(missing) >= MANY_MISSING:
        return [fact for fact in facts if fact.value], ", ".join(missing)
    unknown = _("not stated")
    return [fact if fact.value else replace(fact, value=unknown, unknown=True) for fact in facts], ""
