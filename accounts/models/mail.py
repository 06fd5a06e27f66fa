from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.privacy import DELETE, Privacy

UNDECIDED = Q(sent_at=None, failed_at=None, cancelled_at=None)


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def waiting(self) -> "OutgoingMailQuerySet":
        """Neither sent nor given up nor called back."""
        return self.filter(UNDECIDED)

    def due(self, at: datetime) -> "OutgoingMailQuerySet":
        """Waiting, and its time has come."""
        return self.waiting().filter(send_after__lte=at)


class OutgoingMail(models.Model):
    """One message, written in the transaction that caused it and delivered by the job `mail`.

    `kind` is a code of accounts.mailing.KINDS or "". `user` is whose mail it is: it goes when the account goes.
    """

    message_id = models.CharField(max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="outgoing_mails")
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
    cancelled_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    privacy = (
        Privacy(
            of="user",
            export=("to", "subject", "body", "kind", "created_at", "sent_at"),
            erase=DELETE,
            keep=("id", "message_id", "user", "html", "sender", "headers", "send_after", "failed_at", "cancelled_at",
                  "attempts", "last_error"),
            shown=lambda rows, at: rows.filter(sent_at__lte=at),
        ),
        Privacy(of="to", by_address=True, where={"user": None}, erase=DELETE),
    )  # fmt: skip

    class Meta:
        verbose_name = _("outgoing mail")
        indexes = [models.Index(fields=["send_after"], name="mail_due", condition=UNDECIDED)]
        constraints = [
            models.CheckConstraint(
                name="mail_ends_once",
                condition=Q(sent_at=None, failed_at=None)
                | Q(sent_at=None, cancelled_at=None)
                | Q(failed_at=None, cancelled_at=None),
            ),
            models.CheckConstraint(
                name="mail_sent_after_created", condition=Q(sent_at=None) | Q(sent_at__gte=F("created_at"))
            ),
        ]

    def __str__(self) -> str:
        return self.message_id


class MutedMail(models.Model):
    """A kind of mail this person does not want; only kinds that can be stopped stand here."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="muted_mails")
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()

    privacy = Privacy(of="user", export=("kind", "at"), erase=DELETE, keep=("id", "user"))

    class Meta:
        verbose_name = _("muted mail")
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="muted_once")]

    def __str__(self) -> str:
        return self.kind
