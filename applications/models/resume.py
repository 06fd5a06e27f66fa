from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.privacy import DELETE, Privacy
from applications.models.student import Student

MAX_TEXT = 200_000
VISITORS = {"student": None, "drafts__user": None}


class Resume(models.Model):
    """One uploaded file or pasted text, never changed; applications and drafts point to it.

    The file lies under MEDIA_ROOT by its random key; what was pasted has none. A visitor's has no student
    until the address is verified.
    """

    student = models.ForeignKey(Student, models.CASCADE, null=True, related_name="resumes")
    key = models.CharField(max_length=64, unique=True, null=True)
    name = models.CharField(max_length=150, blank=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(help_text=_("Bytes."))
    sha256 = models.CharField(max_length=64)
    text = models.TextField(blank=True, max_length=MAX_TEXT)
    pages = models.PositiveSmallIntegerField(null=True)
    uploaded_at = models.DateTimeField()

    privacy = (
        Privacy(
            of="student__user",
            export=("id", "name", "media_type", "size", "pages", "text", "uploaded_at"),
            erase=DELETE,
            keep=("student", "key", "sha256"),
        ),
        Privacy(of="drafts__user", erase=DELETE),
        Privacy(of="drafts__data__email", by_address=True, where=VISITORS, erase=DELETE),
        Privacy(of="drafts__proof__code__email", by_address=True, where=VISITORS, erase=DELETE),
    )

    class Meta:
        verbose_name = _("résumé")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="resume_size_sensible", condition=Q(size__range=(1, 5 * 1024 * 1024))),
            models.CheckConstraint(name="resume_pasted_has_text", condition=Q(key__isnull=False) | ~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"résumé {self.pk}"

    @property
    def is_pasted(self) -> bool:
        return self.key is None
