from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.privacy import NOBODYS
from applications.models.choices import StageType
from listings.models import Posting


class Stage(models.Model):
    """A column of a posting's pipeline: a name of the employer's choosing, and a type that never changes."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="stages")
    name = models.CharField(max_length=60)
    type = models.CharField(max_length=10, choices=StageType)
    position = models.PositiveSmallIntegerField()

    privacy = NOBODYS

    class Meta:
        verbose_name = _("stage")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["posting", "position"], name="stage_position"),
            # Where applications arrive and where they end must be one place each.
            models.UniqueConstraint(
                fields=["posting", "type"],
                condition=Q(type__in=(StageType.NEW, StageType.HIRED, StageType.REJECTED)),
                name="stage_one_of_its_type",
            ),
            models.CheckConstraint(name="stage_type_known", condition=Q(type__in=StageType.values)),
        ]

    def __str__(self) -> str:
        return self.name
