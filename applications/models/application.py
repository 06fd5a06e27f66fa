from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.privacy import DELETE, Privacy
from applications.models import choices as c
from applications.models.question import Question
from applications.models.resume import Resume
from applications.models.stage import Stage
from applications.models.student import Student, StudentFacts
from listings.models import Employer, Membership, Posting
from listings.models.choices import MembershipRole
from listings.postings.matching import Facts

if TYPE_CHECKING:
    from accounts.models import User


class ApplicationQuerySet(models.QuerySet["Application"]):
    def living(self) -> "ApplicationQuerySet":
        return self.filter(withdrawn_at=None, erased_at=None)

    def unanswered(self) -> "ApplicationQuerySet":
        """Neither decided nor written to: what Posting.unanswered counts."""
        return self.living().filter(answered_at=None)

    def late(self, at: datetime) -> "ApplicationQuerySet":
        return self.unanswered().filter(answer_due_at__lt=at)

    def for_student(self, user: "User") -> "ApplicationQuerySet":
        return self.filter(student__user=user)

    def for_member(self, membership: Membership) -> "ApplicationQuerySet":
        """What this seat may read: owner and recruiter all of their employer, a reviewer what is assigned.

        What was withdrawn or erased is nobody's any more.
        """
        mine = self.living().filter(posting__employer_id=membership.employer_id)
        if membership.role == MembershipRole.REVIEWER:
            return mine.filter(assignments__reviewer_id=membership.user_id)
        return mine

    def for_employer(self, employer: Employer) -> "ApplicationQuerySet":
        return self.filter(posting__employer=employer)


class Application(StudentFacts):
    """One student applying to one posting: what was sent, as it was sent, and where it stands.

    `stage`, `outcome`, `decided_*` and `answered_at` follow from the standing moves and messages
    (settling.settle writes them). An erased one keeps its counts and nothing of the person.
    """

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="applications")
    student = models.ForeignKey(Student, models.SET_NULL, null=True, related_name="applications")
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    resume = models.ForeignKey(Resume, models.PROTECT, null=True, related_name="applications")
    cover_letter = models.TextField(max_length=4000, blank=True)
    src = models.CharField(max_length=40, blank=True, help_text=_("The channel's code in the link they came by."))
    skills = models.JSONField(default=dict, help_text=_('{slug: {"level": …, "evidence": …}} as told when sent.'))

    submitted_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True, help_text=_("First read by the employer."))
    answer_due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="applications")
    outcome = models.CharField(max_length=10, blank=True, choices=[(t.value, t.label) for t in c.FINAL], default="")
    reason = models.CharField(max_length=20, choices=c.RejectionReason, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    meets = models.PositiveSmallIntegerField(default=0, help_text=_("Of `needed`, by matching.fit when sent."))
    needed = models.PositiveSmallIntegerField(default=0)
    words = SearchVectorField(null=True, help_text=_("Name, résumé, answers and letter, for the desk's search."))

    objects = ApplicationQuerySet.as_manager()

    privacy = (
        # What is decided stands in the moves that were told: here it would be read before it is certain.
        Privacy(
            of="student__user",
            export=(
                *("id", "posting__title", "posting__employer__name", "name", "email", "school", "degree", "field"),
                *("enrolled", "graduates_on", "work_permit", "links", "skills", "cover_letter", "resume", "src"),
                *("submitted_at", "edited_at", "opened_at", "answer_due_at", "withdrawn_at"),
            ),
            erase={
                **dict.fromkeys(("student", "resume", "graduates_on", "words")),
                **dict.fromkeys(("name", "email", "cover_letter", "school"), ""),
                **dict.fromkeys(("degree", "field", "enrolled", "work_permit"), "not-stated"),
                "skills": {},
                "links": [],
                "erased_at": timezone.now,
            },
            keep=("answered_at", "stage", "outcome", "reason", "decided_at", "meets", "needed"),
        ),
        Privacy(of="decided_by", erase={"decided_by": None}),
    )

    class Meta:
        verbose_name = _("application")
        indexes = [
            GinIndex(fields=["words"], name="application_words"),
            GinIndex(fields=["skills"], name="application_skills"),
            models.Index(fields=["posting", "answer_due_at", "id"], name="application_due"),
            models.Index(fields=["posting", "stage", "-submitted_at"], name="application_board"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["student", "posting"], condition=Q(withdrawn_at=None), name="application_one_living"
            ),
            models.CheckConstraint(
                name="application_decided_pair",
                condition=Q(decided_at=None, decided_by=None, outcome="")
                | Q(decided_at__isnull=False, outcome__in=[t.value for t in c.FINAL]),
            ),
            models.CheckConstraint(
                name="application_rejected_has_reason",
                condition=Q(outcome="rejected") & ~Q(reason="") | ~Q(outcome="rejected") & Q(reason=""),
            ),
            models.CheckConstraint(
                name="application_decided_is_answered", condition=Q(outcome="") | Q(answered_at__isnull=False)
            ),
            models.CheckConstraint(
                name="application_erased_is_empty",
                condition=Q(erased_at=None, student__isnull=False, resume__isnull=False) & ~Q(name="") & ~Q(email="")
                | Q(erased_at__isnull=False, student=None, resume=None, name="", email="", cover_letter="",
                    skills={}, school="", links=[], words=None),
            ),
            models.CheckConstraint(
                name="application_after_submitted",
                condition=(Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("submitted_at")))
                & Q(answer_due_at__gte=F("submitted_at")),
            ),
            models.CheckConstraint(name="application_meets_some", condition=Q(meets__lte=F("needed"))),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"application {self.pk}"

    def get_absolute_url(self) -> str:
        """The student's own page."""
        return reverse("my_application", args=[self.pk])

    @property
    def is_living(self) -> bool:
        return self.withdrawn_at is None and self.erased_at is None

    @property
    def is_unanswered(self) -> bool:
        return self.is_living and self.answered_at is None

    def facts(self) -> Facts:
        """What the student had told when it was sent: the ground of every fit shown for it."""
        return Facts(
            enrolled=self.enrolled,
            degree=self.degree,
            field=self.field,
            graduates_on=self.graduates_on,
            work_permit=self.work_permit,
            skills={slug: told["level"] for slug, told in self.skills.items()},
        )


class Answer(models.Model):
    """An answer with the question as it was asked: {"kind", "text", "help", "required", "options"}.

    `value` is text, number, ISO date, true/false, one option, a list of options or an address, by kind.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.SET_NULL, null=True, related_name="answers")
    position = models.PositiveSmallIntegerField()
    asked = models.JSONField()
    value = models.JSONField()

    privacy = Privacy(
        of="application__student__user",
        export=("application", "asked", "value"),
        erase=DELETE,
        keep=("id", "question", "position"),
    )

    class Meta:
        verbose_name = _("answer")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["application", "position"], name="answer_position"),
            models.UniqueConstraint(fields=["application", "question"], name="answer_unique"),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class ApplicationRevision(models.Model):
    """What an application said before it was changed: {"name", "resume", "cover_letter", "answers", facts…}."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="revisions")
    at = models.DateTimeField()
    before = models.JSONField()
    changed = models.JSONField(help_text=_("Codes of what changed: name, resume, cover_letter, facts, answer:<id>."))
    resume = models.ForeignKey(Resume, models.PROTECT, null=True, related_name="+")

    privacy = Privacy(
        of="application__student__user",
        export=("application", "at", "before", "changed", "resume"),
        erase=DELETE,
        keep=("id",),
    )

    class Meta:
        verbose_name = _("revision")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.application_id} {self.at}"
