from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def due(self, at: datetime) -> "OutgoingMailQuerySet":
        """Not sent, not given up, and its time has come."""
        return self.filter(sent_at=None, failed_at=None, send_after__lte=at)


class OutgoingMail(models.Model):
    """One message, written in the transaction that caused it and delivered by the job `mail`."""

    message_id = models.CharField(max_length=200, unique=True)
    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=300)
    body = models.TextField(_("text"))
    html = models.TextField(blank=True)
    sender = models.CharField(max_length=300)
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    send_after = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing mail")
        indexes = [
            models.Index(fields=["send_after"], name="mail_due", condition=Q(sent_at=None, failed_at=None)),
        ]
        constraints = [
            models.CheckConstraint(name="mail_sent_or_failed", condition=Q(sent_at=None) | Q(failed_at=None)),
            models.CheckConstraint(
                name="mail_sent_after_created", condition=Q(sent_at=None) | Q(sent_at__gte=F("created_at"))
            ),
        ]

    def __str__(self) -> str:
        return self.message_id
