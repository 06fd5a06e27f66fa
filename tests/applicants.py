"""Students, résumés, questions and applications for tests; what is not named is sensible and unique."""

import hashlib
from typing import Any

from django.utils import timezone

from accounts.models import User
from applications import applying, asking
from applications.models import Application, Proficiency, Question, Resume, Student
from listings.models import Posting
from listings.postings import tally
from tests.factories import make_posting, make_skill, make_user, numbers

RESUME = "Built a small event store in Go, 2,100 lines, with a test that kills it at random."


def make_student(user: User | None = None, *, skills: dict[str, str] | None = None, **facts: Any) -> Student:
    """SKILLS are slug → proficiency level; a name is made up, since an application needs one."""
    user = user or make_user(name=f"Student {next(numbers)}")
    student = Student.objects.of(user)
    for name, value in facts.items():
        setattr(student, name, value)
    student.save()
    for slug, level in (skills or {}).items():
        Proficiency.objects.create(student=student, skill=make_skill(slug), level=level)
    return student


def make_resume(student: Student | None = None, text: str = RESUME, **fields: Any) -> Resume:
    """A pasted one: real files come through applications.resumes."""
    raw = text.encode()
    defaults = {"media_type": "text/plain", "size": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}
    return Resume.objects.create(student=student, text=text, uploaded_at=timezone.now(), **{**defaults, **fields})


def make_question(posting: Posting, text: str = "Why back-end?", kind: str = "text", **fields: Any) -> Question:
    position = posting.questions.count()
    made = Question.objects.create(posting=posting, kind=kind, text=text, **{"position": position, **fields})
    tally.set_asked(posting.pk, asking.told(posting))
    return made


def sending(student: Student, **fields: Any) -> applying.Sending:
    """What this student would send, from the profile as it is."""
    facts = {name: getattr(student, name) for name in applying.FACTS}
    skills = {p.skill.slug: {"level": p.level, "evidence": p.evidence} for p in student.proficiencies.all()}
    user = student.user
    defaults = {"name": user.name or "Sam Student", "email": user.email, "facts": facts, "skills": skills}
    if "resume" not in fields:
        fields["resume"] = make_resume(student)
    return applying.Sending(**{**defaults, **fields})


def make_application(
    posting: Posting | None = None, student: Student | None = None, *, at: Any = None, **fields: Any
) -> Application:
    """Sent through the verb; FIELDS are those of Sending, AT is when."""
    student = student or make_student()
    posting = posting or make_posting()
    return applying.submit(posting, student, sending(student, **fields), by=student.user, at=at)[0]
