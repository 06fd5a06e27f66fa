"""What staff decide of postings, the words they decide with, and what readers report."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.privacy import NOBODYS, REST, Privacy
from listings.models import choices as c
from listings.models.posting import Posting


class CannedReason(models.Model):
    """Words that moderators send often; staff edit them."""

    code = models.SlugField(max_length=40, unique=True)
    decision = models.CharField(max_length=20, choices=c.Decision)
    label = models.CharField(max_length=120)
    words = models.TextField(help_text=_("What the employer reads."))
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    privacy = NOBODYS

    class Meta:
        verbose_name = _("reason")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.label


class ModerationDecision(models.Model):
    """One decision, kept with who and why; nothing here is edited or deleted."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="decisions")
    decision = models.CharField(max_length=20, choices=c.Decision)
    is_change = models.BooleanField(default=False, help_text=_("Of a change to a posting that stays public."))
    reasons = ArrayField(models.SlugField(max_length=40), default=list, blank=True)
    words = models.TextField(blank=True, help_text=_("What the employer was written."))
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_clock = models.BooleanField(default=False, help_text=_("Nobody decided: trust, or the third report."))

    privacy = Privacy(of="decided_by", erase={"decided_by": None}, keep=(REST,))

    class Meta:
        verbose_name = _("decision")
        ordering = ["-decided_at"]
        constraints = [
            models.CheckConstraint(name="decision_known", condition=Q(decision__in=c.Decision.values)),
            models.CheckConstraint(
                name="decision_says_why",
                condition=~Q(decision__in=(c.Decision.REQUEST_CHANGES, c.Decision.REJECT)) | ~Q(words=""),
            ),
            models.CheckConstraint(name="decision_clock_is_nobody", condition=Q(by_clock=False) | Q(decided_by=None)),
        ]

    def __str__(self) -> str:
        return f"{self.posting_id} {self.decision}"


class ReportQuerySet(models.QuerySet["PostingReport"]):
    def unsettled(self) -> "ReportQuerySet":
        return self.filter(settled_at=None)


class PostingReport(models.Model):
    """Somebody says that something is wrong with a posting. `reporter` tells people apart without naming them."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="reports")
    reason = models.CharField(max_length=20, choices=c.ReportReason)
    words = models.TextField(max_length=2000, blank=True)
    email = models.EmailField(max_length=254, blank=True, help_text=_("Where the outcome is told, if given."))
    reporter = models.CharField(max_length=64, help_text=_("A keyed digest of the account, else of the network."))
    receipt = models.CharField(max_length=16, unique=True)
    reported_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    upheld = models.BooleanField(default=False)

    objects = ReportQuerySet.as_manager()

    privacy = (
        Privacy(
            of="email",
            by_address=True,
            export=("posting__title", "reason", "words", "reported_at", "upheld"),
            erase={"email": "", "words": ""},
            keep=("id", "posting", "reporter", "receipt", "settled_at"),
        ),
        Privacy(of="settled_by", erase={"settled_by": None}),
    )

    class Meta:
        verbose_name = _("report")
        constraints = [
            models.UniqueConstraint(
                fields=["posting", "reporter"], condition=Q(settled_at=None), name="report_once_until_settled"
            ),
            models.CheckConstraint(
                name="report_settled_pair",
                condition=Q(settled_at__isnull=False) | Q(settled_by=None, upheld=False),
            ),
            models.CheckConstraint(name="report_reason_known", condition=Q(reason__in=c.ReportReason.values)),
        ]

    def __str__(self) -> str:
        return self.receipt
