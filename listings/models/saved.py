from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.privacy import DELETE, Privacy

VISIT_ENDS_AFTER = timedelta(minutes=30)


class LastVisit(models.Model):
    """When a signed-in reader was here: `seen_at` now, `before` when the visit before this one ended."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="last_visit")
    seen_at = models.DateTimeField()
    before = models.DateTimeField(null=True)

    privacy = Privacy(of="user", export=("seen_at", "before"), erase=DELETE, keep=("user",))

    class Meta:
        verbose_name = _("last visit")

    def __str__(self) -> str:
        return str(self.user_id)

    def is_new_visit(self, at: datetime) -> bool:
        return at - self.seen_at > VISIT_ENDS_AFTER


class SavedPosting(models.Model):
    """A posting that a signed-in reader keeps; visitors keep theirs in the session."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_postings")
    posting = models.ForeignKey("listings.Posting", models.CASCADE, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)
    note = models.CharField(max_length=500, blank=True)
    reminded_at = models.DateTimeField(null=True, editable=False)

    privacy = Privacy(
        of="user", export=("posting__title", "posting__employer__name", "saved_at", "note"), erase=DELETE,
        keep=("id", "user", "reminded_at"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("saved posting")
        constraints = [models.UniqueConstraint(fields=["user", "posting"], name="savedposting_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.posting_id}"
