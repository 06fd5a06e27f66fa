"""Places, skills and terms: loaded from the committed files by load_places and load_skills."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.privacy import NOBODYS
from listings.models.choices import DatabaseModel, PlaceKind, Season, SkillKind


class Place(models.Model):
    """A city, region or country. A region or country contains its cities through `parent`."""

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=200)
    label = models.CharField(max_length=250, help_text=_("What pages show: Palo Alto, CA"))
    kind = models.CharField(max_length=10, choices=PlaceKind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    country = models.CharField(max_length=2, help_text=_("ISO 3166-1 alpha-2"))
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    tz = models.CharField(max_length=64, blank=True)
    population = models.PositiveIntegerField(default=0)

    privacy = NOBODYS

    class Meta:
        verbose_name = _("place")
        constraints = [
            models.CheckConstraint(
                name="place_point_whole", condition=Q(lat=None, lon=None) | Q(lat__isnull=False, lon__isnull=False)
            ),
            models.CheckConstraint(
                name="place_parent_unless_country", condition=Q(kind="country", parent=None) | Q(parent__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.label


class PlaceName(models.Model):
    """Another name of a place, folded; nicknames such as nyc too."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="names")
    folded = models.CharField(max_length=200)

    privacy = NOBODYS

    class Meta:
        verbose_name = _("place name")
        indexes = [models.Index(fields=["folded"], name="placename_folded")]
        constraints = [models.UniqueConstraint(fields=["place", "folded"], name="placename_unique")]

    def __str__(self) -> str:
        return self.folded


class FragmentPlace(models.Model):
    """What staff found a fragment of somebody's words to mean, folded; imports ask here for what they cannot tell."""

    folded = models.CharField(max_length=300, unique=True)
    place = models.ForeignKey(Place, models.CASCADE, related_name="+")

    privacy = NOBODYS

    class Meta:
        verbose_name = _("assigned place")

    def __str__(self) -> str:
        return self.folded


class SkillQuerySet(models.QuerySet["Skill"]):
    def by_slug(self, slugs: Iterable[str]) -> dict[str, "Skill"]:
        """Those of skills that were merged into others too."""
        wanted = set(slugs)
        found = {skill.slug: skill for skill in self.filter(slug__in=wanted)}
        if gone := wanted - found.keys():
            merges = SkillMerge.objects.filter(slug__in=gone).select_related("into")
            found |= {merge.slug: merge.into for merge in merges}
        return found

    def ids(self, slugs: Iterable[str]) -> dict[str, int]:
        return {slug: skill.pk for slug, skill in self.by_slug(slugs).items()}


class Skill(models.Model):
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=SkillKind)
    db_model = models.CharField(_("data model"), max_length=5, choices=DatabaseModel, blank=True)

    objects = SkillQuerySet.as_manager()

    privacy = NOBODYS

    class Meta:
        verbose_name = _("skill")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(name="skill_db_model_for_databases", condition=Q(db_model="") | Q(kind="database")),
        ]

    def __str__(self) -> str:
        return self.name


class SkillAlias(models.Model):
    """Another spelling of a skill. One that is also an ordinary word counts only with evidence."""

    folded = models.CharField(max_length=80, unique=True)
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="aliases")
    needs_evidence = models.BooleanField(default=False)

    privacy = NOBODYS

    class Meta:
        verbose_name = _("skill alias")

    def __str__(self) -> str:
        return self.folded


class SkillMerge(models.Model):
    """The slug of a skill that has become part of another: the committed files may go on naming it."""

    slug = models.SlugField(max_length=60, unique=True)
    into = models.ForeignKey(Skill, models.CASCADE, related_name="merges")

    privacy = NOBODYS

    class Meta:
        verbose_name = _("merged skill")

    def __str__(self) -> str:
        return self.slug


class SearchMiss(models.Model):
    """A word that no vocabulary knows, in searches that found nothing; who searched is not kept."""

    word = models.CharField(max_length=30, unique=True)
    count = models.PositiveIntegerField(default=1)
    last_at = models.DateTimeField()

    privacy = NOBODYS

    class Meta:
        verbose_name = _("word nobody found")
        verbose_name_plural = _("words nobody found")
        ordering = ["-count", "word"]

    def __str__(self) -> str:
        return self.word


class Term(models.Model):
    """A season of a year; the year is null where nobody stated it."""

    season = models.CharField(max_length=6, choices=Season)
    year = models.PositiveSmallIntegerField(null=True)

    privacy = NOBODYS

    class Meta:
        verbose_name = _("term")
        constraints = [
            models.UniqueConstraint(fields=["season", "year"], name="term_unique", nulls_distinct=False),
            models.CheckConstraint(name="term_year_sensible", condition=Q(year=None) | Q(year__range=(2000, 2100))),
        ]

    def __str__(self) -> str:
        return f"{self.get_season_display()} {self.year}" if self.year else str(self.get_season_display())

    @property
    def slug(self) -> str:
        return f"{self.season}-{self.year}" if self.year else self.season
