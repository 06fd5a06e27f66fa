"""The screening questions of the demonstration's postings."""

from collections.abc import Mapping

from applications.asking import told as told_of
from applications.models import Question
from jobboard.demo.plan import Planned
from listings.models import Posting
from listings.postings import tally


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
    made = len(Question.objects.bulk_create(rows))
    for posting in Posting.objects.filter(pk__in=asking.keys() - asked):
        tally.set_asked(posting.pk, told_of(posting))
    return made
