"""Where postings come from, and what was said there."""

from datetime import datetime

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import MD5
from django.utils.translation import gettext_lazy as _

from accounts.privacy import NOBODYS


class SourceQuerySet(models.QuerySet["Source"]):
    def trusted(self, at: datetime) -> "SourceQuerySet":
        """Read so recently that its word still counts. Liveness stands here, not on each posting."""
        return self.filter(read_at__gt=at - settings.SOURCE_TRUSTED_FOR)


class Source(models.Model):
    """A list or board we read. `settings` holds what the source leaves unsaid, such as the year of each season."""

    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200, blank=True)
    homepage = models.URLField(max_length=500, blank=True)
    settings = models.JSONField(default=dict, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = SourceQuerySet.as_manager()

    privacy = NOBODYS

    class Meta:
        verbose_name = _("source")

    def __str__(self) -> str:
        return self.title or self.slug


class ImportRun(models.Model):
    """One reading of a source, failed ones too."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="runs")
    at = models.DateTimeField()
    counts = models.JSONField(default=dict)
    rejected = models.JSONField(default=list)
    error = models.TextField(blank=True)
    whole = models.BooleanField(default=False)

    privacy = NOBODYS

    class Meta:
        verbose_name = _("import run")
        get_latest_by = "at"

    def __str__(self) -> str:
        return f"{self.source_id} {self.at:%Y-%m-%d %H:%M}"


class SourceEntry(models.Model):
    """What one source said of one posting, word for word: the rows of the reading that feed it, the newest last.

    `key` is the source's own id, or the cleaned address, under which each title is a posting of its own.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="entries")
    key = models.CharField(max_length=2200)
    title_key = models.CharField(max_length=300, blank=True)
    raw = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    digest = models.CharField(max_length=64)
    gone_at = models.DateTimeField(null=True)
    posting = models.ForeignKey("listings.Posting", models.CASCADE, related_name="entries")

    privacy = NOBODYS

    class Meta:
        verbose_name = _("source entry")
        verbose_name_plural = _("source entries")
        constraints = [
            # Hashed, because an index row holds 2,700 bytes and an address may be longer.
            models.UniqueConstraint("source", MD5("key"), MD5("title_key"), name="entry_unique")
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def is_gone(self) -> bool:
        return self.gone_at is not None
