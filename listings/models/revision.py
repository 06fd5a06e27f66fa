from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.privacy import NOBODYS, Privacy
from listings.models.posting import Posting


class PostingDraft(models.Model):
    """Half-typed words, which never go public: the editor writes here, submitting applies it whole."""

    posting = models.OneToOneField(Posting, models.CASCADE, related_name="draft")
    data = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField()

    privacy = Privacy(of="by", erase={"by": None}, keep=("id", "posting", "data", "saved_at"))

    class Meta:
        verbose_name = _("draft")

    def __str__(self) -> str:
        return str(self.posting_id)


class PostingRevision(models.Model):
    """What readers were told had changed since the posting opened."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="revisions")
    at = models.DateTimeField()
    facet = models.CharField(max_length=30)
    before = models.CharField(max_length=300, blank=True)
    after = models.CharField(max_length=300, blank=True)

    privacy = NOBODYS

    class Meta:
        verbose_name = _("change")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.posting_id} {self.facet}"
