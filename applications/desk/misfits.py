"""In a few words, what a row says of the rules of its posting that are not met, and of those nobody can judge."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from applications.models import Application
from listings.models.choices import Visa
from listings.postings import matching
from listings.postings.matching import Facts, Requirements


@dataclass(frozen=True)
class Misfits:
    """`failed` is told and not met, `unsure` told and for the employer to judge; `untold` is one text, or empty."""

    failed: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    untold: str = ""

    def __bool__(self) -> bool:
        return bool(self.failed or self.unsure or self.untold)


def rules_of(application: Application) -> Requirements:
    """Those of its posting, without skills: these a row counts."""
    return Requirements.of(application.posting, needs=())


def of(application: Application, rules: Requirements) -> Misfits:
    told = Facts(
        enrolled=application.enrolled,
        degree=application.degree,
        field=application.field,
        graduates_on=application.graduates_on,
        work_permit=application.work_permit,
    )
    states = _states(tuple(vars(told).items())[:-1], rules)
    untold = [_untold(kind) for kind, state, is_told in states if state == matching.UNTOLD and not is_told]
    return Misfits(
        failed=tuple(_failed(kind, told, rules) for kind, state, _told in states if state == matching.NOT),
        unsure=tuple(_unsure(kind) for kind, state, is_told in states if state == matching.UNTOLD and is_told),
        untold=_("not told: %(what)s") % {"what": ", ".join(untold)} if untold else "",
    )


@lru_cache(maxsize=4096)
def _states(told: tuple[tuple[str, object], ...], rules: Requirements) -> tuple[tuple[str, str, bool], ...]:
    """Kind, state and whether it was told. Kept, since many told the same, and the lines' own sentences take time."""
    lines = matching.fit(Facts(**dict(told)), rules).lines  # type: ignore[arg-type]
    return tuple((line.kind, line.state, line.is_told) for line in lines)


def _failed(kind: str, told: Facts, rules: Requirements) -> str:
    if kind == "graduation":
        month = told.graduates_on and told.graduates_on.replace(day=1)
        is_late = bool(month and rules.grad_to and month > rules.grad_to)
        return _("graduates too late") if is_late else _("graduates too early")
    if kind == "visa":
        return _("not a citizen") if Visa.CITIZENSHIP in rules.visa else _("needs a sponsor")
    return {"enrolment": _("not enrolled"), "degree": _("another degree"), "field": _("another field")}[kind]


def _unsure(kind: str) -> str:
    return {"field": _("field perhaps unrelated"), "visa": _("work permit unclear")}[kind]


def _untold(kind: str) -> str:
    return {
        "enrolment": _("enrolment"),
        "degree": _("degree"),
        "field": _("field"),
        "graduation": _("graduation"),
        "visa": _("work permit"),
    }[kind]
