from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.privacy import NOBODYS


class AuditEvent(models.Model):
    """What was done, append-only by a trigger. No foreign keys, so that the log never blocks a deletion,
    and ids and codes only, so that it holds nobody's name or words."""

    at = models.DateTimeField(_("at"))
    actor_id = models.BigIntegerField(_("by"), null=True)
    code = models.CharField(_("event"), max_length=60)
    subject_kind = models.CharField(_("subject"), max_length=40)
    subject_id = models.BigIntegerField(_("subject id"))
    data = models.JSONField(_("details"), default=dict)

    privacy = NOBODYS  # ids and codes alone: what remains of who is gone is a number

    class Meta:
        verbose_name = _("audit event")
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-at"], name="audit_subject"),
            models.Index(fields=["-at"], name="audit_at"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.subject_kind} {self.subject_id}"
