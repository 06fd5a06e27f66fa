from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import OutgoingMail
from accounts.privacy import DELETE, Privacy
from applications.models import choices as c
from applications.models.application import Application
from applications.models.stage import Stage

# Who withdraws hears no more: what waited then was called back.
UNTOLD = Q(application__withdrawn_at__lt=models.F("visible_at"))


class MoveQuerySet(models.QuerySet["Move"]):
    def standing(self) -> "MoveQuerySet":
        """Neither undone nor itself the undoing of another."""
        undone = Move.objects.filter(undoes=OuterRef("pk"))
        return self.filter(~Exists(undone), undoes=None)

    def told(self, at: datetime) -> "MoveQuerySet":
        """What the student may see: standing, and past the time in which it can be undone."""
        return self.standing().filter(visible_at__lte=at)


class Move(models.Model):
    """A change of stage. Append-only by a trigger: undone by a row that names it, never by deleting.

    `reason` and `note` are for colleagues; `told` is the sentence the student reads, `subject` and `body` the
    letter. `batch` is what one person did at once, and is undone at once. Words, mail and actor can be blanked, for a
    person who leaves.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="moves")
    from_stage = models.ForeignKey(Stage, models.PROTECT, related_name="+")
    to_stage = models.ForeignKey(Stage, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    visible_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    batch = models.UUIDField(db_index=True)
    reason = models.CharField(max_length=20, choices=c.RejectionReason, blank=True)
    note = models.TextField(max_length=2000, blank=True)
    told = models.CharField(max_length=500, blank=True)
    subject = models.TextField(blank=True)
    body = models.TextField(blank=True)
    mail = models.ForeignKey(OutgoingMail, models.SET_NULL, null=True, related_name="+")
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")

    objects = MoveQuerySet.as_manager()

    privacy = (
        Privacy(
            of="application__student__user",
            export=("application", "visible_at", "to_stage__type", "told", "subject", "body"),
            erase={"note": "", "told": "", "subject": "", "body": "", "mail": None},
            keep=("id", "from_stage", "at", "batch", "reason", "undoes"),
            shown=lambda rows, at: rows.filter(pk__in=Move.objects.told(at).values("pk")).exclude(UNTOLD),
        ),
        Privacy(of="by", export=("at",), erase={"by": None}),
    )

    class Meta:
        verbose_name = _("move")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["application", "at"], name="move_application")]
        constraints = [
            models.CheckConstraint(name="move_goes_somewhere", condition=~Q(from_stage=models.F("to_stage"))),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.from_stage_id} → {self.to_stage_id}"


class Message(models.Model):
    """What the employer wrote to the student; taken back only while its mail still waits.

    `reply_to` is where an answer to its mail goes; empty: nobody reads one.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="messages")
    at = models.DateTimeField()
    visible_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    batch = models.UUIDField(db_index=True)
    subject = models.CharField(max_length=200)
    body = models.TextField(max_length=5000)
    reply_to = models.EmailField(blank=True)
    mail = models.ForeignKey(OutgoingMail, models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    privacy = (
        Privacy(
            of="application__student__user",
            export=("application", "visible_at", "subject", "body", "reply_to"),
            erase=DELETE,
            keep=("id", "at", "batch", "mail", "undone_at"),
            shown=lambda rows, at: rows.filter(undone_at=None, visible_at__lte=at).exclude(UNTOLD),
        ),
        # What a recruiter wrote belongs to the application: it stays, and names nobody. It is about somebody else,
        # so it does not leave with the one who wrote it.
        Privacy(of="by", export=("at", "reply_to"), erase={"by": None, "reply_to": ""}),
    )

    class Meta:
        verbose_name = _("message")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"message {self.pk}"


class Note(models.Model):
    """For colleagues only, kept apart from messages."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="notes")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(max_length=5000)

    privacy = (
        # For colleagues only, so no part of what the student gets; it goes with the student all the same.
        Privacy(of="application__student__user", erase=DELETE, keep=("id", "application", "text")),
        Privacy(of="by", export=("at",), erase={"by": None}),
    )

    class Meta:
        verbose_name = _("note")
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(name="note_says_something", condition=~Q(text=""))]

    def __str__(self) -> str:
        return f"note {self.pk}"


class Assignment(models.Model):
    """A member of the employer shall look at this application: all that a reviewer sees."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="assignments")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    batch = models.UUIDField(db_index=True)

    privacy = (
        Privacy(of="application__student__user", erase=DELETE, keep=("id", "application", "batch")),
        Privacy(of="reviewer", export=("at",), erase=DELETE, keep=("reviewer",)),
        Privacy(of="by", erase={"by": None}),
    )

    class Meta:
        verbose_name = _("assignment")
        constraints = [models.UniqueConstraint(fields=["application", "reviewer"], name="assignment_unique")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.reviewer_id}"


class MessageTemplate(models.Model):
    """An employer's own words for one purpose; without a row the ones we ship serve."""

    employer = models.ForeignKey("listings.Employer", models.CASCADE, related_name="message_templates")
    purpose = models.CharField(max_length=15)
    subject = models.CharField(max_length=200)
    body = models.TextField(max_length=5000)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    privacy = Privacy(
        of="changed_by",
        erase={"changed_by": None},
        keep=("id", "employer", "purpose", "subject", "body", "changed_at"),
    )

    class Meta:
        verbose_name = _("message template")
        constraints = [models.UniqueConstraint(fields=["employer", "purpose"], name="messagetemplate_unique")]

    def __str__(self) -> str:
        return f"{self.employer_id} {self.purpose}"
