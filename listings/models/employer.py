from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.privacy import DELETE, NOBODYS, Privacy
from listings.models.choices import MembershipRole


class Employer(models.Model):
    """Who hires. An import makes unclaimed ones; `name_key` is what two spellings of one name share."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200, unique=True)
    about = models.TextField(blank=True)
    website = models.URLField(max_length=500, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False, help_text=_("A fictional employer of the demonstration."))
    created_at = models.DateTimeField()
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="employers")

    privacy = NOBODYS

    class Meta:
        verbose_name = _("employer")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("employer", args=[self.slug])


class Membership(models.Model):
    """A person's seat at an employer."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    employer = models.ForeignKey(Employer, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=MembershipRole)
    digested_on = models.DateField(null=True, editable=False, help_text=_("The day of the last digest mail."))

    privacy = Privacy(of="user", export=("employer__name", "role"), erase=DELETE, keep=("id", "user", "digested_on"))

    class Meta:
        verbose_name = _("membership")
        constraints = [
            models.UniqueConstraint(fields=["user", "employer"], name="membership_unique"),
            models.CheckConstraint(name="membership_role_known", condition=Q(role__in=MembershipRole.values)),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.employer_id}"
