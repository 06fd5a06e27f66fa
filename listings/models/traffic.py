"""How often postings are seen and begun to be applied to, and what it takes to count each visitor once a day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.privacy import NOBODYS
from listings.models.posting import Posting


class PostingDay(models.Model):
    """What one posting's visitors did on one day (UTC), by the code of the channel they came through, "" for none."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="days")
    day = models.DateField()
    src = models.CharField(max_length=40, blank=True)
    seen = models.PositiveIntegerField(default=0)
    started = models.PositiveIntegerField(default=0, help_text=_("Opened the form, or left for the employer’s site."))

    privacy = NOBODYS

    class Meta:
        verbose_name = _("day of a posting")
        verbose_name_plural = _("days of postings")
        constraints = [models.UniqueConstraint(fields=["posting", "day", "src"], name="postingday_unique")]

    def __str__(self) -> str:
        return f"{self.posting_id} {self.day} {self.src}"


class DayKey(models.Model):
    """The random key of the day's digests, made and read by the database alone; gone when the day is over."""

    day = models.DateField(primary_key=True)
    key = models.CharField(max_length=64)

    privacy = NOBODYS

    class Meta:
        verbose_name = _("key of a day")
        verbose_name_plural = _("keys of days")

    def __str__(self) -> str:
        return str(self.day)


class Sighting(models.Model):
    """That somebody was counted today; of whom and of which posting only who has the day's key could ask."""

    digest = models.CharField(max_length=64, primary_key=True)
    day = models.DateField(db_index=True)

    privacy = NOBODYS  # keyed digests, whose key goes with the day

    class Meta:
        verbose_name = _("sighting")

    def __str__(self) -> str:
        return self.digest
