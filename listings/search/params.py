"""The parameters of the search page, declared once: a FilterSet whose filters narrow a Plan instead of a queryset.

Nothing raises: what cannot be understood is dropped and named under `ignored`.
"""

import base64
import binascii
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import django_filters
from django import forms
from django.utils.datastructures import MultiValueDict

from lib.text import tidy
from listings.models import PostingSearchRow
from listings.models.choices import ApplyKind, Degree, Role, Visa, Workplace
from listings.search import names, words
from listings.search.plan import Cursor, Plan, Range, Tokens
from listings.vocabulary import taxonomy, terms

MAX_QUESTION = 200  # characters
MAX_DAYS = 3650
MAX_PAY = Decimal(100_000)
SORTS = ("relevance", "newest", "closing", "pay")
PAGE_SIZE, MAX_PAGE_SIZE = 20, 100
UNKNOWN = "not-stated"
Values = tuple[str, ...]


@dataclass(frozen=True)
class Checked:
    """The values that mean something, in a canonical spelling, and those that do not, as they were written."""

    kept: Values = ()
    refused: Values = ()


class TolerantField(forms.Field):
    """Checks each value by `parse`, which answers a canonical spelling or None; never raises."""

    widget = forms.SelectMultiple

    def __init__(self, *, parse: Callable[[str], str | None],
                 single: bool = False, **kwargs: Any) -> None:  # fmt: skip
        self.parse, self.single = parse, single
        super().__init__(**kwargs)

    def clean(self, value: Iterable[str] | None) -> Checked:
        spelled = {raw: self.parse(raw.strip()) for raw in value or () if raw.strip()}
        kept = tuple(dict.fromkeys(v for v in spelled.values() if v is not None))
        refused = tuple(raw for raw, v in spelled.items() if v is None)
        return Checked(kept[-1:] if self.single else kept, refused)


class PlanFilter(django_filters.Filter):
    """One parameter. Its `filter` takes and gives a Plan."""

    field_class = TolerantField

    def filter(self, plan: Plan, checked: Checked) -> Plan:
        return plan


class TokensFilter(PlanFilter):
    def __init__(self, *, facet: str = "", needs_all: bool = False, **kwargs: Any) -> None:
        self.facet, self.needs_all = facet, needs_all
        super().__init__(**kwargs)

    def filter(self, plan: Plan, checked: Checked) -> Plan:
        if not checked.kept:
            return plan
        name = str(self.field_name)
        tokens = Tokens(name, checked.kept, self.facet or name, self.needs_all)
        return replace(plan, tokens=(*plan.tokens, tokens))


class RoleFilter(TokensFilter):
    def filter(self, plan: Plan, checked: Checked) -> Plan:
        return plan if "all" in checked.kept else super().filter(plan, checked)


class RangeFilter(PlanFilter):
    def __init__(self, *, convert: Callable[[str], int | date], **kwargs: Any) -> None:
        self.convert = convert
        super().__init__(**kwargs)

    def filter(self, plan: Plan, checked: Checked) -> Plan:
        if not checked.kept:
            return plan
        return replace(plan, ranges=(*plan.ranges, Range(str(self.field_name), self.convert(checked.kept[0]))))


class WordsFilter(PlanFilter):
    def filter(self, plan: Plan, checked: Checked) -> Plan:
        return replace(plan, words=words.parse(checked.kept[0])) if checked.kept else plan


class CurrencyFilter(PlanFilter):
    def filter(self, plan: Plan, checked: Checked) -> Plan:
        return replace(plan, currency=checked.kept[0]) if checked.kept else plan


def one_of(*allowed: str) -> Callable[[str], str | None]:
    return lambda value: value if value in allowed else None


def question(value: str) -> str:
    return tidy(value[:MAX_QUESTION])


def term(value: str) -> str | None:
    if value == UNKNOWN:
        return value
    fact = terms.from_slug(value)
    return fact.slug if fact else None


def month(value: str) -> str | None:
    found = re.fullmatch(r"(\d{4})-(\d{2})", value, re.ASCII)
    return value if found and 1900 <= int(found[1]) <= 2200 and 1 <= int(found[2]) <= 12 else None


def days(value: str) -> str | None:
    return str(int(value)) if re.fullmatch(r"\d{1,4}", value, re.ASCII) and 1 <= int(value) <= MAX_DAYS else None


def pay(value: str) -> str | None:
    try:
        amount = Decimal(value.replace(",", ".").removeprefix("$"))
    except InvalidOperation:
        return None
    if not amount.is_finite() or not 0 < amount <= MAX_PAY:
        return None
    return f"{amount.quantize(Decimal('0.01')):f}".removesuffix(".00")


def currency(value: str) -> str | None:
    return value.upper() if re.fullmatch(r"[A-Za-z]{3}", value, re.ASCII) else None


def slug(value: str) -> str | None:
    return value if re.fullmatch(r"[a-z0-9-]{1,120}", value) else None


def known_skill(value: str) -> str | None:
    return value if value in taxonomy.skills() else None


class PostingFilter(django_filters.FilterSet):
    q = WordsFilter(parse=question, single=True)
    role = RoleFilter(parse=one_of(*Role.values, "all"))
    skill = TokensFilter(parse=known_skill, needs_all=True)
    skill_any = TokensFilter(parse=known_skill, facet="skill")
    place = TokensFilter(parse=slug)
    workplace = TokensFilter(parse=one_of(*Workplace.values))
    term = TokensFilter(parse=term)
    degree = TokensFilter(parse=one_of(*Degree.values, UNKNOWN))
    visa = TokensFilter(parse=one_of(*Visa.values, UNKNOWN))
    employer = TokensFilter(parse=slug)
    apply = TokensFilter(parse=one_of(*ApplyKind.values))
    paid = TokensFilter(parse=one_of("yes"))
    pay_min = RangeFilter(parse=pay, single=True, convert=lambda value: int(Decimal(value) * 100))
    pay_currency = CurrencyFilter(parse=currency, single=True)
    graduates = RangeFilter(parse=month, single=True, convert=lambda value: date(int(value[:4]), int(value[5:]), 1))
    posted = RangeFilter(parse=days, single=True, convert=int)
    closes = RangeFilter(parse=days, single=True, convert=int)

    class Meta:
        model = PostingSearchRow
        fields: list[str] = []


# What turns the pages but asks for nothing.
PAGING = {
    "sort": TolerantField(parse=one_of(*SORTS), single=True, required=False),
    "per_page": TolerantField(
        parse=lambda v: v if v.isdecimal() and v.isascii() and len(v) < 6 and int(v) else None, single=True
    ),
    "after": TolerantField(parse=lambda v: v if decode(v) else None, single=True, required=False),
}
NAMES = (*PostingFilter.base_filters, *PAGING)


@dataclass(frozen=True)
class Asked:
    """Canonical parameters in the order of their declaration; what was ignored, as `name` or `name=value`; names of
    the places and employers asked for."""

    params: dict[str, Values]
    ignored: list[str]
    names: names.Names

    def narrow(self, plan: Plan) -> Plan:
        for name, filters in PostingFilter.base_filters.items():
            plan = filters.filter(plan, Checked(self.params.get(name, ())))
        return plan


def check(data: Mapping[str, Iterable[str]]) -> Asked:
    given = MultiValueDict({str(name): [str(v) for v in values] for name, values in data.items()})
    form = PostingFilter(given, queryset=PostingSearchRow.objects.none()).form
    form.is_valid()
    checked: dict[str, Checked] = dict(form.cleaned_data)
    checked |= {name: field.clean(given.getlist(name)) for name, field in PAGING.items()}
    known = names.look_up({name: checked[name].kept for name in names.LOOKED_UP})
    for name in names.LOOKED_UP:
        kept = tuple(value for value in checked[name].kept if value in known[name])
        lost = tuple(value for value in checked[name].kept if value not in known[name])
        checked[name] = Checked(kept, checked[name].refused + lost)
    ignored = [name for name in given if name not in NAMES]
    ignored += [f"{name}={raw}" for name in NAMES for raw in checked[name].refused]
    return Asked({name: checked[name].kept for name in NAMES if checked[name].kept}, ignored, known)


def encode(sort: str, cursor: Cursor) -> str:
    whole = json.dumps([sort, cursor.rank, cursor.published_at.isoformat(), cursor.posting_id], separators=(",", ":"))
    return base64.urlsafe_b64encode(whole.encode()).decode().rstrip("=")


def decode(value: str) -> tuple[str, Cursor] | None:
    """None where it is broken; what it holds is checked, since anybody can write one."""
    try:
        sort, rank, published, last = json.loads(base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)))
        at = datetime.fromisoformat(published)
        sound = sort in SORTS and type(rank) is int and type(last) is int and abs(rank) < 2**62 and 0 <= last < 2**62
        sound = sound and at.tzinfo is not None and 1970 <= at.year < 9000
    except (ValueError, TypeError, binascii.Error, RecursionError, UnicodeError):
        return None
    return (sort, Cursor(rank, at, last)) if sound else None
