"""What staff do to the vocabularies: two skills become one, and a fragment nobody could place is told its place."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from accounts import audit
from accounts.models import User
from lib.text import fold
from listings.models import (
    EmployerPlace,
    FragmentPlace,
    Place,
    PostingDraft,
    PostingPlace,
    Requirement,
    Skill,
    SkillAlias,
    SkillMerge,
)
from listings.models.choices import Level
from listings.postings import search_row
from listings.vocabulary.words import key

STRONGEST = list(Level)


def _staff(by: User, verb: str) -> None:
    if not (by.is_staff and by.is_active):
        raise PermissionDenied(verb)


# --- skills --------------------------------------------------------------------------------------------------------


@transaction.atomic
def merge(skill: Skill, into: Skill, *, by: User) -> dict[str, int]:
    """SKILL becomes a spelling of INTO: whatever points at it, in packages above too, points at INTO afterwards.

    Returns how many rows moved, by model. Who has both keeps what they said of INTO; a posting the stronger level.
    """
    _staff(by, "merge")
    if skill.pk == into.pk:
        raise ValueError("A skill is not merged into itself.")
    held = list(Skill.objects.select_for_update().filter(pk__in=(skill.pk, into.pk)).order_by("pk"))
    if len(held) < 2:
        raise Skill.DoesNotExist
    postings = list(Requirement.objects.filter(skill=skill).values_list("posting", flat=True))
    _keep_stronger(skill, into)
    moved = {model._meta.label_lower: _move(model, field, skill, into) for model, field in _pointing()}
    _in_drafts(skill.slug, into.slug)
    for spelling in (skill.name, skill.slug.replace("-", " ")):
        if folded := " ".join(key(spelling)):
            SkillAlias.objects.get_or_create(folded=folded, defaults={"skill": into})
    SkillMerge.objects.create(slug=skill.slug, into=into)
    audit.record("skill.merge", into, by=by, merged=skill.pk, moved=moved)
    skill.delete()
    search_row.rebuild(postings)
    return moved


def _pointing() -> list[tuple[type[models.Model], str]]:
    """Every foreign key to a skill that Django knows, so that nothing of what stands above is named here."""
    everything = Skill._meta.get_fields(include_hidden=True)
    relations = [one for one in everything if isinstance(one, models.ManyToOneRel)]
    return [(one.related_model, one.field.name) for one in relations]


def _move(model: type[models.Model], field: str, skill: Skill, into: Skill) -> int:
    """What may be there only once, and is there of INTO already, goes; the rest moves."""
    rows = model._base_manager.filter(**{field: skill.pk})
    for constraint in model._meta.constraints:
        if not isinstance(constraint, models.UniqueConstraint) or field not in constraint.fields:
            continue
        others = [name for name in constraint.fields if name != field]
        theirs = model._base_manager.filter(**{field: into.pk})
        same = theirs.filter(**{name: models.OuterRef(name) for name in others})
        rows.filter(models.Exists(same)).delete()
    return rows.update(**{field: into.pk})


def _keep_stronger(skill: Skill, into: Skill) -> None:
    levels = dict(Requirement.objects.filter(skill=skill).values_list("posting", "level"))
    for theirs in Requirement.objects.filter(skill=into, posting__in=levels):
        if STRONGEST.index(Level(levels[theirs.posting_id])) < STRONGEST.index(Level(theirs.level)):
            theirs.delete()  # and the other, with its level and its group, moves


def _in_drafts(old: str, new: str) -> None:
    """What waits names skills by slug."""
    for draft in PostingDraft.objects.select_for_update().filter(content__isnull=False):
        needs: list[dict[str, Any]] = (draft.content or {}).get("needs", [])
        if any(need.get("skill") == old for need in needs):
            kept = {new if need["skill"] == old else need["skill"]: need for need in reversed(needs)}
            draft.content["needs"] = [need | {"skill": slug} for slug, need in reversed(kept.items())]  # type: ignore[index]
            draft.save(update_fields=["content"])


# --- places --------------------------------------------------------------------------------------------------------


@transaction.atomic
def assign(raw: str, place: Place, *, by: User) -> int:
    """Every fragment of these words, without regard to case and accents, means PLACE; imports remember it."""
    _staff(by, "assign")
    folded = fold(raw)
    if not folded:
        raise ValueError("These are no words.")
    FragmentPlace.objects.update_or_create(folded=folded, defaults={"place": place})
    unresolved = PostingPlace.objects.filter(place=None, is_remote=False)
    spellings = [one for one in unresolved.values_list("raw", flat=True).distinct() if fold(one) == folded]
    rows = unresolved.filter(raw__in=spellings)
    postings = list(rows.values_list("posting", flat=True))
    count = rows.update(place=place)
    EmployerPlace.objects.filter(place=None, raw__in=spellings).update(place=place)
    search_row.rebuild(postings)
    audit.record("place.assign", place, by=by, rows=count)
    return count
