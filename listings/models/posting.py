from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.privacy import REST, Privacy
from listings.models import choices as c
from listings.models.employer import Employer
from listings.models.source import Source
from listings.models.vocabulary import Place, Skill, Term


class PostingQuerySet(models.QuerySet["Posting"]):
    def open(self, at: datetime | None = None) -> "PostingQuerySet":
        """The one definition of public: true at any instant, even if no job has run since."""
        at = at or timezone.now()
        return self.filter(
            Q(closes_at=None) | Q(closes_at__gt=at),
            Q(expires_at=None) | Q(expires_at__gt=at),
            Q(source=None) | Q(source__in=Source.objects.trusted(at)),
            status__in=(c.Status.SCHEDULED, c.Status.PUBLISHED),
            published_at__lte=at,
            employer__suspended_at=None,
        )

    def findable(self) -> "PostingQuerySet":
        """Open, or may become so by the clock alone: those that have a search row."""
        return self.filter(
            status__in=(c.Status.SCHEDULED, c.Status.PUBLISHED), published_at__isnull=False, employer__suspended_at=None
        )

    def readable(self, at: datetime | None = None) -> "PostingQuerySet":
        """Whose page answers 200: open, or once open and now over."""
        at = at or timezone.now()
        return self.filter(status__in=READABLE, published_at__lte=at, employer__suspended_at=None)


READABLE = (c.Status.SCHEDULED, c.Status.PUBLISHED, c.Status.PAUSED, c.Status.CLOSED, c.Status.ARCHIVED)


class Posting(models.Model):
    """One advertised internship. Unknown is a value: `not-stated`, or NULL for numbers and dates, never both."""

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="postings")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="postings")
    title = models.CharField(max_length=300)
    slug = models.SlugField(max_length=80, blank=True)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True, help_text=_("Markdown, or HTML that is cleaned when shown."))

    role = models.CharField(max_length=20, choices=c.Role, default=c.Role.NOT_STATED)
    role_evidence = models.CharField(max_length=300, blank=True)
    role_set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    status = models.CharField(max_length=20, choices=c.Status, default=c.Status.DRAFT)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True, help_text=_("Sent to moderation, the last time."))
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    publish_at = models.DateTimeField(null=True, blank=True, help_text=_("Not before; empty: once it is approved."))
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    first_published_at = models.DateTimeField(null=True, blank=True)
    listed_at = models.DateTimeField(null=True, blank=True, help_text=_("First appearance on this board."))
    opens_at = models.DateTimeField(_("applications open at"), null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True, help_text=_("The end of closes_on in time_zone."))
    time_zone = models.CharField(max_length=64, default="UTC")
    expires_at = models.DateTimeField(
        null=True, blank=True, help_text=_("Until then somebody has to confirm that it is still open.")
    )
    expiry_warned = models.PositiveSmallIntegerField(
        null=True, editable=False, help_text=_("Days before expires_at of the last warning.")
    )
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    paused_reason = models.CharField(max_length=15, choices=c.PauseReason, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    closed_reason = models.CharField(max_length=10, choices=c.CloseReason, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    apply_kind = models.CharField(max_length=10, choices=c.ApplyKind, default=c.ApplyKind.HERE)
    apply_url = models.CharField(max_length=2000, blank=True)
    cover_letter = models.CharField(max_length=10, choices=c.CoverLetter, default=c.CoverLetter.NOT_ASKED)
    openings = models.PositiveSmallIntegerField(null=True, blank=True)

    workplace = models.CharField(max_length=10, choices=c.Workplace, default=c.Workplace.NOT_STATED)
    days_on_site = models.PositiveSmallIntegerField(_("days on site a week"), null=True, blank=True)
    remote_countries = ArrayField(models.SlugField(max_length=120), default=list, blank=True)
    visa = ArrayField(models.CharField(max_length=20, choices=c.Visa), default=list, blank=True)
    degrees = ArrayField(models.CharField(max_length=20, choices=c.Degree), default=list, blank=True)
    fields = ArrayField(models.CharField(max_length=30, choices=c.Field), default=list, blank=True)
    related_fields = models.BooleanField(_("related fields welcome"), default=False)
    enrolment = models.CharField(max_length=15, choices=c.Enrolment, default=c.Enrolment.NOT_STATED)
    grad_from = models.DateField(null=True, blank=True)
    grad_to = models.DateField(null=True, blank=True)

    starts_on = models.DateField(null=True, blank=True)
    weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    hours_a_week = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)

    pay_kind = models.CharField(max_length=10, choices=c.PayKind, default=c.PayKind.NOT_STATED)
    pay_min = models.PositiveIntegerField(null=True, blank=True, help_text=_("Minor units, such as cents."))
    pay_max = models.PositiveIntegerField(null=True, blank=True)
    pay_currency = models.CharField(max_length=3, blank=True)
    pay_period = models.CharField(max_length=5, choices=c.PayPeriod, blank=True)
    pay_note = models.CharField(max_length=200, blank=True)
    hourly_min = models.PositiveIntegerField(null=True, editable=False, help_text=_("Written by pay.hourly alone."))
    hourly_max = models.PositiveIntegerField(null=True, editable=False)

    mentor_name = models.CharField(max_length=200, blank=True)
    mentor_title = models.CharField(max_length=200, blank=True)
    one_to_ones = models.PositiveSmallIntegerField(_("one-to-ones a week"), null=True, blank=True)
    interns_per_mentor = models.PositiveSmallIntegerField(null=True, blank=True)
    code_review = models.CharField(max_length=15, choices=c.CodeReview, default=c.CodeReview.NOT_STATED)
    outcomes = models.TextField(blank=True)
    portfolio = models.CharField(max_length=15, choices=c.Portfolio, default=c.Portfolio.NOT_STATED)

    locked_fields = ArrayField(
        models.CharField(max_length=30),
        default=list,
        blank=True,
        help_text=_("Corrected by a person, kept by imports."),
    )
    answer_within_days = models.PositiveSmallIntegerField(default=21)
    unanswered = models.PositiveIntegerField(default=0, editable=False)
    asked = models.JSONField(default=list, editable=False, help_text=_("[{text, kind, required}], of applications."))
    content_version = models.PositiveIntegerField(default=0, editable=False, help_text=_("Each writing counts it up."))

    places = models.ManyToManyField(Place, through="PostingPlace", related_name="+")
    terms = models.ManyToManyField(Term, through="PostingTerm", related_name="+")
    skills = models.ManyToManyField(Skill, through="Requirement", related_name="+")

    objects = PostingQuerySet.as_manager()

    privacy = (
        Privacy(of="role_set_by", erase={"role_set_by": None}, keep=(REST,)),
        Privacy(of="submitted_by", erase={"submitted_by": None}),
        Privacy(of="published_by", erase={"published_by": None}),
        Privacy(of="paused_by", erase={"paused_by": None}),
        Privacy(of="closed_by", erase={"closed_by": None}),
        Privacy(of="removed_by", erase={"removed_by": None}),
    )

    class Meta:
        verbose_name = _("posting")
        indexes = [
            models.Index(fields=["employer", "status"], name="posting_employer"),
            GinIndex(SearchVector("body", config="simple"), name="posting_body_words"),  # postings.twins asks it
        ]
        constraints = [
            models.CheckConstraint(name="posting_status_known", condition=Q(status__in=c.Status.values)),
            models.CheckConstraint(
                name="posting_published_has_when",
                condition=~Q(status__in=READABLE) | Q(published_at__isnull=False, first_published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="posting_submitted_pair",
                condition=Q(submitted_at__isnull=False) | Q(submitted_by=None) & ~Q(status=c.Status.IN_MODERATION),
            ),
            models.CheckConstraint(
                name="posting_paused_pair",
                condition=Q(status=c.Status.PAUSED, paused_at__isnull=False) & ~Q(paused_reason="")
                | ~Q(status=c.Status.PAUSED) & Q(paused_at=None, paused_by=None, paused_reason=""),
            ),
            models.CheckConstraint(
                name="posting_merged_pair", condition=Q(merged_into=None) | Q(closed_reason=c.CloseReason.MERGED)
            ),
            models.CheckConstraint(
                name="posting_closed_pair",
                condition=Q(status__in=(c.Status.CLOSED, c.Status.ARCHIVED), closed_at__isnull=False)
                & ~Q(closed_reason="")
                | ~Q(status__in=(c.Status.CLOSED, c.Status.ARCHIVED))
                & Q(closed_at=None, closed_reason="", closed_by=None),
            ),
            models.CheckConstraint(
                name="posting_removed_pair",
                condition=Q(status=c.Status.REMOVED, removed_at__isnull=False)
                | ~Q(status=c.Status.REMOVED) & Q(removed_at=None, removed_by=None),
            ),
            models.CheckConstraint(
                name="posting_outside_has_url",
                condition=Q(apply_kind=c.ApplyKind.OUTSIDE) & ~Q(apply_url="")
                | Q(apply_kind=c.ApplyKind.HERE, apply_url=""),
            ),
            models.CheckConstraint(
                name="posting_pay_whole",
                condition=Q(pay_min=None, pay_max=None, pay_currency="", pay_period="")
                | (Q(pay_kind=c.PayKind.PAID) & ~Q(pay_currency="") & ~Q(pay_period=""))
                & (Q(pay_min__isnull=False) | Q(pay_max__isnull=False)),
            ),
            models.CheckConstraint(
                name="posting_pay_order", condition=Q(pay_min=None) | Q(pay_max=None) | Q(pay_min__lte=F("pay_max"))
            ),
            models.CheckConstraint(
                name="posting_hourly_with_pay",
                condition=Q(hourly_min=None, hourly_max=None) | Q(pay_min__isnull=False) | Q(pay_max__isnull=False),
            ),
            models.CheckConstraint(
                name="posting_graduation_order",
                condition=Q(grad_from=None) | Q(grad_to=None) | Q(grad_from__lte=F("grad_to")),
            ),
            models.CheckConstraint(
                name="posting_closes_pair",
                condition=Q(closes_on=None, closes_at=None) | Q(closes_on__isnull=False, closes_at__isnull=False),
            ),
            models.CheckConstraint(
                name="posting_opens_before_closes",
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(opens_at__lt=F("closes_at")),
            ),
            models.CheckConstraint(
                name="posting_days_on_site_sensible", condition=Q(days_on_site=None) | Q(days_on_site__lte=7)
            ),
            models.CheckConstraint(name="posting_weeks_sensible", condition=Q(weeks=None) | Q(weeks__range=(1, 104))),
            models.CheckConstraint(
                name="posting_hours_sensible",
                condition=Q(hours_a_week=None) | Q(hours_a_week__gt=0, hours_a_week__lte=80),
            ),
            models.CheckConstraint(name="posting_openings_sensible", condition=Q(openings=None) | Q(openings__gte=1)),
            models.CheckConstraint(name="posting_answer_days_sensible", condition=Q(answer_within_days__range=(1, 90))),
            models.CheckConstraint(
                name="posting_archived_answered", condition=~Q(status=c.Status.ARCHIVED) | Q(unanswered=0)
            ),
            models.CheckConstraint(
                name="posting_outside_if_imported", condition=Q(source=None) | Q(apply_kind=c.ApplyKind.OUTSIDE)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("posting", args=[f"{self.pk}-{self.slug}"])

    def is_open(self, at: datetime | None = None) -> bool:
        return Posting.objects.open(at).filter(pk=self.pk).exists()
