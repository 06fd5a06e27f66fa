"""What a posting states, by the names of its fields: one reading for search rows and JSON."""

from typing import Any

from listings.models import Posting

# Facets that stand neither in the title line nor in the words of a posting. Dates are ISO 8601, unknown is null.
STATED = (
    *("summary", "days_on_site", "remote_countries", "degrees", "fields", "related_fields", "enrolment"),
    *("grad_from", "grad_to", "starts_on", "weeks", "hours_a_week", "openings", "pay_kind", "pay_note"),
    *("mentor_name", "mentor_title", "one_to_ones", "interns_per_mentor", "code_review", "outcomes", "portfolio"),
    *("opens_at", "closes_on", "time_zone", "answer_within_days"),
)


def facts(posting: Posting) -> dict[str, Any]:
    """Ready for DjangoJSONEncoder. The notes of requirements are by skill."""
    stated = {name: getattr(posting, name) for name in STATED}
    stated["responsibilities"] = [{"tag": r.tag, "text": r.text} for r in posting.responsibilities.all()]
    stated["notes"] = {r.skill.slug: r.note for r in posting.requirements.all() if r.note}
    return stated
