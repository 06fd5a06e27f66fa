"""The linter's remarks on what an employer says, as moderation reads them."""

from listings.models import Employer
from listings.models.choices import EmployerKind
from listings.postings.content import Content
from listings.postings.linting import EmployerFacts, Remark, lint

FOR_PROFIT = {EmployerKind.FOR_PROFIT: "yes", EmployerKind.NON_PROFIT: "no", EmployerKind.PUBLIC: "no"}


def of(content: Content, employer: Employer) -> list[Remark]:
    """The gravest first."""
    return lint(content, facts_of(employer))


def facts_of(employer: Employer) -> EmployerFacts:
    return EmployerFacts(
        name=employer.name,
        website=employer.website,
        for_profit=FOR_PROFIT.get(EmployerKind(employer.kind), "not-stated"),  # type: ignore[arg-type]
        third_party=employer.recruits_for_others,
    )
