from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.privacy import NOBODYS


class PostingSearchRow(models.Model):
    """All that search needs of one posting which is, or may become without a further write, open.

    Derived and written by postings.search_row alone. `tokens` are "facet:value"; `keywords` holds title (A),
    skills and role (B), employer and places (C); `words` adds the text (D). `card` is what a list shows.
    Engines apply the clock: visible while opens_at <= now < open_until and the source is trusted.
    """

    posting = models.OneToOneField("listings.Posting", models.CASCADE, primary_key=True, related_name="search_row")
    source = models.ForeignKey("listings.Source", models.CASCADE, null=True, related_name="+")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True)
    open_until = models.DateTimeField(null=True, help_text=_("The earlier of closes_at and what nobody confirmed."))
    published_at = models.DateTimeField(help_text=_("First publication; the order of the list."))
    listed_at = models.DateTimeField(help_text=_("First appearance on this board; what is new goes by it."))
    tokens = ArrayField(models.TextField())
    keywords = SearchVectorField()
    words = SearchVectorField()
    pay_currency = models.CharField(max_length=3)
    pay_hourly = models.IntegerField(null=True, help_text=_("Minor units an hour: the maximum, else the minimum."))
    grad_from = models.DateField(null=True)
    grad_to = models.DateField(null=True)
    card = models.JSONField()
    facts = models.JSONField(default=dict, help_text=_("What else the posting states, for JSON."))

    privacy = NOBODYS

    class Meta:
        verbose_name = _("search row")
        indexes = [
            models.Index(fields=["-published_at", "-posting"], name="search_newest"),
            models.Index(fields=["closes_at", "posting"], name="search_closing"),
            GinIndex(fields=["words"], name="search_words"),
            GinIndex(fields=["tokens"], name="search_tokens"),
        ]

    def __str__(self) -> str:
        return str(self.posting_id)
