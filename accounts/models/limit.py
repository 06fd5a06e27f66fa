from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.privacy import NOBODYS


class Limit(models.Model):
    """When something was done under one key, as long as it counts; written by accounts.limits alone.

    The key is a keyed digest of an action and of whom it concerns, so that the table names nobody.
    """

    key = models.CharField(max_length=64, primary_key=True)
    hits = ArrayField(models.DateTimeField())
    refused = models.BooleanField(default=False)
    until = models.DateTimeField(db_index=True)

    privacy = NOBODYS  # keyed digests, gone within a day; erasing forgets the person's all the same

    class Meta:
        verbose_name = _("limit")

    def __str__(self) -> str:
        return self.key
