"""The screening questions of the demonstration's postings."""

from collections.abc import Mapping

from applications.models import Question
from jobboard.demo.plan import Planned


def write(plans: list[Planned], postings: Mapping[str, int]) -> int:
    """POSTINGS are ids by key. Where there are questions, retired ones too, they are somebody's and stay as they are.

    Returns how many were made.
    """
    asking = {postings[plan.key]: plan for plan in plans if plan.questions and plan.key in postings}
    asked = set(Question.objects.filter(posting__in=asking).values_list("posting_id", flat=True))
    rows = [
        Question(posting_id=pk, position=position, **told)
        for pk, plan in asking.items()
        if pk not in asked
        for position, told in enumerate(plan.questions)
    ]
    return len(Question.objects.bulk_create(rows))
