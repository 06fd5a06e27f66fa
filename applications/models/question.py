from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.privacy import NOBODYS
from applications.models import choices as c
from listings.models import Posting


class QuestionQuerySet(models.QuerySet["Question"]):
    def asked(self) -> "QuestionQuerySet":
        """Those on the form now, in their order."""
        return self.filter(retired_at=None).order_by("position", "pk")


class Question(models.Model):
    """A screening question. One that was answered is retired rather than changed: answers keep what was asked."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=c.QuestionKind)
    text = models.CharField(max_length=300)
    help = models.CharField(max_length=500, blank=True)
    required = models.BooleanField(default=False)
    options = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    privacy = NOBODYS

    class Meta:
        verbose_name = _("question")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(name="question_kind_known", condition=Q(kind__in=c.QuestionKind.values)),
            models.CheckConstraint(
                name="question_options_where_needed",
                condition=Q(kind__in=c.WITH_OPTIONS, options__len__gte=2) | ~Q(kind__in=c.WITH_OPTIONS) & Q(options=[]),
            ),
        ]

    def __str__(self) -> str:
        return self.text
