"""One student with something on every page of /me/."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from applications import applying, pipeline, resumes
from applications.models import Application, ApplicationDraft, Elsewhere, Proficiency, Student
from listings.models import Posting, SavedPosting
from tests.applicants import make_question, make_student, sending
from tests.factories import make_complete_posting, make_employer, make_member, make_posting, make_skill, make_user


@dataclass
class Standing:
    student: Student
    open: Application
    rejected: Application
    withdrawn: Application
    elsewhere: Elsewhere

    def pages(self) -> dict[str, str]:
        me, numbers = reverse("me"), [self.open.pk, self.rejected.pk, self.withdrawn.pk]
        return {
            "me": me,
            **{name: f"{me}?show={name}" for name in ("answered", "elsewhere", "drafts")},
            **dict(
                zip(
                    ("application", "rejected", "withdrawn"),
                    (reverse("my_application", args=[n]) for n in numbers),
                    strict=True,
                )
            ),
            "withdraw": reverse("withdraw_application", args=numbers[:1]),
            "add-elsewhere": reverse("add_elsewhere"),
            "change-elsewhere": reverse("change_elsewhere", args=[self.elsewhere.pk]),
            **{name: reverse(name) for name in ("saved", "profile", "change_facts", "me_mail", "me_data", "gone")},
            "skill": reverse("change_skill", args=["go"]),
            "resume": reverse("my_resume", args=[self.open.resume_id]),
        }


def make_standing() -> Standing:
    now = datetime.now(UTC)
    user = make_user("noor@example.org", name="Noor Haddad")
    student = make_student(user, school="Hartwell State University", degree="bachelor", field="computer-engineering")
    student.links = ["https://github.com/noor/event-store"]
    student.save()
    evidence = {"go": "Project: a small event store, 2,100 lines", "sql": "Course: Databases, spring 2026", "git": ""}
    for slug, said in evidence.items():
        Proficiency.objects.create(student=student, skill=make_skill(slug), level="comfortable", evidence=said)
    resume = resumes.store(SimpleUploadedFile("noor-backend.txt", b"Event store in Go\n\nSQL, Git"), student=student)
    tidewater = make_employer("Tidewater Ledger")
    recruiter = make_member(tidewater, "recruiter")
    with time_machine.travel(now - timedelta(days=9)) as time:
        posting = make_complete_posting(title="Back-end Engineering Intern, Ledger Services", employer=tidewater)
        answers = [(make_question(posting, "What did you build that others use?", "long-text"), "A timetable reader.")]
        made = applying.submit(posting, student, sending(student, resume=resume, answers=answers), by=user)[0]
        rejected = _sent(make_posting("Storage Intern", employer=tidewater), student, resume)
        withdrawn = _sent(make_posting("Payments Intern", employer=tidewater), student, resume)
        late = make_posting(
            "Platform Intern, Routing API", employer=make_employer("Kestrel Freight"), answer_within_days=6
        )
        _sent(late, student, resume)
        fresh = make_posting("Scheduler Intern", employer=make_employer("Halyard Systems"), places=("berlin",))
        invited = _sent(fresh, student, resume)
        time.shift(timedelta(days=2))
        for application in (made, rejected):
            pipeline.opened(application, by=recruiter)
        pipeline.move([made, invited], "review", by=recruiter)
        time.shift(timedelta(days=3))
        pipeline.move([invited], "interview", by=recruiter)
        letter = pipeline.Letter("A time to talk", "Hello Noor,\n\nwould Thursday suit you?\n\nRosa", is_final=True)
        pipeline.write(invited, letter, by=recruiter)
        pipeline.reject(
            [rejected], reason="filled", told="We chose somebody who had run PostgreSQL before.", by=recruiter
        )
    applying.withdraw(withdrawn, by=user)
    return Standing(student, invited, rejected, withdrawn, _beside(user, student, now))


def _sent(posting: Posting, student: Student, resume: object) -> Application:
    return applying.submit(posting, student, sending(student, resume=resume), by=student.user)[0]


def _beside(user: User, student: Student, now: datetime) -> Elsewhere:
    one = Elsewhere.objects.create(student=student, title="Software Engineer Intern", employer="attimet", left_at=now)
    Elsewhere.objects.create(
        student=student, title="Data Intern", employer="Ramp", status="applied", applied_on=now.date()
    )
    kept = {"created_at": now, "saved_at": now}
    ApplicationDraft.objects.create(user=user, posting=make_posting("Systems Intern, Message Queue"), **kept)
    saved = [
        make_complete_posting(title="Timetable API Intern"),
        make_posting("Undated Intern"),
        make_posting(status="closed"),
    ]
    for posting in saved:
        SavedPosting.objects.create(user=user, posting=posting, note="Ask Amara what shadowing means.")
    return one
