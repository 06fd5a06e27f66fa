from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.privacy import DELETE, NOBODYS, REST, Privacy
from listings.models.choices import EmployerKind, EmployerSize, MembershipRole
from listings.models.vocabulary import Place


class Employer(models.Model):
    """Who hires. An import makes unclaimed ones; `name_key` is what two spellings of one name share."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200, unique=True)
    about = models.TextField(blank=True)
    website = models.URLField(max_length=500, blank=True)
    kind = models.CharField(max_length=15, choices=EmployerKind, default=EmployerKind.NOT_STATED)
    size = models.CharField(max_length=15, choices=EmployerSize, default=EmployerSize.NOT_STATED)
    benefits = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    recruits_for_others = models.BooleanField(default=False, help_text=_("An agency: who hires is somebody else."))
    logo = models.CharField(max_length=80, blank=True, help_text=_("The name of a file under MEDIA_ROOT/logos."))
    embed_hosts = ArrayField(models.CharField(max_length=253), default=list, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    is_demo = models.BooleanField(default=False, help_text=_("A fictional employer of the demonstration."))
    created_at = models.DateTimeField()
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="employers")

    privacy = (
        Privacy(of="verified_by", erase={"verified_by": None}, keep=(REST,)),
        Privacy(of="suspended_by", erase={"suspended_by": None}),
    )

    class Meta:
        verbose_name = _("employer")
        constraints = [
            models.CheckConstraint(
                name="employer_verified_pair", condition=Q(verified_at__isnull=False) | Q(verified_by=None)
            ),
            models.CheckConstraint(
                name="employer_suspended_pair", condition=Q(suspended_at__isnull=False) | Q(suspended_by=None)
            ),
        ]

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


class EmployerPlace(models.Model):
    """Where an employer has people; `place` is null where we could not tell which place the words mean."""

    employer = models.ForeignKey(Employer, models.CASCADE, related_name="employer_places")
    position = models.PositiveSmallIntegerField()
    raw = models.CharField(max_length=300)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")

    privacy = NOBODYS

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["employer", "position"], name="employerplace_position")]

    def __str__(self) -> str:
        return self.raw


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def standing(self, at: datetime | None = None) -> "InvitationQuerySet":
        """Still good for its one use."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at or timezone.now())


class Invitation(models.Model):
    """A seat offered to whoever holds the link: once, for seven days. Only the digest of its token is kept."""

    employer = models.ForeignKey(Employer, models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=10, choices=MembershipRole)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    privacy = (
        Privacy(
            of="email",
            by_address=True,
            export=("employer__name", "role", "invited_at"),
            erase=DELETE,
            keep=("id", "email", "digest", "expires_at", "accepted_at", "withdrawn_at"),
        ),
        Privacy(of="invited_by", erase={"invited_by": None}),
        Privacy(of="accepted_by", erase=DELETE, keep=("accepted_by",)),
    )

    class Meta:
        verbose_name = _("invitation")
        constraints = [
            models.CheckConstraint(name="invitation_role_known", condition=Q(role__in=MembershipRole.values)),
            models.CheckConstraint(name="invitation_ends_once", condition=Q(accepted_at=None) | Q(withdrawn_at=None)),
            models.CheckConstraint(
                name="invitation_accepted_pair", condition=Q(accepted_at__isnull=False) | Q(accepted_by=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.employer_id}"


class EmployerClaim(models.Model):
    """Somebody says that an employer an import made is theirs; a moderator decides."""

    employer = models.ForeignKey(Employer, models.CASCADE, related_name="claims")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    claimed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    granted = models.BooleanField(default=False)

    privacy = (
        Privacy(
            of="user",
            export=("employer__name", "claimed_at", "granted"),
            erase=DELETE,
            keep=("id", "user", "decided_at"),
        ),
        Privacy(of="decided_by", erase={"decided_by": None}),
    )

    class Meta:
        verbose_name = _("claim")
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "user"], condition=Q(decided_at=None), name="employerclaim_waits_once"
            ),
            models.CheckConstraint(
                name="employerclaim_decided_pair",
                condition=Q(decided_at__isnull=False) | Q(decided_by=None, granted=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.employer_id}"
