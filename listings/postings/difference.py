"""What has changed between two contents that a reader must be told of, facet by facet, in the words of a page."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.formats import date_format

from lib.phrases import any_of
from listings.models import choices as c
from listings.postings import fact_words, money, pay
from listings.postings.content import Content
from listings.vocabulary import gazetteer, taxonomy, terms

LONGEST = 300


@dataclass(frozen=True)
class Change:
    """`is_worse` for who has applied or means to: such a change is looked at by moderation first. `turn`: which way
    it went, where the words alone do not say it."""

    facet: str
    before: str
    after: str
    is_worse: bool = False
    turn: str = ""


def material(before: Content, after: Content) -> list[Change]:
    """In the order of a page; a later deadline, other prose or another mentor is no matter for a mail."""
    found = []
    for facet, words in WORDS.items():
        was, is_now = words(before), words(after)
        if was != is_now:
            change = Change(facet, was, is_now, _is_worse(facet, before, after))
            found.append(TURNS[facet](change, before, after) if facet in TURNS else change)
    if _is_earlier(before, after):
        turn = c.Turn.EARLIER if before.closes_on else ""
        found.append(Change("closes_on", _day(before.closes_on), _day(after.closes_on), is_worse=True, turn=turn))
    return [replace(change, before=_short(change.before), after=_short(change.after)) for change in found]


def _turned_pay(change: Change, before: Content, after: Content) -> Change:
    was, is_now = _worth(before), _worth(after)
    if was is None and is_now is not None and before.pay_kind == c.PayKind.PAID:
        return replace(change, before="")  # "paid" says nothing beside a number
    if is_now is None and was is not None and after.pay_kind == c.PayKind.PAID:
        return replace(change, after="")
    if was is None or is_now is None:
        return change
    if before.pay_currency != after.pay_currency:
        return change
    if before.pay_period == after.pay_period:  # "from $40 to $42–46 an hour"
        change = replace(change, before=money.range_text(before.pay_min, before.pay_max, before.pay_currency))
    if was != is_now and all(new >= old for old, new in zip(was, is_now, strict=True)):
        return replace(change, turn=c.Turn.RAISED)
    if was != is_now and all(new <= old for old, new in zip(was, is_now, strict=True)):
        return replace(change, turn=c.Turn.LOWERED)
    return change


def _turned(parts: Callable[[Content], list[str]], joined: Callable[[list[str]], str]) -> "Turned":
    """Of several, only those that came or went."""

    def turn(change: Change, before: Content, after: Content) -> Change:
        was, is_now = parts(before), parts(after)
        gone = [one for one in was if one not in is_now]
        new = [one for one in is_now if one not in was]
        if not gone and not new:  # the order alone
            return change
        change = replace(change, before=joined(gone), after=joined(new))
        if (gone and new) or len(gone) == len(was) or len(new) == len(is_now):
            return change
        return replace(change, turn=c.Turn.ADDED if new else c.Turn.REMOVED)

    return turn


def _is_earlier(before: Content, after: Content) -> bool:
    return after.closes_on is not None and (before.closes_on is None or after.closes_on < before.closes_on)


def _is_worse(facet: str, before: Content, after: Content) -> bool:
    if facet != "pay":
        return False
    was, is_now = _worth(before), _worth(after)
    if was is None:
        return before.pay_kind == c.PayKind.PAID != after.pay_kind
    if is_now is None or before.pay_currency != after.pay_currency:
        return True
    return any(new < old for old, new in zip(was, is_now, strict=True))


def _worth(content: Content) -> tuple[int, int] | None:
    """Least and most by the hour."""
    low, high = (
        pay.hourly(amount, content.pay_period, content.hours_a_week) for amount in (content.pay_min, content.pay_max)
    )
    if low is None and high is None:
        return None
    return (low if low is not None else high or 0, high if high is not None else low or 0)


def _pay(content: Content) -> str:
    if said := fact_words.pay(content):
        return said
    return "" if content.pay_kind == c.PayKind.NOT_STATED else str(c.PayKind(content.pay_kind).label)


def _places(content: Content) -> list[str]:
    known = gazetteer.gazetteer().places
    return [known[p.place].label if p.place in known else p.raw for p in content.places]


def _workplace(content: Content) -> str:
    known = gazetteer.gazetteer().places
    return fact_words.workplace(content, [known[slug].name for slug in content.remote_countries if slug in known])


def _terms(content: Content) -> list[str]:
    facts = [terms.from_slug(slug) for slug in sorted(content.terms, key=terms.calendar)]
    return [terms.label(fact) for fact in facts if fact]


def _needed(content: Content) -> list[str]:
    """ "Go, Java or Kotlin" and "Git"."""
    groups: dict[int, list[str]] = {}
    for need in content.needs:
        if need.level == c.Level.NEEDED:
            known = taxonomy.skills().get(need.skill)
            groups.setdefault(need.grp, []).append(known.name if known else need.skill)
    return sorted(any_of(sorted(names)) for names in groups.values())


def _listed(parts: list[str]) -> str:
    """With a mark between them that stands in no name."""
    return "; ".join(parts)


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


WORDS: dict[str, Callable[[Content], str]] = {
    "title": lambda content: content.title,
    "pay": _pay,
    "places": lambda content: _listed(_places(content)),
    "workplace": _workplace,
    "terms": lambda content: any_of(_terms(content)),
    "starts_on": lambda content: _day(content.starts_on),
    "weeks": lambda content: str(content.weeks or ""),
    "hours_a_week": fact_words.hours,
    "visa": lambda content: fact_words.visa(content).removesuffix("."),
    "degrees": fact_words.degrees,
    "fields": fact_words.fields,
    "enrolment": fact_words.enrolment,
    "graduation": fact_words.graduation,
    "skills": lambda content: _listed(_needed(content)),
}
Turned = Callable[[Change, Content, Content], Change]
TURNS: dict[str, Turned] = {
    "pay": _turned_pay,
    "places": _turned(_places, _listed),
    "terms": _turned(_terms, any_of),
    "skills": _turned(_needed, _listed),
}
