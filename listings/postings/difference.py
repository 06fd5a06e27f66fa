"""What has changed between two contents that a reader must be told of, facet by facet, in the words of a page."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib.phrases import all_of, any_of
from listings.models import choices as c
from listings.postings import money, pay
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
    stated = {"min": content.pay_min, "max": content.pay_max}
    said = {"currency": content.pay_currency, "period": content.pay_period}
    if content.pay_currency:
        return money.pay_text({**stated, **said})
    return "" if content.pay_kind == c.PayKind.NOT_STATED else str(c.PayKind(content.pay_kind).label)


def _places(content: Content) -> list[str]:
    known = gazetteer.gazetteer().places
    return [known[p.place].label if p.place in known else p.raw for p in content.places]


def _workplace(content: Content) -> str:
    if content.workplace == c.Workplace.NOT_STATED:
        return ""
    said = [str(c.Workplace(content.workplace).label)]
    if content.days_on_site is not None:
        days = ngettext("%(n)s day a week on site", "%(n)s days a week on site", content.days_on_site)
        said.append(days % {"n": content.days_on_site})
    known = gazetteer.gazetteer().places
    if countries := [known[slug].name for slug in content.remote_countries if slug in known]:
        said.append(_("from %(countries)s") % {"countries": any_of(countries)})
    return ", ".join(said)


def _terms(content: Content) -> list[str]:
    facts = [terms.from_slug(slug) for slug in sorted(content.terms, key=terms.calendar)]
    return [terms.label(fact) for fact in facts if fact]


def _visa(content: Content) -> str:
    return _labels(c.Visa, content.visa)


def _degrees(content: Content) -> str:
    return _labels(c.Degree, content.degrees)


def _fields(content: Content) -> str:
    named = _labels(c.Field, content.fields)
    return _("%(fields)s, and related fields") % {"fields": named} if named and content.related_fields else named


def _enrolment(content: Content) -> str:
    return "" if content.enrolment == c.Enrolment.NOT_STATED else str(c.Enrolment(content.enrolment).label)


def _graduation(content: Content) -> str:
    first, last = (date_format(day, "F Y") if day else "" for day in (content.grad_from, content.grad_to))
    if first and last:
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return _("%(first)s or later") % {"first": first}
    return _("%(last)s or earlier") % {"last": last} if last else ""


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


def _labels(choices: "type[c.Visa | c.Degree | c.Field]", values: tuple[str, ...]) -> str:
    return all_of([str(choice.label) for choice in choices if choice.value in values])


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
    "hours_a_week": lambda content: f"{content.hours_a_week.normalize():f}" if content.hours_a_week else "",
    "visa": _visa,
    "degrees": _degrees,
    "fields": _fields,
    "enrolment": _enrolment,
    "graduation": _graduation,
    "skills": lambda content: _listed(_needed(content)),
}
Turned = Callable[[Change, Content, Content], Change]
TURNS: dict[str, Turned] = {
    "pay": _turned_pay,
    "places": _turned(_places, _listed),
    "terms": _turned(_terms, any_of),
    "skills": _turned(_needed, _listed),
}
