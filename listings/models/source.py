"""Where postings come from, and what was said there."""

from datetime import datetime

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import MD5
from django.utils.translation import gettext_lazy as _

from accounts.privacy import NOBODYS, REST, Privacy


class SourceQuerySet(models.QuerySet["Source"]):
    def trusted(self, at: datetime) -> "SourceQuerySet":
        """Read so recently that its word still counts. Liveness stands here, not on each posting."""
        return self.filter(read_at__gt=at - settings.SOURCE_TRUSTED_FOR)


class Source(models.Model):
    """A list or board we read. `settings` holds what the source leaves unsaid, such as the year of each season.

    With an `employer` it is a board that the employer brought into its panel; its entries feed the employer's own
    postings. With a `fetch_url` and `is_fetched` a job reads it by itself: docs/importing.md.
    """

    PANEL = "panel"  # the kind of what an employer brought, whatever format it came in

    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20)
    employer = models.ForeignKey("listings.Employer", models.CASCADE, null=True, blank=True, related_name="sources")
    title = models.CharField(max_length=200, blank=True)
    homepage = models.URLField(max_length=500, blank=True)
    settings = models.JSONField(default=dict, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    fetch_url = models.URLField(_("address"), max_length=1000, blank=True)
    fetch_every = models.PositiveSmallIntegerField(_("hours between two readings"), default=24)
    is_fetched = models.BooleanField(_("read by itself"), default=False)
    next_read_at = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    objects = SourceQuerySet.as_manager()

    privacy = NOBODYS

    class Meta:
        verbose_name = _("source")
        constraints = [
            models.CheckConstraint(
                name="source_panel_has_employer",
                condition=models.Q(kind="panel", employer__isnull=False)
                | ~models.Q(kind="panel") & models.Q(employer=None),
            ),
            models.CheckConstraint(
                name="source_fetched_from_somewhere",
                condition=models.Q(is_fetched=False) | ~models.Q(fetch_url="") & models.Q(next_read_at__isnull=False),
            ),
            models.CheckConstraint(name="source_fetch_every", condition=models.Q(fetch_every__range=(1, 720))),
        ]

    def __str__(self) -> str:
        return self.title or self.slug


class ImportRun(models.Model):
    """One reading of a source, failed ones too."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="runs")
    at = models.DateTimeField()
    counts = models.JSONField(default=dict)
    rejected = models.JSONField(default=list)
    left_out = models.JSONField(default=list, help_text=_("Rows that became no posting of their own, and why."))
    error = models.TextField(blank=True)
    whole = models.BooleanField(default=False)
    read_before = models.DateTimeField(null=True, help_text=_("When the source had been read before this run."))
    reverted_at = models.DateTimeField(null=True)
    reverted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    privacy = Privacy(of="reverted_by", erase={"reverted_by": None}, keep=(REST,))

    class Meta:
        verbose_name = _("import run")
        get_latest_by = "at"
        constraints = [
            models.CheckConstraint(
                name="importrun_reverted_pair",
                condition=models.Q(reverted_at__isnull=False) | models.Q(reverted_by=None),
            )
        ]

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

    @property
    def own_id(self) -> str | None:
        """The source's own id: of the newest row, else the key where that is one and no address."""
        said = self.raw[-1].get("id") if self.raw else None
        return str(said or "") or (self.key if self.raw and not self.title_key and "/" not in self.key else None)


class ImportChange(models.Model):
    """What one reading did to one posting and its entry, so that it can be undone.

    `before` is how both stood, nothing where the reading made them; `after` a digest of how it left them; `told` the
    facts that changed, each [name, before, after] in plain values.
    """

    class Action(models.TextChoices):
        CREATED = "created", _("created")
        UPDATED = "updated", _("updated")
        CLOSED = "closed", _("closed")
        VANISHED = "vanished", _("vanished")
        REOPENED = "reopened", _("reopened")
        NOTED = "noted", _("only its entry changed")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="changes")
    posting = models.ForeignKey("listings.Posting", models.CASCADE, related_name="+")
    action = models.CharField(max_length=10, choices=Action)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.CharField(max_length=64)
    told = models.JSONField(default=list, encoder=DjangoJSONEncoder)

    privacy = NOBODYS

    class Meta:
        verbose_name = _("change by an import")
        constraints = [
            models.UniqueConstraint(fields=["run", "posting"], name="importchange_once"),
            models.CheckConstraint(
                name="importchange_before",
                condition=models.Q(action="created", before__isnull=True)
                | ~models.Q(action="created") & models.Q(before__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.action} {self.posting_id}"


class ImportUpload(models.Model):
    """An answer of a board that an employer is bringing, kept between the steps and for a day at most.

    `columns` says which column of a CSV is which. Once written, `run` is what it did and the bytes are gone.
    """

    employer = models.ForeignKey("listings.Employer", models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    format = models.CharField(max_length=20)
    data = models.BinaryField()
    columns = models.JSONField(default=dict)
    kept_at = models.DateTimeField()
    run = models.OneToOneField(ImportRun, models.CASCADE, null=True, related_name="upload")

    privacy = Privacy(of="by", erase={"by": None}, keep=(REST,))

    class Meta:
        verbose_name = _("upload of a board")
        constraints = [
            models.CheckConstraint(
                name="importupload_gone_once_written", condition=models.Q(run=None) | models.Q(data=b"")
            )
        ]

    def __str__(self) -> str:
        return f"{self.employer_id} {self.format}"
