"""/me/profile/: what somebody told, what of it an employer sees, and what is asked for where they look."""

from collections import Counter, defaultdict
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.forms.profile import SkillForm
from applications.me import one, phrases
from applications.models import Application, ApplicationRevision, Resume, Student
from applications.profiles import Kept, OwnSkill, Profile
from listings.models import Requirement
from listings.models.choices import Level, ProficiencyLevel
from listings.public.parts import Fact
from listings.public.viewer import Viewer
from listings.vocabulary import taxonomy

SUGGESTED = 4
HOLDERS = (Application, ApplicationRevision)


def context(profile: Profile, viewer: Viewer, at: datetime, form: SkillForm) -> dict[str, Any]:
    facts, skills = profile.facts(), profile.skills()
    account = isinstance(profile, Kept)
    return {
        "title": profile.name or _("Your profile"),
        "sentence": sentence(facts, skills),
        "facts": shown_facts(facts, profile.name),
        "skills": [_skill(told) for told in skills],
        "asked": asked(viewer, {told.slug for told in skills}),
        "form": form,
        "known": sorted((skill.name for skill in taxonomy.skills().values()), key=str.casefold),
        "has_account": account,
        "resumes": resumes(profile, at) if isinstance(profile, Kept) else [],
        "is_empty": not skills and not any(fact.value for fact in shown_facts(facts, profile.name)),
    }


def sentence(facts: dict[str, Any], skills: list[OwnSkill]) -> list[str]:
    """ "Bachelor, computer engineering, graduating in May 2028." "Five skills, four with evidence." """
    own = Student(**facts)
    said = [text for text in (own.told("degree"), own.told("field")) if text]
    if month := own.told("graduates_on"):
        said.append(_("graduating in %(month)s") % {"month": month})
    told = [_("%(facts)s.") % {"facts": phrases.capital(", ".join(said))}] if said else []
    return [*told, _counted(len(skills), sum(bool(one.evidence) for one in skills))]


def _counted(count: int, proven: int) -> str:
    if not count:
        return _("No skill told yet.")
    words = ngettext("%(n)s skill, %(proven)s with evidence.", "%(n)s skills, %(proven)s with evidence.", count)
    if not proven:
        words = ngettext("%(n)s skill, without evidence.", "%(n)s skills, none with evidence.", count)
    return words % {"n": phrases.capital(phrases.number(count)), "proven": phrases.number(proven)}


def shown_facts(facts: dict[str, Any], name: str) -> list[Fact]:
    own = Student(**facts)
    return [
        Fact(_("Name"), name),
        Fact(_("School"), own.told("school")),
        Fact(_("Degree"), own.told("degree")),
        Fact(_("Field of study"), own.told("field")),
        Fact(_("Enrolled"), own.told("enrolled")),
        Fact(_("Graduation"), own.told("graduates_on")),
        Fact(_("Work permit"), own.told("work_permit")),
        Fact(_("Links"), ", ".join(one.shown(url) for url in facts["links"])),
    ]


def _skill(told: OwnSkill) -> dict[str, str]:
    levels = dict(ProficiencyLevel.choices)
    return {
        "slug": told.slug,
        "name": told.name,
        "level": str(levels.get(told.level, "")),
        "evidence": told.evidence,
        "url": reverse("change_skill", args=[told.slug]),
    }


def asked(viewer: Viewer, own: set[str]) -> list[dict[str, str]]:
    """Needed where they saved or applied, and not told; one of a group is enough for the group."""
    looked = set(viewer.saved) | set(viewer.applied)
    if not looked:
        return []
    groups: dict[tuple[int, int], list[str]] = defaultdict(list)
    rows = Requirement.objects.filter(posting__in=looked, level=Level.NEEDED)
    for posting, grp, slug in rows.values_list("posting_id", "grp", "skill__slug"):
        groups[posting, grp].append(slug)
    missing: dict[str, set[int]] = defaultdict(set)
    for (posting, _grp), slugs in groups.items():
        if not own.intersection(slugs):
            for slug in slugs:
                missing[slug].add(posting)
    often = {slug: len(postings) for slug, postings in missing.items() if len(postings) > 1}
    most = Counter(often).most_common(SUGGESTED)
    return [_suggestion(slug, count, len(looked), first=n == 0) for n, (slug, count) in enumerate(most)]


def _suggestion(slug: str, count: int, of: int, *, first: bool) -> dict[str, str]:
    known = taxonomy.skills().get(slug)
    total = _("%(n)s of the %(of)s you saved or applied for") % {"n": count, "of": of} if first else str(count)
    return {"name": known.name if known else slug, "count": total, "url": reverse("change_skill", args=[slug])}


def resumes(profile: Kept, at: datetime) -> list[dict[str, Any]]:
    """With whether an application holds it: then it stays as long as that does."""
    holding = [model._default_manager.filter(resume=OuterRef("pk")) for model in HOLDERS]
    mine = Resume.objects.filter(student__user=profile.user).defer("text")
    found = mine.annotate(sent=Exists(holding[0]), changed=Exists(holding[1]))
    return [{**_resume(resume, at), "is_used": resume.sent or resume.changed} for resume in found]


def is_used(resume: Resume) -> bool:
    return any(model._default_manager.filter(resume=resume).exists() for model in HOLDERS)


def _resume(resume: Resume, at: datetime) -> dict[str, Any]:
    shown = one.named(resume, at)
    return {**shown, "text_url": reverse("my_resume", args=[resume.pk])}
