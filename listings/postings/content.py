"""What an employer says of a posting, plain: one shape for draft, preview, difference, linter and posting."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self

from listings.models import Posting
from listings.models import choices as c

# The columns of Posting that an employer writes. Places, terms, work and skills are rows of their own.
COLUMNS = (
    *("title", "summary", "body", "role", "openings"),
    *("workplace", "days_on_site", "remote_countries"),
    *("visa", "degrees", "fields", "related_fields", "enrolment", "grad_from", "grad_to"),
    *("starts_on", "weeks", "hours_a_week", "pay_kind", "pay_min", "pay_max", "pay_currency", "pay_period", "pay_note"),
    *("mentor_name", "mentor_title", "one_to_ones", "interns_per_mentor", "code_review", "outcomes", "portfolio"),
    *("apply_kind", "apply_url", "cover_letter", "answer_within_days"),
    *("publish_at", "opens_at", "closes_on", "time_zone"),
)
PARTS = ("places", "terms", "work", "needs")


@dataclass(frozen=True)
class PlaceSaid:
    """`place` is a slug, or nothing where we could not tell which place the words mean."""

    raw: str
    place: str = ""
    is_remote: bool = False


@dataclass(frozen=True)
class Duty:
    tag: str = ""
    text: str = ""


@dataclass(frozen=True)
class Need:
    """Needs of one `grp` are "any one of these"; a plain one is a group of one."""

    skill: str
    level: str
    grp: int
    note: str = ""
    evidence: str = ""


@dataclass(frozen=True, kw_only=True)
class Content:
    """Named as the fields of Posting. Pay in minor units; unknown is `not-stated`, or None for numbers and dates."""

    title: str = ""
    summary: str = ""
    body: str = ""
    role: str = c.Role.NOT_STATED.value
    openings: int | None = None
    workplace: str = c.Workplace.NOT_STATED.value
    days_on_site: int | None = None
    remote_countries: tuple[str, ...] = ()
    visa: tuple[str, ...] = ()
    degrees: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    related_fields: bool = False
    enrolment: str = c.Enrolment.NOT_STATED.value
    grad_from: date | None = None
    grad_to: date | None = None
    starts_on: date | None = None
    weeks: int | None = None
    hours_a_week: Decimal | None = None
    pay_kind: str = c.PayKind.NOT_STATED.value
    pay_min: int | None = None
    pay_max: int | None = None
    pay_currency: str = ""
    pay_period: str = ""
    pay_note: str = ""
    mentor_name: str = ""
    mentor_title: str = ""
    one_to_ones: int | None = None
    interns_per_mentor: int | None = None
    code_review: str = c.CodeReview.NOT_STATED.value
    outcomes: str = ""
    portfolio: str = c.Portfolio.NOT_STATED.value
    apply_kind: str = c.ApplyKind.HERE.value
    apply_url: str = ""
    cover_letter: str = c.CoverLetter.NOT_ASKED.value
    answer_within_days: int = 21
    publish_at: datetime | None = None
    opens_at: datetime | None = None
    closes_on: date | None = None
    time_zone: str = "UTC"
    places: tuple[PlaceSaid, ...] = ()
    terms: tuple[str, ...] = ()
    work: tuple[Duty, ...] = ()
    needs: tuple[Need, ...] = field(default=())

    @classmethod
    def of(cls, posting: Posting) -> Self:
        """Reads four more statements, unless its parts were prefetched (with places, terms and skills)."""
        said: dict[str, Any] = {name: _plain(getattr(posting, name)) for name in COLUMNS}
        return cls(
            **said,
            places=tuple(
                PlaceSaid(p.raw, p.place.slug if p.place else "", p.is_remote)
                for p in _in_order(posting.posting_places.all())
            ),
            terms=tuple(term.term.slug for term in posting.posting_terms.all()),
            work=tuple(Duty(r.tag, r.text) for r in _in_order(posting.responsibilities.all())),
            needs=tuple(
                Need(r.skill.slug, r.level, r.grp, r.note, r.evidence) for r in _in_order(posting.requirements.all())
            ),
        )

    def as_data(self) -> dict[str, Any]:
        """Ready for JSON; `from_data` gives an equal Content back."""
        data = {name: _stored(getattr(self, name)) for name in COLUMNS}
        data |= {name: [vars(one) for one in getattr(self, name)] for name in ("places", "work", "needs")}
        return data | {"terms": list(self.terms)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Names that this version no longer knows are left out; those that it does not find keep their defaults."""
        said = {one.name: _read(one.name, data[one.name]) for one in fields(cls) if one.name in data}
        for name, kind in (("places", PlaceSaid), ("work", Duty), ("needs", Need)):
            if name in said:
                said[name] = tuple(kind(**one) for one in data[name])
        return cls(**said)


INSTANTS = ("publish_at", "opens_at")
DATES = ("grad_from", "grad_to", "starts_on", "closes_on")


def _in_order(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row.position, row.pk or 0))


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _stored(value: Any) -> Any:
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def _read(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in DATES:
        return date.fromisoformat(value)
    if name in INSTANTS:
        return datetime.fromisoformat(value)
    if name == "hours_a_week":
        return Decimal(value)
    return tuple(value) if isinstance(value, list) else value
