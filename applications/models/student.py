from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.privacy import DELETE, Privacy
from applications.models import choices as c
from listings.models import Skill
from listings.models.choices import Enrolled, ProficiencyLevel, WorkPermit
from listings.postings.matching import Facts

if TYPE_CHECKING:
    from accounts.models import User

MAX_LINKS = 5


class StudentFacts(models.Model):
    """What a person tells of their studies: in the profile, and as it was when an application was sent."""

    school = models.CharField(_("school"), max_length=200, blank=True)
    degree = models.CharField(_("degree"), max_length=20, choices=c.DEGREES, default="not-stated")
    field = models.CharField(_("field of study"), max_length=30, choices=c.FIELDS, default="not-stated")
    enrolled = models.CharField(_("enrolled"), max_length=15, choices=Enrolled, default=Enrolled.NOT_STATED)
    graduates_on = models.DateField(_("graduates in"), null=True, blank=True, help_text=_("The first of the month."))
    work_permit = models.CharField(_("work permit"), max_length=20, choices=WorkPermit, default=WorkPermit.NOT_STATED)
    links = ArrayField(models.URLField(max_length=300), default=list, blank=True, size=MAX_LINKS)

    class Meta:
        abstract = True

    def told(self, name: str) -> str:
        """A fact of one value as words; '' where it was not told."""
        value = getattr(self, name)
        if name == "graduates_on":
            return date_format(value, "F Y") if value else ""
        if value == "not-stated":
            return ""
        return str(getattr(self, f"get_{name}_display")()) if name != "school" else str(value)


class StudentQuerySet(models.QuerySet["Student"]):
    def of(self, user: "User") -> "Student":
        """The person's profile, made empty where there was none."""
        return self.get_or_create(user=user)[0]


class Student(StudentFacts):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="student")
    changed_at = models.DateTimeField(auto_now=True)

    objects = StudentQuerySet.as_manager()

    privacy = Privacy(
        of="user",
        export=("school", "degree", "field", "enrolled", "graduates_on", "work_permit", "links", "changed_at"),
        erase=DELETE,
        keep=("id", "user"),
    )

    class Meta:
        verbose_name = _("student")
        constraints = [
            models.CheckConstraint(
                name="student_graduates_in_a_month", condition=Q(graduates_on=None) | Q(graduates_on__day=1)
            ),
        ]

    def __str__(self) -> str:
        return f"student {self.pk}"

    def facts(self) -> Facts:
        """Reads the proficiencies with their skills: prefetch "proficiencies__skill" where there are many."""
        return Facts(
            enrolled=self.enrolled,
            degree=self.degree,
            field=self.field,
            graduates_on=self.graduates_on,
            work_permit=self.work_permit,
            skills={p.skill.slug: p.level for p in self.proficiencies.all()},
        )


class Proficiency(models.Model):
    """A person has a skill. The evidence is for the person who reads."""

    student = models.ForeignKey(Student, models.CASCADE, related_name="proficiencies")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+")
    level = models.CharField(max_length=15, choices=ProficiencyLevel)
    evidence = models.CharField(max_length=300, blank=True)

    privacy = Privacy(
        of="student__user", export=("skill__name", "level", "evidence"), erase=DELETE, keep=("id", "student")
    )

    class Meta:
        verbose_name = _("proficiency")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["student", "skill"], name="proficiency_unique"),
            models.CheckConstraint(name="proficiency_level_known", condition=Q(level__in=ProficiencyLevel.values)),
        ]

    def __str__(self) -> str:
        return f"{self.student_id} {self.level} {self.skill_id}"
