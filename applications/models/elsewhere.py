from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.privacy import DELETE, Privacy
from applications.models.choices import ElsewhereStatus
from applications.models.student import Student
from listings.models import Posting


class Elsewhere(models.Model):
    """An application at an employer's own site: noted when leaving by /out/, or by hand, and kept by the student.

    Title, employer and address are copies: the student's log outlives the posting.
    """

    student = models.ForeignKey(Student, models.CASCADE, related_name="elsewhere")
    posting = models.ForeignKey(Posting, models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=300)
    employer = models.CharField(max_length=200)
    url = models.CharField(max_length=2000, blank=True)
    status = models.CharField(max_length=10, choices=ElsewhereStatus, default=ElsewhereStatus.LEFT)
    left_at = models.DateTimeField(null=True)
    applied_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    privacy = Privacy(
        of="student__user",
        export=("title", "employer", "url", "status", "left_at", "applied_on", "note", "changed_at"),
        erase=DELETE,
        keep=("id", "student", "posting"),
    )

    class Meta:
        verbose_name = _("application elsewhere")
        constraints = [
            models.UniqueConstraint(fields=["student", "posting"], name="elsewhere_one_a_posting"),
            models.CheckConstraint(name="elsewhere_status_known", condition=Q(status__in=ElsewhereStatus.values)),
        ]

    def __str__(self) -> str:
        return f"elsewhere {self.pk}"
