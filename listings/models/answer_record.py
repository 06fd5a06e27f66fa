from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.privacy import NOBODYS
from listings.models.employer import Employer


class AnswerRecord(models.Model):
    """How an employer has answered who applied, counted each morning by applications; of nobody in particular.

    `promised` counts the applications whose answer was promised for a day from `since` to `until`. `on_time` and
    `late` are the waits of those answered, in whole days; `days` is the promise that most of them were given.
    """

    employer = models.OneToOneField(Employer, models.CASCADE, related_name="answer_record")
    counted_at = models.DateTimeField()
    since = models.DateField()
    until = models.DateField()
    promised = models.PositiveIntegerField()
    on_time = ArrayField(models.PositiveSmallIntegerField(), default=list)
    late = ArrayField(models.PositiveSmallIntegerField(), default=list)
    overdue = models.PositiveIntegerField(default=0)
    due_today = models.PositiveIntegerField(default=0)
    days = models.PositiveSmallIntegerField()

    privacy = NOBODYS

    class Meta:
        verbose_name = _("record of answers")
        constraints = [
            models.CheckConstraint(
                name="answerrecord_counts", condition=Q(promised__gte=F("overdue") + F("due_today"))
            ),
            models.CheckConstraint(name="answerrecord_days", condition=Q(since__lte=F("until"))),
        ]

    def __str__(self) -> str:
        return f"{self.employer_id}: {len(self.waits)} of {self.promised}"

    @property
    def waits(self) -> list[int]:
        return sorted([*self.on_time, *self.late])
