from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.privacy import NOBODYS, REST, Privacy
from listings.models.choices import Turn
from listings.models.posting import Posting


class PostingDraft(models.Model):
    """Half-typed words, which never go public: the editor writes here, submitting applies it whole.

    `data` is what was typed, field by field, right or wrong; `content` what was understood of it when it was sent to
    moderation as a change of a public posting. Each save counts `version` up: of two people the second is told.
    """

    posting = models.OneToOneField(Posting, models.CASCADE, related_name="draft")
    data = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    proposals = models.JSONField(default=list, help_text=_("What was found in the text, until a person accepts it."))
    content = models.JSONField(null=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    privacy = (
        Privacy(of="by", erase={"by": None}, keep=(REST,)),
        Privacy(of="submitted_by", erase={"submitted_by": None}),
    )

    class Meta:
        verbose_name = _("draft")
        constraints = [
            models.CheckConstraint(
                name="draft_submitted_whole",
                condition=Q(submitted_at=None, submitted_by=None, content=None)
                | Q(submitted_at__isnull=False, content__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.posting_id)


class PostingRevision(models.Model):
    """What readers were told had changed since the posting opened."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="revisions")
    at = models.DateTimeField()
    facet = models.CharField(max_length=30)
    before = models.CharField(max_length=300, blank=True)
    after = models.CharField(max_length=300, blank=True)
    turn = models.CharField(max_length=10, choices=Turn, blank=True)
    told_at = models.DateTimeField(null=True, help_text=_("When the applicants were written to."))

    privacy = NOBODYS

    class Meta:
        verbose_name = _("change")
        ordering = ["-at"]
        indexes = [models.Index(fields=["posting"], name="revision_untold", condition=Q(told_at=None))]

    def __str__(self) -> str:
        return f"{self.posting_id} {self.facet}"
