"""What a person told of themselves, wherever it is kept: in the account, or before there is one in the session."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from accounts.models import User
from applications.forms import facts as facts_form
from applications.models import Proficiency, Student
from listings.models import Skill
from listings.postings.matching import Facts
from listings.public import viewer
from listings.vocabulary import taxonomy

MOST_SKILLS = 100
MOST_EVIDENCE = 300
NAME, SKILLS, EVIDENCE = "name", "skills", "evidence"  # in the session, beside the facts


@dataclass(frozen=True)
class OwnSkill:
    """A skill as a person tells it."""

    slug: str
    level: str
    evidence: str = ""

    @property
    def name(self) -> str:
        known = taxonomy.skills().get(self.slug)
        return known.name if known else self.slug


class Profile(Protocol):
    @property
    def name(self) -> str: ...
    def facts(self) -> dict[str, Any]: ...
    def tell(self, name: str, facts: Mapping[str, Any]) -> None: ...
    def skills(self) -> list[OwnSkill]: ...
    def tell_skill(self, told: OwnSkill) -> bool: ...
    def drop_skill(self, slug: str) -> None: ...


@dataclass
class Kept:
    """In the account."""

    user: User

    @property
    def name(self) -> str:
        return self.user.name

    def student(self) -> Student | None:
        return Student.objects.filter(user=self.user).first()

    def facts(self) -> dict[str, Any]:
        return facts_form.told(self.student() or Student())

    def tell(self, name: str, facts: Mapping[str, Any]) -> None:
        with transaction.atomic():
            student = Student.objects.of(self.user)
            for field in facts_form.FACTS:
                setattr(student, field, facts[field])
            student.save()
            User.objects.filter(pk=self.user.pk).update(name=name)

    def skills(self) -> list[OwnSkill]:
        rows = Proficiency.objects.filter(student__user=self.user).select_related("skill")
        return [OwnSkill(row.skill.slug, row.level, row.evidence) for row in rows]

    def tell_skill(self, told: OwnSkill) -> bool:
        """False where there are too many already."""
        student = Student.objects.of(self.user)
        others = Proficiency.objects.filter(student=student).exclude(skill__slug=told.slug).count()
        skill = Skill.objects.filter(slug=told.slug).first()
        if skill is None or others >= MOST_SKILLS:
            return False
        values = {"level": told.level, "evidence": told.evidence}
        Proficiency.objects.update_or_create(student=student, skill=skill, defaults=values)
        return True

    def drop_skill(self, slug: str) -> None:
        Proficiency.objects.filter(student__user=self.user, skill__slug=slug).delete()


@dataclass
class Carried:
    """In the browser's session, until an account takes it over."""

    session: SessionBase

    @property
    def kept(self) -> dict[str, Any]:
        kept = self.session.get(viewer.FACTS)
        return kept if isinstance(kept, dict) else {}

    @property
    def name(self) -> str:
        return str(self.kept.get(NAME, ""))

    def facts(self) -> dict[str, Any]:
        return facts_form.from_session(self.kept)

    def tell(self, name: str, facts: Mapping[str, Any]) -> None:
        beside = {key: value for key, value in self.kept.items() if key in (SKILLS, EVIDENCE)}
        self._keep({**facts_form.to_session(dict(facts)), **beside, **({NAME: name} if name else {})})

    def skills(self) -> list[OwnSkill]:
        evidence = self.kept.get(EVIDENCE)
        evidence = evidence if isinstance(evidence, dict) else {}
        levels = Facts.from_json(self.kept).skills
        return [OwnSkill(slug, level, str(evidence.get(slug, ""))) for slug, level in levels.items()]

    def tell_skill(self, told: OwnSkill) -> bool:
        skills = {one.slug: one for one in self.skills()} | {told.slug: told}
        if len(skills) > MOST_SKILLS:
            return False
        self._keep_skills(skills.values())
        return True

    def drop_skill(self, slug: str) -> None:
        self._keep_skills(one for one in self.skills() if one.slug != slug)

    def _keep_skills(self, skills: Iterable[OwnSkill]) -> None:
        told = list(skills)
        rest = {key: value for key, value in self.kept.items() if key not in (SKILLS, EVIDENCE)}
        levels = {one.slug: one.level for one in told}
        evidence = {one.slug: one.evidence for one in told if one.evidence}
        self._keep({**rest, **({SKILLS: levels} if levels else {}), **({EVIDENCE: evidence} if evidence else {})})

    def _keep(self, kept: dict[str, Any]) -> None:
        if kept:
            self.session[viewer.FACTS] = kept
        else:
            self.session.pop(viewer.FACTS, None)


def adopt(user: User, session: SessionBase) -> None:
    """What was told before there was an account fills what the account leaves empty."""
    before, own = Carried(session), Kept(user)
    with transaction.atomic():
        facts, told = own.facts(), before.facts()
        merged = {name: told[name] if facts[name] == facts_form.EMPTY[name] else facts[name] for name in facts}
        if merged != facts or (before.name and not own.name):
            own.tell(own.name or before.name, merged)
            user.name = own.name or before.name
        known = {one.slug for one in own.skills()}
        for skill in before.skills():
            if skill.slug not in known:
                own.tell_skill(skill)
    session.pop(viewer.FACTS, None)
