"""What a row of a board says plainly, as an employer says it; what its text seems to say are proposals. Pure."""

from dataclasses import fields, replace

from lib.text import tidy
from listings.importing import bodies, markdown, proposals, understanding
from listings.importing.base import FIRST_YEAR, LAST_YEAR
from listings.importing.proposals import Proposal
from listings.importing.reconcile import Group
from listings.models import Posting
from listings.models.choices import ApplyKind
from listings.postings import pay
from listings.postings.content import Content, PlaceSaid
from listings.vocabulary import eligibility_text, pay_text, places, terms

LONGEST_FRAGMENT = 300
MOST_PROPOSALS = 60
NOT_STATED = "not-stated"
PAY = ("pay_kind", "pay_min", "pay_max", "pay_currency", "pay_period", "pay_note")


def of(group: Group) -> Content:
    """Only what stands in a field of its own."""
    said = group.newest
    where = places.resolve(group.places)
    when = [fact for words in said.terms for fact in terms.parse(words)]
    when = [fact for fact in when if fact.year and FIRST_YEAR <= fact.year <= LAST_YEAR]
    visa = said.visa or eligibility_text.visa_from_feed(said.sponsorship)
    paid = _pay(group)
    return Content(
        title=tidy(said.title)[: understanding.LONGEST_TITLE],
        body=markdown.of(bodies.clean(said.body)) if said.body else "",
        role=said.role or NOT_STATED,
        workplace=said.workplace or where.workplace,
        remote_countries=tuple(where.remote_countries),
        visa=tuple(dict.fromkeys(visa)),
        degrees=tuple(eligibility_text.degrees_from_feed(said.degrees)),
        apply_kind=ApplyKind.OUTSIDE.value,
        apply_url=said.url,
        closes_on=said.closes_on,
        places=tuple(PlaceSaid(one.raw[:LONGEST_FRAGMENT], one.place or "", one.remote) for one in where.fragments),
        terms=tuple(dict.fromkeys(fact.slug for fact in when)),
        pay_kind=paid.pay_kind,
        pay_min=paid.pay_min,
        pay_max=paid.pay_max,
        pay_currency=paid.pay_currency,
        pay_period=paid.pay_period,
        pay_note=paid.pay_note,
    )


def _pay(group: Group) -> Posting:
    said = group.newest
    stated = said.stated_pay
    fact = pay_text.stated(stated.low, stated.high, stated.currency, stated.period) if stated else None
    holder = Posting()
    pay.apply(holder, fact or (pay_text.parse(said.pay) if said.pay else None), tidy(said.pay))
    return holder


def proposed(group: Group) -> list[Proposal]:
    """For a person to accept or to leave: all that the content does not say by itself."""
    said = of(group)
    silent = {
        "role": said.role == NOT_STATED, "workplace": said.workplace == NOT_STATED, "pay": said.pay_kind == NOT_STATED,
        "terms": not said.terms, "visa": not said.visa, "degrees": not said.degrees,
    }  # fmt: skip
    return [one for one in proposals.propose(group.newest) if silent.get(one.field, True)][:MOST_PROPOSALS]


def again(before: Content, after: Content) -> Content:
    """BEFORE with what the board says now; what it does not say stays as somebody said it."""
    empty = Content()
    said = {one.name: getattr(after, one.name) for one in fields(Content)}
    news = {name: value for name, value in said.items() if value != getattr(empty, name)}
    if any(name in news for name in PAY):
        news |= {name: said[name] for name in PAY}
    return replace(before, **news)
