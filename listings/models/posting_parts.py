"""The rows that hang on a posting: where, when, what the work is, and what it needs."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.privacy import NOBODYS
from listings.models import choices as c
from listings.models.posting import Posting
from listings.models.vocabulary import Place, Skill, Term


class PostingPlace(models.Model):
    """One fragment of what the posting says of its places; place is null where we could not tell."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="posting_places")
    position = models.PositiveSmallIntegerField()
    raw = models.CharField(max_length=300)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    is_remote = models.BooleanField(default=False, help_text=_("The fragment says remote rather than a place."))

    privacy = NOBODYS

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["posting", "position"], name="postingplace_position")]

    def __str__(self) -> str:
        return self.raw


class PostingTerm(models.Model):
    posting = models.ForeignKey(Posting, models.CASCADE, related_name="posting_terms")
    term = models.ForeignKey(Term, models.PROTECT, related_name="+")

    privacy = NOBODYS

    class Meta:
        ordering = ["term__year", "term__season"]
        constraints = [models.UniqueConstraint(fields=["posting", "term"], name="postingterm_unique")]

    def __str__(self) -> str:
        return f"{self.posting_id} {self.term_id}"


class Responsibility(models.Model):
    """One thing an intern will do; the tag is empty where none fits."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="responsibilities")
    position = models.PositiveSmallIntegerField()
    tag = models.CharField(max_length=25, choices=c.ResponsibilityTag, blank=True)
    text = models.CharField(max_length=500, blank=True)

    privacy = NOBODYS

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["posting", "position"], name="responsibility_position"),
            models.CheckConstraint(name="responsibility_says_something", condition=~Q(tag="", text="")),
        ]

    def __str__(self) -> str:
        return self.text or str(self.get_tag_display())


class Requirement(models.Model):
    """A posting needs a skill. Those that share a `grp` are "any one of these", all of one level."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="requirements")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+")
    level = models.CharField(max_length=10, choices=c.Level)
    grp = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    evidence = models.CharField(max_length=300, blank=True, help_text=_("Where the words were found, if inferred."))

    privacy = NOBODYS

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["posting", "skill"], name="requirement_unique"),
            models.CheckConstraint(name="requirement_level_known", condition=Q(level__in=c.Level.values)),
        ]

    def __str__(self) -> str:
        return f"{self.posting_id} {self.level} {self.skill_id}"
