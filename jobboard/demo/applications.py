"""Applications to the demonstration's postings, sent through the verb and moved on by rows with their own days.

Who has applied already is left alone, so a second run writes nothing, and what a person did since stays.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import OutgoingMail, User
from applications import applying, letters, resumes, settling, stages
from applications.models import Application, Assignment, Message, Move, Note, Question, Resume, Student
from applications.models.choices import TOLD, QuestionKind, StageType
from jobboard.demo import pdf
from jobboard.demo.people import Cast
from jobboard.demo.plan import load
from lib.text import slugify
from listings.models import Membership, Posting, Skill
from listings.models.choices import MembershipRole
from listings.vocabulary import taxonomy

AHEAD = (StageType.REVIEW, StageType.ASSESSMENT, StageType.INTERVIEW, StageType.OFFER, StageType.HIRED)
REASONS = {"skill-missing": "We did not find enough of what the position needs: SQL.", "other-preferred": ""}


@dataclass(frozen=True)
class Told:
    """Somebody of the file, and how their answers turn out."""

    number: int
    name: str
    school: str
    degree: str
    field: str
    years: int
    permit: str
    skills: dict[str, str]
    project: tuple[str, str]
    work: str
    fixed: str

    @property
    def email(self) -> str:
        return f"{slugify(self.name).replace('-', '.')}@students.demo.test"


def write(cast: Cast, postings: Mapping[str, int], today: date) -> int:
    """POSTINGS are ids by key. Returns how many were made."""
    file = load("applicants.toml")
    wanted = [(f"{slug}/{row[1]}", row) for slug, rows in file["applications"].items() for row in rows]
    people = [_told(file, number) for number in range(len(file["person"]))]
    there = set(
        Application.objects.filter(posting__in=postings.values()).values_list("posting_id", "student__user__email")
    )
    missing = [
        (key, row) for key, row in wanted
        if key in postings and (postings[key], _email(people[row[0]], cast)) not in there
    ]  # fmt: skip
    if not missing:
        return 0
    newest = OutgoingMail.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    students = _students([people[n] for n in sorted({row[0] for _key, row in missing})], cast, today)
    teams = _teams(cast)
    found = Posting.objects.open().select_related("employer").in_bulk([postings[key] for key, _row in missing])
    made = 0
    with resumes.taking_back():
        for key, (number, _posting, days, stage, more) in missing:
            if posting := found.get(postings[key]):  # a closed one takes none any more
                _apply(posting, students[number], people[number], _at(today, days, number), stage, more, teams)
                made += 1
    # Nobody reads these addresses: their receipts need not go anywhere.
    addresses = [student.user.email for student in students.values()]
    OutgoingMail.objects.filter(pk__gt=newest, to__in=addresses, sent_at=None).delete()
    return made


def _told(file: dict[str, Any], number: int) -> Told:
    name, school, degree, field, years, permit, skills, project, work = file["person"][number]
    levels = dict(skill.split(":") for skill in skills)
    words = (tuple(file["project"][project]), file["work"][work], file["fixed"][number % len(file["fixed"])])
    return Told(number, name, school, degree, field, years, permit, levels, *words)


def _email(told: Told, cast: Cast) -> str:
    """Two of them are the demonstration's own students, who can sign in."""
    known = {user.name: email for email, user in cast.users.items()}
    return known.get(told.name, told.email)


def _at(today: date, days: int, number: int) -> datetime:
    at = datetime.combine(today - timedelta(days=days), time(13 + number % 7, number * 7 % 60), UTC)
    return min(at, timezone.now() - timedelta(minutes=3 + number % 50))


def _students(people: list[Told], cast: Cast, today: date) -> dict[int, Student]:
    """Nobody can sign in as those who are only in the file."""
    closed = make_password(None)
    students = {}
    for told in people:
        email = _email(told, cast)
        user = (
            cast.users.get(email)
            or User.objects.get_or_create(email=email, defaults={"name": told.name, "password": closed})[0]
        )
        student = Student.objects.of(user)
        if not student.school:
            for name, value in _facts(told, today).items():
                setattr(student, name, value)
            student.save()
            _learn(student, told)
        students[told.number] = student
    return students


def _learn(student: Student, told: Told) -> None:
    rows = Skill.objects.filter(slug__in=told.skills).order_by("slug")
    for skill in rows:
        student.proficiencies.get_or_create(
            skill=skill, defaults={"level": told.skills[skill.slug], "evidence": told.project[0]}
        )


def _facts(told: Told, today: date) -> dict[str, Any]:
    return {
        "school": told.school,
        "degree": told.degree,
        "field": told.field,
        "enrolled": "yes",
        "graduates_on": date(today.year + told.years + (today.month > 8), 5 if told.number % 3 else 12, 1),
        "work_permit": told.permit,
        "links": [f"https://code.example/{slugify(told.name)}"] if told.number % 2 else [],
    }


def _teams(cast: Cast) -> dict[int, dict[str, User]]:
    """Who decides and who reads, by employer."""
    teams: dict[int, dict[str, User]] = {}
    for seat in Membership.objects.filter(employer__in=cast.employers.values()).select_related("user").order_by("role"):
        teams.setdefault(seat.employer_id, {})[seat.role] = seat.user
    return teams


def _apply(posting: Posting, student: Student, told: Told, at: datetime, stage: str, more: str,
           teams: dict[int, dict[str, User]]) -> None:  # fmt: skip
    application, _made = applying.submit(
        posting, student, _sending(posting, student, told, more), by=student.user, at=at
    )
    team = teams[posting.employer_id]
    decider = team.get(MembershipRole.RECRUITER) or team[MembershipRole.OWNER]
    # Who moves it, writes about it or writes back has opened it first.
    if stage != "new" or set(more) & set("onm"):
        whole = timezone.now() - application.submitted_at
        application.opened_at = application.submitted_at + min(timedelta(hours=20), whole / 4)
        application.save(update_fields=["opened_at"])
    _write(application, more, decider, team.get(MembershipRole.REVIEWER))
    _decide(application, stage, decider)
    settling.settle([application])
    if "c" in more:
        changed = _sending(posting, student, told, more, letter="I have finished my thesis since: it is about clocks.")
        applying.edit(application, changed, by=student.user)
    if "w" in more:
        applying.withdraw(application, by=student.user)


def _sending(posting: Posting, student: Student, told: Told, more: str, letter: str = "") -> applying.Sending:
    skills = {slug: {"level": level, "evidence": told.project[0]} for slug, level in told.skills.items()}
    facts = {name: getattr(student, name) for name in applying.FACTS}
    answers = [(question, _answer(question, told)) for question in posting.questions.asked()]
    return applying.Sending(
        name=told.name,
        email=student.user.email,
        resume=_resume(student, told, more),
        cover_letter=letter,
        facts=facts,
        skills=skills,
        answers=answers,
    )


def _answer(question: Question, told: Told) -> Any:
    best = next((taxonomy.skills()[slug].name for slug in told.skills), "Python")
    return {
        QuestionKind.LONG_TEXT: told.fixed,
        QuestionKind.TEXT: best if "language" in question.text else "From a friend who was here last year.",
        QuestionKind.ONE_OF: (question.options or [""])[told.number % max(1, len(question.options))],
        QuestionKind.SEVERAL_OF: question.options[told.number % 3 : told.number % 3 + 2],
        QuestionKind.YES_NO: told.number % 4 != 3,
        QuestionKind.NUMBER: 34 if "hours" in question.text else 10 + told.number % 5,
        QuestionKind.DATE: f"{timezone.now().year + 1}-06-{1 + told.number % 9:02}",
        QuestionKind.LINK: f"https://code.example/{slugify(told.name)}",
    }[QuestionKind(question.kind)]


def _resume(student: Student, told: Told, more: str) -> Resume:
    names = ", ".join(taxonomy.skills()[slug].name for slug in told.skills) or "to be learned"
    lines = [
        told.name, f"{told.school}, {told.degree}", "", "Projects", told.project[1], "", "Work", told.work,
        "", "Skills", names,
    ]  # fmt: skip
    if "p" not in more:
        return resumes.store_text("\n".join(lines), student=student)
    file = SimpleUploadedFile(f"{slugify(told.name)}.pdf", pdf.of_lines(lines), content_type="application/pdf")
    return resumes.store(file, student=student)


def _decide(application: Application, stage: str, by: User) -> None:
    """One step a day or so, as far as there are days; each after the first look, if there was time for any."""
    kind, _colon, reason = stage.partition(":")
    way = AHEAD[: AHEAD.index(StageType(kind)) + 1] if kind in AHEAD else ()
    here = application.stage
    steps = [*((step, "") for step in way), *([(StageType.REJECTED, reason)] if reason else [])]
    begin, whole = _since_opened(application)
    for number, (step, why) in enumerate(steps, start=1):
        at = begin + whole * (1 + number) / (len(steps) + 2)
        target = stages.of_type(application.posting, step)
        assert target
        subject, body = letters.usual(step).filled(application) if step in TOLD else ("", "")
        Move.objects.create(
            application=application, from_stage=here, to_stage=target, at=at,
            visible_at=min(at + settings.UNDO_WINDOW, timezone.now()),
            by=by, batch=uuid.uuid4(), reason=why, told=REASONS.get(why, ""), subject=subject, body=body,
        )  # fmt: skip
        here = target


def _since_opened(application: Application) -> tuple[datetime, timedelta]:
    begin = application.opened_at or application.submitted_at
    return begin, timezone.now() - begin


def _write(application: Application, more: str, by: User, reviewer: User | None) -> None:
    """Looked at, assigned, noted, written back: in this order, and before the first step."""
    begin, whole = _since_opened(application)
    # _decide leaves at least a quarter of the time before its first step.
    beat = min(timedelta(hours=3), whole / 32)
    if "a" in more and reviewer:
        at = begin + beat
        Assignment.objects.create(application=application, reviewer=reviewer, at=at, by=by, batch=uuid.uuid4())
    if "n" in more:
        writer = reviewer if reviewer and "a" in more else by
        Note.objects.create(
            application=application, at=begin + 2 * beat, by=writer, text="Ask about the test that kills it at random."
        )
    if "m" in more:
        at = begin + 3 * beat
        body = f"Hello {application.name},\n\nwe are still reading and will write again by Friday.\n\nBest wishes"
        Message.objects.create(
            application=application, at=at, visible_at=at, by=by, batch=uuid.uuid4(), subject="Still reading", body=body
        )
