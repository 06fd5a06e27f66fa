from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.privacy import REST, Privacy
from listings.models.posting import Posting


class TwinRefusal(models.Model):
    """Somebody of the employer has said that an imported posting and one of their own are two."""

    imported = models.ForeignKey(Posting, models.CASCADE, related_name="+")
    native = models.ForeignKey(Posting, models.CASCADE, related_name="+")
    refused_at = models.DateTimeField()
    refused_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    privacy = Privacy(of="refused_by", erase={"refused_by": None}, keep=(REST,))

    class Meta:
        verbose_name = _("two that are no twins")
        constraints = [models.UniqueConstraint(fields=["imported", "native"], name="twinrefusal_once")]

    def __str__(self) -> str:
        return f"{self.imported_id} {self.native_id}"
