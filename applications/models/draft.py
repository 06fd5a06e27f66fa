from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.privacy import DELETE, Privacy
from applications.models.resume import Resume
from listings.models import Posting

KEPT_FOR_A_VISITOR = timedelta(days=7)
KEPT = timedelta(days=90)


class ApplicationDraftQuerySet(models.QuerySet["ApplicationDraft"]):
    def stale(self, at: datetime) -> "ApplicationDraftQuerySet":
        return self.filter(Q(user=None, saved_at__lt=at - KEPT_FOR_A_VISITOR) | Q(saved_at__lt=at - KEPT))


class ApplicationDraft(models.Model):
    """A form as far as it was filled in; a visitor's is found by the token that lies in their session.

    `handed_in_at` is when a visitor pressed Send: the application is made of it, as of that moment, once `proof`
    (accounts.proving) shows that the address is theirs.
    """

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="drafts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    token = models.CharField(max_length=64, unique=True, null=True)
    data = models.JSONField(default=dict)
    resume = models.ForeignKey(Resume, models.SET_NULL, null=True, related_name="drafts")
    src = models.CharField(max_length=40, blank=True, help_text=_("As the first form had it."))
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)
    proof = models.JSONField(default=dict)
    reminded_at = models.DateTimeField(null=True)

    objects = ApplicationDraftQuerySet.as_manager()

    privacy = (
        Privacy(
            of="user",
            export=("posting__title", "posting__employer__name", "data", "resume", "created_at", "saved_at"),
            erase=DELETE,
            keep=("id", "user", "token", "handed_in_at", "proof", "reminded_at", "src"),
        ),
        # A visitor's, who is no user yet.
        Privacy(of="data__email", by_address=True, where={"user": None}, erase=DELETE),
        Privacy(of="proof__code__email", by_address=True, where={"user": None}, erase=DELETE),
    )

    class Meta:
        verbose_name = _("draft")
        constraints = [
            models.UniqueConstraint(fields=["user", "posting"], name="applicationdraft_one_a_posting"),
            models.CheckConstraint(
                name="applicationdraft_is_somebodys",
                condition=Q(user=None, token__isnull=False) | Q(user__isnull=False, token=None),
            ),
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"
